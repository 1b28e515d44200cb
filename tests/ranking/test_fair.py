"""The fair order: a share of decisions, and no luck of the few."""

import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.ranking.candidates import Candidate
from kaue.ranking.draw import place
from kaue.ranking.fair import HEAVIEST, LIGHTEST, fair, mean_and_weight, score

COUNTS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12)
SEEDS = st.sampled_from(["", "a seed", "another"])
MEANS, WEIGHTS = st.floats(0, 1), st.floats(LIGHTEST, HEAVIEST)


def candidates(counts):
    return [Candidate(topic, *count) for topic, count in enumerate(counts)]


def order(*counts, seed=""):
    return [one.topic for one in fair(candidates(counts), seed)]


def test_the_share_counts_and_not_how_many_happened_to_see_it():
    assert order((60, 140), (45, 15), (20, 80)) == [1, 0, 2]


def test_a_few_enthusiasts_do_not_win_by_chance():
    # Three of three, against 80 of 100 among topics that are liked by half.
    others = [(votes, 100 - votes) for votes in (35, 40, 45, 50, 55, 60, 65)]

    assert order((3, 0), (80, 20), *others)[0] == 1


def test_nor_do_a_few_lose_by_having_been_seen_late():
    assert order((9, 1), (60, 40), (50, 50), (40, 60))[0] == 0


def test_what_nobody_has_decided_about_stands_at_the_mean():
    assert order((90, 10), (10, 90), (0, 0)) == [0, 2, 1]


def test_the_score_is_the_share_with_some_imagined_decisions():
    assert score(7, 10, mean=0.5, weight=10) == 0.6
    assert score(0, 0, mean=0.25, weight=3) == 0.25
    assert score(3, 4, mean=0.1, weight=0) == 0.75


@given(st.integers(0, 99), st.integers(1, 100), MEANS, WEIGHTS)
def test_of_as_many_decisions_more_votes_score_higher(votes, decisions, mean, weight):
    more = score(votes + 1, decisions, mean=mean, weight=weight)

    assert more > score(votes, decisions, mean=mean, weight=weight)


@given(st.integers(0, 50), st.integers(0, 50), MEANS, WEIGHTS)
def test_a_score_lies_between_the_mean_and_the_share(votes, passes, mean, weight):
    decisions = votes + passes
    share = votes / decisions if decisions else mean
    low, high = min(mean, share), max(mean, share)

    assert low - 1e-12 <= score(votes, decisions, mean=mean, weight=weight) <= high + 1e-12


@given(st.lists(st.integers(0, 20), max_size=12), SEEDS)
def test_among_topics_with_as_many_decisions_votes_decide(votes, seed):
    ranked = fair(candidates([(n, 20 - n) for n in votes]), seed)

    assert all(one.votes >= other.votes for one, other in pairwise(ranked))


@given(COUNTS, SEEDS)
def test_it_is_complete_and_sorted_by_the_published_score(counts, seed):
    some = candidates(counts)
    mean, weight = mean_and_weight(some)
    ranked = fair(some, seed)
    scores = [score(one.votes, one.decisions, mean=float(mean), weight=weight) for one in ranked]

    assert sorted(one.topic for one in ranked) == list(range(len(counts)))
    assert all(one >= other - 1e-12 for one, other in pairwise(scores))


@given(COUNTS, SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(counts, seed, chance):
    some = candidates(counts)
    expected = fair(some, seed)
    chance.shuffle(some)

    assert fair(some, seed) == expected


@given(COUNTS)
def test_the_weight_is_bounded_and_the_mean_a_share(counts):
    mean, weight = mean_and_weight(candidates(counts))

    assert 0 <= mean <= 1
    assert LIGHTEST <= weight <= HEAVIEST


def test_equals_go_by_draw():
    # 1 of 3 and 2 of 6 are the mean itself; in floats one of them may be above it.
    drawn = order((1, 2), (2, 4), (3, 6), (5, 10), seed="a seed")

    assert drawn == sorted(range(4), key=lambda topic: place("a seed", topic))


@pytest.mark.parametrize(("counts", "mean"), [([], 0), ([(0, 0)], 0), ([(0, 9)], 0), ([(4, 0)], 1)])
def test_where_there_is_nothing_to_compare(counts, mean):
    assert mean_and_weight(candidates(counts)) == (mean, LIGHTEST)
    assert order(*counts) == list(range(len(counts)))


def test_where_topics_do_not_differ_beyond_chance_the_weight_is_greatest():
    assert mean_and_weight(candidates([(10, 10), (11, 9), (9, 11)])) == (Fraction(1, 2), HEAVIEST)


def test_where_all_topics_are_liked_by_all_or_nobody_the_weight_is_least():
    assert mean_and_weight(candidates([(20, 0), (0, 20)])) == (Fraction(1, 2), LIGHTEST)


def test_the_weight_by_hand():
    # n = 10 each, p = 1/2: S = 10 * (0.16 + 0 + 0.16) = 3.2, S / 0.25 = 12.8, rho = (12.8 - 2) /
    # (30 - 10 - 2) = 0.6, weight = 1 / 0.6 - 1 = 0.67: at least 1. And with 3, 5 and 7 of ten:
    # S / 0.25 = 3.2, rho = 1.2 / 18, weight = 14
    assert mean_and_weight(candidates([(9, 1), (5, 5), (1, 9)]))[1] == 1
    assert mean_and_weight(candidates([(3, 7), (5, 5), (7, 3)]))[1] == 14


@pytest.mark.parametrize("truth", [4, 12, 40])
def test_the_weight_of_the_distribution_is_found_again(truth):
    chance = random.Random(truth)
    counts = []
    for _ in range(3000):
        appeal = chance.betavariate(0.4 * truth, 0.6 * truth)
        decisions = chance.randint(5, 60)
        votes = sum(chance.random() < appeal for _ in range(decisions))
        counts.append((votes, decisions - votes))
    mean, weight = mean_and_weight(candidates(counts))

    assert float(mean) == pytest.approx(0.4, abs=0.02)
    assert weight == pytest.approx(truth, rel=0.15)
