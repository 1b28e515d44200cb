"""What a proposal keeps to, and how good it is."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from days import FEW, best, day, days
from kaue.grid import wishes
from kaue.grid.annealing import anneal
from kaue.grid.baselines import at_random, greedy, rank_filled, spread
from kaue.grid.cards import Cards
from kaue.grid.model import Topic
from kaue.grid.planning import proposals, propose
from kaue.grid.rules import broken
from kaue.grid.wall import Wall

SEEDS = st.integers(0, 10**6)


@FEW
@given(days(), SEEDS)
def test_what_is_added_up_is_what_a_recount_gives(day, seed):
    wall = Wall(day)
    for found in anneal(wall, at_random(wall, seed), swaps=300, seed=seed):
        assert found.kept == wishes.kept(day, wall.plan(found.rounds))


@FEW
@given(days(), SEEDS)
def test_what_cards_say_after_any_swap_is_what_a_recount_gives(day, seed):
    wall, chance = Wall(day), random.Random(seed)
    cards = Cards(wall, at_random(wall, seed))
    for _ in range(20):
        if len(cards.at) < 2:
            return
        place, other = chance.sample(range(len(cards.at)), 2)
        if cards.where[place] != cards.where[other] and cards.may_swap(place, other):
            missing = cards.missing_after(place, other)
            rounds = {cards.where[place], cards.where[other]}
            cards.swap(place, other)
            assert sum(cards.missing[when] for when in rounds) == missing
            assert cards.kept() == wishes.kept(day, wall.plan(cards.rounds(cards.at)))


@FEW
@given(days(), SEEDS)
def test_no_plan_breaks_a_rule(day, seed):
    wall = Wall(day)
    for rounds in (at_random(wall, seed), rank_filled(wall), spread(wall), greedy(wall)):
        assert broken(day, wall.plan(rounds)) == []
    for one in proposals(wall, seed=seed, runs=2, swaps=200):
        assert broken(day, one.plan) == []
        assert one.kept == wishes.kept(day, one.plan)


@FEW
@given(days(), SEEDS)
def test_a_search_holds_no_fewer_topics_and_keeps_no_fewer_wishes_than_its_start(day, seed):
    wall = Wall(day)
    start = at_random(wall, seed)
    *_, found = anneal(wall, start, swaps=200, seed=seed)

    assert len(found.rounds) >= len(start)
    if len(found.rounds) == len(start):
        assert found.kept >= wall.kept(start)


@FEW
@given(days(plain=True))
def test_small_days_are_planned_as_well_as_can_be(day):
    found = propose(day, seed=1, runs=4, swaps=1000)

    assert (len(found.plan), found.kept) == best(day)


@FEW
@given(days())
def test_no_proposal_is_better_than_the_best_there_is(day):
    found = propose(day, seed=1, runs=3, swaps=500)

    assert (len(found.plan), found.kept) <= best(day)


def test_what_the_best_plan_needs_is_found_in_spite_of_everything():
    """Two hosts share one topic, one is late, one needs the piano, one cell is closed."""
    piano = frozenset({"piano"})
    topics = (
        Topic(1, hosts=frozenset({7})), Topic(2, hosts=frozenset({7, 8})),
        Topic(3, needs=piano), Topic(4, rounds=frozenset({2})), Topic(5), Topic(6),
    )  # fmt: skip
    some = day("ab ac ad ae af bc bd be bf cd ce cf", rooms=3, topics=topics, closed={(1, 3)})
    some = replace(some, rooms=(*some.rooms[:2], replace(some.rooms[2], equipment=piano)))

    found = propose(some, seed=3, runs=6, swaps=2000)

    assert (len(found.plan), found.kept) == best(some)


@FEW
@given(days(), SEEDS)
def test_who_voted_first_does_not_matter(day, seed):
    ballots = list(day.ballots)
    random.Random(seed).shuffle(ballots)
    other = replace(day, ballots=tuple(ballots))

    assert propose(other, seed=seed, runs=2, swaps=200) == propose(
        day, seed=seed, runs=2, swaps=200
    )


@FEW
@given(days(), SEEDS)
def test_the_same_seed_gives_the_same_plans(day, seed):
    first, second = (list(proposals(Wall(day), seed=seed, runs=2, swaps=200)) for _ in "ab")

    assert first == second


def test_a_plan_that_was_found_once_is_found_for_ever():
    """What a seed gives must not change: published plans could not be redone."""
    some = day("abc ad be cf fg gh ha abh cde fgh ag bh", rooms=2, rounds=4)

    assert propose(some, seed=7, runs=1, swaps=300).plan == {
        1: (1, 1), 2: (2, 1), 3: (3, 2), 4: (4, 2), 5: (1, 2), 6: (2, 2), 7: (3, 1), 8: (4, 1),
    }  # fmt: skip


def test_each_proposal_is_better_than_the_one_before():
    chance = random.Random(1)
    letters = "abcdefghijkl"
    some = day(" ".join("".join(chance.sample(letters, 4)) for _ in range(30)), rooms=3, rounds=4)
    kept = [one.kept for one in proposals(Wall(some), seed=1, runs=3, swaps=500)]

    assert len(kept) > 1
    assert kept == sorted(set(kept))


def test_what_more_topics_than_cells_leave_in_the_tray_is_wanted_least():
    some = day("a a a b b c", rooms=1)

    assert set(propose(some, seed=1).plan) == {1, 2}


def test_a_topic_nobody_voted_for_is_held_where_there_is_a_cell():
    some = day("ab", topics=(Topic(1), Topic(2), Topic(3)))

    assert set(propose(some, seed=1).plan) == {1, 2, 3}


def test_room_is_made_for_a_topic_whose_host_can_only_come_once():
    only_first = frozenset({1})
    topics = (Topic(1), Topic(2), Topic(3, rounds=only_first), Topic(4, rounds=only_first))
    wall = Wall(day("a a b b c d", topics=topics))

    for rounds in (at_random(wall, 1), rank_filled(wall), spread(wall), greedy(wall)):
        assert len(rounds) == 4


def test_the_four_ways_without_looking_for_the_best():
    wall = Wall(day("abd abd abe ac ac"))

    assert rank_filled(wall) == {0: 0, 1: 0, 2: 1, 3: 1}
    assert spread(wall) == {0: 0, 1: 1, 2: 0, 3: 1}
    assert greedy(wall)[0] != greedy(wall)[1]
    assert len({tuple(at_random(wall, seed).items()) for seed in range(9)}) > 1


def test_days_without_anything():
    empty = day("", topics=(), rooms=0, rounds=0)

    assert propose(empty, seed=1).plan == {}
    assert propose(day("a", rooms=0), seed=1).plan == {}
    assert propose(day("a", rounds=0), seed=1).plan == {}
    assert propose(day("a"), seed=1, runs=1, swaps=0).plan != {}
