"""Chance that anybody can redo: only what Python promises to give alike for ever, for a seed."""

from collections.abc import MutableSequence, Sequence
from random import Random
from typing import TypeVar

One = TypeVar("One")


def seeded(seed: int) -> Random:
    """Of this only `random()` is promised to stay; so nothing else of it is used."""
    return Random(seed)  # noqa: S311 - it must be possible to redo it


def one_of(some: Sequence[One], chance: Random) -> One:
    """One of them, each alike."""
    return some[int(chance.random() * len(some))]


def shuffle(some: MutableSequence[One], chance: Random) -> None:
    """Bring them into any order."""
    for n in range(len(some) - 1, 0, -1):
        other = int(chance.random() * (n + 1))
        some[n], some[other] = some[other], some[n]
