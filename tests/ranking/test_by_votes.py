"""The plain order is pure: the same votes give the same list, whoever counts."""

import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kaue.ranking.by_votes import Candidate, by_votes
from kaue.ranking.draw import place

NOON = datetime(2026, 11, 14, 12, tzinfo=UTC)


def candidate(topic, votes, minutes=0):
    return Candidate(topic, votes, submitted_at=NOON + timedelta(minutes=minutes))


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


VOTES = st.lists(st.integers(0, 4), min_size=1, max_size=10)
SEEDS = st.sampled_from(["", "a seed", "another"])


@given(VOTES, SEEDS, st.data())
def test_one_more_vote_never_lowers_a_topic(votes, seed, data):
    more = data.draw(st.integers(0, len(votes) - 1))
    before = [candidate(topic, n, minutes=topic % 3) for topic, n in enumerate(votes)]
    after = [candidate(one.topic, one.votes + (one.topic == more), one.topic % 3) for one in before]

    def place_of(candidates):
        return [one.topic for one in by_votes(candidates, seed)].index(more)

    assert place_of(after) <= place_of(before)


@given(VOTES, SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter_with_a_seed_either(votes, seed, chance):
    candidates = [candidate(topic, n) for topic, n in enumerate(votes)]
    expected = by_votes(candidates, seed)
    chance.shuffle(candidates)

    assert by_votes(candidates, seed) == expected


def test_with_a_seed_the_draw_decides_among_equals_and_not_who_was_early():
    candidates = [candidate(topic, 5, minutes=topic) for topic in range(9)]
    drawn = [one.topic for one in by_votes([candidate(9, 6), *candidates], "a seed")]

    assert drawn == [9, *sorted(range(9), key=lambda topic: place("a seed", topic))]
    assert drawn[1:] != sorted(drawn[1:])


def test_whoever_never_submitted_comes_behind_those_who_did():
    candidates = [Candidate(1, 5), candidate(2, 5), Candidate(0, 5)]

    assert [one.topic for one in by_votes(candidates)] == [2, 0, 1]


def test_passes_do_not_count():
    assert by_votes([Candidate(1, 5, passes=90), Candidate(2, 4)])[0].topic == 1
