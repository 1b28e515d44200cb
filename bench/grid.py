"""How good the session grid is, against the best there is: `python -m bench.grid`.

Points are percentage points of all possible wishes. Seconds are those of CPU.
"""

import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import kaue
from bench.barcamps import barcamp
from bench.ranking import REAL, pabulib
from kaue.grid import baselines
from kaue.grid.bound import EFFORT, bound
from kaue.grid.digest import written
from kaue.grid.model import Day, Room, Topic
from kaue.grid.planning import RUNS, SWAPS, Proposal, proposals
from kaue.grid.wall import Wall
from kaue.grid.wishes import possible

SEEDS = range(1, 6)
"""So many barcamps of a size, and so many searches for each."""
RANDOM = 20
LONG = 16, 200_000
"""Runs and swaps of the long search."""
LONGER_PROOF = 4
"""So many times the usual effort goes into the bound that the best plan known is held against."""

SMALL, MIDDLE, LARGE = (20, 4, 5, 80), (40, 6, 7, 300), (200, 10, 20, 5000)
SCARCE = 40
"""Seats of every room, where seats are scarce."""

BOUND_ABOVE = 1.0
JOB, JOBS = 0.5, 5
ABOVE_GREEDY, LARGE_SECONDS = 0.8, 5.0

One = TypeVar("One")


@dataclass(frozen=True)
class Known:
    """A barcamp, the best plan known for it, and what has been proved of all plans."""

    day: Day
    wall: Wall
    possible: int
    best: int
    bound: int
    quick_bound: int
    seconds: float
    """What the quick bound took."""

    def points(self, wishes: float) -> float:
        return 100 * wishes / self.possible


def main() -> int:
    runs, swaps = LONG
    print(f"Best known: the best of {runs} searches of {swaps // 1000}k swaps.")
    print(f"At most: what the bound proves with {LONGER_PROOF} times the usual effort.")
    print("Where both are equal, the best plan known is proved to be the best there is.\n")
    small = known_barcamps(SMALL)
    met = [below(small, 1, 100_000, 0.4, 0.4)]
    middle = known_barcamps(MIDDLE)
    met += [
        below(middle, 1, SWAPS, 0.6, 1.0),
        below(middle, RUNS, SWAPS, 0.25, 0.4),
        proved(middle),
        job(middle[0].day),
        large(),
    ]
    without_bars()
    return 0 if all(met) else 1


def known_barcamps(size: tuple[int, int, int, int]) -> list[Known]:
    header("{} topics × {} rounds × {} rooms, {} people".format(*size))
    known = [known_for(barcamp(*size, seed=seed)) for seed in SEEDS]
    for seed, one in zip(SEEDS, known, strict=True):
        line(f"barcamp {seed}", one.wall, one.best, one.bound)
    print()
    return known


def known_for(day: Day) -> Known:
    wall = Wall(day)
    usual = search(wall, 1, RUNS, SWAPS)
    quick, seconds = timed(lambda: bound(wall, [usual.rounds]))
    best = max(usual, search(wall, 1000, *LONG), key=lambda one: one.kept)
    proof = bound(wall, [best.rounds], effort=LONGER_PROOF * EFFORT)
    return Known(day, wall, possible(day), best.kept, min(proof, quick), quick, seconds)


def header(title: str) -> None:
    print(f"{title}\n  {'':26}possible    random rank order    spread    greedy", end="")
    print("  best known   at most")


def line(name: str, wall: Wall, best: int, at_most: int) -> None:
    wishes = possible(wall.day)
    ways = [
        statistics.mean(wall.kept(baselines.at_random(wall, seed)) for seed in range(RANDOM)),
        *(wall.kept(way(wall)) for way in WAYS),
        best,
        at_most,
    ]
    print(f"  {name:26}{wishes:8}", end="")
    print(
        "".join(
            f"{100 * kept / wishes:{width}.2f}" for kept, width in zip(ways, WIDTHS, strict=True)
        )
    )


WAYS = baselines.rank_filled, baselines.spread, baselines.greedy
WIDTHS = 10, 11, 10, 10, 12, 10


def below(known: Sequence[Known], runs: int, swaps: int, mean: float, worst: float) -> bool:
    """How far searches stay below the best plans known, in points."""
    short, took = [], []
    for one in known:
        for seed in SEEDS:
            found, seconds = timed(lambda: search(one.wall, 10_000 * seed, runs, swaps))  # noqa: B023
            short.append(one.points(one.best - found.kept))
            took.append(seconds)
    seen, most = statistics.mean(short), max(short)
    what = f"{runs} × {swaps // 1000}k swaps, points below the best known"
    says = f"mean {seen:.2f} (bar {mean}), worst {most:.2f} (bar {worst})"
    return verdict(what, says, seen <= mean and most <= worst, statistics.mean(took))


