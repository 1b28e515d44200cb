"""What is wrong with a day before anybody plans it, as a list; nothing here raises.

Most problems are contradictions that only people can resolve: no plan is made until they are.
A topic for which there is no cell at all just stays in the tray (`NO_CELL`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from kaue.grid.model import Cell, Day

NO_CELL = "no_cell"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A code, and the ids of what it is about: topics, rooms, rounds, in the words of the code."""

    code: str
    about: tuple[int, ...] = ()
    where: str = ""
    """In which field, if it is not even understood."""

    @property
    def blocks(self) -> bool:
        """Whether there can be no plan."""
        return self.code != NO_CELL


def problems(day: Day) -> list[Problem]:
    """Everything that is wrong, in the order in which it would be put right."""
    basics = [*_doubled(day), *_seats(day), *_unknown(day)]
    if basics:
        return basics
    return [*_pins_alone(day), *_pins_together(day), *_without_cell(day)]


def _doubled(day: Day) -> Iterator[Problem]:
    yield from (Problem("topic_twice", (one,)) for one in _twice(topic.id for topic in day.topics))
    yield from (Problem("room_twice", (one,)) for one in _twice(room.id for room in day.rooms))
    yield from (Problem("round_twice", (one,)) for one in _twice(day.rounds))
    yield from (Problem("pinned_twice", (one,)) for one in _twice(one for one, _ in day.pins))


def _seats(day: Day) -> Iterator[Problem]:
    yield from (Problem("seats_below_zero", (room.id,)) for room in day.rooms if room.seats < 0)
    yield from (Problem("hands_below_zero", (one.id,)) for one in day.topics if one.hands < 0)


def _unknown(day: Day) -> Iterator[Problem]:
    """Votes for what is not planned are no problem: not every topic is pitched."""
    yield from (Problem("unknown_topic", (one,)) for one, _ in day.pins if one not in day.topic)
    for when, where in sorted({*day.closed, *(cell for _, cell in day.pins)}):
        if when not in day.rounds:
            yield Problem("unknown_round", (when,))
        if where not in day.room:
            yield Problem("unknown_room", (where,))
    for topic in day.topics:
        for when in sorted(topic.rounds or ()):
            if when not in day.rounds:
                yield Problem("unknown_round", (when, topic.id))


def _pins_alone(day: Day) -> Iterator[Problem]:
    for one, (when, where) in day.pins:
        topic = day.topic[one]
        if (when, where) in day.closed:
            yield Problem("pin_on_closed", (one, when, where))
        if topic.rounds is not None and when not in topic.rounds:
            yield Problem("pin_without_host", (one, when))
        if not day.room[where].suits(topic):
            yield Problem("pin_in_unfit_room", (one, where))


def _pins_together(day: Day) -> Iterator[Problem]:
    by_round = defaultdict[int, list[tuple[int, Cell]]](list)
    for pin in day.pins:
        by_round[pin[1][0]].append(pin)
    for when, pins in by_round.items():
        for (one, cell), (other, its) in combinations(pins, 2):
            if cell == its:
                yield Problem("pins_clash", (one, other, *cell))
            if day.topic[one].hosts & day.topic[other].hosts:
                yield Problem("host_pinned_twice", (one, other, when))


def _without_cell(day: Day) -> Iterator[Problem]:
    for topic in day.topics:
        if not any(day.may_be_at(topic, cell) for cell in day.cells):
            yield Problem(NO_CELL, (topic.id,))


def _twice(ids: Iterable[int]) -> list[int]:
    return [one for one, times in Counter(ids).items() if times > 1]
