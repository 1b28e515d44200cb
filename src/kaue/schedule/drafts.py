"""The draft as it would be published, beside what was published last."""

from dataclasses import dataclass

from kaue import db
from kaue.schedule import plan_queries
from kaue.schedule.changes import Change, Drafted, changes, digest
from kaue.tables import TopicState

_PLACED = (
    "SELECT p.topic, p.room, t.title, r.name AS room_name, u.starts_at, u.ends_at"
    " FROM placement p JOIN topic t ON t.id = p.topic JOIN room r ON r.id = p.room"
    " JOIN round u ON u.id = p.round WHERE p.event = {} AND t.state = {} AND u.title = ''"
    " ORDER BY u.starts_at, r.id"
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
    """As both are this very moment. What is not public any more is published no more either."""
    latest = await plan_queries.load_latest(event_id)
    before = await db.rows(_PUBLISHED, latest.id) if latest else []
    placed = [
        *await db.rows(_PLACED, event_id, str(TopicState.ACCEPTED)),
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
