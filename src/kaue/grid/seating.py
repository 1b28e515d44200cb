"""Which session of a round gets which room.

The one with more people gets the larger room: then as few seats are missing as can be, whatever the
rooms. Where some rooms do not suit some topics it is an assignment of least cost, found by shortest
augmenting paths (H. W. Kuhn, "The Hungarian Method for the Assignment Problem", Naval Research
Logistics Quarterly 2 (1955), 83-97; the paths as R. Bellman and L. R. Ford find them).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kaue.grid.wishes import whole

SEAT = 10**20
"""What a missing seat costs, beside which nothing else counts."""
NEVER = 10**40


@dataclass(frozen=True, slots=True)
class Seating:
    """The room of each topic of a round, and how many seats are missing in all of them."""

    rooms: Mapping[int, int]
    missing: int


def seated(
    parts: Mapping[int, int],
    settled: Mapping[int, int],
    free: Sequence[int],
    seats: Sequence[int],
    suits: Callable[[int, int], bool],
) -> Seating | None:
    """The best of the free rooms for each topic that has none yet; None if they are too few.

    `parts` are the people whom each topic expects (wishes.py), `settled` the rooms of those that
    have one, `seats` what each room has.
    """
    rest = sorted(parts.keys() - settled.keys(), key=lambda topic: (-parts[topic], topic))
    large = sorted(free, key=lambda room: (-seats[room], room))

    def missing(topic: int, room: int) -> int:
        return max(0, whole(parts[topic]) - seats[room])

    def cost(topic: int, room: int) -> int:
        # Beyond what is missing, the larger rooms go where more people are expected.
        price = SEAT * missing(topic, room) - parts[topic] * seats[room]
        return price if suits(topic, room) else NEVER

    if all(suits(topic, room) for topic in rest for room in large) and len(rest) <= len(large):
        assigned: dict[int, int] | None = dict(zip(rest, large, strict=False))
    else:
        assigned = assignment(rest, large, cost)
    if assigned is None:
        return None
    rooms = {**settled, **assigned}
    return Seating(rooms, sum(missing(topic, room) for topic, room in rooms.items()))


def assignment(
    topics: Sequence[int], rooms: Sequence[int], cost: Callable[[int, int], int]
) -> dict[int, int] | None:
    """A room of its own for each topic, at the least cost in all; None where there is none."""
    held: dict[int, int] = {}
    """The topic in each room. One more each time, and some of the others may have to move."""
    for topic in topics:
        price = {room: cost(topic, room) for room in rooms}
        before = _cheaper_by_moving(price, held, cost)
        left = [room for room in rooms if room not in held]
        if not left or price[room := min(left, key=price.__getitem__)] > NEVER // 2:
            return None
        while room in before:
            held[room] = held[before[room]]
            room = before[room]
        held[room] = topic
    return {topic: room for room, topic in held.items()}


def _cheaper_by_moving(
    price: dict[int, int], held: Mapping[int, int], cost: Callable[[int, int], int]
) -> dict[int, int]:
    """Lower the price of rooms that are cheaper when others move; says from where they move."""
    before: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for room, other in held.items():
            leaving = price[room] - cost(other, room)
            for to in price:
                if (total := leaving + cost(other, to)) < price[to]:
                    price[to], before[to], changed = total, room, True
    return before
