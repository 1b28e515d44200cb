"""No plan keeps more than the bound says, however little effort went into it."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from days import FEW, day, days, most
from kaue.grid.alike import known_rounds
from kaue.grid.best_round import UNIT, BestRound, Effort, Kind
from kaue.grid.bound import _Prices, bound
from kaue.grid.planning import propose
from kaue.grid.wall import Wall
from kaue.grid.wishes import possible

PEOPLE = st.integers(0, 2**12 - 1)


@st.composite
def rounds(draw):
    voters = draw(st.lists(PEOPLE, min_size=1, max_size=8))
    left_out = draw(st.sets(st.sampled_from(range(8)), max_size=2))
    kind = Kind(
        times=1,
        places=draw(st.integers(0, 4)),
        topics=tuple(n for n in range(len(voters)) if n not in left_out),
        settled=draw(st.just(0) | PEOPLE),
        seats=draw(st.sampled_from([3, 6, 9, 100, 100])),
    )
    return kind, voters, draw(st.lists(st.integers(0, 2 * UNIT), min_size=8, max_size=8))


def by_trying_all(kind, voters, prices):
    values = []
    for size in range(kind.places + 1):
        for some in combinations(kind.topics, size):
            people = kind.settled
            for topic in some:
                people |= voters[topic]
            worth = UNIT * min(kind.seats, people.bit_count())
            values.append(worth - sum(prices[topic] for topic in some))
    return max(values)


@settings(max_examples=200, deadline=None)
@given(rounds(), st.sampled_from([1, UNIT, 10**6]))
def test_the_best_round_is_what_trying_all_finds(given, below):
    kind, voters, prices = given
    expected = by_trying_all(kind, voters, prices)
    best = BestRound(kind, voters, prices, Effort(10**9))
    best.beat(expected - below, 10**9)

    assert best.worth == expected
    people = kind.settled
    for topic in best.topics:
        people |= voters[topic]
    worth = UNIT * min(kind.seats, people.bit_count())
    assert worth - sum(prices[topic] for topic in best.topics) == expected


@FEW
@given(rounds(), st.integers(0, 20))
def test_with_little_effort_the_best_round_is_never_worth_less(given, effort):
    kind, voters, prices = given
    best = BestRound(kind, voters, prices, Effort(effort))
    best.beat(-1, 10**9)

    assert best.worth >= by_trying_all(kind, voters, prices)


@FEW
@given(days(), st.integers(0, 5), st.booleans())
def test_no_plan_keeps_more_than_any_prices_prove(day, seed, plans):
    wall, at_most = Wall(day), most(day)
    start = [propose(day, seed=seed, runs=1, swaps=100).rounds] if plans else []
    search = _Prices(wall, start, 3000)
    for _ in range(30):
        search.look()
        assert search.least >= UNIT * at_most


@FEW
@given(days(), st.sampled_from([0, 1, 30, 1000]))
def test_no_plan_keeps_more_than_the_bound(day, effort):
    wall = Wall(day)

    assert most(day) <= bound(wall, effort=effort) <= possible(day)


def test_it_can_prove_that_a_plan_is_the_best():
    some = day("ab ab ac bc cd cd ad bd", rooms=2, rounds=2)
    found = propose(some, seed=1)

    assert found.kept < possible(some)
    assert bound(Wall(some), [found.rounds]) == found.kept


def test_it_counts_the_seats_of_a_round():
    some = day("a a a a b b", rooms=1, rounds=2, seats=2)

    assert bound(Wall(some)) == 4


def test_pins_make_rounds_differ():
    some = day("a b c d ab cd", rounds=3, pins=((1, (1, 1)),), closed={(3, 1)})

    assert [(one.kind.times, one.kind.places) for one in known_rounds(Wall(some), [])] == [
        (1, 1), (1, 2), (1, 1),
    ]  # fmt: skip


def test_the_same_effort_gives_the_same_bound():
    some = day("abc bcd cde def efg fga gab abcd efga", rooms=2, rounds=3)

    assert len({bound(Wall(some), effort=500) for _ in range(3)}) == 1
