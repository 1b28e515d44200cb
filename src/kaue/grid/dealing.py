"""Putting topics on the wall one after another.

Each goes into a round that can still hold it. Where none can, one that is there already moves to
another round if that makes room; else the topic stays in the tray.
"""

from collections.abc import Callable, Iterable, Sequence

from kaue.grid.sets import ones
from kaue.grid.wall import Wall

Choose = Callable[[int, Sequence[int]], int]
"""One of the rounds that can hold a topic, given what each holds already."""


class Dealt:
    """Who is in which round so far: pinned topics from the start."""

    def __init__(self, wall: Wall) -> None:
        self.wall = wall
        self.rounds = {topic: when for topic, (when, _) in wall.pins.items()}
        self.members = wall.members(self.rounds)

    def deal(self, order: Iterable[int], choose: Choose) -> dict[int, int]:
        """All topics in this order, pinned ones aside; the round of each that found one."""
        left = [topic for topic in order if topic not in self.rounds]
        for topic in left:
            if possible := [when for when in self.wall.rounds if self._has_room(topic, when)]:
                self.put(topic, choose(topic, possible))
            else:
                self._make_room(topic)
        return self.rounds

    def put(self, topic: int, when: int) -> None:
        """Into this round, from wherever it is."""
        if topic in self.rounds:
            self.members[self.rounds[topic]] ^= 1 << topic
        self.rounds[topic] = when
        self.members[when] |= 1 << topic

    def _has_room(self, topic: int, when: int, without: int = 0) -> bool:
        return self.wall.can_hold(when, self.members[when] & ~without | 1 << topic)

    def _make_room(self, topic: int) -> None:
        for when in ones(self.wall.allowed[topic]):
            for other in ones(self.members[when] & ~self.wall.pinned[when]):
                if not self._has_room(topic, when, without=1 << other):
                    continue
                for to in self.wall.rounds:
                    if to != when and self._has_room(other, to):
                        self.put(other, to)
                        self.put(topic, when)
                        return
