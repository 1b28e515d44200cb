"""Sessions that a person has marked as ones to go to. Shown to nobody else."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.schedule.plan_queries import SessionView

# Only what is in the plan that is published now.
_STAR = (
    "INSERT INTO star (topic, person) SELECT t.id, p.id FROM topic t JOIN person p ON p.id = {}"
    " WHERE t.id = {} AND t.event = {} AND EXISTS (SELECT 1 FROM session s WHERE s.topic = t.id"
    " AND s.plan = (SELECT a.id FROM plan a WHERE a.event = t.event"
    " ORDER BY a.version DESC LIMIT 1)) ON CONFLICT (topic, person) DO NOTHING RETURNING id"
)
_UNSTAR = (
    "DELETE FROM star WHERE topic = {} AND person = {}"
    " AND EXISTS (SELECT 1 FROM topic t WHERE t.id = star.topic AND t.event = {})"
)


class NoSuchSession(Exception):
    """The published plan has no session of this topic."""


async def set_star(event: EventView, topic: int, wanted: bool, *, by: HasId) -> None:
    """Twice changes nothing. Raises NoSuchSession."""
    if not wanted:
        await db.write(_UNSTAR, topic, by.id, event.id)
    elif not await db.write(_STAR, by.id, topic, event.id) and topic not in await starred(
        event.id, by.id
    ):
        raise NoSuchSession


async def starred(event_id: int, person_id: int) -> frozenset[int]:
    """The topics this person has marked."""
    rows = await db.rows(
        "SELECT s.topic FROM star s JOIN topic t ON t.id = s.topic"
        " WHERE s.person = {} AND t.event = {}",
        person_id,
        event_id,
    )
    return frozenset(row["topic"] for row in rows)


def clashes(
    sessions: Iterable[SessionView], mine: AbstractSet[int]
) -> dict[int, list[SessionView]]:
    """Session → others that are marked, too, and run at the same time.

    No clash where one of the two is held again when nothing else marked is.
    """
    marked = [one for one in sessions if one.topic in mine and not one.is_off]
    hit = {
        one.id: [other for other in marked if other.topic != one.topic and one.overlaps(other)]
        for one in marked
    }
    free = {one.topic for one in marked if not hit[one.id]}
    return {
        one.id: others
        for one in marked
        if one.topic not in free
        and (others := [other for other in hit[one.id] if other.topic not in free])
    }
