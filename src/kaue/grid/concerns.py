"""What somebody should look at in a plan, worst first, and what would help.

Broken rules come first, then rooms that are too small, then sessions that take each other's people:
two of one round that so many people want both of that it is a pity.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kaue.grid.arrangement import Arrangement, Held
from kaue.grid.model import Plan
from kaue.grid.repairs import Repair, repair
from kaue.grid.rules import broken
from kaue.grid.together import TOLD_FROM, both, told
from kaue.grid.wall import Wall
from kaue.grid.wishes import by_round, expected, missing

AGAINST = 4
"""Two sessions are against each other when every fourth of the smaller one's people wants both."""
PAIRS = 10
"""So many pairs are named at most."""

ABOUT_TWO = {"host_twice", "cell_taken"}


@dataclass(frozen=True, slots=True)
class Concern:
    """A code, the topics it is about, how many people if that is told; what would help, if any."""

    code: str
    topics: tuple[int, ...]
    people: int | None = None
    remedy: Repair | None = None


def concerns(wall: Wall, plan: Plan) -> list[Concern]:
    """Everything there is to say about a plan. Topics and cells of it must be the day's."""
    arrangement = Arrangement(wall)
    held = arrangement.held(plan)
    found = [*_broken(wall, plan), *_too_small(wall, plan), *_against(wall, plan)]
    return [
        Concern(one.code, one.topics, one.people, _remedy(arrangement, held, one.topics))
        for one in found
    ]


def _broken(wall: Wall, plan: Plan) -> Iterator[Concern]:
    for problem in broken(wall.day, plan):
        topics = problem.about[: 2 if problem.code in ABOUT_TWO else 1]
        yield Concern(problem.code, topics)


def _too_small(wall: Wall, plan: Plan) -> list[Concern]:
    known = {one: cell for one, cell in plan.items() if cell[1] in wall.day.room}
    seats = missing(wall.day, known)
    people = expected(wall.day, known)
    worst = sorted(seats, key=lambda topic: (-seats[topic], topic))
    return [Concern("room_too_small", (one,), told(people[one])) for one in worst]


def _against(wall: Wall, plan: Plan) -> list[Concern]:
    found = []
    for topics in by_round(plan).values():
        numbers = sorted(wall.number[topic] for topic in topics if topic in wall.number)
        for one, other in combinations(numbers, 2):
            people = both(wall, one, other)
            fewer = min(wall.voters[one].bit_count(), wall.voters[other].bit_count())
            if people >= TOLD_FROM and people * AGAINST >= fewer:
                pair = wall.day.topics[one].id, wall.day.topics[other].id
                found.append((-people, pair))
    return [Concern("against_each_other", pair, -people) for people, pair in sorted(found)[:PAIRS]]


def _remedy(arrangement: Arrangement, held: Held, topics: tuple[int, ...]) -> Repair | None:
    """The one move or swap of these topics that makes the plan best, if any makes it better."""
    numbers = [arrangement.wall.number[one] for one in topics if one in arrangement.wall.number]
    best, score = held, arrangement.score(held)
    for changed in arrangement.steps(held, numbers):
        if (its := arrangement.score(changed)) > score:
            best, score = changed, its
    return repair(arrangement, held, best) if best != held else None
