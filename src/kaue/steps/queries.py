"""Reading what was done."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.tables import Scene

HISTORY = 50
"""Steps that are listed; older ones can be undone one by one as well."""

_COLUMNS = "s.number, s.act, s.words, COALESCE(p.name, '') AS by_name, s.acted_at, s.undone_at"
_FROM = " FROM step s LEFT JOIN person p ON p.id = s.acted_by WHERE s.event = {} AND s.scene = {}"
_STEPS = "SELECT " + _COLUMNS + _FROM + " ORDER BY s.number DESC LIMIT {}"
_LATEST = (
    "SELECT s.before, " + _COLUMNS + _FROM + " AND s.undone_at IS NULL"
    " ORDER BY s.number DESC LIMIT 1"
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
    rows = await db.rows(_STEPS, event_id, str(scene), HISTORY)
    return [StepView(**row) for row in rows]


async def undoable(
    event_id: int, scene: Scene, *, among: Callable[[Mapping[str, Any]], bool] = bool
) -> StepView | None:
    """The latest one that stands, if what it keeps is `among` what can still be put back."""
    found = await db.rows(_LATEST, event_id, str(scene))
    if not found or not among(json.loads(found[0].pop("before"))):
        return None
    return StepView(**found[0])
