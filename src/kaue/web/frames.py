"""Pages that many people ask for: the frame is rendered once, what is each visitor's is put in."""

import re
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from kaue.web.page import Answer, AnyRequest, html_answer, whole_page
from kaue.web.templates import environment
from kaue.web.visit import visit_of

MOST = 200
"""Frames kept per language, some 15 KB each."""

_GAP = re.compile(rb"<!--gap (\w+)-->")


@dataclass(frozen=True, slots=True)
class Somebody:
    """Stands for whoever is signed in while a frame is rendered, so that it holds nobody's data."""

    name: Markup
    roles: AbstractSet[str]
    is_admin: bool = False

    def held_in(self, _: object) -> AbstractSet[str]:
        return self.roles


def framed(
    request: AnyRequest,
    template: str,
    *,
    gaps: Mapping[str, bytes],
    fixed: Mapping[str, Any],
    **context: Hashable,
) -> Answer:
    """As page(). The frame depends on the address, the visitor's roles and `context`.

    `gaps` is ready HTML for places of those names, `fixed` what never changes, or follows from
    the rest.
    """
    visit = visit_of(request)
    somebody, name = None, b""
    if visit.person is not None:
        roles = frozenset(visit.person.held_in(context.get("event")))
        somebody = Somebody(gap("name"), roles, visit.person.is_admin)
        name = escape(visit.person.name).encode()
    shown = {**context, **fixed, **_empty(gaps)}
    seen = replace(visit, person=somebody)
    key = (template, visit.here, visit.query, somebody, visit.waiting, *context.values())
    frame = _frame(visit.language, key, lambda: whole_page(seen, template, **shown))
    return html_answer(request, fill(frame, {**gaps, "name": name}))


def filled(
    language: str, template: str, *, gaps: Mapping[str, bytes], **context: Hashable
) -> bytes:
    """A piece of a page, likewise: its frame depends on `context` alone."""
    source = environment(language).get_template(template)
    key = (template, *context.values())
    return fill(_frame(language, key, lambda: source.render(context | _empty(gaps))), gaps)


def _frame(language: str, key: tuple[Hashable, ...], render: Callable[[], str]) -> list[bytes]:
    speaking = environment(language)
    frame = speaking.frames.get(key)
    if frame is None or speaking.auto_reload:
        frame = cut(render())
        if len(speaking.frames) >= MOST:
            speaking.frames.clear()
        speaking.frames[key] = frame
    return frame


def cut(html: str) -> list[bytes]:
    """A rendered frame as texts, and between them the names of its gaps."""
    return _GAP.split(html.encode())


def fill(frame: list[bytes], gaps: Mapping[str, bytes]) -> bytes:
    """The whole, with ready HTML in each gap. Raises KeyError where one is missing."""
    pieces = [gaps[piece.decode()] if n % 2 else piece for n, piece in enumerate(frame)]
    return b"".join(pieces)


def _empty(gaps: Mapping[str, bytes]) -> dict[str, Markup]:
    return {name: gap(name) for name in gaps}


def gap(name: str) -> Markup:
    """Stands in a frame for what is put in later."""
    # What people write is escaped and cannot look like it.
    return Markup(f"<!--gap {name}-->")  # noqa: S704 - names are ours
