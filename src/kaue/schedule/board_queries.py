"""Reading the board: which session is where in the draft, and what waits for a cell."""

# ruff: noqa: S608 - statements are put together from constants only

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.pitch.queries import LineUp
from kaue.tables import Equipment, PitchState, Showing
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

Cell = tuple[int, int]
"""Round and room."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A topic in a cell. What is held `again` has another place, too."""

    topic: int
    round: int
    room: int
    pinned: bool
    again: bool

    @property
    def cell(self) -> Cell:
        return self.round, self.room


@dataclass(frozen=True, slots=True)
class Wants:
    """What a session asks of its room, and the rounds in which its hosts are away."""

    equipment: tuple[Equipment, ...] = ()
    step_free: bool = False
    away: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Card:
    """A topic that can be put into the grid. `takes_longer`, `not_here` and `hands` as pitched."""

    topic: TopicView
    title: str
    wants: Wants
    takes_longer: bool = False
    not_here: bool = False
    hands: int = 0


TO_BE_HELD = (
    "t.state = 'accepted' AND NOT EXISTS (SELECT w.id FROM pitch w WHERE w.topic = t.id"
    " AND w.state = 'withdrawn' AND w.ranking ="
    " (SELECT l.id FROM ranking l WHERE l.event = t.event ORDER BY l.version DESC LIMIT 1))"
)
"""Of a topic `t`: it is public, and was not withdrawn on stage."""

_PLACED = (
    "SELECT p.topic, p.round, p.room, p.pinned, p.again FROM placement p"
    " JOIN topic t ON t.id = p.topic WHERE p.event = {} AND " + TO_BE_HELD + " ORDER BY p.id"
)
_HELD = (
    "SELECT p.topic, p.round, p.room, t.title, r.name AS room_name, g.starts_at FROM placement p"
    " JOIN topic t ON t.id = p.topic JOIN room r ON r.id = p.room JOIN round g ON g.id = p.round"
    " WHERE p.event = {} AND g.title = '' AND " + TO_BE_HELD + " ORDER BY g.starts_at, r.id"
)
_CAN_BE_HELD = "SELECT t.id FROM topic t WHERE t.id = {} AND t.event = {} AND " + TO_BE_HELD


async def placed(event_id: int) -> list[Placed]:
    """Of topics that are to be held."""
    found = await db.rows(_PLACED, event_id)
    return [
        Placed(row["topic"], row["round"], row["room"], bool(row["pinned"]), bool(row["again"]))
        for row in found
    ]


@dataclass(frozen=True, slots=True)
class Losing:
    """A session that loses its place when its room or its round goes."""

    topic: int
    round: int
    room: int
    title: str
    room_name: str
    starts_at: datetime


async def held_in(
    event_id: int, *, room: int | None = None, round: int | None = None
) -> list[Losing]:
    """What would lose its place with this room or this round, by time."""
    held = [Losing(**row) for row in await db.rows(_HELD, event_id)]
    return [one for one in held if room in {None, one.room} and round in {None, one.round}]


def mark_of(losing: Sequence[Losing]) -> str:
    """By which a page says which of them it named; empty for none."""
    return " ".join(sorted(f"{one.topic}-{one.round}-{one.room}" for one in losing))


async def can_be_held(event_id: int, topic: int) -> bool:
    """Whether it is among the board's cards."""
    return bool(await db.rows(_CAN_BE_HELD, topic, event_id))


async def version_of(event_id: int) -> int:
    """Grows with whatever anybody does at the board."""
    found = await db.rows("SELECT version FROM board WHERE event = {}", event_id)
    return int(found[0]["version"]) if found else 0


async def is_published(event_id: int) -> bool:
    """Whether people know a plan already."""
    return bool(await db.rows("SELECT id FROM plan WHERE event = {} LIMIT 1", event_id))


async def is_on_the_wall(event_id: int) -> bool:
    """Whether the projector shows the board just now."""
    statement = "SELECT event FROM stage WHERE event = {} AND showing = {}"
    return bool(await db.rows(statement, event_id, str(Showing.DRAFT)))


async def cards(event_id: int, line_up: LineUp) -> dict[int, Card]:
    """By topic, in the order of the pitches, then what became public after the count. What was
    withdrawn on stage is not among them.
    """
    wants = await _wants(event_id)
    pitched = {
        line.topic.id: Card(
            line.topic,
            line.title,
            wants.get(line.topic.id, Wants()),
            line.takes_longer,
            line.not_here,
            line.hands,
        )
        for line in line_up.lines
        if line.topic.is_public and line.state != PitchState.WITHDRAWN
    }
    known = {line.topic.id for line in line_up.lines}
    since = [one for one in await topics.listed(event_id) if one.id not in known]
    return pitched | {one.id: Card(one, one.title, wants.get(one.id, Wants())) for one in since}


async def wants_of(event_id: int, topic: int) -> Wants:
    return (await _wants(event_id)).get(topic, Wants())


async def _wants(event_id: int) -> dict[int, Wants]:
    away: dict[int, set[int]] = {}
    for row in await db.rows(
        "SELECT a.topic, a.round FROM away a JOIN topic t ON t.id = a.topic WHERE t.event = {}",
        event_id,
    ):
        away.setdefault(row["topic"], set()).add(row["round"])
    needs = {
        row["topic"]: row
        for row in await db.rows(
            "SELECT n.topic, n.equipment, n.step_free FROM need n JOIN topic t ON t.id = n.topic"
            " WHERE t.event = {}",
            event_id,
        )
    }
    return {
        topic: Wants(
            tuple(one for one in Equipment if one in needs[topic]["equipment"].split())
            if topic in needs
            else (),
            bool(needs[topic]["step_free"]) if topic in needs else False,
            frozenset(away.get(topic, ())),
        )
        for topic in needs.keys() | away.keys()
    }
