"""The balanced order: what others worked out, the definition, and what it promises."""

import random
from fractions import Fraction
from functools import partial, reduce
from itertools import chain
from math import fsum
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

import phragmen
from kaue.ranking.balanced import balanced, rebalanced
from kaue.ranking.draw import place

TOPICS = range(7)
BALLOTS = st.lists(st.frozensets(st.sampled_from(TOPICS)), max_size=12)
SOME = st.lists(st.sampled_from(TOPICS), unique=True)
SEEDS = st.sampled_from(["", "a seed", "another"])


@pytest.mark.parametrize("case", phragmen.CASES, ids=lambda case: case.source)
def test_it_gives_what_others_worked_out(case):
    assert balanced(case.topics, case.people, chosen=case.chosen) == case.order
    assert phragmen.by_definition(case.topics, case.people, case.chosen) == case.order


@given(BALLOTS, SOME)
def test_it_is_what_the_papers_define(ballots, chosen):
    expected = phragmen.by_definition(TOPICS, ballots, chosen)

    assert balanced(TOPICS, ballots, chosen=chosen) == expected


def test_it_is_exact_where_numbers_grow_long():
    chance = random.Random(5)
    topics = range(60)
    ballots = [chance.sample(topics, chance.randint(1, 12)) for _ in range(150)]

    assert balanced(topics, ballots) == phragmen.by_definition(topics, ballots)


def test_equals_are_equal_in_whatever_order_costs_are_added_up():
    sizes = [2, 3, 4, 6]
    shares = [1 / size for size in sizes]
    # Not with sum(): since Python 3.12 it makes up for what floats lose on the way.
    assert reduce(add, shares, 1.0) != reduce(add, reversed(shares), 1.0)

    # Four topics are chosen, by 2, 3, 4 and 6 people. One person of each wants topic 0, one 1.
    chosen = [2, 3, 4, 5]
    one = [{topic, 0} for topic in chosen]
    other = [{topic, 1} for topic in reversed(chosen)]
    rest = [{topic} for topic, size in zip(chosen, sizes, strict=True) for _ in range(size - 2)]
    for ballots in (one + other + rest, other + one + rest):
        assert_that_the_draw_decides(ballots, chosen)


def test_equals_are_equal_although_their_floats_are_not_however_they_are_added_up():
    sizes = [4, 5, 6, 20], [6, 6, 6, 6]
    assert sum(Fraction(1, size) for size in sizes[0]) == Fraction(4, 6)
    one, other = ([1 / size for size in some] for some in sizes)
    for added_up in (fsum, partial(reduce, add), lambda shares: reduce(add, reversed(shares))):
        assert added_up([1.0, *one]) != added_up([1.0, *other])

    # Eight topics are chosen. One person of each of the first four wants topic 0, of the others 1.
    chosen = [*range(2, 10)]
    wanted = [{topic, 0 if topic < 6 else 1} for topic in chosen]
    groups = zip(chosen, chain(*sizes), strict=True)
    rest = [{topic} for topic, size in groups for _ in range(size - 1)]

    assert_that_the_draw_decides(wanted + rest, chosen)


def assert_that_the_draw_decides(ballots, chosen):
    """Between the topics 0 and 1."""
    topics = range(len(chosen) + 2)
    assert balanced(topics, ballots, chosen=chosen) == [*chosen, 0, 1]
    seed = next(seed for seed in "abcdefgh" if place(seed, 1) < place(seed, 0))
    assert balanced(topics, ballots, chosen=chosen, seed=seed) == [*chosen, 1, 0]


@given(BALLOTS, SEEDS, st.integers(0, 7))
def test_what_is_chosen_from_the_top_changes_nothing(ballots, seed, k):
    order = balanced(TOPICS, ballots, seed=seed)

    assert balanced(TOPICS, ballots, seed=seed, chosen=order[:k]) == order


@given(BALLOTS, SEEDS, SOME)
def test_it_is_complete_and_begins_with_what_is_chosen(ballots, seed, chosen):
    order = balanced(TOPICS, ballots, seed=seed, chosen=chosen)

    assert order[: len(chosen)] == chosen
    assert sorted(order) == list(TOPICS)


@given(BALLOTS, SEEDS, SOME, st.randoms(use_true_random=False))
def test_who_votes_first_does_not_matter(ballots, seed, chosen, chance):
    shuffled, topics = list(ballots), list(TOPICS)
    chance.shuffle(shuffled)
    chance.shuffle(topics)

    expected = balanced(TOPICS, ballots, seed=seed, chosen=chosen)

    assert balanced(topics, shuffled, seed=seed, chosen=chosen) == expected


@given(BALLOTS, SEEDS, st.integers(2, 5))
def test_five_times_as_many_people_with_the_same_votes_give_the_same_order(ballots, seed, times):
    assert balanced(TOPICS, ballots * times, seed=seed) == balanced(TOPICS, ballots, seed=seed)


