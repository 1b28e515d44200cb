"""The draft as it would be published, beside what was published last."""

from dataclasses import dataclass

# ruff: noqa: S608 - statements are put together from constants only
from kaue import db
from kaue.schedule import plan_queries
from kaue.schedule.board_queries import TO_BE_HELD
from kaue.schedule.changes import Change, Drafted, changes, digest

_PLACED = (
    "SELECT p.topic, p.room, t.title, r.name AS room_name, u.starts_at, u.ends_at"
    " FROM placement p JOIN topic t ON t.id = p.topic JOIN room r ON r.id = p.room"
    " JOIN round u ON u.id = p.round WHERE p.event = {} AND u.title = '' AND "
    + TO_BE_HELD
    + " ORDER BY u.starts_at, r.id"
)
_FOR_ALL = (
    "SELECT title, starts_at, ends_at FROM round WHERE event = {} AND title <> ''"
    " ORDER BY starts_at, id"
)
_PUBLISHED = (
    "SELECT topic, room, title, room_name, starts_at, ends_at FROM session WHERE plan = {}"
    " ORDER BY starts_at, id"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """`version` is the one it would follow, 0 before the first."""

    version: int
    sessions: tuple[Drafted, ...]
    changes: tuple[Change, ...]

    @property
    def digest(self) -> str:
        return digest(self.sessions)

    @property
    def held(self) -> int:
        """How many sessions it has, without what is for everybody."""
        return sum(one.topic is not None for one in self.sessions)


async def the_draft(event_id: int) -> Draft:
    """As both are this very moment. What is not public any more, or was withdrawn on
    stage, is published no more either.
    """
    latest = await plan_queries.load_latest(event_id)
    before = await db.rows(_PUBLISHED, latest.id) if latest else []
    placed = [
        *await db.rows(_PLACED, event_id),
        *(
            {"topic": None, "room": None, "room_name": ""} | row
            for row in await db.rows(_FOR_ALL, event_id)
        ),
    ]
    sessions = sorted((Drafted(**row) for row in placed), key=lambda one: one.starts_at)
    return Draft(
        latest.version if latest else 0,
        tuple(sessions),
        tuple(changes([Drafted(**row) for row in before], sessions)),
    )
