"""Reading reports and appeals: what they are about, what waits, and what was decided."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from kaue import db
from kaue.reports.cases import Against, Case, ReportView, Thing
from kaue.tables import Verdict

SHOWN = 200
"""As many decided reports the desk lists."""

_THING = (
    "SELECT t.event, e.slug AS event_slug, e.title AS event_title, t.id AS topic, c.id AS comment,"
    " t.title, COALESCE(c.text, t.text) AS text,"
    " CASE WHEN c.id IS NULL THEN t.author ELSE c.author END AS author,"
    " COALESCE(a.name, CASE WHEN c.id IS NULL THEN t.on_behalf_of ELSE '' END) AS author_name,"
    " t.state AS topic_state, h.state AS home_state, c.state AS comment_state, c.deleted_at,"
    " COALESCE(c.version, t.version) AS version"
)
_REPORT = (
    ", r.id AS report, r.kind, r.ground, r.text AS words, r.written_at,"
    " r.contact <> '' AS answered_by_mail, r.decided_at, COALESCE(d.name, '') AS decided_by_name,"
    " r.upheld, r.note"
)
_OF_AUTHOR = (
    " JOIN event e ON e.id = t.event LEFT JOIN topic h ON h.id = t.merged_into"
    " LEFT JOIN person a ON a.id = CASE WHEN c.id IS NULL THEN t.author ELSE c.author END"
)
_FROM_TOPIC = " FROM topic t LEFT JOIN comment c ON c.id = 0"
_FROM_COMMENT = " FROM comment c JOIN topic t ON t.id = c.topic"
_FROM_REPORT = (
    " FROM report r LEFT JOIN comment c ON c.id = r.comment"
    " JOIN topic t ON t.id = COALESCE(r.topic, c.topic)"
    " LEFT JOIN person d ON d.id = r.decided_by"
)
_A_TOPIC = _THING + _FROM_TOPIC + _OF_AUTHOR + " WHERE t.event = {} AND t.id = {}"
_A_COMMENT = _THING + _FROM_COMMENT + _OF_AUTHOR + " WHERE t.event = {} AND c.id = {}"
_REPORTS = _THING + _REPORT + _FROM_REPORT + _OF_AUTHOR + " WHERE r.event = {} AND "
_OPEN = _REPORTS + "r.decided_at IS NULL ORDER BY r.written_at, r.id"
_DECIDED = (
    _REPORTS + "r.decided_at IS NOT NULL ORDER BY r.decided_at DESC, r.written_at, r.id LIMIT {}"
)
_ALIKE = (
    "EXISTS (SELECT 1 FROM report one WHERE one.id = {} AND one.kind = r.kind"
    " AND COALESCE(one.topic, 0) = COALESCE(r.topic, 0)"
    " AND COALESCE(one.comment, 0) = COALESCE(r.comment, 0)"
    " AND (one.decided_at = r.decided_at OR COALESCE(one.decided_at, r.decided_at) IS NULL))"
)
_TOGETHER = _REPORTS + _ALIKE + " ORDER BY r.written_at, r.id"
_BY_TOKEN = _REPORTS + "r.token_hash = {}"
_APPEAL = (
    _REPORTS + "r.kind = 'appeal' AND COALESCE(r.topic, 0) = {} AND COALESCE(r.comment, 0) = {}"
)
_OWN_APPEALS = (
    _REPORTS + "r.kind = 'appeal' AND r.author = {} AND {} IN (t.id, t.merged_into) ORDER BY r.id"
)
_HOW_MANY = (
    "SELECT COUNT(*) AS n FROM (SELECT DISTINCT kind, topic, comment, decided_at FROM report"
    " WHERE event = {} AND decided_at IS NULL) AS cases"
)
_HOW_MANY_DECIDED = _HOW_MANY.replace("IS NULL", "IS NOT NULL")
_AGAINST_TOPIC = (
    "SELECT d.reason, d.note, d.decided_at AS at, d.decided_by AS by_id,"
    " COALESCE(p.name, '') AS by_name FROM decision d LEFT JOIN person p ON p.id = d.decided_by"
    " WHERE d.topic = {} AND d.verdict IN ({}, {}) AND d.decided_at <= {}"
    " ORDER BY d.id DESC LIMIT 1"
)
# Who hid a comment, and when, stands in the log alone.
_AGAINST_COMMENT = (
    "SELECT c.reason, c.note, l.acted_at AS at, l.acted_by AS by_id,"
    " COALESCE(p.name, '') AS by_name FROM comment c LEFT JOIN log_entry l ON l.id ="
    " (SELECT MAX(x.id) FROM log_entry x WHERE x.event = {} AND x.subject = 'comment'"
    " AND x.subject_number = c.id AND x.act = {} AND x.acted_at <= {})"
    " LEFT JOIN person p ON p.id = l.acted_by WHERE c.id = {}"
)


async def topic(event_id: int, topic_id: int) -> Thing | None:
    return _one_thing(await db.rows(_A_TOPIC, event_id, topic_id))


async def comment(event_id: int, comment_id: int) -> Thing | None:
    return _one_thing(await db.rows(_A_COMMENT, event_id, comment_id))


async def open_cases(event_id: int) -> list[Case]:
    """What waits, the oldest first."""
    return _gathered(await db.rows(_OPEN, event_id))


async def decided_cases(event_id: int) -> list[Case]:
    """The latest first, at most SHOWN reports."""
    return _gathered(await db.rows(_DECIDED, event_id, SHOWN))


async def case(event_id: int, report_id: int) -> Case | None:
    """The report with all that wait, or were decided, with it."""
    found = _gathered(await db.rows(_TOGETHER, event_id, report_id))
    return found[0] if found else None


async def by_token_hash(event_id: int, token_hash: str) -> Case | None:
    """One report, for whoever wrote it."""
    found = _gathered(await db.rows(_BY_TOKEN, event_id, token_hash))
    return found[0] if found else None


async def appeal(event_id: int, topic_id: int, comment_id: int | None = None) -> ReportView | None:
    """The one appeal about a topic, or about a comment under it, whatever became of it."""
    about = (0, comment_id) if comment_id else (topic_id, 0)
    found = _gathered(await db.rows(_APPEAL, event_id, *about))
    return found[0].reports[0] if found else None


async def own_appeals(event_id: int, topic_id: int, person_id: int) -> list[Case]:
    """A person's appeals about all that is read on a topic's page, whatever became of them."""
    return _gathered(await db.rows(_OWN_APPEALS, event_id, person_id, topic_id))


async def against(thing: Thing, at: datetime) -> Against | None:
    """The last decision before `at` to keep this from being seen."""
    if thing.comment:
        found = await db.rows(_AGAINST_COMMENT, thing.event, str(Verdict.HIDDEN), at, thing.comment)
    else:
        verdicts = str(Verdict.REJECTED), str(Verdict.HIDDEN)
        found = await db.rows(_AGAINST_TOPIC, thing.topic, *verdicts, at)
    return Against(*found[0].values()) if found else None


async def open_count(event_id: int) -> int:
    """How many cases wait; several reports about one thing are one."""
    return await _how_many(_HOW_MANY, event_id)


async def decided_count(event_id: int) -> int:
    return await _how_many(_HOW_MANY_DECIDED, event_id)


async def _how_many(sql: str, event_id: int) -> int:
    return int((await db.rows(sql, event_id))[0]["n"])


_NAMES = [field.name for field in fields(Thing)]


def _thing(row: dict[str, Any]) -> Thing:
    return Thing(**{name: row[name] for name in _NAMES})


def _one_thing(rows: list[dict[str, Any]]) -> Thing | None:
    return _thing(rows[0]) if rows else None


def _gathered(rows: list[dict[str, Any]]) -> list[Case]:
    """Rows of the same thing, kind and moment of decision, in the order of their first."""
    things: dict[tuple[Any, ...], Thing] = {}
    reports: dict[tuple[Any, ...], list[ReportView]] = {}
    for row in rows:
        thing = _thing(row)
        key = row["kind"], thing.topic, thing.comment, row["decided_at"]
        things.setdefault(key, thing)
        reports.setdefault(key, []).append(_report(row))
    return [Case(thing, tuple(reports[key])) for key, thing in things.items()]


def _report(row: dict[str, Any]) -> ReportView:
    upheld = row["upheld"]
    return ReportView(
        id=row["report"],
        kind=row["kind"],
        ground=row["ground"],
        text=row["words"],
        written_at=row["written_at"],
        answered_by_mail=bool(row["answered_by_mail"]),
        decided_at=row["decided_at"],
        decided_by_name=row["decided_by_name"],
        upheld=None if upheld is None else bool(upheld),
        note=row["note"],
    )
