"""What somebody should look at on the board: conflicts first, with the names of their hosts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kaue.schedule.board_queries import Card, Cell, Placed
from kaue.schedule.insight import Insight, Wall, host_number
from kaue.schedule.sentences import CONCERNS

BREAK_RULES = ("cell_taken", "host_twice", "host_away", "unfit_room", "closed_cell")


@dataclass(frozen=True, slots=True)
class Concern:
    """`code` is one of grid/concerns.py, about the topics in these `cells`. `names`: hosts it is
    about. `people`: how many, where that is told. `remedy`: moves that would help, if any.
    """

    code: str
    topics: tuple[int, ...]
    cells: tuple[Cell, ...]
    names: tuple[str, ...] = ()
    people: int | None = None
    remedy: Mapping[str, Any] | None = None

    @property
    def is_conflict(self) -> bool:
        """A rule is broken; all else could only be better."""
        return self.code in BREAK_RULES

    @property
    def says(self) -> str:
        """The key of its sentence in sentences.CONCERNS."""
        if self.code == "host_away" and self.names:
            return "host_away_named"
        if self.code == "host_twice" and self.names:
            return "host_twice_named" if len(self.names) == 1 else "host_twice_several"
        return self.code

    @property
    def anchor(self) -> str:
        about = "-".join(str(one) for one in (*self.topics, *(when for when, _ in self.cells)))
        return f"hinweis-{self.code}-{about}"


def concerns_of(wall: Wall, seen: Insight) -> list[Concern]:
    """All of them. Hosts in two rooms at once are also found where the numbers are missing, or
    where one of the two is held again, of which the arithmetic knows nothing.
    """
    first = {one.topic: one.cell for one in wall.placed if not one.again}
    told = [
        _told(wall, first, one)
        for one in seen.concerns
        if one["code"] in CONCERNS and set(one["topics"]) <= first.keys()
    ]
    known = {(one.code, *sorted(one.cells)) for one in told}
    found = [one for one in _twice(wall) if (one.code, *sorted(one.cells)) not in known]
    return sorted(told + found, key=lambda one: not one.is_conflict)


def by_cell(concerns: Sequence[Concern]) -> dict[Cell, list[Concern]]:
    """What each card is part of, conflicts first."""
    found: dict[Cell, list[Concern]] = {}
    for one in concerns:
        for cell in dict.fromkeys(one.cells):
            found.setdefault(cell, []).append(one)
    return found


def _told(wall: Wall, first: Mapping[int, Cell], one: Mapping[str, Any]) -> Concern:
    topics = tuple(one["topics"])
    cards = [wall.cards[topic] for topic in topics]
    names: Sequence[str] = ()
    if one["code"] == "host_twice":
        names = _shared(*cards)
    elif one["code"] == "host_away":
        names = [name for _, name in cards[0].topic.hosts if name]
    cells = tuple(first[topic] for topic in topics)
    return Concern(one["code"], topics, cells, tuple(names), one["people"], one["remedy"])


def _twice(wall: Wall) -> Iterator[Concern]:
    """Sessions of one round that somebody holds both of."""
    for one, other in combinations(wall.placed, 2):
        if one.round == other.round and _hosts(wall, one) & _hosts(wall, other):
            topics, cells = (one.topic, other.topic), (one.cell, other.cell)
            names = _shared(wall.cards[one.topic], wall.cards[other.topic])
            yield Concern("host_twice", topics, cells, tuple(names))


def _hosts(wall: Wall, one: Placed) -> set[int]:
    return {host_number(*host) for host in wall.cards[one.topic].topic.hosts}


def _shared(one: Card, other: Card) -> list[str]:
    """Who holds both, as far as they have a name."""
    numbers = {host_number(*host) for host in other.topic.hosts}
    return [name for who, name in one.topic.hosts if name and host_number(who, name) in numbers]