@given(BALLOTS, SEEDS)
def test_votes_for_what_is_no_topic_are_ignored(ballots, seed):
    more = [{*ballot, 100 + n, -1} for n, ballot in enumerate(ballots)]

    assert balanced(TOPICS, more, seed=seed) == balanced(TOPICS, ballots, seed=seed)


@given(BALLOTS, SEEDS)
def test_a_topic_voted_for_twice_by_one_person_counts_once(ballots, seed):
    twice = [[*ballot, *ballot] for ballot in ballots]

    assert balanced(TOPICS, twice, seed=seed) == balanced(TOPICS, ballots, seed=seed)


@given(BALLOTS, SEEDS)
def test_who_votes_for_nothing_changes_nothing(ballots, seed):
    order = balanced(TOPICS, [*ballots, frozenset()], seed=seed)

    assert order == balanced(TOPICS, ballots, seed=seed)


@given(BALLOTS, SEEDS)
def test_what_nobody_voted_for_comes_last_by_draw(ballots, seed):
    wanted = set().union(*ballots)
    order = balanced(TOPICS, ballots, seed=seed)

    assert set(order[: len(wanted)]) == wanted
    if seed:
        unwanted = {*TOPICS} - wanted
        assert order[len(wanted) :] == sorted(unwanted, key=lambda one: place(seed, one))


def test_among_equals_the_draw_decides():
    firsts = {balanced([1, 2, 3], [{1}, {2}, {3}], seed=f"seed {n}")[0] for n in range(30)}

    assert firsts == {1, 2, 3}


def test_without_a_seed_the_lower_number_comes_first():
    assert balanced([10, 9, 2], [{10}, {9}, {2}]) == [2, 9, 10]


def test_what_is_chosen_counts_although_it_is_not_among_the_topics_any_more():
    people = phragmen.Case("", phragmen.TWICE, []).people

    assert balanced([0, 2, 3], people, chosen=[1]) == [1, 2, 0, 3]


def test_what_is_chosen_twice_is_paid_once():
    people = phragmen.Case("", phragmen.TWICE, []).people

    assert balanced([0, 1, 2, 3], people, chosen=[1, 1]) == [1, 2, 0, 3]


def test_in_which_order_the_same_was_chosen_matters():
    ballots = [{0, 4}, {0, 1}, {1, 2, 3}]

    # They have paid 1/2, 3/4 and 7/4 then, or 1 each.
    assert balanced(range(5), ballots, chosen=[0, 1, 2]) == [0, 1, 2, 4, 3]
    assert balanced(range(5), ballots, chosen=[2, 1, 0]) == [2, 1, 0, 3, 4]


def test_empty_inputs():
    assert balanced([], []) == []
    assert balanced([], [{1}]) == []
    assert balanced([3, 1], []) == [1, 3]
    assert balanced([3, 1], [(), ()], chosen=[3]) == [3, 1]


def test_two_fifths_of_the_people_have_two_fifths_of_every_start():
    ballots = [{*range(10)}] * 60 + [{*range(10, 20)}] * 40
    order = balanced(range(20), ballots, seed="any")

    for k in range(1, 17):
        minority = sum(topic >= 10 for topic in order[:k])
        assert abs(minority - 0.4 * k) < 1


# Re-balancing: what is fixed keeps its place, the rest is balanced around it.


@given(BALLOTS, SEEDS)
def test_with_nothing_fixed_it_is_the_balanced_order(ballots, seed):
    order = balanced(TOPICS, ballots, seed=seed)

    assert rebalanced(TOPICS, ballots, fixed=(), seed=seed) == order


@given(BALLOTS, st.permutations(TOPICS), SOME, st.integers(0, 3))
def test_what_is_fixed_keeps_its_place_and_nothing_is_lost(ballots, order, fixed, number):
    had, unpaid = fixed[:number], fixed[number:]

    found = rebalanced(order, ballots, fixed=fixed, had=had, unpaid=unpaid)

    assert sorted(found) == sorted(order)
    assert [one if one in fixed else None for one in found] == [
        one if one in fixed else None for one in order
    ]


@given(BALLOTS, SEEDS, st.permutations(TOPICS), st.integers(0, 7))
def test_behind_a_fixed_beginning_it_is_dynamic_phragmen(ballots, seed, order, k):
    beginning = order[:k]
    expected = balanced(TOPICS, ballots, seed=seed, chosen=beginning)

    assert rebalanced(order, ballots, fixed=beginning, seed=seed) == expected
    assert rebalanced(order, ballots, fixed=beginning, had=beginning, seed=seed) == expected


def test_a_group_that_has_had_its_turn_waits_wherever_that_stands():
    """Four people want 0, 1 and 2, three want 3, 4 and 5; the 2 was held early, or dropped."""
    ballots = [[0, 1, 2]] * 4 + [[3, 4, 5]] * 3
    order = balanced(range(6), ballots)
    assert order[:2] == [0, 3]

    held = rebalanced(order, ballots, fixed=[2], had=[2])
    dropped = rebalanced(order, ballots, fixed=[2], unpaid=[2])

    assert held[0] == 3
    assert dropped[0] == 0
    assert held.index(2) == dropped.index(2) == order.index(2)
