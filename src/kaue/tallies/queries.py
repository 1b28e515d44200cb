"""Reading what was counted outside of kaue. Only staff read it before a count."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from kaue import db
from kaue.tables import TopicState


@dataclass(frozen=True, slots=True)
class Line:
    """How many voted for a public topic on paper, and how many hands went up for it."""

    topic: int
    title: str
    paper: int
    hands: int


async def lines(event_id: int) -> list[Line]:
    """By title, as people look them up."""
    rows = await db.rows(
        "SELECT t.id AS topic, t.title, COALESCE(y.paper, 0) AS paper,"
        " COALESCE(y.hands, 0) AS hands FROM topic t LEFT JOIN tally y ON y.topic = t.id"
        " WHERE t.event = {} AND t.state = {}",
        event_id,
        str(TopicState.ACCEPTED),
    )
    return sorted((Line(**row) for row in rows), key=lambda one: (one.title.casefold(), one.topic))


def stamp(known: Iterable[Line]) -> str:
    """Stands for all numbers, to notice who came first."""
    numbers = sorted((one.topic, one.paper, one.hands) for one in known)
    return sha256(repr(numbers).encode()).hexdigest()[:32]
