"""Reading what was done."""

# ruff: noqa: S608 - statements are put together from constants only

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.tables import Scene

HISTORY = 50
"""Steps that are listed; older ones can be undone one by one as well."""

_COLUMNS = "s.number, s.act, s.words, COALESCE(p.name, '') AS by_name, s.acted_at, s.undone_at"
_FROM = " FROM step s LEFT JOIN person p ON p.id = s.acted_by WHERE s.event = {} AND s.scene = {}"
_LISTED = "SELECT " + _COLUMNS + ", '' AS before" + _FROM + " ORDER BY s.number DESC LIMIT {}"
_LATEST = (
    "SELECT " + _COLUMNS + ", s.before" + _FROM + " AND s.undone_at IS NULL"
    " ORDER BY s.number DESC LIMIT 1"
)
_BOTH = "SELECT * FROM (" + _LISTED + ") AS h UNION ALL SELECT * FROM (" + _LATEST + ") AS l"


@dataclass(frozen=True, slots=True)
class StepView:
    number: int
    act: str
    words: str
    by_name: str
    acted_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """What was done: the latest steps first, and the latest one that stands with what it keeps."""

    steps: list[StepView]
    latest: StepView | None
    before: Mapping[str, Any]


async def past(event_id: int, scene: Scene) -> Past:
    rows = await db.rows(_BOTH, event_id, str(scene), HISTORY, event_id, str(scene))
    kept = [row.pop("before") for row in rows]
    steps = [StepView(**row) for row in rows]
    if kept and kept[-1]:
        return Past(steps[:-1], steps[-1], json.loads(kept[-1]))
    return Past(steps, None, {})
