"""What is counted, and that the quick way of counting is the slow one."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from days import FEW, day, days
from kaue.grid import wishes
from kaue.grid.baselines import at_random
from kaue.grid.seating import NEVER, assignment, seated
from kaue.grid.sets import bits, ones
from kaue.grid.wall import Wall
from kaue.grid.wishes import PARTS, parts_expected

BITSETS = st.lists(st.integers(0, 2**12 - 1), max_size=20)


def test_a_wish_is_a_round_in_which_somebody_finds_something():
    some = day("ab ac abcd")

    assert wishes.possible(some) == 2 + 2 + 2
    assert wishes.kept(some, {1: (1, 1), 2: (1, 2), 3: (2, 1)}) == 1 + 2 + 2
    assert wishes.kept(some, {1: (1, 1), 2: (2, 1), 3: (2, 2)}) == 2 + 2 + 2
    assert wishes.kept(some, {}) == 0


def test_who_wants_two_at_once_is_half_expected_at_each():
    some = day("ab ab ab a", seats=2)
    together = {1: (1, 1), 2: (1, 2)}

    assert wishes.expected(some, together) == {1: 3, 2: 2}
    assert wishes.missing(some, together) == {1: 1}
    assert wishes.kept(some, together) == 4 - 1


def test_every_missing_seat_is_one_wish():
    some = day("a a a a a", seats=2)

    assert wishes.kept(some, {1: (1, 1)}) == 2


def test_votes_for_what_is_not_planned_are_no_wishes():
    some = day("ab b", topics=day("a").topics)

    assert wishes.possible(some) == 1


@FEW
@given(BITSETS)
def test_parts_are_what_each_person_is_shared_into(voters):
    expected = [0] * len(voters)
    for person in range(12):
        found = [n for n, those in enumerate(voters) if those >> person & 1]
        for n in found:
            expected[n] += wishes.share(len(found))

    assert parts_expected(voters) == expected


@FEW
@given(st.integers(1, 16))
def test_up_to_sixteen_at_once_nothing_is_rounded(choices):
    assert wishes.share(choices) * choices == PARTS


@FEW
@given(days(), st.integers(0, 9))
def test_quickly_counted_is_what_is_defined(day, seed):
    wall = Wall(day)
    rounds = at_random(wall, seed)

    assert wall.kept(rounds) == wishes.kept(day, wall.plan(rounds))


@FEW
@given(days(), st.integers(0, 9))
def test_the_short_cut_for_missing_seats_is_the_long_way(day, seed):
    wall = Wall(day)
    for when, some in enumerate(wall.members(at_random(wall, seed))):
        assert wall.missing(when, some) == wall.seating(when, some).missing


@FEW
@given(st.data(), st.integers(0, 4), st.integers(0, 4))
def test_rooms_are_given_out_at_the_least_cost(data, people, rooms):
    costs = st.integers(-5, 5) | st.just(NEVER)
    table = {(n, m): data.draw(costs) for n in range(people) for m in range(rooms)}

    found = assignment(range(people), range(rooms), lambda n, m: table[n, m])

    ways = permutations(range(rooms), people)
    totals = [sum(table[pair] for pair in enumerate(way)) for way in ways]
    least = min(totals, default=NEVER)
    if found is None:
        assert least > NEVER // 2
    else:
        assert len(set(found.values())) == people
        assert sum(table[pair] for pair in found.items()) == least


def test_more_people_get_the_larger_room():
    seating = seated({1: PARTS, 2: 9 * PARTS}, {}, [0, 1], [5, 9], lambda *_: True)

    assert seating.rooms == {2: 1, 1: 0}
    assert seating.missing == 0


@pytest.mark.parametrize("numbers", [[], [0], [3, 70, 5]])
def test_sets_are_bits(numbers):
    assert ones(bits(numbers)) == sorted(numbers)
