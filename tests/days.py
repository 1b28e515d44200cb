"""Small days to plan, of all kinds, and the best plans for them by trying everything."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, permutations

from hypothesis import settings
from hypothesis import strategies as st

from kaue.grid import rules, wishes
from kaue.grid.model import Day, Room, Topic
from kaue.grid.problems import problems

SEVEN = range(1, 8)

FEW = settings(max_examples=40, deadline=None)
"""A day takes longer to invent than to plan."""


def day(votes, *, rooms=2, rounds=2, seats=1000, **more):
    """One letter, one topic: `day("ab b")` is two people; topics are a = 1, b = 2 and so on."""
    ballots = tuple(frozenset(ord(letter) - 96 for letter in one) for one in votes.split())
    topics = more.pop("topics", None) or tuple(Topic(n) for n in sorted(set().union(*ballots)))
    places = tuple(Room(n, seats) for n in range(1, rooms + 1))
    return Day(topics, more.pop("places", places), tuple(range(1, rounds + 1)), ballots, **more)


@st.composite
def topics(draw, number):
    rounds = st.none() | st.frozensets(st.sampled_from((1, 2, 3)), min_size=1)
    return Topic(
        number,
        hosts=draw(st.frozensets(st.sampled_from((91, 92, 93)), max_size=2)),
        needs=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"piano"})])),
        step_free=draw(st.sampled_from([False, False, True])),
        rounds=draw(rounds),
    )


@st.composite
def days(draw, plain=False, ample=False):
    """Up to seven topics, three rounds, three rooms. Plain ones know nothing but votes."""
    numbers = range(1, draw(st.integers(1, 7)) + 1)
    seats = st.just(50) if ample else st.integers(0, 6)
    features = [(frozenset(), False), (frozenset({"piano"}), True), (frozenset(), True)]
    rooms = []
    for n in range(1, draw(st.integers(1, 3)) + 1):
        equipment, step_free = draw(st.sampled_from(features))
        rooms.append(Room(n, draw(seats), equipment, step_free))
    ballots = draw(st.lists(st.frozensets(st.sampled_from(SEVEN)), max_size=10))
    found = Day(tuple(map(Topic, numbers)), tuple(rooms), (1, 2, 3), tuple(ballots))
    if plain:
        return found
    found = replace(found, topics=tuple(draw(topics(n)) for n in numbers))
    cells = st.sampled_from(found.cells)
    found = replace(found, closed=draw(st.frozensets(cells, max_size=3)))
    pins = draw(st.lists(st.tuples(st.sampled_from(numbers), cells), max_size=2))
    pinned = replace(found, pins=tuple(pins))
    return found if any(one.blocks for one in problems(pinned)) else pinned


def plans_of_round(day: Day, when: int) -> Iterator[dict[int, tuple[int, int]]]:
    """Everything that can be held in one round."""
    rooms = [room.id for room in day.rooms]
    pinned = {topic: cell for topic, cell in day.pins if cell[0] == when}
    elsewhere = {topic for topic, cell in day.pins if cell[0] != when}
    numbers = [one.id for one in day.topics if one.id not in elsewhere]
    for size in range(len(rooms) + 1):
        for some in combinations(numbers, size):
            for order in permutations(rooms, size):
                plan = {topic: (when, room) for topic, room in zip(some, order, strict=True)}
                mine = replace(day, pins=tuple(pinned.items()))
                if not rules.broken(mine, plan):
                    yield plan


def every_best(day: Day) -> dict[frozenset[int], int]:
    """For each set of topics that can be held, the most wishes that are kept then."""
    found = {frozenset[int](): 0}
    for when in day.rounds:
        worth: dict[frozenset[int], int] = {}
        for plan in plans_of_round(day, when):
            kept = wishes.kept(day, plan)
            worth[frozenset(plan)] = max(kept, worth.get(frozenset(plan), kept))
        after: dict[frozenset[int], int] = {}
        for before, kept in found.items():
            for some, more in worth.items():
                if not before & some:
                    after[before | some] = max(kept + more, after.get(before | some, -1000))
        found = after
    return found


def best(day: Day) -> tuple[int, int]:
    """How many topics can be held, and how many wishes are kept at most when they are."""
    return max((len(held), kept) for held, kept in every_best(day).items())


def most(day: Day) -> int:
    """How many wishes any plan can keep, however few topics it holds."""
    return max(every_best(day).values())
