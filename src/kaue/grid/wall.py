"""The day as numbers, for everything that has to be quick.

Topics, rounds and rooms are counted from 0 here, in the day's order; a set of people, of topics or
of rooms is an int with one bit for each. Nothing in a wall changes once it is made, except that it
remembers what it was asked before.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kaue.grid.model import Day, Plan
from kaue.grid.seating import NEVER, Seating, assignment, seated
from kaue.grid.sets import bits, ones
from kaue.grid.wishes import parts_expected, whole


class Wall:
    """A day that can be planned (problems.py), compiled."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.topics = range(len(day.topics))
        self.rounds = range(len(day.rounds))
        self.number = {one.id: n for n, one in enumerate(day.topics)}
        self.voters = _voters(day, self.number)
        self.clashes = [self._sharing_hosts(n) for n in self.topics]
        """The other topics with a host in common."""
        self._look_at_rooms()
        self.allowed = [bits(r for r in self.rounds if self._may(n, r)) for n in self.topics]
        """The rounds in which each topic can be held, if it were alone there."""
        self._seatings: dict[tuple[int, int], Seating] = {}
        self._missing: dict[tuple[int, int], int] = {}
        self._fitting: dict[tuple[int, int], bool] = {}

    def _look_at_rooms(self) -> None:
        day, rooms = self.day, {room.id: n for n, room in enumerate(self.day.rooms)}
        self.pins = {
            self.number[one]: (day.rounds.index(when), rooms[where])
            for one, (when, where) in day.pins
        }
        self.pinned = [bits(n for n, at in self.pins.items() if at[0] == r) for r in self.rounds]
        self.free = [self._not_taken(r) for r in self.rounds]
        """The rooms of each round that are neither closed nor taken by a pin."""
        fitting = ((n for n, room in enumerate(day.rooms) if room.suits(one)) for one in day.topics)
        self.suits = [bits(some) for some in fitting]
        every = bits(rooms.values())
        self.picky = bits(n for n in self.topics if n not in self.pins and self.suits[n] != every)
        """The topics that do not go into every room."""
        self.seats = [room.seats for room in day.rooms]
        self._largest = [sorted((self.seats[n] for n in ones(r)), reverse=True) for r in self.free]
        smallest = min(self.seats, default=0)
        self.tight = any(those.bit_count() > smallest for those in self.voters)
        """Whether seats can be missing anywhere."""

    def can_hold(self, when: int, topics: int) -> bool:
        """Whether these topics can be held in one round, all together."""
        members = ones(topics)
        if any(self.clashes[n] & topics or not self.allowed[n] >> when & 1 for n in members):
            return False
        loose = (topics & ~self.pinned[when]).bit_count()
        return loose <= self.free[when].bit_count() and self.rooms_suit(when, topics)

    def rooms_suit(self, when: int, topics: int) -> bool:
        """Whether those that do not go into every room all find one, and do not take another's."""
        some = topics & self.picky
        if not some:
            return True
        if (when, some) not in self._fitting:
            _forget(self._fitting)
            rooms = ones(self.free[when])
            found = assignment(
                ones(some), rooms, lambda n, room: 0 if self._suits(n, room) else NEVER
            )
            self._fitting[when, some] = found is not None
        return self._fitting[when, some]

    def seating(self, when: int, topics: int) -> Seating:
        """Which rooms they get, if they can be held, with as few seats missing as possible."""
        if (when, topics) not in self._seatings:
            _forget(self._seatings)
            members = ones(topics)
            parts = parts_expected([self.voters[n] for n in members])
            settled = {n: self.pins[n][1] for n in members if n in self.pins}
            found = seated(
                dict(zip(members, parts, strict=True)), settled, ones(self.free[when]),
                self.seats, self._suits,
            )  # fmt: skip
            assert found is not None
            self._seatings[when, topics] = found
        return self._seatings[when, topics]

    def missing(self, when: int, topics: int) -> int:
        """How many seats are missing in a round at least."""
        if not self.tight:
            return 0
        if (topics & self.picky) | self.pinned[when]:
            return self.seating(when, topics).missing
        if (when, topics) not in self._missing:
            _forget(self._missing)
            parts = parts_expected([self.voters[n] for n in ones(topics)])
            parts.sort(reverse=True)
            # The room with most seats for the one with most people, as in seating.py.
            rooms = zip(parts, self._largest[when], strict=False)
            self._missing[when, topics] = sum([max(0, whole(n) - seats) for n, seats in rooms])
        return self._missing[when, topics]

    def cover(self, topics: Iterable[int]) -> int:
        """The people who find something among these topics."""
        people = 0
        for topic in topics:
            people |= self.voters[topic]
        return people

    def kept(self, rounds: Mapping[int, int]) -> int:
        """Wishes kept when topics are in these rounds, in the best rooms."""
        return sum(self.worth(when, some) for when, some in enumerate(self.members(rounds)))

    def worth(self, when: int, topics: int) -> int:
        """Wishes kept by these topics in one round, in the best rooms."""
        return self.cover(ones(topics)).bit_count() - self.missing(when, topics)

    def members(self, rounds: Mapping[int, int]) -> list[int]:
        """The topics of each round."""
        some = [0] * len(self.rounds)
        for topic, when in rounds.items():
            some[when] |= 1 << topic
        return some

    def plan(self, rounds: Mapping[int, int]) -> Plan:
        """The plan that has topics in these rounds, in the best rooms."""
        found: dict[int, tuple[int, int]] = {}
        for when, some in enumerate(self.members(rounds)):
            for topic, room in self.seating(when, some).rooms.items():
                cell = self.day.rounds[when], self.day.rooms[room].id
                found[self.day.topics[topic].id] = cell
        return {one.id: found[one.id] for one in self.day.topics if one.id in found}

    def _suits(self, topic: int, room: int) -> bool:
        return bool(self.suits[topic] >> room & 1)

    def _may(self, topic: int, when: int) -> bool:
        if topic in self.pins:
            return self.pins[topic][0] == when
        rounds = self.day.topics[topic].rounds
        there = rounds is None or self.day.rounds[when] in rounds
        return there and bool(self.free[when] & self.suits[topic])

    def _not_taken(self, when: int) -> int:
        taken = {room for at, room in self.pins.values() if at == when}
        name = self.day.rounds[when]
        rooms = enumerate(self.day.rooms)
        return bits(
            n for n, room in rooms if n not in taken and (name, room.id) not in self.day.closed
        )

    def _sharing_hosts(self, topic: int) -> int:
        hosts = self.day.topics[topic].hosts
        return bits(n for n, one in enumerate(self.day.topics) if n != topic and hosts & one.hosts)


def _voters(day: Day, number: Mapping[int, int]) -> list[int]:
    """The people who voted for each topic."""
    voters = [0] * len(day.topics)
    for person, ballot in enumerate(day.ballots):
        for topic in ballot & number.keys():
            voters[number[topic]] |= 1 << person
    return voters


def _forget(remembered: dict[Any, Any]) -> None:
    """A long search asks for more than is worth remembering."""
    if len(remembered) >= 100_000:
        remembered.clear()
