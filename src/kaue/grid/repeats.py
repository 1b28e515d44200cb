"""Which session held a second time keeps most wishes, where a cell is free.

A second time helps those who want the topic, find nothing in that round, and

- want something else, too, in the round in which the topic is held first: they can have both; or
- found no seat the first time, of whom there are as many as seats are missing;

and of them no more than the cell has seats. Each repeat is chosen when the ones before it are on
the wall, and no topic is held more than twice.
"""

from dataclasses import dataclass

from kaue.grid.model import Cell, Plan
from kaue.grid.sets import ones
from kaue.grid.together import TOLD_FROM
from kaue.grid.wall import Wall
from kaue.grid.wishes import missing


@dataclass(frozen=True, slots=True)
class Repeat:
    """A topic held again, and how many people it is for."""

    topic: int
    cell: Cell
    people: int


def repeats(wall: Wall, plan: Plan, *, most: int = 5) -> list[Repeat]:
    """Up to so many, best first, each for three people at least."""
    repeating = _Repeating(wall, plan)
    while len(repeating.found) < most and (best := repeating.best()):
        repeating.hold(best)
    return repeating.found


class _Repeating:
    def __init__(self, wall: Wall, plan: Plan) -> None:
        self._wall, self._plan = wall, plan
        self._short = missing(wall.day, plan)
        self._members = dict.fromkeys(wall.day.rounds, 0)
        for topic, (when, _) in plan.items():
            self._members[when] |= 1 << wall.number[topic]
        self._free = [cell for cell in wall.day.cells if cell not in plan.values()]
        self._has = {when: wall.cover(ones(some)) for when, some in self._members.items()}
        """Who finds something in each round."""
        self.found: list[Repeat] = []

    def best(self) -> Repeat | None:
        again = {one.topic for one in self.found}
        possible = [
            Repeat(topic, cell, self._people(topic, cell))
            for topic in self._plan
            if topic not in again
            for cell in self._free
            if self._may(topic, cell)
        ]
        best = max(possible, key=lambda one: one.people, default=None)
        return best if best and best.people >= TOLD_FROM else None

    def hold(self, repeat: Repeat) -> None:
        when = repeat.cell[0]
        number = self._wall.number[repeat.topic]
        self._free.remove(repeat.cell)
        self._members[when] |= 1 << number
        self._has[when] |= self._wall.voters[number]
        self.found.append(repeat)

    def _may(self, topic: int, cell: Cell) -> bool:
        number, there = self._wall.number[topic], self._members[cell[0]]
        busy = (self._wall.clashes[number] | 1 << number) & there
        return not busy and self._wall.day.may_be_at(self._wall.day.topics[number], cell)

    def _people(self, topic: int, cell: Cell) -> int:
        number = self._wall.number[topic]
        others = self._members[self._plan[topic][0]] & ~(1 << number)
        idle = self._wall.voters[number] & ~self._has[cell[0]]
        with_choice = (idle & self._wall.cover(ones(others))).bit_count()
        seatless = min(idle.bit_count() - with_choice, self._short.get(topic, 0))
        return min(with_choice + seatless, self._wall.day.room[cell[1]].seats)
