"""Simulated annealing: swap any two cards, and put up with a worse grid, later less and less.

A swap that loses d wishes is made with the probability (1 - d / 8T)⁸, and T falls step by step; at
4T and beyond, where that is one in 256, it is not made at all. That is nearly exp(-d / T), but
needs nothing that machines compute differently: with the same seed everybody finds the same plan.

Sources: S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated Annealing", Science
220 (1983), 671-680; the law of acceptance is that of C. Tsallis, D. A. Stariolo, "Generalized
Simulated Annealing", Physica A 233 (1996), 395-406, for q = 7/8.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kaue.grid.cards import Cards
from kaue.grid.chance import seeded
from kaue.grid.wall import Wall

STEPS = 100
"""How often it becomes colder."""
HOT, COOLER = 0.04, 0.98
"""T at first, as a share of the people whom a topic attracts on average, and what it is times."""


@dataclass(frozen=True, slots=True)
class Best:
    """The best there is so far."""

    kept: int
    rounds: Mapping[int, int]
    swaps: int
    """How many have been tried."""


def anneal(wall: Wall, start: Mapping[int, int], *, swaps: int, seed: int) -> Iterator[Best]:
    """The start, whenever there is something better, and the best at the end.

    Tries exactly so many swaps.
    """
    cards = Cards(wall, start)
    search = _Search(cards)
    chance = seeded(seed)
    pairs = _pairs(cards)
    votes = sum(those.bit_count() for those in wall.voters) / max(1, len(wall.topics))
    warmth, tried = max(1.0, votes) * HOT, 0
    yield search.best(0)
    for step in range(STEPS if pairs else 0):
        number = swaps * (step + 1) // STEPS - tried
        tried += number
        if search.try_some([pairs[int(chance.random() * len(pairs))] for _ in range(number)],
                           warmth, chance.random):  # fmt: skip
            yield search.best(tried)
        warmth *= COOLER
    yield search.best(tried)


def _pairs(cards: Cards) -> list[tuple[int, int]]:
    """The places whose cards can be swapped to any effect."""
    places = range(len(cards.where))
    return [(a, b) for a in places for b in range(a) if cards.where[a] != cards.where[b]]


class _Search:
    def __init__(self, cards: Cards) -> None:
        self._cards = cards
        self._kept = self._most = cards.kept()
        self._at = list(cards.at)

    def best(self, tried: int) -> Best:
        return Best(self._most, self._cards.rounds(self._at), tried)

    def try_some(
        self, pairs: Iterable[tuple[int, int]], warmth: float, chance: Callable[[], float]
    ) -> bool:
        """Try to swap these. Says whether there is anything better than ever."""
        cards, most = self._cards, self._most
        at, where, voters, tied = cards.at, cards.where, cards.voters, cards.tied
        none, once, missing, tight = cards.none, cards.once, cards.missing, cards.wall.tight
        for place, other in pairs:
            one, its, when, then = at[place], at[other], where[place], where[other]
            here, there = voters[one], voters[its]
            both = here & there
            more = (there & none[when]).bit_count() + (here & none[then]).bit_count()
            more -= ((here ^ both) & once[when]).bit_count()
            more -= ((there ^ both) & once[then]).bit_count()
            # To count seats takes long, and few swaps spare more than every fourth missing one.
            if more + (missing[when] + missing[then]) // 4 <= -4 * warmth:
                continue
            if (tied[one] or tied[its]) and not cards.may_swap(place, other):
                continue
            if tight:
                more += missing[when] + missing[then] - cards.missing_after(place, other)
            if more >= 0 or (more > -4 * warmth and _likely(more / warmth) >= chance()):
                self._swap(place, other, more)
        return self._most > most

    def _swap(self, place: int, other: int, more: int) -> None:
        self._cards.swap(place, other)
        self._kept += more
        if self._kept > self._most:
            self._most = self._kept
            self._at[:] = self._cards.at


def _likely(change: float) -> float:
    """(1 + change / 8)⁸ by multiplying: what `**` gives may differ in the last digit."""
    likely = 1 + change / 8
    likely *= likely
    likely *= likely
    return likely * likely