def proved(known: Sequence[Known]) -> bool:
    above = [one.points(one.quick_bound - one.best) for one in known]
    says = f"mean {statistics.mean(above):.2f}, worst {max(above):.2f} (bar {BOUND_ABOVE})"
    seconds = statistics.mean(one.seconds for one in known)
    return verdict("bound, points above the best known", says, max(above) <= BOUND_ABOVE, seconds)


def job(day: Day) -> bool:
    """The usual job as kaue runs it: start, read, search, write."""
    given = json.dumps({**written(day), "seed": 1}).encode()
    took = [process(given) for _ in range(JOBS)]
    seconds, elapsed = (min(some) for some in zip(*took, strict=True))
    what = f"whole job, {RUNS} × {SWAPS // 1000}k swaps, as a process"
    says = f"best of {JOBS}: {seconds:.2f} s of CPU (bar {JOB}), {elapsed:.2f} s by the clock"
    return verdict(what, says, seconds < JOB, seconds)


def process(given: bytes) -> tuple[float, float]:
    def cpu() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    path = str(Path(kaue.__file__).parents[1])
    before, began = cpu(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "kaue.grid"], input=given, check=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return cpu() - before, time.perf_counter() - began


def large() -> bool:
    print()
    day = barcamp(*LARGE, seed=1)
    wall, wishes = Wall(day), possible(day)
    found = [timed(lambda: search(wall, 10_000 * seed, 1, 300_000)) for seed in SEEDS]  # noqa: B023
    at_most = bound(wall, [found[0][0].rounds])
    header("{} topics × {} rounds × {} rooms, {} people; no long search".format(*LARGE))
    line("barcamp 1", wall, max(one.kept for one, _ in found), at_most)
    greedy = wall.kept(baselines.greedy(wall))
    above = min(100 * (one.kept - greedy) / wishes for one, _ in found)
    seconds = max(took for _, took in found)
    says = f"worst {above:.2f} (bar {ABOVE_GREEDY}), slowest {seconds:.1f} s (bar {LARGE_SECONDS})"
    good = above >= ABOVE_GREEDY and seconds <= LARGE_SECONDS
    return verdict("\n1 × 300k swaps, points above greedy", says, good, seconds)


def without_bars() -> None:
    print()
    usual = f"{RUNS} × {SWAPS // 1000}k swaps, usual bound"
    header(f"seats for {SCARCE} in every room: {usual}")
    usual_lines(
        (f"barcamp {seed}", barcamp(*MIDDLE, seed=seed, seats=SCARCE)) for seed in SEEDS[:2]
    )
    files = sorted(REAL.glob("*.pb"))
    if not files:
        print(f"real ballots: none in {REAL.name}/, left out")
        return
    header(f"real ballots, seats for all: {usual}")
    usual_lines(map(real, files))


def usual_lines(days: Iterable[tuple[str, Day]]) -> None:
    for name, day in days:
        wall = Wall(day)
        found, seconds = timed(lambda: search(wall, 1, RUNS, SWAPS))  # noqa: B023
        at_most, more = timed(lambda: bound(wall, [found.rounds]))  # noqa: B023
        line(name, wall, found.kept, at_most)
        print(f"    {len(day.topics)} × {len(day.rounds)} × {len(day.rooms)},", end="")
        print(f" {len(day.ballots)} people; search {seconds:.1f} s, bound {more:.1f} s")
    print()


def real(file: Path) -> tuple[str, Day]:
    """As many rooms as it takes for all ideas to be held in six rounds, or ten if they are many."""
    ideas, ballots = pabulib(file)
    rounds = 6 if len(ideas) <= 60 else 10
    rooms = math.ceil(len(ideas) / rounds)
    day = Day(
        tuple(map(Topic, sorted(ideas))),
        tuple(Room(n, len(ballots)) for n in range(rooms)),
        tuple(range(rounds)),
        tuple(map(frozenset, ballots)),
    )
    return file.stem.partition("_")[2], day


def search(wall: Wall, seed: int, runs: int, swaps: int) -> Proposal:
    *_, best = proposals(wall, seed=seed, runs=runs, swaps=swaps)
    return best


def timed(work: Callable[[], One]) -> tuple[One, float]:
    began = time.process_time()
    done = work()
    return done, time.process_time() - began


def verdict(what: str, says: str, good: bool, seconds: float) -> bool:
    print(f"{what}: {says}; {seconds:.2f} s  {'ok' if good else 'SHORT'}", flush=True)
    return good


if __name__ == "__main__":
    sys.exit(main())
