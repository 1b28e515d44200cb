"""How grids are made without looking for the best one: what a proposal is held against."""

from kaue.grid.chance import one_of, seeded, shuffle
from kaue.grid.dealing import Dealt
from kaue.grid.wall import Wall

Rounds = dict[int, int]
"""The round of each topic, as numbers of a wall."""


def at_random(wall: Wall, seed: int) -> Rounds:
    """Cards stuck on the wall anyhow."""
    chance = seeded(seed)
    order = list(wall.topics)
    shuffle(order, chance)
    return Dealt(wall).deal(order, lambda _, rounds: one_of(rounds, chance))


def rank_filled(wall: Wall) -> Rounds:
    """The most wanted topics fill the first round, the next ones the second, and so on."""
    return Dealt(wall).deal(ranked(wall), lambda _, rounds: rounds[0])


def spread(wall: Wall) -> Rounds:
    """The most wanted topics each in a round of its own, then the next ones, and so on."""
    dealt = Dealt(wall)
    return dealt.deal(
        ranked(wall),
        lambda _, rounds: min(rounds, key=lambda when: dealt.members[when].bit_count()),
    )


def greedy(wall: Wall) -> Rounds:
    """Each topic, the most wanted first, where it keeps most wishes just then."""
    dealt = Dealt(wall)

    def gain(topic: int, when: int) -> tuple[int, int]:
        there = dealt.members[when]
        gained = wall.worth(when, there | 1 << topic) - wall.worth(when, there)
        return gained, -there.bit_count()

    return dealt.deal(ranked(wall), lambda topic, rounds: max(rounds, key=lambda r: gain(topic, r)))


def ranked(wall: Wall) -> list[int]:
    """Most votes first; among equals the lower id."""
    return sorted(wall.topics, key=lambda n: (-wall.voters[n].bit_count(), wall.day.topics[n].id))
