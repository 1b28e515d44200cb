"""A barcamp that is over as a folder of plain pages, for any web server or none.

No scripts, no cookies, nothing asked of any server: links lead to other files of the folder, or to
where people's own links lead.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from kaue import db
from kaue.comments import queries as comments
from kaue.comments.queries import CommentView
from kaue.events import colours
from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.merging import queries as merging
from kaue.pitch import count_queries
from kaue.pitch.orders import ORDERS
from kaue.pitch.queries import FrozenList
from kaue.places import STATIC
from kaue.results import open_data, queries
from kaue.results.queries import Life
from kaue.results.sections import sections_of
from kaue.schedule.plan_queries import is_off
from kaue.tables import TopicFormat
from kaue.topics.forms import FORMATS
from kaue.topics.queries import TopicView
from kaue.web.assets import manifest
from kaue.web.dates import now
from kaue.web.language import german, translate
from kaue.web.templates import render

Files = dict[str, str | bytes]
"""Path below the folder → content."""

_STYLE = ("kaue.css", "favicon.svg")
_NOT_WHOLE = re.compile(r"\]\((?!https?://|mailto:)([^)\s]*)")
_PLAN = (
    "SELECT s.topic, s.title, s.room_name, s.starts_at, s.ends_at, t.state,"
    " h.state AS home_state FROM session s LEFT JOIN topic t ON t.id = s.topic"
    " LEFT JOIN topic h ON h.id = t.merged_into"
    " WHERE s.plan = (SELECT p.id FROM plan p WHERE p.event = {} ORDER BY p.version DESC LIMIT 1)"
    " ORDER BY s.starts_at, s.room_name, s.id"
)


async def files(event: EventView) -> Files:
    """All of it. Names stand in it as they stand on the pages: in an anonymised event none do."""
    lives = [_with_whole_note(event, life) for life in await queries.lives(event)]
    facts = await queries.facts(event.id)
    plan = await db.rows(_PLAN, event.id)
    shared = {
        "event": event,
        "assets": manifest(),
        "made_at": now(),
        "has_ranking": facts.frozen is not None,
        "has_schedule": bool(plan),
        "whole": partial(_with_whole_links, event),
    }
    pages = {life.topic.id: f"themen/{life.topic.number_and_slug}.html" for life in lives}
    made: Files = {"index.html": _index(shared, lives)}
    for life in lives:
        made[pages[life.topic.id]] = await _topic(shared, life)
    if facts.frozen:
        made["rangliste.html"] = await _ranking(shared, facts.frozen, pages)
    if plan:
        made["zeitplan.html"] = _schedule(shared, plan, pages)
    made["ergebnisse.json"] = open_data.as_json(event, lives)
    made["ergebnisse.csv"] = open_data.as_csv(lives)
    return made | _style(event)


def write(made: Files, folder: Path) -> None:
    """Raises FileExistsError when something is there already, OSError when it cannot be written."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(17, "There is something in it already", str(folder))
    for name, content in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def _page(template: str, shared: Mapping[str, Any], here: str, **context: Any) -> str:
    root = "../" if here == "topic" else ""
    return render(german(), f"archive/{template}.html", here=here, root=root, **shared, **context)


def _index(shared: Mapping[str, Any], lives: list[Life]) -> str:
    named = [
        (id_, translate(german(), heading), found) for id_, heading, found in sections_of(lives)
    ]
    return _page(
        "index", shared, "results", sections=named, count=len(lives), smallest=open_data.SMALLEST
    )


async def _topic(shared: Mapping[str, Any], life: Life) -> str:
    topic = life.topic
    return _page(
        "topic",
        shared,
        "topic",
        life=life,
        topic=topic,
        format_label=translate(german(), FORMATS[TopicFormat(topic.format)]),
        spoken=await _spoken(topic),
    )


async def _spoken(topic: TopicView) -> list[CommentView]:
    """What everybody may read of the talk about it and about what became a part of it."""
    threads = [await comments.thread(topic.id, None)]
    threads += [part.thread for part in await merging.parts(topic, None)]
    said = [one for thread in threads for first in thread for one in (first, *first.answers)]
    return [one for one in said if one.is_public]


async def _ranking(shared: Mapping[str, Any], frozen: FrozenList, pages: dict[int, str]) -> str:
    lines = await count_queries.lines(frozen.id)
    labels = {method: label for method, label, _ in ORDERS.values()}
    return _page(
        "ranking",
        shared,
        "ranking",
        frozen=frozen,
        lines=sorted(lines, key=lambda one: one.place(frozen.method)),
        order=labels.get(frozen.method, ""),
        orders=ORDERS,
        pages=pages,
    )


def _schedule(shared: Mapping[str, Any], plan: list[dict[str, Any]], pages: dict[int, str]) -> str:
    told = [one | {"is_off": is_off(one)} for one in plan]
    rounds = [
        (begins, list(found)) for begins, found in groupby(told, key=lambda one: one["starts_at"])
    ]
    return _page("schedule", shared, "schedule", rounds=rounds, pages=pages)


def _style(event: EventView) -> Files:
    """Our style sheet with its fonts, as they were built."""
    built = manifest()
    names = [built[name] for name in _STYLE]
    names += [name for logical, name in built.items() if logical.endswith(".woff2")]
    found: Files = {f"static/{name}": (STATIC / name).read_bytes() for name in names}
    if event.accent:
        found["static/farben.css"] = colours.stylesheet(event.accent)
    return found


def _with_whole_note(event: EventView, life: Life) -> Life:
    if life.note is None:
        return life
    return replace(life, note=replace(life.note, text=_with_whole_links(event, life.note.text)))


def _with_whole_links(event: EventView, text: str) -> str:
    """People's links within the site lead there: the folder has other addresses."""
    here = absolute(german(), f"/{event.slug}/themen/")
    return _NOT_WHOLE.sub(lambda found: "](" + urljoin(here, found[1]), text)
