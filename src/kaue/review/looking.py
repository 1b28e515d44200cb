"""Who of the staff has which topic open right now, so that two do not decide the same at once."""

from contextlib import suppress
from datetime import timedelta

from kaue import db
from kaue.people.actor import HasId
from kaue.web.dates import now

AWAY = timedelta(minutes=2)
"""Whoever has not been seen for so long has gone elsewhere."""

KEPT = timedelta(hours=24)
"""What is older is deleted."""

_LOOK = (
    "INSERT INTO looking (topic, person, seen_at) VALUES ({}, {}, {})"
    " ON CONFLICT (topic, person) DO UPDATE SET seen_at = EXCLUDED.seen_at"
)


async def look(topic_id: int, *, by: HasId) -> None:
    """Note it, if just now anything can be noted: reading goes on without."""
    with suppress(db.Unavailable, db.Conflict):
        await db.write(_LOOK, topic_id, by.id, now())


async def stop(topic_id: int, *, by: HasId) -> None:
    await db.write("DELETE FROM looking WHERE topic = {} AND person = {}", topic_id, by.id)


async def others(event_id: int, by: HasId) -> dict[int, list[str]]:
    """Topic → names of everybody else who has it open."""
    rows = await db.rows(
        "SELECT l.topic, p.name FROM looking l JOIN person p ON p.id = l.person"
        " JOIN topic t ON t.id = l.topic"
        " WHERE t.event = {} AND l.person <> {} AND l.seen_at > {} ORDER BY l.id",
        event_id,
        by.id,
        now() - AWAY,
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["topic"], []).append(row["name"])
    return found


async def forget_old() -> None:
    await db.write("DELETE FROM looking WHERE seen_at < {}", now() - KEPT)
