"""The rules that every plan keeps, and which of them one breaks.

A plan that is published breaks some when a room falls away or a host falls ill.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from kaue.grid.model import Cell, Day, Plan
from kaue.grid.problems import Problem


def broken(day: Day, plan: Plan) -> list[Problem]:
    """Every rule that is broken, with the ids of topics, rounds, rooms; none is none."""
    known = {one: cell for one, cell in plan.items() if one in day.topic}
    found = [Problem("unknown_topic", (one,)) for one in plan if one not in known]
    for topic, cell in known.items():
        found += _alone(day, topic, cell)
    return [*found, *_off_their_pins(day, known), *_together(day, known)]


def _alone(day: Day, one: int, cell: Cell) -> Iterator[Problem]:
    topic, (when, where) = day.topic[one], cell
    if when not in day.rounds or where not in day.room:
        yield Problem("unknown_cell", (one, when, where))
        return
    if cell in day.closed:
        yield Problem("closed_cell", (one, when, where))
    if topic.rounds is not None and when not in topic.rounds:
        yield Problem("host_away", (one, when))
    if not day.room[where].suits(topic):
        yield Problem("unfit_room", (one, where))


def _off_their_pins(day: Day, plan: Plan) -> Iterator[Problem]:
    for one, cell in day.pins:
        if plan.get(one) != cell:
            yield Problem("off_its_pin", (one, *cell))


def _together(day: Day, plan: Plan) -> Iterator[Problem]:
    by_round = defaultdict[int, list[int]](list)
    for topic, (when, _) in plan.items():
        by_round[when].append(topic)
    for when, topics in by_round.items():
        for one, other in combinations(topics, 2):
            if plan[one] == plan[other]:
                yield Problem("cell_taken", (one, other, *plan[one]))
            if day.topic[one].hosts & day.topic[other].hosts:
                yield Problem("host_twice", (one, other, when))
