"""What a published plan could become with few sessions moved.

People have written down where they go. So the question is not which plan is best, but which one is
best of those that move one session, two, three: a menu from which to choose how much is worth it.
From each number of moves the best few plans are carried on; so the first line is the best there is,
the later ones are the best found.
"""

from dataclasses import dataclass
from operator import ne

from kaue.grid.arrangement import Arrangement, Held, Score
from kaue.grid.model import Cell, Plan
from kaue.grid.wall import Wall

WIDTH = 6
"""How many plans of each number of moves are carried on."""


@dataclass(frozen=True, slots=True)
class Move:
    """A session that changes its cell, or comes from the tray."""

    topic: int
    before: Cell | None
    after: Cell


@dataclass(frozen=True, slots=True)
class Repair:
    """What would be moved, and what the plan would be then, and how much better that is."""

    moves: tuple[Move, ...]
    plan: Plan
    kept: int
    gained: int
    mended: int
    """How many broken rules less."""


def repairs(wall: Wall, published: Plan, *, most: int = 4) -> list[Repair]:
    """For each number of moves up to `most` the best plan, where one more move makes it better."""
    arrangement = Arrangement(wall)
    start = arrangement.held(published)
    best, menu = arrangement.score(start), []
    for plans in _by_moves(arrangement, start, most):
        score, held = plans[0] if plans else (best, start)
        if score > best:
            best = score
            menu.append(repair(arrangement, start, held))
    return menu


def repair(arrangement: Arrangement, start: Held, held: Held) -> Repair:
    """How one plan becomes another."""
    topics, name = arrangement.wall.day.topics, arrangement.name
    changes = [
        Move(topics[n].id, name(before), after)
        for n, before in enumerate(start)
        if held[n] != before and (after := name(held[n]))
    ]
    cells = ((topics[n].id, name(cell)) for n, cell in enumerate(held))
    was, will_be = arrangement.score(start), arrangement.score(held)
    return Repair(
        tuple(changes),
        {topic: cell for topic, cell in cells if cell},
        will_be.kept,
        will_be.kept - was.kept,
        will_be.unbroken - was.unbroken,
    )


def _by_moves(arrangement: Arrangement, start: Held, most: int) -> list[list[tuple[Score, Held]]]:
    """The best plans with one move, two, and so on; those that one step leads to from fewer."""
    found: list[dict[Held, Score]] = [{start: arrangement.score(start)}]
    found += [{} for _ in range(most)]
    kept: list[list[tuple[Score, Held]]] = []
    for plans in found:
        best = _best(plans)
        kept.append(best)
        for _, held in best:
            for changed in arrangement.steps(held, arrangement.wall.topics):
                moves = _moves(start, changed)
                if moves <= most and changed not in found[moves]:
                    found[moves][changed] = arrangement.score(changed)
    return kept[1:]


def _best(plans: dict[Held, Score]) -> list[tuple[Score, Held]]:
    """The best few; among equals those found first."""
    scored = [(score, held) for held, score in plans.items()]
    return sorted(scored, key=lambda one: one[0], reverse=True)[:WIDTH]


def _moves(start: Held, held: Held) -> int:
    return sum(map(ne, start, held))
