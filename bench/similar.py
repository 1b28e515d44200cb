"""How well and how fast kaue finds similar topics: `python -m bench.similar`."""

import random
import statistics
import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher

from tests import labelled

from kaue.similar import THRESHOLD, Index
from kaue.similar.german import EVERYWHERE, OFTEN, PARTS, STOP
from kaue.similar.synonyms import SAME

TOPICS = 500
TITLE, TEXT = 80, 600
QUERIES = 50
ROUNDS = 7
CHEAPEST = 0.1
"""A query may take this share of a plain comparison with every title."""

Topics = dict[int, tuple[str, str]]


def main() -> int:
    for half in labelled.HALVES:
        how_well(half)
    return how_fast(barcamp())


def how_well(half: str) -> None:
    some = labelled.pairs(half)
    among, alone = labelled.scores(some), labelled.scores_alone(some)
    alike = sum(one.alike for one in some)
    print(f"{half}: {alike} pairs alike, {len(some) - alike} not\n")
    print("              among all        only the two\n  from     P    R    F1       P    R    F1")
    for threshold in sorted({0.25, 0.35, 0.4, 0.5, 0.6, THRESHOLD}):
        shown = [labelled.quality(some, found, threshold) for found in (among, alone)]
        line = "   ".join(f"{one.precision:5.2f}{one.recall:5.2f}{one.f1:6.2f}" for one in shown)
        print(f"  {threshold:.2f} {line}{'   <- THRESHOLD' if threshold == THRESHOLD else ''}")
    besides = unlabelled(some)
    print(f"  besides, {besides:.2f} topics of other pairs per topic (some of them alike, too)")
    plain = labelled.quality(some, ratios(half), best_ratio())
    figures = f"P {plain.precision:.2f}, R {plain.recall:.2f}, F1 {plain.f1:.2f}"
    print(f"  difflib, at its best bound for tune: {figures}\n")


def ratios(half: str) -> list[float]:
    """What the standard library would say without knowing any German."""
    titles = [[title.casefold() for title in one.titles] for one in labelled.pairs(half)]
    return [SequenceMatcher(None, *two).ratio() for two in titles]


def best_ratio() -> float:
    some, found = labelled.pairs("tune"), ratios("tune")
    return max(found, key=lambda ratio: labelled.quality(some, found, ratio).f1)


def unlabelled(some: list[labelled.Pair]) -> float:
    """How many topics of other pairs are shown to whoever proposes one, on average."""
    proposed = labelled.topics(some)
    index = Index(proposed)
    shown = [
        sum(found.key != key ^ 1 for found in index.like(*topic, leave_out=key))
        for key, topic in proposed.items()
    ]
    return statistics.mean(shown)


def how_fast(topics: Topics) -> int:
    index = Index(topics)
    asked = list(topics.items())[:QUERIES]
    plain = cpu(lambda: [scanned(topics, title) for _, (title, _) in asked[:3]]) / 3
    building = cpu(lambda: Index(topics))
    titles = cpu(lambda: [index.like(title, leave_out=key) for key, (title, _) in asked])
    both = cpu(lambda: [index.like(*topic, leave_out=key) for key, topic in asked])
    print(f"CPU, {TOPICS} topics (title {TITLE}, text {TEXT} characters), medians of {ROUNDS}\n")
    print(f"  difflib over all titles  {plain * 1000:8.2f} ms   1")
    for name, seconds in (
        ("building the index", building),
        ("query, title only", titles / QUERIES),
        ("query, title and text", both / QUERIES),
    ):
        print(f"  {name:24} {seconds * 1000:8.2f} ms   {seconds / plain:.4f}")
    if both / QUERIES > CHEAPEST * plain:
        print(f"  SHORT: a query takes more than {CHEAPEST} of the plain comparison")
        return 1
    return 0


def scanned(topics: Topics, title: str) -> float:
    """What anybody would write first: the best ratio over all titles."""
    return max(SequenceMatcher(None, title, other).ratio() for other, _ in topics.values())


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU, the median of a few rounds."""
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return statistics.median(took)


def barcamp() -> Topics:
    """Topics of known words, compounds of them, invented words, and nearly half stop words."""
    chance = random.Random(4)
    known = f"{EVERYWHERE} {OFTEN} {PARTS} {SAME}".split()
    compounds = [chance.choice(known) + chance.choice(known) for _ in range(2500)]
    invented = ["".join(chance.choices("aeioubdfgklmnrst", k=9)) for _ in range(2500)]
    words, stop = known + compounds + invented, STOP.split()

    def said(length: int) -> str:
        text = ""
        while len(text) < length:
            text += chance.choice(stop if chance.random() < 0.45 else words) + " "
        return text[:length]

    return {number: (said(TITLE), said(TEXT)) for number in range(TOPICS)}


if __name__ == "__main__":
    sys.exit(main())
