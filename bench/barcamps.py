"""Invented barcamps for `bench.grid`: who is interested in what, and votes accordingly."""

import random

from kaue.grid.model import Day, Room, Topic

THEMES = 8
INTERESTS = 2
OUTSIDE = 0.12
"""How much somebody likes what is none of their themes, beside what is."""


def barcamp(
    topics: int, rounds: int, rooms: int, people: int, seed: int, *, seats: int | None = None
) -> Day:
    """Topics with a theme and an appeal each, people with a few themes and many or few votes.

    Without `seats` every room holds everybody.
    """
    chance = random.Random(seed)
    # Nobody votes for more only because there is more.
    scale = 40 / max(40, topics)
    theme = [chance.randrange(THEMES) for _ in range(topics)]
    appeal = [scale * (0.15 + chance.betavariate(1.5, 3)) for _ in range(topics)]

    def ballot() -> frozenset[int]:
        likes = chance.sample(range(THEMES), INTERESTS)
        eager = chance.uniform(0.6, 1.6)
        wanted = (appeal[n] * eager * (1 if theme[n] in likes else OUTSIDE) for n in range(topics))
        return frozenset(n for n, liking in enumerate(wanted) if chance.random() < liking)

    return Day(
        tuple(Topic(n, themes=frozenset({str(theme[n])})) for n in range(topics)),
        tuple(Room(n, seats or people) for n in range(rooms)),
        tuple(range(rounds)),
        tuple(ballot() for _ in range(people)),
    )
