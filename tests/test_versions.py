"""What is published or drawn is the same on every Python, and for ever: else nobody could redo it.

The numbers at the end were found with Python 3.11. Whoever changes one on purpose changes what
published lists, plans and checksums are held against.
"""

import builtins
import json
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256
from itertools import chain
from random import Random

import pytest

from kaue.grid import chance
from kaue.grid.__main__ import lines
from kaue.grid.reading import EXTRAS
from kaue.ranking.balanced import balanced, rebalanced
from kaue.ranking.by_votes import by_votes
from kaue.ranking.candidates import Candidate
from kaue.ranking.digest import digest
from kaue.ranking.draw import commitment, place
from kaue.ranking.fair import fair, mean_and_weight, score
from kaue.ranking.receipts import receipt
from kaue.similar import Index
from kaue.similar.words import words
from labelled import HALVES, pairs

SEED = "0123456789abcdef"
TOPICS = range(1, 25)


def drawn(what: str, below: int) -> int:
    """A number that does not come from `random`, whose streams are what is in question."""
    return int(sha256(f"{SEED};{what}".encode()).hexdigest(), 16) % below


def ballots() -> list[list[int]]:
    """Of ninety people; topics with higher numbers are liked by fewer."""
    return [
        [topic for topic in TOPICS if drawn(f"vote;{person};{topic}", 100) < 60 - 2 * topic]
        for person in range(90)
    ]


def candidates() -> list[Candidate]:
    given = ballots()
    return [
        Candidate(topic, sum(topic in one for one in given), drawn(f"passes;{topic}", 40))
        for topic in TOPICS
    ]


def orders() -> dict[str, list[int]]:
    some, given = candidates(), ballots()
    even = balanced(TOPICS, given, seed=SEED)
    return {
        "by_votes": [one.topic for one in by_votes(some, SEED)],
        "fair": [one.topic for one in fair(some, SEED)],
        "balanced": even,
        "rebalanced": rebalanced(even, given, fixed=even[3:6], had=even[3:5], seed=SEED),
    }


