"""A plan as it is, room by room, to be judged and changed step by step.

Unlike a search for the best plan, this takes plans that break rules, and leaves every session in
the room where it is.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from kaue.grid.model import Cell, Plan
from kaue.grid.wall import Wall
from kaue.grid.wishes import parts_expected, whole

Held = tuple[Cell | None, ...]
"""The cell of each topic of a wall, as numbers; None is the tray."""


class Score(NamedTuple):
    """How good a plan is: the larger the better. Rules come first, then sessions, then wishes."""

    unbroken: int
    """How many rules are broken, below zero."""
    sessions: int
    kept: int


class Arrangement:
    """Judges plans on a wall; what it says of a round it remembers."""

    def __init__(self, wall: Wall) -> None:
        self.wall = wall
        self.cells = [
            (when, room)
            for when in wall.rounds
            for room in range(len(wall.seats))
            if (wall.day.rounds[when], wall.day.rooms[room].id) not in wall.day.closed
        ]
        self._judged: dict[tuple[int, tuple[tuple[int, int], ...]], tuple[int, int]] = {}

    def held(self, plan: Plan) -> Held:
        """A plan in numbers. Topics and cells that are not of this day are left out."""
        day = self.wall.day
        rooms = {room.id: n for n, room in enumerate(day.rooms)}
        rounds = {when: n for n, when in enumerate(day.rounds)}
        cells = (plan.get(one.id, (None, None)) for one in day.topics)
        return tuple(
            (rounds[when], rooms[where]) if when in rounds and where in rooms else None
            for when, where in cells
        )

    def name(self, cell: Cell | None) -> Cell | None:
        """A cell by its ids."""
        day = self.wall.day
        return cell and (day.rounds[cell[0]], day.rooms[cell[1]].id)

    def score(self, held: Held) -> Score:
        """How good it is."""
        rounds: list[list[tuple[int, int]]] = [[] for _ in self.wall.rounds]
        for topic, cell in enumerate(held):
            if cell:
                rounds[cell[0]].append((topic, cell[1]))
        judged = [self._judge(when, tuple(some)) for when, some in enumerate(rounds)]
        away = sum(held[topic] != cell for topic, cell in self.wall.pins.items())
        unbroken = -away - sum(wrong for wrong, _ in judged)
        return Score(unbroken, len(held) - held.count(None), sum(kept for _, kept in judged))

    def _judge(self, when: int, some: tuple[tuple[int, int], ...]) -> tuple[int, int]:
        if (when, some) not in self._judged:
            voters = [self.wall.voters[topic] for topic, _ in some]
            seats = (self.wall.seats[room] for _, room in some)
            parts = parts_expected(voters)
            short = sum(max(0, whole(n) - m) for n, m in zip(parts, seats, strict=True))
            found = self.wall.cover(topic for topic, _ in some).bit_count()
            self._judged[when, some] = self._wrong(when, some), found - short
        return self._judged[when, some]

    def _wrong(self, when: int, some: tuple[tuple[int, int], ...]) -> int:
        """How many rules a round breaks, pins aside."""
        day = self.wall.day
        name, wrong = day.rounds[when], 0
        for n, room in some:
            rounds = day.topics[n].rounds
            wrong += rounds is not None and name not in rounds
            wrong += (name, day.rooms[room].id) in day.closed
            wrong += not self.wall.suits[n] >> room & 1
        for (one, room), (other, its) in combinations(some, 2):
            wrong += (room == its) + (self.wall.clashes[one] >> other & 1)
        return wrong

    def steps(self, held: Held, topics: Iterable[int]) -> Iterator[Held]:
        """All plans that a move or swap of one of these topics leads to.

        Nobody's session is taken off the wall.
        """
        taken = {cell: topic for topic, cell in enumerate(held) if cell}
        for topic in topics:
            for cell in self.cells:
                other = taken.get(cell)
                if other is None or (held[topic] is not None and topic != other):
                    yield put(held, topic, cell, other)


def put(held: Held, topic: int, cell: Cell, other: int | None = None) -> Held:
    """With a topic in a cell; whoever was there gets the cell that the topic had."""
    changed = list(held)
    changed[topic] = cell
    if other is not None:
        changed[other] = held[topic]
    return tuple(changed)
