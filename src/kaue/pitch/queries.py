"""Reading the frozen list and the pitch order drawn from it."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.ranking.by_votes import Candidate, by_votes
from kaue.tables import PitchState, TopicState
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

COMING_UP = 3


@dataclass(frozen=True, slots=True)
class FrozenList:
    """The latest snapshot of an event."""

    id: int
    version: int
    method: str
    digest: str
    frozen_at: datetime
    frozen_by_name: str
    seed: str
    reason: str
    people: int
    decisions: int


@dataclass(frozen=True, slots=True)
class Line:
    """One topic in pitch order, with the title it was frozen with.

    `pitch` and `rank` are None before the list is frozen.
    """

    position: int
    topic: TopicView
    title: str
    votes: int
    pitch: int | None
    rank: int | None
    state: str

    @property
    def is_open(self) -> bool:
        """Whether it is still to be pitched: waiting, and not taken back meanwhile."""
        return self.state == PitchState.WAITING and self.topic.is_public


@dataclass(frozen=True, slots=True)
class LineUp:
    """The list the moderator works with: live until `frozen`, then the pitch order."""

    frozen: FrozenList | None
    lines: list[Line]

    @property
    def current(self) -> Line | None:
        """The first that is still to be pitched; None when all are through or nothing is frozen."""
        return next((line for line in self.lines if self.frozen and line.is_open), None)

    @property
    def coming_up(self) -> list[Line]:
        return [line for line in self.lines if line.is_open][1 : 1 + COMING_UP]

    @property
    def set_aside(self) -> int:
        """How many may still follow."""
        return sum(
            line.state == PitchState.SET_ASIDE and line.topic.is_public for line in self.lines
        )


async def frozen_list(event_id: int) -> FrozenList | None:
    found = await db.rows(
        "SELECT r.id, r.version, r.method, r.digest, r.frozen_at, r.seed, r.reason, r.people,"
        " r.decisions,"
        " COALESCE(p.name, '') AS frozen_by_name"
        " FROM ranking r LEFT JOIN person p ON p.id = r.frozen_by"
        " WHERE r.event = {} ORDER BY r.version DESC LIMIT 1",
        event_id,
    )
    return FrozenList(**found[0]) if found else None


async def line_up(event_id: int) -> LineUp:
    """The pitch order of the latest frozen list, or before the first freeze the live ranking."""
    frozen = await frozen_list(event_id)
    return LineUp(frozen, await _drawn(frozen) if frozen else await _live(event_id))


async def candidates(event_id: int) -> list[Candidate]:
    """What is ranked: accepted topics with their votes, counted now."""
    found = await db.rows(
        "SELECT t.id, t.submitted_at, t.title, COUNT(v.id) AS votes"
        " FROM topic t LEFT JOIN vote v ON v.topic = t.id"
        " WHERE t.event = {} AND t.state = {} GROUP BY t.id, t.submitted_at, t.title",
        event_id,
        str(TopicState.ACCEPTED),
    )
    return [
        Candidate(
            row["id"], int(row["votes"]), submitted_at=row["submitted_at"], title=row["title"]
        )
        for row in found
    ]


async def _live(event_id: int) -> list[Line]:
    ranked = by_votes(await candidates(event_id))
    known = {topic.id: topic for topic in await topics.in_state(event_id, TopicState.ACCEPTED)}
    return [
        Line(place, known[one.topic], one.title, one.votes, None, None, PitchState.WAITING)
        for place, one in enumerate(ranked, start=1)
        if one.topic in known
    ]


async def _drawn(frozen: FrozenList) -> list[Line]:
    found = await db.rows(
        "SELECT p.id, p.topic, p.position, p.state, r.rank, r.votes, r.title"
        " FROM pitch p JOIN ranked_topic r ON r.ranking = p.ranking AND r.topic = p.topic"
        " WHERE p.ranking = {} ORDER BY p.position, p.id",
        frozen.id,
    )
    known = {topic.id: topic for topic in await topics.ranked_in(frozen.id)}
    return [
        Line(
            position=place,
            topic=known[row["topic"]],
            title=row["title"],
            votes=row["votes"],
            pitch=row["id"],
            rank=row["rank"],
            state=row["state"],
        )
        for place, row in enumerate(found, start=1)
    ]