def day() -> dict[str, object]:
    """A job for the grid with everything in it that makes planning hard."""
    topics = [
        {
            "id": topic,
            "hosts": [100 + drawn(f"host;{topic}", 20)],
            "needs": ["piano"] if topic % 11 == 0 else [],
            "step_free": topic % 7 == 0,
            "rounds": [1, 2] if topic % 9 == 0 else None,
            "themes": ["city" if topic % 2 else "school"],
            "hands": 0,
        }
        for topic in TOPICS
    ]
    late = {"id": 99, "themes": ["city"], "hands": 9}
    rooms = [
        {"id": 1, "seats": 60, "equipment": ["piano"], "step_free": True},
        *({"id": room, "seats": 36 - 6 * room, "step_free": room < 4} for room in range(2, 6)),
    ]
    ids = [*TOPICS, 99]
    return {
        "topics": [*topics, late], "rooms": rooms, "rounds": [1, 2, 3, 4, 5],
        "ballots": [[topic for topic in one if topic % 3] for one in ballots()],
        "closed": [[1, 5]], "pins": [[4, 2, 1]],
        "published": [[topic, n // 5 + 1, n % 5 + 1] for n, topic in enumerate(ids)],
        "seed": 7, "runs": 2, "swaps": 2000, "effort": 200_000, "also": sorted(EXTRAS),
    }  # fmt: skip


def planned() -> dict[str, object]:
    *_, last = lines(json.dumps(day()).encode())
    return last["result"]


def likenesses() -> Iterator[tuple[int, int, float]]:
    """Of every title with every other one, text included."""
    some = [one for half in HALVES for one in pairs(half)]
    topics = dict(enumerate(chain(*(zip(one.titles, one.texts, strict=True) for one in some))))
    index = Index(topics)
    for key, topic in topics.items():
        for found in index.like(*topic, at_least=0, most=len(topics)):
            yield key, found.key, found.score


def checksum(said: object) -> str:
    return sha256(json.dumps(said).encode()).hexdigest()


# What differs between Pythons is not used.


class OnlyRandom:
    """Of `random.Random` only random() gives the same for ever, for a seed."""

    def __init__(self, seed):
        self.random = Random(seed).random


@pytest.mark.parametrize("make", [orders, planned, lambda: list(likenesses())])
def test_no_floats_are_added_with_sum_and_only_random_itself_is_drawn_from(make, monkeypatch):
    """Since Python 3.12 sum() makes up for what floats lose; fsum() does on every one."""
    plain = sum

    def sum_of_whole_numbers(numbers, start=0):
        numbers = list(numbers)
        assert not any(isinstance(one, float) for one in (start, *numbers))
        return plain(numbers, start)

    expected = make()
    monkeypatch.setattr(builtins, "sum", sum_of_whole_numbers)
    monkeypatch.setattr(chance, "Random", OnlyRandom)

    assert make() == expected


# What came out with Python 3.11.

SCORES = "4390e1b6ea5a8e35ed90219669d02b22609db256a3c0e989d40e9bddd42263eb"
COMMITMENT = "9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f"
DRAWN = 2
DIGEST = "93af6a55aa74d1565ed1b500204126dbeae851c07dc262b050e2aa0ab15f9789"
RECEIPT = "7055af60ba095de7c9356596df3b4b28adc45d4d4722239a0406f75d2a5efed9"
DAY = "25513d8ab10e806150b9ca681e0f3a4dcfc2a999bce672adc8e954d4d2d5c34f"
PLANNED = "1bca75d98a46c4fc698212d255091c1dce257f538ce186e1c4775d52ab4c3dce"
LIKENESSES = "b9cddd701744a556945ba31722b3a94710d426a45914215aa15f09018a01d39a"
READ = "76728b7dc2ffacc1fcdd97b6697aab981b19888e398f6c238d1f895a23a1a0ba"


def test_the_orders():
    assert orders() == {
        "by_votes": [
            1, 3, 4, 7, 5, 2, 8, 6, 9, 11, 14, 10, 13, 12, 19, 18, 16, 15, 20, 17, 24, 21, 22, 23,
        ],
        "fair": [
            1, 10, 17, 11, 18, 7, 21, 2, 8, 5, 6, 3, 9, 13, 4, 12, 14, 19, 24, 22, 15, 20, 16, 23,
        ],
        "balanced": [
            1, 3, 4, 7, 10, 2, 5, 8, 9, 6, 14, 13, 11, 12, 18, 15, 16, 20, 19, 17, 21, 22, 24, 23,
        ],
        "rebalanced": [
            4, 1, 3, 7, 10, 2, 5, 6, 14, 8, 9, 11, 13, 12, 15, 18, 16, 19, 20, 17, 21, 22, 24, 23,
        ],
    }  # fmt: skip


def test_the_scores_of_the_fair_order_and_what_they_are_made_with():
    mean, weight = mean_and_weight(candidates())
    scores = [score(one.votes, one.decisions, mean=mean, weight=weight) for one in candidates()]

    assert (mean, weight) == (Fraction(377, 639), 13)
    assert checksum(list(map(float, scores))) == SCORES


def test_the_draw_and_the_checksums():
    lines = [(place, one.topic, one.votes) for place, one in enumerate(by_votes(candidates()), 1)]

    assert commitment(SEED) == COMMITMENT
    assert min(TOPICS, key=lambda topic: place(SEED, topic)) == DRAWN
    assert digest("camp", 1, "votes", lines, seed=SEED, nonce="5f0c") == DIGEST
    assert receipt("5f0c", "camp;1", ballots()[0]) == RECEIPT


def test_the_session_grid():
    found = planned()

    assert {name: found[name] for name in ("kept", "bound", "possible", "baselines", "tray")} == {
        "kept": 356, "bound": 376, "possible": 415, "tray": [22],
        "baselines": {"random": 302, "rank_filled": 309, "spread": 298, "greedy": 337},
    }  # fmt: skip
    assert found["plan"] == [
        [1, 5, 1], [2, 5, 2], [3, 5, 4], [4, 2, 1], [5, 3, 1], [6, 3, 4], [7, 4, 1], [8, 2, 2],
        [9, 2, 4], [10, 4, 2], [11, 1, 1], [12, 4, 5], [13, 3, 2], [14, 1, 2], [15, 3, 5],
        [16, 4, 3], [17, 2, 3], [18, 2, 5], [19, 3, 3], [20, 1, 3], [21, 5, 3], [23, 4, 4],
        [24, 5, 5], [99, 1, 4],
    ]  # fmt: skip
    assert found["digest"] == DAY
    # Prices, repairs, concerns, reasons, repeats, word for word.
    assert checksum(found) == PLANNED


def test_what_is_alike():
    assert checksum(list(likenesses())) == LIKENESSES


def test_how_words_are_read():
    """Of letters that every supported Python knows; what Unicode adds later is news to old ones."""
    blocks = (0, 0x370), (0x3A3, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2065), (0xFB00, 0xFB07)
    signs = chain(*(range(*block) for block in blocks))

    assert checksum([words(f"a{chr(sign)}b") for sign in signs]) == READ
