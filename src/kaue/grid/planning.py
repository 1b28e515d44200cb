"""Proposing a plan: several searches one after another, each with a seed of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from kaue.grid.annealing import anneal
from kaue.grid.baselines import Rounds, at_random
from kaue.grid.model import Day, Plan
from kaue.grid.wall import Wall

RUNS, SWAPS = 8, 30_000
"""What is enough for a barcamp of forty topics, in a third of a second."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A plan, what it keeps, and when it was found: in which run, after how many swaps."""

    plan: Plan
    rounds: Rounds
    kept: int
    run: int
    swaps: int


def proposals(wall: Wall, *, seed: int, runs: int = RUNS, swaps: int = SWAPS) -> Iterator[Proposal]:
    """A first plan, and a better one whenever there is one. The last one is the proposal.

    A plan holds as many topics as find a cell; of those that do it keeps as many wishes as it can.
    Run n is searched with seed + n, so the same day and seed give the same plans everywhere.
    """
    best: tuple[int, int] | None = None
    for run in range(runs):
        start = at_random(wall, seed + run)
        for found in anneal(wall, start, swaps=swaps, seed=seed + run):
            if best is None or (len(found.rounds), found.kept) > best:
                best = len(found.rounds), found.kept
                rounds = dict(found.rounds)
                yield Proposal(wall.plan(rounds), rounds, found.kept, run, found.swaps)


def propose(day: Day, *, seed: int, runs: int = RUNS, swaps: int = SWAPS) -> Proposal:
    """The best of all runs. The day must be one that can be planned (problems.py)."""
    *_, best = proposals(Wall(day), seed=seed, runs=max(1, runs), swaps=swaps)
    return best
