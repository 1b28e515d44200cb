"""How many wishes a plan can keep at most: a number that is proved, not estimated.

Let x(t, r) say that topic t is held in round r. Leave out, of all that a plan must fulfil, that a
topic is held only once, and let it pay a price p(t) >= 0 for every time that it is held, and get
that price back once. A plan that holds no topic twice then loses nothing, so for any prices

    kept by any plan  <=  sum of p(t)  +  sum over rounds  max over sets S of topics
                                           ( people who find something in S - prices of S )

and each round can be looked at alone (best_round.py). That is Lagrangian relaxation and weak
duality: A. M. Geoffrion, "Lagrangean Relaxation for Integer Programming", Mathematical Programming
Study 2 (1974), 82-114. Hosts in two rooms at once and unfit rooms are left out, too, and of missing
seats only those are counted that the whole round lacks: all of that can only make the right side
larger, so it stays true.

Good prices are looked for by subgradients: a topic that the best rounds hold more than once becomes
dearer, one that they do not hold cheaper (M. Held, R. M. Karp, "The Traveling-Salesman Problem and
Minimum Spanning Trees: Part II", Mathematical Programming 1 (1971), 6-25), each step in the mean
direction of the last ones (P. M. Camerini, L. Fratta, F. Maffioli, "On Improving Relaxation Methods
by Modified Gradient Techniques", Mathematical Programming Study 3 (1975), 26-34). Rounds found
before are tried first: where they show already that prices are no better, nothing is solved.
"""

from collections.abc import Mapping, Sequence
from math import fsum

from kaue.grid.alike import Known, known_rounds
from kaue.grid.best_round import UNIT, BestRound, Effort
from kaue.grid.wall import Wall
from kaue.grid.wishes import possible

EFFORT = 5_000_000
"""Gains computed at most (best_round.py); some two seconds."""
LOOKS = 2_000
"""Prices tried at most."""
SHARE = 10
"""One kind of round at one set of prices gets such a part of the effort at most."""
AT_FIRST = 3
"""At first a topic costs such a part of its votes."""
PATIENCE, SHORTER = 40, 0.75
"""How often prices may be no better before steps become shorter, and how much."""
NOTHING_PROVED = 10**9
INERTIA = 0.5
"""How much of its direction a step has from the last one."""

Rounds = Mapping[int, int]
Found = list[tuple[int, tuple[int, ...]]]
"""For each kind of round the units it is worth at most, and topics that are worth about that."""


def bound(wall: Wall, plans: Sequence[Rounds] = (), *, effort: int = EFFORT) -> int:
    """No plan keeps more wishes than this. Good plans, if there are any, make it lower sooner.

    It ends with the effort, or when a plan is as good as the bound: then that is the best there is.
    """
    search = _Prices(wall, plans, effort)
    while search.goes_on():
        search.look()
    return min(possible(wall.day), search.least // UNIT)


class _Prices:
    """Prices in units, becoming better."""

    def __init__(self, wall: Wall, plans: Sequence[Rounds], effort: int) -> None:
        self._voters = wall.voters
        self._known = known_rounds(wall, plans)
        self._goal = UNIT * max(map(wall.kept, plans), default=0)
        self._left, self._share = effort, max(1, effort // SHARE)
        self._looks = 0
        self._loose = [n for n in wall.topics if n not in wall.pins]
        self._prices = [0] * len(wall.topics)
        for topic in self._loose:
            self._prices[topic] = UNIT * wall.voters[topic].bit_count() // AT_FIRST
        self.least = UNIT * NOTHING_PROVED
        """The lowest bound so far, in units, and its prices."""
        self._best = self._prices
        self._stride, self._patience = 1.0, PATIENCE
        self._way = [0.0] * len(wall.topics)

    def goes_on(self) -> bool:
        return self._left > 0 and self._looks < LOOKS and self.least >= self._goal + UNIT

    def look(self) -> None:
        """See what the prices prove, and go on to others."""
        self._looks += 1
        found = [known.best(self._prices) for known in self._known]
        if self._value(found) < self.least:
            found = self._solved(found)
            self._patience -= 3
        value = self._value(found)
        self._patience -= 1
        if value < self.least:
            self.least, self._best, self._patience = value, self._prices, PATIENCE
        elif self._patience <= 0:
            self._stride, self._patience = self._stride * SHORTER, PATIENCE
            self._prices, self._way = self._best, [0.0] * len(self._way)
        self._step(found, value)

    def _value(self, found: Found) -> int:
        rounds = zip(self._known, found, strict=True)
        return sum(self._prices) + sum(one.kind.times * worth for one, (worth, _) in rounds)

    def _solved(self, found: Found) -> Found:
        """The best rounds there are; or some that already show that the prices are no better."""
        solved = list(found)
        for n, known in enumerate(self._known):
            worth, topics = solved[n]
            spare = (self.least - self._value(solved)) // known.kind.times
            solved[n] = self._best_round(known, worth, worth + max(0, spare) + 1) or (worth, topics)
        return solved

    def _best_round(self, known: Known, worth: int, enough: int) -> tuple[int, tuple[int, ...]]:
        effort = Effort(given := min(self._left, self._share))
        best = BestRound(known.kind, self._voters, self._prices, effort)
        best.beat(worth, enough)
        self._left -= given - effort.left
        known.add(best.topics)
        return best.worth, best.topics or known.best(self._prices)[1]

    def _step(self, found: Found, value: int) -> None:
        held = [-1.0] * len(self._prices)
        for known, (_, topics) in zip(self._known, found, strict=True):
            for topic in topics:
                held[topic] += known.kind.times
        for topic in self._loose:
            self._way[topic] = INERTIA * self._way[topic] + (1 - INERTIA) * held[topic]
        length = max(1.0, fsum(step * step for step in self._way))
        far = self._stride * max(UNIT, value - self._goal) / length
        prices = zip(self._prices, self._way, strict=True)
        self._prices = [max(0, round(price + far * step)) for price, step in prices]
