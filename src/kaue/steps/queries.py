"""Reading what was done."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.tables import Scene

HISTORY = 50
"""Steps that are listed; older ones can be undone one by one as well."""


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    act: str
    words: str
    by_name: str
    acted_at: datetime
    undone_at: datetime | None


async def history(event_id: int, scene: Scene, *, most: int = HISTORY) -> list[StepView]:
    """The latest first."""
    rows = await db.rows(
        "SELECT s.number, s.act, s.words, COALESCE(p.name, '') AS by_name, s.acted_at, s.undone_at"
        " FROM step s LEFT JOIN person p ON p.id = s.acted_by"
        " WHERE s.event = {} AND s.scene = {} ORDER BY s.number DESC LIMIT {}",
        event_id,
        str(scene),
        most,
    )
    return [StepView(**row) for row in rows]


def undoable(steps: list[StepView]) -> StepView | None:
    """The latest one that stands."""
    return next((one for one in steps if one.undone_at is None), None)
