"""Who is to get which digest, and what stands in it."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.tables import Notify, RoleName, TopicState


@dataclass(frozen=True, slots=True)
class Queue:
    """The topics of an event that wait for the editors."""

    count: int
    oldest: datetime | None


async def waiting_in(event_id: int) -> Queue:
    found = await db.rows(
        "SELECT submitted_at FROM topic WHERE event = {} AND state = {} ORDER BY submitted_at",
        event_id,
        str(TopicState.SUBMITTED),
    )
    return Queue(len(found), found[0]["submitted_at"] if found else None)


async def staff_of(event_id: int) -> list[int]:
    """Those who can be told, by number."""
    found = await db.rows(
        "SELECT p.id FROM person p WHERE p.email IS NOT NULL AND p.blocked_at IS NULL"
        " AND p.notify <> {}"
        " AND p.id IN (SELECT r.person FROM role r WHERE r.event = {} AND r.name = {})"
        " ORDER BY p.id",
        str(Notify.NONE),
        event_id,
        str(RoleName.STAFF),
    )
    return [row["id"] for row in found]


async def taking_part_in(event_id: int) -> list[int]:
    """Whoever proposed, would hold, voted or commented, and can be told."""
    draft = str(TopicState.DRAFT)
    found = await db.rows(
        "SELECT p.id FROM person p WHERE p.email IS NOT NULL AND p.blocked_at IS NULL"
        " AND p.notify <> {}"
        " AND p.id IN (SELECT author FROM topic WHERE event = {} AND state <> {}"
        " UNION SELECT h.person FROM host h JOIN topic t ON t.id = h.topic"
        " WHERE t.event = {} AND t.state <> {}"
        " UNION SELECT v.person FROM vote v JOIN topic t ON t.id = v.topic WHERE t.event = {}"
        " UNION SELECT c.author FROM comment c JOIN topic t ON t.id = c.topic"
        " WHERE t.event = {} AND c.deleted_at IS NULL"
        ") ORDER BY p.id",
        str(Notify.NONE),
        event_id,
        draft,
        event_id,
        draft,
        event_id,
        event_id,
    )
    return [row["id"] for row in found]


async def with_notices(before: datetime) -> list[int]:
    """People for whom something was kept before that moment and not mailed yet."""
    found = await db.rows(
        "SELECT DISTINCT person FROM notice WHERE mailed_at IS NULL AND created_at < {}"
        " ORDER BY person",
        before,
    )
    return [row["person"] for row in found]
