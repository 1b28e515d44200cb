"""What the orders do to invented and real votes, and what they cost: `python -m bench.ranking`."""

import csv
import heapq
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import chain
from pathlib import Path

from tests import phragmen

from bench import crowd
from kaue.ranking.balanced import balanced
from kaue.ranking.by_votes import by_votes
from kaue.ranking.candidates import Candidate
from kaue.ranking.fair import fair

RUNS = 200
TOPICS, LATE = 40, 10
CROWDS = (100, 200, 400)
AT_ONCE = 10
"""So many people come to the deck before it is dealt anew."""

PEOPLE = 200
"""The crowd for which the bars are."""
TRUE_ENOUGH, PLACES = 0.70, 1.0
MINORITY = 0.4
FIRST = 10

REAL = Path(__file__).parents[2] / "shared" / "data"

ROUNDS = 9
MANY_TOPICS, MANY_PEOPLE, VOTES = 200, 5000, 10
LONGEST = 50.0

Ballots = Sequence[Collection[int]]


def main() -> int:
    fairness = late_topics()
    minority()
    real_ballots()
    return 0 if all([fairness, exact(), how_fast()]) else 1


def late_topics() -> bool:
    print(f"{TOPICS} topics, {LATE} of them late; mean of {RUNS} invented crowds\n")
    print("  people  seen by, counted by               tau    late pushed down")
    met = True
    for people in CROWDS:
        for name, show, order in (
            ("votes so far, votes", lambda: crowd.by_visible_votes, by_votes),
            ("chance, votes", lambda: crowd.at_random, by_votes),
            ("fewest decided first, fair", lambda: crowd.fewest_decided_first, fair),
            ("the deck as it is, fair", lambda: crowd.AsDealt(AT_ONCE), fair),
        ):
            found = [one_crowd(seed, people, show(), order) for seed in range(RUNS)]
            tau, down = (statistics.mean(one) for one in zip(*found, strict=True))
            print(f"  {people:6}  {name:30}{tau:7.2f}{down:+10.1f} places", end="")
            barred = order is fair and people == PEOPLE
            good = tau >= TRUE_ENOUGH and abs(down) <= PLACES
            print(("  ok" if good else "  SHORT") if barred else "")
            met &= good or not barred
    print()
    return met


def one_crowd(
    seed: int, people: int, show: crowd.Show, order: Callable[..., list[Candidate]]
) -> tuple[float, float]:
    chance = random.Random(seed)
    appeal = [chance.betavariate(2, 3) for _ in range(TOPICS)]
    late = range(TOPICS - LATE, TOPICS)
    some = crowd.Crowd(TOPICS, lambda _, topic: appeal[topic], chance, late)
    some.come(people, show)
    ranked = [one.topic for one in order(some.candidates, seed=str(seed))]
    return crowd.tau(ranked, appeal), crowd.pushed_down(ranked, appeal, late)


def minority() -> None:
    print(
        f"topics of a minority of {MINORITY:.0%} among the first {FIRST}; mean of {RUNS} crowds\n"
    )
    print("  a camp likes its own topics    votes   fair  balanced")
    for low, high in ((0.45, 0.55), (0.3, 0.7)):
        shares = [first_of_the_minority(seed, low, high) for seed in range(RUNS)]
        means = [statistics.mean(one) for one in zip(*shares, strict=True)]
        print(f"  from {low:.2f} to {high:.2f}          ", end="")
        print("{:9.0%}{:7.0%}{:10.0%}".format(*means))
    print()


def first_of_the_minority(seed: int, low: float, high: float) -> list[float]:
    """Two camps, each with half of the topics and a fifth of the interest in the others'."""
    chance = random.Random(seed)
    own = [chance.uniform(low, high) for _ in range(TOPICS)]
    members = [chance.random() < MINORITY for _ in range(PEOPLE)]

    def likes(person: int, topic: int) -> float:
        return own[topic] * (1.0 if members[person] == bool(topic % 2) else 0.2)

    some = crowd.Crowd(TOPICS, likes, chance)
    some.come(PEOPLE, crowd.fewest_decided_first)
    orders = (
        [one.topic for one in by_votes(some.candidates, str(seed))],
        [one.topic for one in fair(some.candidates, str(seed))],
        balanced(range(TOPICS), some.ballots, seed=str(seed)),
    )
    return [sum(topic % 2 for topic in order[:FIRST]) / FIRST for order in orders]


