"""Rounds that are alike, and which sets of topics have been found for them so far."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kaue.grid.best_round import UNIT, Kind
from kaue.grid.sets import ones
from kaue.grid.wall import Wall


class Known:
    """The sets of topics known for one kind of round, and the units they are worth without prices.

    To hold nothing more than what is settled is always among them.
    """

    def __init__(self, wall: Wall, kind: Kind) -> None:
        self.kind = kind
        self._wall = wall
        self._worth: dict[tuple[int, ...], int] = {}
        self.add(())

    def add(self, topics: Sequence[int]) -> None:
        """Remember this set."""
        people = self._wall.cover(topics) | self.kind.settled
        self._worth[tuple(sorted(topics))] = UNIT * min(self.kind.seats, people.bit_count())

    def best(self, prices: Sequence[int]) -> tuple[int, tuple[int, ...]]:
        """The one that is worth most at these prices."""
        return max(
            (worth - sum([prices[topic] for topic in topics]), topics)
            for topics, worth in self._worth.items()
        )


def known_rounds(wall: Wall, plans: Sequence[Mapping[int, int]]) -> list[Known]:
    """One for each kind of round that the day has, with what these plans hold in such rounds."""
    alike = defaultdict[tuple[int, tuple[int, ...], int, int], list[int]](list)
    for when in wall.rounds:
        topics = (n for n in wall.topics if n not in wall.pins and wall.allowed[n] >> when & 1)
        settled = wall.cover(ones(wall.pinned[when]))
        places = wall.free[when].bit_count()
        alike[places, tuple(topics), settled, _seats(wall, when)].append(when)
    found = [Known(wall, Kind(len(rounds), *key)) for key, rounds in alike.items()]
    for members in map(wall.members, plans):
        for known, rounds in zip(found, alike.values(), strict=True):
            for when in rounds:
                known.add(ones(members[when] & ~wall.pinned[when]))
    return found


def _seats(wall: Wall, when: int) -> int:
    """So many people can be seated in a round at most."""
    pinned = (room for at, room in wall.pins.values() if at == when)
    return sum(wall.seats[room] for room in [*ones(wall.free[when]), *pinned])
