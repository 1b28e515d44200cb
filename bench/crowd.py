"""Invented people who vote: what they come to see, and what they like. Fixed seeds only."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kaue.ranking.candidates import Candidate
from kaue.voting.deck import STEP

DECISIONS = 12
"""So many topics somebody looks at on average; a few look at nearly all."""

Show = Callable[["Crowd", Sequence[int]], list[int]]
"""Of the topics there are by now, which the next person sees first."""


@dataclass
class Crowd:
    """`likes(person, topic)` is how probable it is that who sees the topic votes for it."""

    topics: int
    likes: Callable[[int, int], float]
    chance: random.Random
    late: Sequence[int] = ()
    """Come when half of the people have already been there."""
    votes: list[int] = field(init=False)
    passes: list[int] = field(init=False)
    ballots: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.votes, self.passes, self.ballots = [0] * self.topics, [0] * self.topics, []

    def come(self, people: int, show: Show) -> None:
        for person in range(people):
            early = person < people // 2
            there = [topic for topic in range(self.topics) if not (early and topic in self.late)]
            patience = 1 + int(self.chance.expovariate(1 / (DECISIONS - 0.5)))
            ballot = []
            for topic in show(self, there)[:patience]:
                if self.chance.random() < self.likes(person, topic):
                    self.votes[topic] += 1
                    ballot.append(topic)
                else:
                    self.passes[topic] += 1
            self.ballots.append(ballot)

    @property
    def candidates(self) -> list[Candidate]:
        counts = zip(self.votes, self.passes, strict=True)
        return [Candidate(topic, *count) for topic, count in enumerate(counts)]


def by_visible_votes(crowd: Crowd, topics: Sequence[int]) -> list[int]:
    """A list with most votes on top; who reads it looks at place n with a weight of 1 / n."""
    listed = sorted(topics, key=lambda one: (-crowd.votes[one], crowd.chance.random()))
    # Exponential clocks: the first to ring are a draw without putting back, by weight.
    rings = {one: crowd.chance.expovariate(1 / n) for n, one in enumerate(listed, start=1)}
    return sorted(listed, key=rings.__getitem__)


def at_random(crowd: Crowd, topics: Sequence[int]) -> list[int]:
    return crowd.chance.sample(topics, len(topics))


def fewest_decided_first(crowd: Crowd, topics: Sequence[int]) -> list[int]:
    """The deck."""
    return sorted(
        topics,
        key=lambda one: (crowd.votes[one] + crowd.passes[one], crowd.chance.random()),
    )


@dataclass
class AsDealt:
    """The deck as kaue deals it: what the last few people decided does not count yet, and of the
    rest every STEP decisions move a topic one stage (src/kaue/voting/deck.py).
    """

    fresh: int
    seen: int = 0
    counted: list[int] = field(default_factory=list)

    def __call__(self, crowd: Crowd, topics: Sequence[int]) -> list[int]:
        if self.seen % self.fresh == 0:
            counts = zip(crowd.votes, crowd.passes, strict=True)
            self.counted = [(votes + passes) // STEP for votes, passes in counts]
        self.seen += 1
        return sorted(topics, key=lambda one: (self.counted[one], crowd.chance.random()))


def tau(order: Sequence[int], truth: Sequence[float]) -> float:
    """Kendall's rank correlation: 1 is the true order, 0 none, -1 the reverse."""
    pairs = [(one, two) for at, one in enumerate(order) for two in order[at + 1 :]]
    return sum((truth[one] > truth[two]) - (truth[one] < truth[two]) for one, two in pairs) / len(
        pairs
    )


def pushed_down(order: Sequence[int], truth: Sequence[float], some: Sequence[int]) -> float:
    """How many places these topics stand below where they belong, on average."""
    true = sorted(order, key=lambda one: -truth[one])
    return sum(order.index(one) - true.index(one) for one in some) / len(some)
