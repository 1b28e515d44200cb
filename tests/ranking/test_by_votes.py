"""The plain order is pure: the same votes give the same list, whoever counts."""

import random
from datetime import UTC, datetime, timedelta

from kaue.ranking.by_votes import Candidate, by_votes

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


def candidate(topic, votes, minutes=0):
    return Candidate(topic, votes, NOON + timedelta(minutes=minutes))


def order(*candidates):
    return [one.topic for one in by_votes(candidates)]


def test_most_votes_come_first():
    assert order(candidate(1, 3), candidate(2, 10), candidate(3, 0)) == [2, 1, 3]


def test_among_equals_whoever_submitted_first_comes_first():
    assert order(candidate(1, 5, minutes=9), candidate(2, 5, minutes=1)) == [2, 1]


def test_among_those_submitted_at_once_the_lower_number_comes_first():
    assert order(candidate(10, 5), candidate(9, 5), candidate(2, 5)) == [2, 9, 10]


def test_votes_weigh_more_than_age():
    assert order(candidate(1, 4, minutes=0), candidate(2, 5, minutes=99)) == [2, 1]


def test_nothing_gives_nothing():
    assert by_votes([]) == []


def test_the_order_does_not_depend_on_the_order_of_reading():
    chance = random.Random(7)
    candidates = [candidate(n, chance.randrange(4), chance.randrange(3)) for n in range(40)]
    expected = by_votes(candidates)

    for _ in range(20):
        chance.shuffle(candidates)
        assert by_votes(candidates) == expected
