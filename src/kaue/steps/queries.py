"""Reading what was done."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.tables import Scene

HISTORY = 50
"""Steps that are listed; older ones can be undone one by one as well."""

_STEPS = (
    "SELECT s.number, s.act, s.words, COALESCE(p.name, '') AS by_name, s.acted_at, s.undone_at"
    " FROM step s LEFT JOIN person p ON p.id = s.acted_by WHERE s.event = {} AND s.scene = {}"
)


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    act: str
    words: str
    by_name: str
    acted_at: datetime
    undone_at: datetime | None


async def history(event_id: int, scene: Scene) -> list[StepView]:
    """The latest ones first."""
    rows = await db.rows(_STEPS + " ORDER BY s.number DESC LIMIT {}", event_id, str(scene), HISTORY)
    return [StepView(**row) for row in rows]


async def undoable(event_id: int, scene: Scene) -> StepView | None:
    """The latest one that stands."""
    found = await db.rows(
        _STEPS + " AND s.undone_at IS NULL ORDER BY s.number DESC LIMIT 1", event_id, str(scene)
    )
    return StepView(**found[0]) if found else None
