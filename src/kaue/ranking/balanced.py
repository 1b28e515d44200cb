"""The balanced order: every group of people has its turn as often as its size deserves.

Each topic on the list costs one unit. It is paid by those who voted for it, in such a way that the
one of them who has paid most so far has paid as little as possible; next comes always the topic
with which that is least. Who has just paid for one topic therefore waits for the next, and others
have their turn (sequential Phragmén). The order is complete, and its first k places are what
choosing k topics would give.

What the moderator has already chosen is paid first, in the order of choosing, whatever place it
had. Who has paid more than the others by now pays again only when they have caught up; the rest of
the list is what it would be then ("dynamic Phragmén").

All costs are whole numbers over one common denominator, so equals are equal, on every machine.

Sources: M. Brill, R. Freeman, S. Janson, M. Lackner, "Phragmén's Voting Methods and Justified
Representation", Mathematical Programming 203 (2024), 47-76; J. Israel, M. Brill, "Dynamic
Proportional Rankings", IJCAI 2021.

In German: „Von oben gelesen kommt jede Gruppe von Mitmachenden so oft an die Reihe, wie es ihrer
Größe entspricht: Wer gerade ein eigenes Thema auf der Liste hat, wartet auf das nächste etwas
länger.“
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import gcd

from kaue.ranking.draw import place

METHOD = "balanced"


def balanced(
    topics: Sequence[int],
    ballots: Iterable[Collection[int]],
    *,
    seed: str = "",
    chosen: Sequence[int] = (),
) -> list[int]:
    """All topics, those already chosen first. Each ballot is one person's topics.

    Among equals by draw, or without a seed the lower number; what nobody voted for comes last.
    A chosen topic counts as a topic; votes for other things are ignored.
    """
    taken = list(dict.fromkeys(chosen))
    rest = sorted({*topics}.difference(taken), key=lambda one: (seed and place(seed, one), one))
    everything = taken + rest
    bill = _Bill(everything, ballots)
    for number in range(len(taken)):
        bill.charge(number)
    return taken + [everything[number] for number in bill.order(range(len(taken), len(everything)))]


def rebalanced(
    order: Sequence[int],
    ballots: Iterable[Collection[int]],
    *,
    fixed: Collection[int],
    had: Sequence[int] = (),
    unpaid: Collection[int] = (),
    seed: str = "",
) -> list[int]:
    """The order anew: `fixed` topics keep their places, the others fill what is between them.

    What people `had` already is paid for first, wherever it stands; then, place by place, what
    comes before. Nobody pays for `unpaid` ones. With nothing fixed it is the balanced order.
    """
    given = [*ballots]
    left = [topic for topic in order if topic not in fixed]
    filled: list[int] = []
    coming: list[int] = []
    for topic in order:
        if topic in fixed:
            filled.append(topic)
            coming = []
            continue
        if not coming:
            paid = [*had, *(one for one in filled if one not in had and one not in unpaid)]
            coming = balanced(left, given, seed=seed, chosen=paid)[len(paid) :]
        filled.append(coming.pop(0))
        left.remove(filled[-1])
    return filled


class _Bill:
    """Who has paid how much for which topic. Topics are numbers here: where they stand in the list.

    People with the same votes pay the same and are one group. What a group has paid in all is what
    every payer of its last topic had then; so it is kept once per topic paid for (a step), in units
    of which a topic costs `_cost`.
    """

    def __init__(self, topics: Sequence[int], ballots: Iterable[Collection[int]]) -> None:
        numbers = {topic: number for number, topic in enumerate(topics)}
        groups = Counter(map(frozenset(topics).intersection, ballots))
        self._people = list(groups.values())
        self._ballots = [[numbers[topic] for topic in ballot] for ballot in groups]
        """The topics of each group that are not paid for yet."""
        self._step = [0] * len(groups)
        self._paid = [0]
        self._cost = 1
        self._voters: list[list[int]] = [[] for _ in topics]
        for group, ballot in enumerate(self._ballots):
            for number in ballot:
                self._voters[number].append(group)
        self._payers = [0] * len(topics)
        """How many people would pay for a topic now."""
        self._sums = [0] * len(topics)
        """What these have paid so far, all together."""

    def charge(self, topic: int) -> None:
        """Have a topic paid whose turn it may not be. Who has paid too much already is left out."""
        people = Counter[int]()
        for group in self._voters[topic]:
            people[self._step[group]] += self._people[group]
        payers, together = 0, self._cost
        for step in sorted(people, key=self._paid.__getitem__):
            if payers and together <= self._paid[step] * payers:
                break
            payers += people[step]
            together += people[step] * self._paid[step]
        self._pay(topic, payers, together)

    def order(self, topics: Iterable[int]) -> list[int]:
        """Always the cheapest next; the one named first among equals; at the end those without."""
        left, ordered = list(topics), list[int]()
        # At first nobody pays; those who have paid least so far join first.
        self._sums = [0] * len(self._sums)
        groups = defaultdict[int, list[int]](list)
        for group, step in enumerate(self._step):
            groups[step].append(group)
        waiting = sorted(groups, key=self._paid.__getitem__, reverse=True)
        while True:
            topic = self._cheapest(left)
            if waiting and (topic is None or self._have_caught_up(waiting[-1], topic)):
                step = waiting.pop()
                self._join(groups[step], self._paid[step])
            elif topic is None:
                return ordered + left
            else:
                self._pay(topic, self._payers[topic], self._cost + self._sums[topic])
                left.remove(topic)
                ordered.append(topic)

    def _cheapest(self, topics: Iterable[int]) -> int | None:
        best, best_payers, best_together = None, 0, 1
        for topic in topics:
            payers, together = self._payers[topic], self._cost + self._sums[topic]
            # together / payers < best_together / best_payers
            if together * best_payers < best_together * payers:
                best, best_payers, best_together = topic, payers, together
        return best

    def _have_caught_up(self, step: int, topic: int) -> bool:
        """Whether the others, once they pay for this topic, have paid as much as these before."""
        return self._paid[step] * self._payers[topic] <= self._cost + self._sums[topic]

    def _join(self, groups: Iterable[int], paid: int) -> None:
        payers, sums = self._payers, self._sums
        for group in groups:
            people = self._people[group]
            for topic in self._ballots[group]:
                payers[topic] += people
                sums[topic] += people * paid

    def _pay(self, topic: int, payers: int, together: int) -> None:
        """Raise all voters of a topic who have paid less to an equal part of `together`."""
        if payers:
            common = gcd(together, payers)
            self._divide(payers // common)
            together //= common
        more = [together - paid for paid in self._paid]
        ballots, people, steps, sums = self._ballots, self._people, self._step, self._sums
        for group in self._voters[topic]:
            ballot = ballots[group]
            ballot.remove(topic)
            if (extra := more[steps[group]]) > 0:
                steps[group] = len(more)
                extra *= people[group]
                for other in ballot:
                    sums[other] += extra
        self._paid.append(together)

    def _divide(self, parts: int) -> None:
        """Make the unit smaller, so that the next amount is a whole number again."""
        if parts > 1:
            self._cost *= parts
            self._paid = [paid * parts for paid in self._paid]
            self._sums = [together * parts for together in self._sums]
