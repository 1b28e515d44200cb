"""The best single round at given prices: which topics are worth most people beyond what they cost.

Worth is how many people find something among the topics, at most as many as there are seats; each
topic costs its price. That is maximum coverage with costs, solved by branch and bound: a node is a
set of topics already taken, and what may still be added are the topics behind in a list. A topic
never adds more people to a larger set than to a smaller one (coverage is submodular), so with m
places left no set below a node is worth more than the node and the m largest gains there:

    G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, "An Analysis of Approximations for Maximizing
    Submodular Set Functions I", Mathematical Programming 14 (1978), 265-294.

When effort runs out, a node counts as what it is worth at most; so the answer is never too low.
"""

from collections.abc import Sequence
from dataclasses import dataclass

UNIT = 64
"""One person. Prices are whole numbers of which so many make a person."""

UNBOUNDED = 10**12

Gains = list[tuple[int, int]]
"""What each topic would add beyond its price, and the topic; largest first."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Rounds that are alike: so many of them, each with these topics possible and those settled."""

    times: int
    places: int
    topics: tuple[int, ...]
    settled: int
    """The people who find something there in any case."""
    seats: int


@dataclass(slots=True)
class Effort:
    """How many more gains may be computed."""

    left: int


class BestRound:
    """Looks for the best set of topics for a kind of round, in units."""

    def __init__(
        self, kind: Kind, voters: Sequence[int], prices: Sequence[int], effort: Effort
    ) -> None:
        self._voters, self._prices, self._effort = voters, prices, effort
        self._kind = kind
        self.worth = 0
        """No set is worth more."""
        self.topics: tuple[int, ...] = ()
        """The best set found; with enough effort it is worth just that."""

    def beat(self, known: int, enough: float) -> None:
        """Find the largest worth above the known one; a look beyond `enough` is not needed."""
        self.worth, self._enough = known, enough
        gains = [(UNBOUNDED, topic) for topic in self._kind.topics]
        settled = self._kind.settled
        self._below(
            settled,
            UNIT * settled.bit_count(),
            UNIT * self._kind.seats,
            (),
            gains,
            self._kind.places,
        )

    def _below(
        self, people: int, value: int, roof: int, taken: tuple[int, ...], above: Gains, places: int
    ) -> None:
        """Look at a node and what is below it. `above` are the gains as they were one topic ago.

        What is taken is worth `value`, but with so few seats never more than `roof`.
        """
        if min(value, roof) > self.worth:
            self.worth, self.topics = min(value, roof), taken
        if not places or roof <= self.worth:
            return
        gains = self._gains(people, above, self.worth - value, places, roof - value)
        for n, (gain, topic) in enumerate(gains):
            most = value + sum(more for more, _ in gains[n : n + places])
            if most <= self.worth or self.worth >= self._enough:
                return
            if self._effort.left < 0:
                self.worth = max(self.worth, min(most, roof))
                return
            self._below(
                people | self._voters[topic], value + gain, roof - self._prices[topic],
                (*taken, topic), gains[n + 1 :], places - 1,
            )  # fmt: skip

    def _gains(self, people: int, above: Gains, short: int, places: int, seats: int) -> Gains:
        """The gains at a node, without those too small to be part of anything better."""
        voters, prices = self._voters, self._prices
        nobody, gains = ~people, []
        least = max(0, short - sum(gain for gain, _ in above[: places - 1]))
        tried = 0
        for before, topic in above:
            if before <= least:
                break
            tried += 1
            gain = UNIT * (voters[topic] & nobody).bit_count() - prices[topic]
            if gain > least:
                gains.append((gain, topic))
                # The last topic taken: what adds less is no better, unless seats are short.
                if places == 1 and gain + prices[topic] <= seats:
                    least = gain
        self._effort.left -= tried
        gains.sort(reverse=True)
        return gains
