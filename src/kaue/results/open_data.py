"""The results as files for everybody: no person, no small number, no cell that is executed."""

import json
from collections.abc import Iterable
from typing import Any

from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.results.queries import Life
from kaue.tables import Language
from kaue.web import sheets
from kaue.web.dates import iso

SMALLEST = 5
"""Of smaller numbers, whoever knows a few of the voters could tell who it was."""

LICENCE = "CC0-1.0"
LICENCE_AT = "https://creativecommons.org/publicdomain/zero/1.0/"

COLUMNS = (
    "topic",
    "title",
    "address",
    "format",
    "themes",
    "votes",
    "paper",
    "hands",
    "place_by_votes",
    "place_fair",
    "place_balanced",
    "place_in_pitch_order",
    "held",
    "sessions",
    "next_step",
    "next_step_office",
    "next_step_until",
    "next_step_state",
    "next_step_reason",
    "licence",
)


def as_json(event: EventView, lives: Iterable[Life]) -> str:
    """`null` stands for a number that is below `smallest_number`, or that nobody is told."""
    content = {
        "licence": LICENCE,
        "licence_at": LICENCE_AT,
        "event": event.slug,
        "title": event.title,
        "starts_at": iso(event.starts_at),
        "ends_at": iso(event.ends_at),
        "smallest_number": SMALLEST,
        "topics": [_record(life) for life in lives],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_csv(lives: Iterable[Life]) -> str:
    """The same, one line for each topic; an empty cell stands for `null`."""
    return sheets.as_csv(COLUMNS, [_flat(_record(life)) for life in lives])


def _record(life: Life) -> dict[str, Any]:
    counted, step = life.counted, life.step
    return {
        "topic": life.topic.id,
        "title": life.topic.title,
        "address": absolute(Language.GERMAN, life.topic.path),
        "format": life.topic.format,
        "themes": [slug for slug, _ in life.topic.themes],
        "votes": _told(counted.votes if counted else life.topic.votes),
        "paper": _told(counted.paper if counted else None),
        "hands": _told(counted.hands if counted else None),
        "place_by_votes": counted.by_votes if counted else None,
        "place_fair": counted.fair if counted else None,
        "place_balanced": counted.balanced if counted else None,
        "place_in_pitch_order": life.place,
        "held": life.held,
        "sessions": [
            {"room": one.room, "starts_at": iso(one.starts_at), "ends_at": iso(one.ends_at)}
            for one in life.sessions
        ],
        "next_step": step.step if step else None,
        "next_step_office": step.office if step else None,
        "next_step_until": (step.day or None) if step else None,
        "next_step_state": step.state if step else None,
        "next_step_reason": (step.reason or None) if step else None,
    }


def _told(number: int | None) -> int | None:
    return number if number is not None and number >= SMALLEST else None


def _flat(record: dict[str, Any]) -> dict[str, object]:
    sessions = (f"{one['starts_at']} {one['room']}" for one in record["sessions"])
    held = {True: "yes", False: "no", None: None}[record["held"]]
    lists = {"themes": " ".join(record["themes"]), "sessions": "; ".join(sessions)}
    return {**record, **lists, "held": held, "licence": LICENCE}
