"""Reading decisions and the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.review.reasons import REASONS
from kaue.tables import Reason, TopicState


@dataclass(frozen=True, slots=True)
class DecisionView:
    """`reason_text` is in English, to be translated where it is shown; empty without a reason."""

    verdict: str
    reason: str | None
    note: str
    decided_at: datetime
    decided_by_name: str

    @property
    def reason_text(self) -> str:
        return REASONS[Reason(self.reason)] if self.reason else ""


_DECISIONS = (
    "SELECT d.verdict, d.reason, d.note, d.decided_at, COALESCE(p.name, '') AS decided_by_name"
    " FROM decision d LEFT JOIN person p ON p.id = d.decided_by"
    " WHERE d.topic = {} ORDER BY d.id DESC"
)


async def history(topic_id: int) -> list[DecisionView]:
    """Every decision about a topic, the latest first."""
    return [DecisionView(**row) for row in await db.rows(_DECISIONS, topic_id)]


async def latest_decision(topic_id: int) -> DecisionView | None:
    decisions = await history(topic_id)
    return decisions[0] if decisions else None


async def counts(event_id: int) -> dict[str, int]:
    """How many topics are in each state."""
    rows: list[dict[str, Any]] = await db.rows(
        "SELECT state, COUNT(*) AS n FROM topic WHERE event = {} GROUP BY state", event_id
    )
    found = {row["state"]: int(row["n"]) for row in rows}
    return {state: found.get(state, 0) for state in TopicState}
