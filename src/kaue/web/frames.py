"""Pages that many people ask for: the frame is rendered once, what is each visitor's is put in."""

import re
from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from kaue.web.page import Answer, AnyRequest, html_answer, whole_page
from kaue.web.templates import environment
from kaue.web.visit import Visit, visit_of

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

    `gaps` is ready HTML for places of those names, `fixed` what never changes.
    """
    visit = visit_of(request)
    somebody, name = None, b""
    if visit.person is not None:
        roles = frozenset(visit.person.held_in(context.get("event")))
        somebody = Somebody(_gap("name"), roles, visit.person.is_admin)
        name = escape(visit.person.name).encode()
    shown = {**context, **fixed, **{gap: _gap(gap) for gap in gaps}}
    frame = _frame(replace(visit, person=somebody), template, tuple(context.values()), shown)
    fillings = {**gaps, "name": name}
    pieces = [fillings[piece.decode()] if n % 2 else piece for n, piece in enumerate(frame)]
    return html_answer(request, b"".join(pieces))


def _frame(
    visit: Visit, template: str, values: tuple[Hashable, ...], shown: dict[str, Any]
) -> list[bytes]:
    """Texts, and between them the names of the gaps."""
    speaking = environment(visit.language)
    key = (template, visit.here, visit.query, visit.person, visit.waiting, values)
    frame = speaking.frames.get(key)
    if frame is None or speaking.auto_reload:
        frame = _GAP.split(whole_page(visit, template, **shown).encode())
        if len(speaking.frames) >= MOST:
            speaking.frames.clear()
        speaking.frames[key] = frame
    return frame


def _gap(name: str) -> Markup:
    # What people write is escaped and cannot look like it.
    return Markup(f"<!--gap {name}-->")  # noqa: S704 - names are ours
