"""Who is to get which digest, and what stands in it."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.audit import queries as audit
from kaue.audit.queries import Head
from kaue.review import queue
from kaue.tables import Notify, RoleName, TopicState


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits for the editors of an event, and how its decision log ends."""

    topics: int
    comments: int
    reports: int
    oldest: datetime | None
    log: Head

    @property
    def count(self) -> int:
        return self.topics + self.comments + self.reports


async def waiting_in(event_id: int) -> Queue:
    found = await queue.waiting(event_id)
    kinds = [one.kind for one in found]
    return Queue(
        topics=kinds.count("neu") + kinds.count("geaendert"),
        comments=kinds.count("kommentar"),
        reports=kinds.count("meldung") + kinds.count("widerspruch"),
        oldest=found[0].since if found else None,
        log=await audit.head(event_id),
    )


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
        " UNION SELECT w.person FROM pass w JOIN topic t ON t.id = w.topic WHERE t.event = {}"
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
