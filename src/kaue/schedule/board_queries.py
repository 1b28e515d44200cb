"""Reading the board: which session is where in the draft, and what waits for a cell."""

from dataclasses import dataclass

from kaue import db
from kaue.pitch.queries import LineUp
from kaue.tables import Equipment, PitchState, Showing
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


async def placed(event_id: int) -> list[Placed]:
    """Of topics that are public."""
    found = await db.rows(
        "SELECT p.topic, p.round, p.room, p.pinned, p.again FROM placement p"
        " JOIN topic t ON t.id = p.topic WHERE p.event = {} AND t.state = 'accepted'"
        " ORDER BY p.id",
        event_id,
    )
    return [
        Placed(row["topic"], row["round"], row["room"], bool(row["pinned"]), bool(row["again"]))
        for row in found
    ]


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
    """By topic, in the order of the pitches. What was withdrawn on stage is not among them."""
    wants = await _wants(event_id)
    return {
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
