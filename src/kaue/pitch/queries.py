"""Reading the frozen list and the pitch order drawn from it."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.events import sealing
from kaue.events.queries import EventView
from kaue.tables import PitchState, TopicState
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

COMING_UP = 3


@dataclass(frozen=True, slots=True)
class FrozenList:
    """The latest snapshot of an event. `tells_votes`: whether everybody may see its numbers.

    `rule` is the order that was laid down before, and part of the digest. `method` leads the
    pitches: the rule, unless moderators chose another one, at `chosen_at` and for a reason;
    `order` is by which what waits is ordered now. `held` is the pitch that was started last.
    `is_final`: no vote came after it.
    """

    id: int
    version: int
    rule: str
    method: str
    chosen_at: datetime | None
    chosen_because: str
    digest: str
    frozen_at: datetime
    frozen_by_name: str
    seed: str
    reason: str
    people: int
    decisions: int
    added: str
    order: str
    held: int | None
    is_final: bool
    tells_votes: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One topic in pitch order, with the title it was frozen with.

    `pitch` and `rank` are None before the list is frozen, `votes` while nobody is told.
    `by_hand`: a moderator chose this place; `not_here` and `takes_longer` as in the table, `coming`
    is how many mean to come. `on_paper` and `raised` were counted with the votes. A topic from the
    floor has no `rank` and no `votes`.
    """

    position: int
    topic: TopicView
    title: str
    votes: int | None
    pitch: int | None
    rank: int | None
    state: str
    by_hand: bool = False
    not_here: bool = False
    takes_longer: bool = False
    hands: int = 0
    coming: int = 0
    changed_at: datetime | None = None
    on_paper: int = 0
    raised: int = 0

    @property
    def counted(self) -> int | None:
        """All that made its place by votes."""
        return None if self.votes is None else self.votes + self.on_paper + self.raised

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
        """The one being held, else the first that is still to be; None when all are through or
        nothing is frozen. So nothing that becomes public again takes the stage from a speaker.
        """
        if self.frozen is None:
            return None
        coming = [line for line in self.lines if line.is_open]
        held = (line for line in coming if line.pitch == self.frozen.held)
        return next(held, coming[0] if coming else None)

    @property
    def coming_up(self) -> list[Line]:
        return self.waiting[:COMING_UP]

    @property
    def waiting(self) -> list[Line]:
        """What is still to come after the current one."""
        current = self.current
        return [line for line in self.lines if line.is_open and line is not current]

    def parts_of(self, home: Line) -> list[Line]:
        """What was merged into it and would have been pitched as well."""
        return [line for line in self.lines if line.topic.merged_into == home.topic.id]

    @property
    def last_done(self) -> Line | None:
        """The one before the current one."""
        done = [line for line in self.lines if line.state == PitchState.DONE]
        return done[-1] if done else None

    @property
    def set_aside(self) -> int:
        """How many may still follow."""
        return sum(
            line.state == PitchState.SET_ASIDE and line.topic.is_public for line in self.lines
        )


CHANGING = 15
"""Seconds it takes until the next one stands on stage."""


async def frozen_list(event_id: int) -> FrozenList | None:
    found = await db.rows(
        "SELECT r.id, r.version, r.method AS rule, COALESCE(c.method, r.method) AS method,"
        " c.chosen_at, COALESCE(c.reason, '') AS chosen_because, r.digest, r.frozen_at, r.seed,"
        " r.reason, r.people, r.decisions, r.added, e.counts,"
        " COALESCE(NULLIF(o.method, ''), c.method, r.method) AS \"order\","
        " o.pitch AS held, e.counted_at IS NOT NULL AS is_final,"
        " COALESCE(p.name, '') AS frozen_by_name"
        " FROM ranking r JOIN event e ON e.id = r.event LEFT JOIN person p ON p.id = r.frozen_by"
        " LEFT JOIN stage o ON o.event = r.event LEFT JOIN order_choice c ON c.id ="
        " (SELECT MAX(x.id) FROM order_choice x WHERE x.ranking = r.id)"
        " WHERE r.event = {} ORDER BY r.version DESC LIMIT 1",
        event_id,
    )
    if not found:
        return None
    counts = found[0].pop("counts")
    found[0]["is_final"] = bool(found[0]["is_final"])
    return FrozenList(**found[0], tells_votes=sealing.publishes_count(counts))


