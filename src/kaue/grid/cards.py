"""The cards on the wall while they are swapped: who is where, and what each round covers.

Every free cell has a card; those without a topic are blank. So has the tray one for each topic in
it, and each step of a search is a swap of two cards of different rounds.
"""

from collections.abc import Mapping, Sequence

from kaue.grid.sets import bits
from kaue.grid.wall import Wall


class Cards:
    """Which topic is at which place. Places of a round are alike: rooms are given out later.

    Per round, and for the tray as the last one, where nobody finds anything:
    `none` are the people who find nothing there, `once` those who find exactly one topic.
    """

    def __init__(self, wall: Wall, rounds: Mapping[int, int]) -> None:
        self.wall = wall
        self.voters = [*wall.voters, 0]
        self.blank = len(wall.topics)
        self.tray = len(wall.rounds)
        self.everybody = (1 << len(wall.day.ballots)) - 1
        self.at: list[int] = []
        self.where: list[int] = []
        self.members = [*wall.members(rounds), 0]
        self._lay(rounds)
        self.tied = self._tied()
        """Whether there is anything but wishes to be thought of before a card goes elsewhere."""
        self.none = [self.everybody] * self.tray + [0]
        self.once = [0] * (self.tray + 1)
        self.missing = [0] * (self.tray + 1)
        """Seats missing in each round."""
        for when in range(self.tray):
            self.look_at(when)

    def _lay(self, rounds: Mapping[int, int]) -> None:
        for when, free in enumerate(self.wall.free):
            loose = [n for n, at in rounds.items() if at == when and n not in self.wall.pins]
            blanks = free.bit_count() - len(loose)
            self.at += sorted(loose) + [self.blank] * blanks
            self.where += [when] * free.bit_count()
        left = [n for n in self.wall.topics if n not in rounds]
        self.at += left
        self.where += [self.tray] * len(left)
        self.members[self.tray] = bits(left)

    def _tied(self) -> list[bool]:
        wall = self.wall
        everywhere = bits(wall.rounds)
        bound = [
            bool(wall.clashes[n] or wall.picky >> n & 1 or wall.allowed[n] != everywhere)
            for n in wall.topics
        ]
        return [*bound, self.tray in self.where]

    def look_at(self, when: int) -> None:
        """Look anew at what a round covers."""
        some, twice, wanted = 0, 0, self.members[when]
        while wanted:
            lowest = wanted & -wanted
            those = self.voters[lowest.bit_length() - 1]
            twice |= some & those
            some |= those
            wanted ^= lowest
        self.none[when] = self.everybody ^ some
        self.once[when] = some ^ twice
        self.missing[when] = self.wall.missing(when, self.members[when])

    def swap(self, place: int, other: int) -> None:
        """Swap two cards of different rounds."""
        at, members = self.at, self.members
        one, its = at[place], at[other]
        when, then = self.where[place], self.where[other]
        both = (1 << one | 1 << its) & ~(1 << self.blank)
        members[when] ^= both
        members[then] ^= both
        at[place], at[other] = its, one
        for changed in (when, then):
            if changed != self.tray:
                self.look_at(changed)

    def may_swap(self, place: int, other: int) -> bool:
        """Whether hosts, rooms and the tray allow it."""
        one, its = self.at[place], self.at[other]
        return self._may_replace(one, its, self.where[other]) and self._may_replace(
            its, one, self.where[place]
        )

    def _may_replace(self, topic: int, other: int, when: int) -> bool:
        if topic == self.blank:
            return True
        if when == self.tray:
            # What can be held is held: nothing gives way to a blank card.
            return other != self.blank
        wall = self.wall
        rest = self.members[when] & ~(1 << other)
        if wall.clashes[topic] & rest or not wall.allowed[topic] >> when & 1:
            return False
        return not wall.picky >> topic & 1 or wall.rooms_suit(when, rest | 1 << topic)

    def missing_after(self, place: int, other: int) -> int:
        """How many seats would be missing in both rounds."""
        both = (1 << self.at[place] | 1 << self.at[other]) & ~(1 << self.blank)
        rounds = {self.where[place], self.where[other]} - {self.tray}
        return sum(self.wall.missing(when, self.members[when] ^ both) for when in rounds)

    def kept(self) -> int:
        """Wishes kept."""
        nobody = sum(those.bit_count() for those in self.none[: self.tray])
        return self.tray * len(self.wall.day.ballots) - nobody - sum(self.missing)

    def rounds(self, at: Sequence[int]) -> dict[int, int]:
        """The round of each topic that has one, with these topics at the places."""
        placed = {n: when for n, (when, _) in self.wall.pins.items()}
        cards = zip(at, self.where, strict=True)
        return placed | {n: when for n, when in cards if n != self.blank and when != self.tray}
