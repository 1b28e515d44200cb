"""What the votes say about the board: how good it is, and what each move would cost."""

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from kaue import db
from kaue.events import sealing
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.pitch import counting
from kaue.pitch import queries as line_ups
from kaue.recent import forgets
from kaue.schedule import board_queries, computing, queries
from kaue.schedule.board_queries import Card, Cell, Placed
from kaue.schedule.queries import RoomView, RoundView
from kaue.tables import Channel

SEED = 1
MOST_KEPT = 16
"""Answers that are remembered. Nobody but moderators and the process itself sees them."""

_known: OrderedDict[str, computing.Answer] = OrderedDict()
forgets(_known.clear)


@dataclass(frozen=True, slots=True)
class Wall:
    """The board as it is, with all that can be placed."""

    event: EventView
    rooms: Sequence[RoomView]
    rounds: Sequence[RoundView]
    """In which sessions run."""
    cards: Mapping[int, Card]
    placed: Sequence[Placed]

    @property
    def tray(self) -> list[Card]:
        """What has no cell."""
        there = {one.topic for one in self.placed}
        return [card for topic, card in self.cards.items() if topic not in there]


@dataclass(frozen=True, slots=True)
class Insight:
    """`kept` of `possible` wishes; nothing of it while votes are sealed, or without any.

    `baselines`: what other ways of filling the grid would keep. No plan keeps more than `bound`.
    """

    possible: int = 0
    kept: int = 0
    baselines: Mapping[str, int] = field(default_factory=dict)
    bound: int | None = None
    prices: Mapping[int, Mapping[Cell, "Price"]] = field(default_factory=dict)
    concerns: Sequence[Mapping[str, Any]] = ()
    reasons: Mapping[int, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    repeats: Sequence[Mapping[str, Any]] = ()
    repairs: Sequence[Mapping[str, Any]] = ()
    problems: Sequence[Mapping[str, Any]] = ()
    late: bool = False
    """There are numbers, but not in time."""

    def expected(self, topic: int) -> int | None:
        """How many people are expected there, where that is told."""
        told = (one["people"] for one in self.reasons.get(topic, ()) if one["code"] == "people")
        return next(told, None)

    def percent(self, kept: int) -> float:
        """Of the wishes that can be kept."""
        return 100 * kept / self.possible if self.possible else 0.0


@dataclass(frozen=True, slots=True)
class Price:
    """Wishes `gained` by placing a topic there, below zero if it costs some; what `gives_way`."""

    gained: int
    gives_way: int | None
    allowed: bool


async def the_wall(event: EventView) -> Wall:
    line_up = await line_ups.moderators_line_up(event)
    cards = await board_queries.cards(event.id, line_up)
    rounds = [one for one in await queries.rounds(event.id) if not one.is_for_all]
    known = {one.id for one in rounds}
    placed = [
        one
        for one in await board_queries.placed(event.id)
        if one.topic in cards and one.round in known
    ]
    return Wall(event, await queries.rooms(event.id), rounds, cards, placed)


async def look(wall: Wall, *, published: bool = False) -> Insight:
    """At the board as it is. Without an answer in time there are no numbers.

    Once a plan is `published`, also what few moves would gain.
    """
    if not wall.rooms or not wall.rounds:
        return Insight()
    job = await _job(wall)
    also = ["prices", "concerns", "reasons", "repeats", "baselines"]
    asked = {"runs": 0, "also": [*also, "repairs"] if published else also}
    try:
        answer = await _remembered(job | asked)
    except computing.NoAnswer:
        return Insight(late=True)
    return _insight(answer, await bound_of(wall.event.id, day_of(job)))


async def bound_of(event_id: int, day: str) -> int | None:
    """As it was proved for this very day."""
    found = await db.rows("SELECT bound, bound_for FROM board WHERE event = {}", event_id)
    return found[0]["bound"] if found and found[0]["bound_for"] == day else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where everything belongs, and what no plan of this day can surpass, if that was proved."""

    plan: list[tuple[int, Cell]]
    bound: int | None
    day: str


_progress: dict[int, int] = {}
"""Event → wishes that the best plan keeps, of proposals that this process works on."""


def progress(event: HasId) -> int:
    """How many wishes the best plan keeps that was found so far; 0 for none, or unknown here."""
    return _progress.get(event.id, 0)


async def propose(wall: Wall) -> Proposal:
    """Takes a few seconds for the proof, see progress(). Raises computing.NoAnswer."""
    job = await _job(wall)

    def told(best: computing.Answer) -> None:
        _progress[wall.event.id] = best["kept"]

    asked = {"seed": SEED, "published": [], "also": ["bound"]}
    try:
        answer = await computing.asked(job | asked, turns=computing.PROPOSALS, told=told)
    finally:
        _progress.pop(wall.event.id, None)
    plan = [(topic, (when, where)) for topic, when, where in answer.get("plan", [])]
    # With something pinned it is proved for the pins only.
    return Proposal(plan, None if job["pins"] else answer.get("bound"), day_of(job))


def day_of(job: computing.Job) -> str:
    """Stands for all that a plan is made from, and not for any plan."""
    day = {name: value for name, value in job.items() if name not in {"pins", "published"}}
    return sha256(json.dumps(day, sort_keys=True).encode()).hexdigest()


async def _remembered(job: computing.Job) -> computing.Answer:
    """The same question has the same answer."""
    key = sha256(json.dumps(job, sort_keys=True).encode()).hexdigest()
    if key not in _known:
        answer = await computing.asked(job)
        while len(_known) >= MOST_KEPT:
            _known.popitem(last=False)
        _known[key] = answer
    return _known[key]


async def _job(wall: Wall) -> dict[str, Any]:
    first = [one for one in wall.placed if not one.again and one.topic in wall.cards]
    return {
        "topics": [_topic(card, wall) for card in wall.cards.values()],
        "rooms": [
            {
                "id": room.id,
                "seats": room.seats,
                "equipment": list(room.equipment),
                "step_free": room.step_free,
            }
            for room in wall.rooms
        ],
        "rounds": [one.id for one in wall.rounds],
        "ballots": await _ballots(wall),
        "closed": _closed(wall),
        "pins": [[one.topic, *one.cell] for one in first if one.pinned],
        "published": [[one.topic, *one.cell] for one in first],
    }


def _closed(wall: Wall) -> list[Cell]:
    """Cells that cannot be had, or in which something is held again."""
    rounds = {one.id for one in wall.rounds}
    closed = {(one, room.id) for room in wall.rooms for one in room.closed & rounds}
    return sorted(closed | {one.cell for one in wall.placed if one.again})


async def _ballots(wall: Wall) -> list[list[int]]:
    """While moderators are not told numbers, the board has none either."""
    if not sealing.told_to_moderators(wall.event) and not wall.event.counted_at:
        return []
    ballots = await counting.ballots(wall.event.id, {})
    # Alike for everybody with the same wishes, so that nobody can be told by the order.
    return sorted(sorted(ballot) for ballot in ballots)


def _topic(card: Card, wall: Wall) -> dict[str, Any]:
    rounds = {one.id for one in wall.rounds}
    by_hands = card.topic.came_by == Channel.FLOOR
    return {
        "id": card.topic.id,
        "hosts": [host_number(*host) for host in card.topic.hosts],
        "needs": list(card.wants.equipment),
        "step_free": card.wants.step_free,
        "rounds": sorted(rounds - card.wants.away) if card.wants.away else None,
        "themes": [slug for slug, _ in card.topic.themes],
        "hands": card.hands if by_hands else 0,
    }


def host_number(person: int | None, name: str) -> int:
    """Whoever has no account is told by the name."""
    return person if person is not None else -int(sha256(name.encode()).hexdigest()[:7], 16)


def _insight(answer: computing.Answer, bound: int | None) -> Insight:
    prices: dict[int, dict[Cell, Price]] = {}
    for one in answer.get("prices", []):
        price = Price(one["gained"], one["gives_way"], one["allowed"])
        prices.setdefault(one["topic"], {})[(one["cell"][0], one["cell"][1])] = price
    reasons: dict[int, list[Mapping[str, Any]]] = {}
    for one in answer.get("reasons", []):
        reasons.setdefault(one["topic"], []).append(one)
    return Insight(
        bound=bound,
        possible=answer.get("possible", 0),
        kept=answer.get("published", {}).get("kept", 0),
        baselines=answer.get("baselines", {}),
        prices=prices,
        concerns=answer.get("concerns", []),
        reasons=reasons,
        repeats=answer.get("repeats", []),
        repairs=answer.get("repairs", []),
        problems=answer.get("problems", []),
    )
