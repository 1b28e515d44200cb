"""What became of each session from version to version, for calendars that know older ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from kaue import db
from kaue.web.text import slugify

_ALL = (
    "SELECT p.version, p.published_at, s.topic, s.room_name, s.title, s.starts_at, s.ends_at"
    " FROM session s JOIN plan p ON p.id = s.plan WHERE p.event = {}"
    " ORDER BY p.version, s.starts_at, s.ends_at, s.id"
)


@dataclass(frozen=True, slots=True)
class Course:
    """`key` names a session through all versions. It was `changed` so many times, last at
    `changed_at`, and begins and ends as it does now or, once it is `gone`, as it did before.
    """

    key: str
    topic: int | None
    changed: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    gone: bool = False


def keys(sessions: Iterable[tuple[int | None, str]]) -> list[str]:
    """For (topic, title) of a plan by time: stays the same wherever it moves, and is unique."""
    times: dict[str, int] = {}
    found = []
    for topic, title in sessions:
        name = f"thema-{topic}" if topic else f"alle-{slugify(title) or 'x'}"
        times[name] = times.get(name, 0) + 1
        found.append(f"{name}-{times[name]}")
    return found


async def courses(event_id: int) -> dict[str, Course]:
    """Of everything that was ever published, by key."""
    rows = await db.rows(_ALL, event_id)
    found: dict[str, Course] = {}
    seen: dict[str, tuple[Any, ...]] = {}
    for _, version in groupby(rows, key=lambda row: row["version"]):
        _follow(list(version), found, seen)
    return found


def _follow(
    rows: Sequence[dict[str, Any]], found: dict[str, Course], seen: dict[str, tuple[Any, ...]]
) -> None:
    """One version more."""
    at = rows[0]["published_at"]
    there = dict(zip(keys((row["topic"], row["title"]) for row in rows), rows, strict=True))
    for key, row in there.items():
        now = row["starts_at"], row["ends_at"], row["room_name"], row["title"]
        before = found.get(key)
        if before is None or before.gone or seen[key] != now:
            times = before.changed + 1 if before else 0
            found[key] = Course(key, row["topic"], times, at, row["starts_at"], row["ends_at"])
        seen[key] = now
    for key in found.keys() - there.keys():
        one = found[key]
        if not one.gone:
            found[key] = Course(
                key, one.topic, one.changed + 1, at, one.starts_at, one.ends_at, gone=True
            )
