"""Sequential Phragmén as the papers define it, slow and short, and cases that were worked out.

Tests and `bench.ranking` hold `ranking/balanced.py` against both.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

Ballots = list[Collection[int]]


def by_definition(topics: Sequence[int], ballots: Ballots, chosen: Sequence[int] = ()) -> list[int]:
    """Among equals the one named first. What is chosen is charged first, in that order."""
    loads = [Fraction(0)] * len(ballots)
    left = [topic for topic in topics if topic not in chosen]
    order = []
    for step in range(len(chosen) + len(left)):
        levels = {topic: level(topic, ballots, loads) for topic in (*chosen, *left)}
        if step < len(chosen):
            topic = chosen[step]
        else:
            voted_for = [one for one in left if levels[one] is not None]
            topic = min(voted_for, key=levels.__getitem__) if voted_for else left[0]
            left.remove(topic)
        order.append(topic)
        for person, ballot in enumerate(ballots):
            if topic in ballot:
                loads[person] = max(loads[person], levels[topic])
    return order


def level(topic: int, ballots: Ballots, loads: list[Fraction]) -> Fraction | None:
    """The least maximum of the loads of those who share the cost of a topic; None without voters.

    Of all groups of voters that could share it, one with the smallest loads has the least.
    """
    voters = sorted(load for load, ballot in zip(loads, ballots, strict=True) if topic in ballot)
    shares = [(1 + together) / n for n, together in enumerate(accumulate(voters), start=1)]
    return min(shares, default=None)


@dataclass(frozen=True)
class Case:
    """What comes out, with ties in favour of the lower number."""

    source: str
    ballots: list[tuple[int, set[int]]]
    """How many people, and their topics."""
    order: list[int]
    chosen: tuple[int, ...] = ()

    @property
    def topics(self) -> range:
        return range(len(self.order))

    @property
    def people(self) -> Ballots:
        return [ballot for number, ballot in self.ballots for _ in range(number)]


A, B, C, D, E, F, G, H = range(8)

LACKNER_SKOWRON = [
    (3, {A, B}), (3, {A, C}), (2, {A, D}), (1, {B, C, F}), (1, {E}), (1, {F}), (1, {G}),
]  # fmt: skip
ISRAEL_BRILL = [(5, {A, B}), (3, {C, D}), (1, {E})]
TWICE = [(1, {A}), (2, {A, B}), (1, {C}), (2, {C, D})]

# Phragmén's candidates: A, B, C as above, then P, Q, R.
P, Q, R = D, E, F

CASES = [
    # A 1/1171, Q (1 + 137/1171) / 656 = 0.0017027, B (1 + 1034/1171 + 90 * Q) / 1124 = 0.0018117,
    # P (1 + 47 * Q + 519 * Q) / 566 = 0.0034695 or C (1 + 1034 * B) / 1034 = 0.0027788: C,
    # then P 0.0034695, R (1 + 519 * P) / 519 = 0.0053963
    Case(
        "E. Phragmén's own example, as told by S. Janson, Phragmén's and Thiele's election methods,"
        " arXiv:1611.08826",
        [(1034, {A, B, C}), (519, {P, Q, R}), (90, {A, B, Q}), (47, {A, P, Q})],
        [A, Q, B, C, P, R],
    ),
    # A 1/8, B (1 + 3/8) / 4 = 11/32 (as C), C (1 + 3/8 + 11/32) / 4 = 55/128,
    # D (1 + 2/8) / 2 = 5/8, F (1 + 55/128) / 2 = 183/256, E 1, G 1, H nobody
    Case(
        "M. Lackner, P. Skowron, Multi-Winner Voting with Approval Preferences (2023), Example 2.9",
        LACKNER_SKOWRON,
        [A, B, C, D, F, E, G, H],
    ),
    # C 1/5, B 1/3, D (1 + 3/5 + 1/3) / 4 = 29/60, A (1 + 2/3 + 2/5) / 4 = 31/60
    Case(
        "M. Lackner, P. Skowron, Multi-Winner Voting with Approval Preferences (2023), Ex. 2.12",
        [(3, {C, D}), (2, {A, B}), (2, {A, C}), (1, {B, D})],
        [C, B, D, A],
    ),
    # The 24 people of whom four like 12 and 13, and get neither among the first twelve.
    Case(
        "M. Brill, R. Freeman, S. Janson, M. Lackner, Phragmén's Voting Methods and Justified"
        " Representation, the example without EJR",
        [
            (2, {0, 12, 13}),
            (2, {1, 12, 13}),
            (6, {*range(12)}),
            (5, {*range(1, 12)}),
            (9, {*range(2, 12)}),
        ],
        [2, 3, 4, 5, 1, 6, 7, 0, 8, 9, 10, 11, 12, 13],
    ),
    # D'Hondt with 53, 24 and 23 votes: 53, 26.5, 24, 23, 17.67, 13.25, 12, 11.5, 8, 7.67.
    # A party's topics are paid by the same people, so they come in the order of their quotients.
    Case(
        "E. Phragmén 1895: with parties it is D'Hondt's method (Janson, section 11)",
        [(53, {0, 1, 2, 3}), (24, {4, 5, 6}), (23, {7, 8, 9})],
        [0, 1, 4, 7, 2, 3, 5, 8, 6, 9],
    ),
    # A 1/5, C 1/3, B 2/5, D 2/3, E 1
    Case("J. Israel, M. Brill, Dynamic Proportional Rankings", ISRAEL_BRILL, [A, C, B, D, E]),
    # B has cost the five 1/5 each: C 1/3, A 2/5, D 2/3, E 1
    Case(
        "J. Israel, M. Brill, Dynamic Proportional Rankings: B is chosen first",
        ISRAEL_BRILL,
        [B, C, A, D, E],
        chosen=(B,),
    ),
    # And D the three 1/3 each: A 2/5, C 2/3, E 1
    Case(
        "J. Israel, M. Brill, Dynamic Proportional Rankings: then D",
        ISRAEL_BRILL,
        [B, D, A, C, E],
        chosen=(B, D),
    ),
    # A 1/3, C 1/3, B (1 + 2/3) / 2 = 5/6, D 5/6
    Case("two sides alike", TWICE, [A, C, B, D]),
    # B has cost its two people 1/2 each: C 1/3, A (1 + 0 + 1/2 + 1/2) / 3 = 2/3, D 5/6
    Case("two sides alike: B is chosen first", TWICE, [B, C, A, D], chosen=(B,)),
    # A and B have cost the first person 2. C is paid by the second one alone, at 1: shared with
    # the first it would be at 3/2. E has cost its five people 1/5 each, so D is at 6/5.
    Case(
        "who has paid too much already does not make a topic dearer for others",
        [(1, {A, B, C}), (1, {C}), (1, {D, E}), (4, {E})],
        [A, B, E, C, D],
        chosen=(A, B, E),
    ),
    # As before, but D is at 1/2 + 2/2 = 1 for two people who have paid 1/2 each: a tie with C.
    Case(
        "who has paid too much pays again only when others have caught up",
        [(1, {A, B, C}), (1, {C}), (2, {D, E})],
        [A, B, E, C, D],
        chosen=(A, B, E),
    ),
]
