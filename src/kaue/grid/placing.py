"""What it costs or gains to place a topic in each cell, before anybody lets go of the card."""

from dataclasses import dataclass

from kaue.grid.arrangement import Arrangement, put
from kaue.grid.model import Cell, Plan
from kaue.grid.wall import Wall


@dataclass(frozen=True, slots=True)
class Price:
    """What becomes of the plan with a topic in this cell."""

    cell: Cell
    gained: int
    """Wishes kept more than now; below zero if it costs some."""
    gives_way: int | None
    """The topic that is there now. It goes where the other comes from, the tray perhaps."""
    allowed: bool
    """Whether no rule is broken that is not broken now."""


def prices(arrangement: Arrangement, plan: Plan, topic: int) -> list[Price]:
    """For every open cell but its own, round by round."""
    wall = arrangement.wall
    held, number = arrangement.held(plan), wall.number[topic]
    taken = {cell: n for n, cell in enumerate(held) if cell}
    now, found = arrangement.score(held), []
    for cell in arrangement.cells:
        if cell != held[number]:
            other = taken.get(cell)
            then = arrangement.score(put(held, number, cell, other))
            named = wall.day.rounds[cell[0]], wall.day.rooms[cell[1]].id
            gives_way = None if other is None else wall.day.topics[other].id
            allowed = then.unbroken >= now.unbroken
            found.append(Price(named, then.kept - now.kept, gives_way, allowed))
    return found


def price_list(wall: Wall, plan: Plan) -> dict[int, list[Price]]:
    """The prices of every topic, on the wall or in the tray."""
    arrangement = Arrangement(wall)
    return {one.id: prices(arrangement, plan, one.id) for one in wall.day.topics}
