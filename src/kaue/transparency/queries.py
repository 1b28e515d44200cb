"""What the public may know of the editors' work: numbers, and nothing of anybody."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from kaue import db
from kaue.events.queries import EventView
from kaue.recent import Recent
from kaue.review.promise import is_late
from kaue.tables import Reason, ReportKind, TopicState, Verdict
from kaue.transparency.figures import Taken, taken, unrecognised, working_time

FRESH = 30.0
"""Seconds the numbers may be old."""


@dataclass(frozen=True, slots=True)
class Reports:
    """`upheld` of appeals are those that were granted."""

    received: int
    upheld: int
    dismissed: int
    took: Taken | None


@dataclass(frozen=True, slots=True)
class Work:
    """`now` has, by state, where the topics stand that were ever submitted. `kept` is how many of
    the `measured` ones had their first answer within the promised time; `reasons` why the rejected
    ones are rejected.
    """

    submitted: int
    now: dict[str, int]
    reviewed: int
    asked_back: int
    reasons: dict[str, int]
    took: Taken | None
    measured: int
    kept: int
    comments_hidden: int
    reports: Reports
    appeals: Reports


_TOPICS = (
    "SELECT state, COUNT(*) AS n FROM topic"
    " WHERE event = {} AND state <> 'draft' AND submitted_at IS NOT NULL GROUP BY state"
)
_DECISIONS = (
    "SELECT d.topic, d.verdict, d.reason, d.decided_at, t.state, t.submitted_at"
    " FROM decision d JOIN topic t ON t.id = d.topic"
    " WHERE t.event = {} AND t.state <> 'draft' AND t.submitted_at IS NOT NULL"
    " ORDER BY d.topic, d.id"
)
_HIDDEN_COMMENTS = (
    "SELECT COUNT(*) AS n FROM comment c JOIN topic t ON t.id = c.topic"
    " WHERE t.event = {} AND c.state = 'hidden'"
)
_REPORTS = "SELECT kind, written_at, decided_at, upheld FROM report WHERE event = {}"

_ANSWERS = {
    Verdict.ACCEPTED,
    Verdict.REJECTED,
    Verdict.ASKED_BACK,
    Verdict.SUGGESTED,
    Verdict.CHECKED,
    Verdict.HIDDEN,
    Verdict.MERGED,
}
"""What counts as a decision for somebody who waits for one."""

_QUESTIONS = {Verdict.ASKED_BACK, Verdict.SUGGESTED}

Rows = list[dict[str, Any]]


async def work(event: EventView) -> Work:
    """At most FRESH seconds old."""
    return await _recent.get((event.id, event.timezone, event.answer_days))


async def _count(key: tuple[int, str, int]) -> Work:
    event_id, zone, days = key
    states = {row["state"]: int(row["n"]) for row in await db.rows(_TOPICS, event_id)}
    acts = _standing(await db.rows(_DECISIONS, event_id))
    answers = [answer for one in acts if (answer := _first_answer(one))]
    hidden = await db.rows(_HIDDEN_COMMENTS, event_id)
    reports = await db.rows(_REPORTS, event_id)
    # Handed in again after it was withdrawn, a topic does not say any more since when it waited.
    known = [(since, at) for since, at in answers if since <= at]
    there = ZoneInfo(zone)
    return Work(
        submitted=sum(states.values()),
        now={str(state): states.get(state, 0) for state in TopicState},
        reviewed=len(answers),
        asked_back=sum(any(row["verdict"] in _QUESTIONS for row in one) for one in acts),
        reasons=unrecognised(Counter(filter(None, map(_why, acts))), str(Reason.OTHER)),
        took=taken(working_time(since, at, there) for since, at in known),
        measured=len(known),
        kept=sum(not is_late(since, days, there, at) for since, at in known),
        comments_hidden=int(hidden[0]["n"]),
        reports=_reports([row for row in reports if row["kind"] == ReportKind.REPORT], there),
        appeals=_reports([row for row in reports if row["kind"] == ReportKind.APPEAL], there),
    )


_recent = Recent(_count, seconds=FRESH)


def _standing(rows: Rows) -> list[Rows]:
    """Topic by topic, the acts that were not taken back by the one after them."""
    found = []
    for _, acts in groupby(rows, key=lambda row: row["topic"]):
        left: Rows = []
        for row in acts:
            if row["verdict"] != Verdict.UNDONE:
                left.append(row)
            elif left:
                left.pop()
        found.append(left)
    return found


def _first_answer(acts: Rows) -> tuple[datetime, datetime] | None:
    """Since when the topic waited, and when it was first answered."""
    at = next((row["decided_at"] for row in acts if row["verdict"] in _ANSWERS), None)
    return (acts[0]["submitted_at"], at) if at else None


def _why(acts: Rows) -> str | None:
    """The reason of the last rejection, if the topic still is rejected."""
    if not acts or acts[-1]["state"] != TopicState.REJECTED:
        return None
    reasons = [row["reason"] for row in acts if row["verdict"] == Verdict.REJECTED]
    return (reasons[-1] if reasons else None) or str(Reason.OTHER)


def _reports(rows: Rows, zone: ZoneInfo) -> Reports:
    decided = [row for row in rows if row["decided_at"]]
    upheld = sum(bool(row["upheld"]) for row in decided)
    spans = [working_time(row["written_at"], row["decided_at"], zone) for row in decided]
    return Reports(len(rows), upheld, len(decided) - upheld, taken(spans))