async def line_up(event_id: int, *, unsealed: bool = False) -> LineUp:
    """The pitch order of the latest count. Before the first one, the topics as the votes stand;
    where nobody is told how, in the order they were submitted.

    `unsealed`: for somebody who may see numbers that not everybody is told.
    """
    frozen = await frozen_list(event_id)
    if frozen is None:
        return LineUp(None, await _live(event_id, unsealed))
    return LineUp(frozen, await _drawn(frozen, unsealed or frozen.tells_votes))


async def moderators_line_up(event: EventView) -> LineUp:
    """As moderators may see it."""
    return await line_up(event.id, unsealed=sealing.told_to_moderators(event))


async def title_of(event_id: int, pitch_id: int) -> str | None:
    """Of a pitch in the latest list."""
    found = await db.rows(
        "SELECT COALESCE(k.title, t.title) AS title FROM pitch p JOIN topic t ON t.id = p.topic"
        " LEFT JOIN ranked_topic k ON k.ranking = p.ranking AND k.topic = p.topic"
        " WHERE p.id = {} AND p.ranking ="
        " (SELECT r.id FROM ranking r WHERE r.event = {} ORDER BY r.version DESC LIMIT 1)",
        pitch_id,
        event_id,
    )
    return str(found[0]["title"]) if found else None


async def hands(event_id: int) -> dict[int, int]:
    """Topic → hands that were counted at the desk, of the latest count's pitches."""
    found = await db.rows(
        "SELECT p.topic, p.hands FROM pitch p WHERE p.hands > 0 AND p.ranking ="
        " (SELECT r.id FROM ranking r WHERE r.event = {} ORDER BY r.version DESC LIMIT 1)",
        event_id,
    )
    return {row["topic"]: row["hands"] for row in found}


async def _live(event_id: int, unsealed: bool) -> list[Line]:
    waiting = await topics.in_state(event_id, TopicState.ACCEPTED)
    if unsealed:
        waiting = await topics.unsealed(waiting)
    ranked = sorted(waiting, key=lambda one: -(one.votes or 0))
    return [
        Line(place, one, one.title, one.votes, None, None, PitchState.WAITING)
        for place, one in enumerate(ranked, start=1)
    ]


async def _drawn(frozen: FrozenList, told: bool) -> list[Line]:
    found = await db.rows(
        "SELECT p.id, p.topic, p.position, p.state, p.by_hand, p.not_here, p.takes_longer,"
        " p.hands, p.changed_at, r.rank, r.votes, COALESCE(r.paper, 0) AS paper,"
        " COALESCE(r.hands, 0) AS raised, COALESCE(r.title, t.title) AS title,"
        " (SELECT COUNT(*) FROM coming c WHERE c.pitch = p.id) AS coming"
        " FROM pitch p JOIN topic t ON t.id = p.topic"
        " LEFT JOIN ranked_topic r ON r.ranking = p.ranking AND r.topic = p.topic"
        " WHERE p.ranking = {} ORDER BY p.position, p.id",
        frozen.id,
    )
    known = {topic.id: topic for topic in await topics.pitched_in(frozen.id)}
    return [
        Line(
            position=place,
            topic=known[row["topic"]],
            title=row["title"],
            votes=row["votes"] if told else None,
            pitch=row["id"],
            rank=row["rank"] if told else None,
            state=row["state"],
            by_hand=bool(row["by_hand"]),
            not_here=bool(row["not_here"]),
            takes_longer=bool(row["takes_longer"]),
            hands=row["hands"],
            coming=int(row["coming"]),
            changed_at=row["changed_at"],
            on_paper=row["paper"] if told and "paper" in frozen.added else 0,
            raised=row["raised"] if told and "hands" in frozen.added else 0,
        )
        for place, row in enumerate(found, start=1)
    ]