def real_ballots() -> None:
    files = sorted(REAL.glob("*.pb"))
    if not files:
        print(f"real ballots: none in {REAL.name}/, left out\n")
        return
    print("real ballots: people with none of their topics among ...\n")
    print(f"{'':48}the first half      the first {FIRST}")
    print(f"  {'':32}topics people  votes balanced   votes balanced  balanced ms")
    for file in files:
        topics, ballots = pabulib(file)
        counts = Counter(chain.from_iterable(ballots))
        plain = [one.topic for one in by_votes([Candidate(one, counts[one]) for one in topics])]
        fairly = balanced(topics, ballots)
        print(f"  {file.stem.partition('_')[2]:32}{len(topics):6}{len(ballots):7}", end="")
        for most in (len(topics) // 2, FIRST):
            for order in (plain, fairly):
                print(f"{without(ballots, order[:most]):8.1%}", end="")
            print("  ", end="")
        print(f"{best(lambda: balanced(topics, ballots)):10.1f}")  # noqa: B023
    print()


def pabulib(file: Path) -> tuple[list[int], list[list[int]]]:
    """The projects and the votes of a file in Pabulib's format; votes for nothing are left out."""
    sections: dict[str, list[list[str]]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter=";"):
            if len(row) == 1 and row[0] in ("META", "PROJECTS", "VOTES"):
                rows = sections.setdefault(row[0], [])
            elif row:
                rows.append(row)
    column = sections["VOTES"][0].index("vote")
    votes = [row[column] for row in sections["VOTES"][1:] if row[column]]
    topics = [int(row[0]) for row in sections["PROJECTS"][1:]]
    return topics, [[int(topic) for topic in vote.split(",")] for vote in votes]


def without(ballots: Ballots, first: Sequence[int]) -> float:
    """The share of people who have voted for none of these."""
    wanted = set(first)
    return sum(wanted.isdisjoint(ballot) for ballot in ballots) / len(ballots)


def exact() -> bool:
    """Against what others worked out, and against the definition in fractions."""
    wrong = sum(
        balanced(case.topics, case.people, chosen=case.chosen) != case.order
        for case in phragmen.CASES
    )
    chance = random.Random(5)
    crowds = [random_ballots(chance, 30, 60, 5) for _ in range(50)]
    wrong += sum(balanced(range(30), b) != phragmen.by_definition(range(30), b) for b in crowds)
    print(
        f"balanced: {len(phragmen.CASES)} golden cases, {len(crowds)} crowds by definition,", end=""
    )
    print(f" {wrong} differ\n{by_abcvoting(crowds)}")
    return not wrong


def by_abcvoting(crowds: Sequence[Ballots]) -> str:
    """Where that library happens to be installed; it is no dependency."""
    try:
        from abcvoting import abcrules
        from abcvoting.preferences import Profile
    except ImportError:
        return "abcvoting is not installed, left out\n"
    differ = 0
    for ballots in crowds:
        profile = Profile(30)
        profile.add_voters(ballots)
        order, most = balanced(range(30), ballots), len(set(chain.from_iterable(ballots)))
        for size in range(1, most + 1):
            (found,) = abcrules.compute_seqphragmen(
                profile, size, algorithm="standard-fractions", resolute=True
            )
            differ += set(found) != set(order[:size])
    return f"abcvoting: {len(crowds)} crowds, every length of the list, {differ} differ\n"


def how_fast() -> bool:
    chance = random.Random(1)
    alike = random_ballots(chance, MANY_TOPICS, MANY_PEOPLE, VOTES)
    # Exponential clocks again: topic n is liked with a weight of 1 / (n + 3).
    unlike = [
        heapq.nsmallest(VOTES, range(MANY_TOPICS), lambda n: chance.expovariate(1) * (n + 3))
        for _ in alike
    ]
    print(
        f"CPU, {MANY_TOPICS} topics, {MANY_PEOPLE} people, {VOTES} votes each, best of {ROUNDS}\n"
    )
    met = True
    for name, ballots in (("all topics alike", alike), ("some liked by many", unlike)):
        plain = best(lambda: sort_and_count(ballots))  # noqa: B023
        took = best(lambda: balanced(range(MANY_TOPICS), ballots, seed="any"))  # noqa: B023
        good = took < LONGEST
        met &= good
        print(f"  {name:20}{took:8.1f} ms, {took / plain:5.1f} times counting and sorting", end="")
        print("  ok" if good else f"  SHORT of {LONGEST:.0f} ms")
    return met


def random_ballots(chance: random.Random, topics: int, people: int, votes: int) -> list[list[int]]:
    return [chance.sample(range(topics), votes) for _ in range(people)]


def sort_and_count(ballots: Ballots) -> list[tuple[int, int]]:
    return Counter(chain.from_iterable(ballots)).most_common()


def best(work: Callable[[], object]) -> float:
    """Milliseconds of CPU; other work on the machine only ever slows it down."""
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took) * 1000


if __name__ == "__main__":
    sys.exit(main())
