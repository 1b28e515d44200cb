"""Reading decisions, and how many topics are in which state."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kaue import db
from kaue.comments.queries import CommentView
from kaue.review.changes import Piece, changes
from kaue.review.reasons import REASONS, Own, said_of
from kaue.tables import Reason, TopicState, Verdict
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

_TELL_THE_AUTHOR = {
    Verdict.ACCEPTED,
    Verdict.REJECTED,
    Verdict.ASKED_BACK,
    Verdict.HIDDEN,
    Verdict.SHOWN,
    Verdict.REOPENED,
    Verdict.SUGGESTED,
}


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with what the topic said then. `own` is a reason of the event's own."""

    id: int
    verdict: str
    reason: str | None
    note: str
    decided_at: datetime
    decided_by: int | None
    decided_by_name: str
    was: str
    version: int
    title: str
    text: str
    other: int | None
    own: str | None
    own_en: str | None

    @property
    def reason_text(self) -> str:
        """In English, to be translated where it is shown; one of the event's own in German."""
        return self.reason_in("de") if self.own else _kaues(self.reason)

    def reason_in(self, language: str) -> str:
        """An own reason in that language; kaue's in English, to be translated."""
        if self.own:
            return Own(0, self.own, self.own_en or "").said(language)
        return _kaues(self.reason)

    @property
    def tells_author(self) -> bool:
        return self.verdict in _TELL_THE_AUTHOR


def _kaues(reason: str | None) -> str:
    return REASONS[Reason(reason)] if reason in set(Reason) else ""


_DECISIONS = (
    "SELECT d.id, d.verdict, d.reason, d.note, d.decided_at, d.decided_by,"
    " COALESCE(p.name, '') AS decided_by_name, d.was, d.version, d.title, d.text, d.other,"
    " o.text AS own, o.text_en AS own_en"
    " FROM decision d LEFT JOIN person p ON p.id = d.decided_by"
    " LEFT JOIN own_reason o ON d.reason = 'own-' || CAST(o.id AS TEXT)"
    " WHERE d.topic = {} ORDER BY d.id DESC"
)


async def history(topic_id: int) -> list[DecisionView]:
    """Every decision about a topic, the latest first."""
    return [DecisionView(**row) for row in await db.rows(_DECISIONS, topic_id)]


async def latest_decision(topic_id: int) -> DecisionView | None:
    found = await db.rows(_DECISIONS + " LIMIT 1", topic_id)
    return DecisionView(**found[0]) if found else None


_EXPLAINS = {
    TopicState.REJECTED: {Verdict.REJECTED},
    TopicState.HIDDEN: {Verdict.HIDDEN},
    TopicState.ASKED_BACK: {Verdict.ASKED_BACK, Verdict.SUGGESTED},
}


async def explanation(topic: TopicView) -> DecisionView | None:
    """Why the topic is in its state: what its author reads about it, also after an undo."""
    verdicts = _EXPLAINS.get(TopicState(topic.state), set())
    if not verdicts:
        return None
    return next((one for one in await history(topic.id) if one.verdict in verdicts), None)


def open_proposal(topic: TopicView, last: DecisionView | None) -> DecisionView | None:
    """The last decision, if it is a rejection of this very text that somebody has to confirm."""
    if last is None or last.verdict != Verdict.PROPOSED:
        return None
    return last if (last.title, last.text) == (topic.title, topic.text) else None


def seen_before(topic: TopicView, decisions: list[DecisionView]) -> DecisionView | None:
    """The last one about an earlier wording: what has changed since?"""
    for one in decisions:
        if one.title and (one.title, one.text) != (topic.title, topic.text):
            return one
    return None


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last act about a topic, which can still be taken back."""

    decision: DecisionView
    topic: TopicView


async def undoable(event_id: int, decision_id: int) -> Undoable | None:
    """None when it is of another event, or something else happened to its topic since."""
    rows = await db.rows("SELECT topic FROM decision WHERE id = {}", decision_id)
    found = await topics.find(rows[0]["topic"]) if rows else None
    last = await latest_decision(found.id) if found else None
    if found is None or last is None or found.event != event_id:
        return None
    is_last = last.id == decision_id and last.version == found.version
    # Merging and splitting have pages of their own, which take them back.
    elsewhere = last.verdict in {Verdict.MERGED, Verdict.SPLIT}
    return Undoable(last, found) if is_last and not elsewhere else None


CROWD, AROUND = 10, timedelta(minutes=5)


async def came_in_a_crowd(person_id: int) -> bool:
    """Whether many accounts were made around the time this one was: in a hall, or by a program."""
    made = await db.rows("SELECT created_at FROM person WHERE id = {}", person_id)
    if not made:
        return False
    at = made[0]["created_at"]
    found = await db.rows(
        "SELECT COUNT(*) AS n FROM person WHERE created_at BETWEEN {} AND {}",
        at - AROUND,
        at + AROUND,
    )
    return int(found[0]["n"]) > CROWD


async def why_hidden(thread: list[CommentView], language: str) -> dict[int, str]:
    """The reasons of those of these comments and answers that have one to be read, by number."""
    every = [*thread, *(answer for one in thread for answer in one.answers)]
    return {one.id: await said_of(one.reason, language) for one in every if one.reason}


@dataclass(frozen=True, slots=True)
class SuggestionView:
    id: int
    topic_version: int
    title: str
    text: str
    note: str
    suggested_at: datetime
    title_changes: list[Piece]
    text_changes: list[Piece]


async def suggestion(topic: TopicView) -> SuggestionView | None:
    """What its author is asked about; None once the topic has changed otherwise."""
    rows = await db.rows(
        "SELECT id, topic_version, title, text, note, suggested_at FROM suggestion"
        " WHERE topic = {} AND topic_version = {} AND answered_at IS NULL ORDER BY id DESC LIMIT 1",
        topic.id,
        topic.version,
    )
    if not rows or topic.state != TopicState.ASKED_BACK:
        return None
    return SuggestionView(
        **rows[0],
        title_changes=changes(topic.title, rows[0]["title"]),
        text_changes=changes(topic.text, rows[0]["text"]),
    )


async def counts(event_id: int) -> dict[str, int]:
    """How many topics are in each state."""
    rows: list[dict[str, Any]] = await db.rows(
        "SELECT state, COUNT(*) AS n FROM topic WHERE event = {} GROUP BY state", event_id
    )
    found = {row["state"]: int(row["n"]) for row in rows}
    return {state: found.get(state, 0) for state in TopicState}
