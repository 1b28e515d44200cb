"""Reading rooms and rounds."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.tables import Equipment


@dataclass(frozen=True, slots=True)
class RoomView:
    """`closed`: the rounds in which it cannot be had."""

    id: int
    name: str
    seats: int
    step_free: bool
    equipment: tuple[Equipment, ...]
    closed: frozenset[int]


@dataclass(frozen=True, slots=True)
class RoundView:
    """Sessions run in it; with a title it is something for everybody, such as lunch."""

    id: int
    title: str
    starts_at: datetime
    ends_at: datetime

    @property
    def is_for_all(self) -> bool:
        return bool(self.title)


async def rooms(event_id: int) -> list[RoomView]:
    """In the order in which they were entered."""
    closed: dict[int, set[int]] = {}
    for row in await db.rows(
        "SELECT c.room, c.round FROM closed_cell c JOIN room r ON r.id = c.room WHERE r.event = {}",
        event_id,
    ):
        closed.setdefault(row["room"], set()).add(row["round"])
    found = await db.rows(
        "SELECT id, name, seats, step_free, equipment FROM room WHERE event = {} ORDER BY id",
        event_id,
    )
    return [
        RoomView(
            row["id"],
            row["name"],
            row["seats"],
            bool(row["step_free"]),
            tuple(one for one in Equipment if one in row["equipment"].split()),
            frozenset(closed.get(row["id"], ())),
        )
        for row in found
    ]


async def rounds(event_id: int) -> list[RoundView]:
    """By time, with what is for everybody in between."""
    found = await db.rows(
        "SELECT id, title, starts_at, ends_at FROM round WHERE event = {} ORDER BY starts_at, id",
        event_id,
    )
    return [RoundView(**row) for row in found]
