"""Reading comments as staff see them: all of an event, one with its thread, and what was done."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.audit.acts import Subject
from kaue.comments import queries as comments
from kaue.comments.queries import CommentView
from kaue.review.waiting import COMMENT_WAITS
from kaue.tables import Verdict
from kaue.topics import queries as topics
from kaue.web.text import has_words

PAGE = 50
BATCH = 500
"""Comments searched at once: reading more would keep others waiting."""

WAITS, HIDDEN, ALL = "wartet", "ausgeblendet", "alle"

_OF = {
    WAITS: " AND " + COMMENT_WAITS,
    HIDDEN: " AND c.state = 'hidden'",
    ALL: "",
}
_IN_EVENT = (
    " FROM comment c JOIN topic t ON t.id = c.topic LEFT JOIN person p ON p.id = c.author"
    " WHERE t.event = {} AND c.deleted_at IS NULL"
)
_COUNTS = (
    "SELECT COUNT(*) AS alle,"
    " COALESCE(SUM(CASE WHEN c.state = 'hidden' THEN 1 ELSE 0 END), 0) AS ausgeblendet,"
    " COALESCE(SUM(CASE WHEN " + COMMENT_WAITS + " THEN 1 ELSE 0 END), 0) AS wartet" + _IN_EVENT
)
_LISTED = (
    "SELECT c.id, c.version, c.state, c.unreviewed, c.text, c.topic, t.title,"
    " COALESCE(p.name, '') AS author, c.written_at, c.edited_at" + _IN_EVENT
)
_OLDEST = " ORDER BY COALESCE(c.edited_at, c.written_at), c.id LIMIT {} OFFSET {}"
_NEWEST = " ORDER BY COALESCE(c.edited_at, c.written_at) DESC, c.id DESC LIMIT {} OFFSET {}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A comment in the list of staff. `title` is its topic's."""

    id: int
    version: int
    state: str
    unreviewed: bool
    text: str
    topic: int
    title: str
    author: str
    written_at: datetime
    edited_at: datetime | None

    @property
    def since(self) -> datetime:
        """When it was last put into words."""
        return self.edited_at or self.written_at

    @property
    def waits(self) -> bool:
        return self.standing in {"waiting", "unreviewed"}

    @property
    def standing(self) -> str:
        return "unreviewed" if self.state == "shown" and self.unreviewed else self.state

    @property
    def mark(self) -> str:
        """How a form names it, and in which version."""
        return f"{self.id}-{self.version}"


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of the list, and how many there are in all."""

    found: int
    comments: list[Listed]


async def counts(event_id: int) -> dict[str, int]:
    """How many there are to each tab."""
    (row,) = await db.rows(_COUNTS, event_id)
    return {tab: int(row[tab]) for tab in _OF}


async def listed(event_id: int, tab: str, words: str, start: int) -> Page:
    """PAGE of them. What waits comes oldest first, the rest newest first."""
    if words:
        found = [one async for one in _all(event_id, tab) if _has(one, words)]
        return Page(len(found), found[start : start + PAGE])
    rows = await db.rows(_in_order(tab), event_id, PAGE, start)
    return Page((await counts(event_id))[tab], [Listed(**row) for row in rows])


def _in_order(tab: str) -> str:
    return _LISTED + _OF[tab] + (_OLDEST if tab == WAITS else _NEWEST)


async def _all(event_id: int, tab: str) -> AsyncIterator[Listed]:
    start = 0
    while rows := await db.rows(_in_order(tab), event_id, BATCH, start):
        for row in rows:
            yield Listed(**row)
        start += BATCH


def _has(comment: Listed, words: str) -> bool:
    return has_words(f"{comment.text}\n{comment.author}\n{comment.title}", words)


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody of the staff did to a comment, from the decision log."""

    act: str
    acted_at: datetime
    by_name: str
    reason: str
    note: str


async def history(event_id: int, comment_id: int) -> list[Entry]:
    """The latest first."""
    rows: list[dict[str, Any]] = await db.rows(
        "SELECT l.act, l.acted_at, COALESCE(p.name, '') AS by_name, l.reason, l.note"
        " FROM log_entry l LEFT JOIN person p ON p.id = l.acted_by"
        " WHERE l.event = {} AND l.subject = {} AND l.subject_number = {} ORDER BY l.number DESC",
        event_id,
        str(Subject.COMMENT),
        comment_id,
    )
    return [Entry(**row) for row in rows]


UNDOABLE = {Verdict.ACCEPTED, Verdict.CHECKED, Verdict.HIDDEN, Verdict.SHOWN}


async def undoable(event_id: int, seen: Iterable[tuple[int, int]]) -> list[CommentView]:
    """Those of this event that were just decided, and to which nothing has happened since."""
    found = []
    for number, version in seen:
        comment = await find(event_id, number)
        if comment is None or comment.version != version or comment.deleted_at:
            continue
        acts = await history(event_id, number)
        if acts and acts[0].act in UNDOABLE:
            found.append(comment)
    return found


async def find(event_id: int, comment_id: int) -> CommentView | None:
    """Only within this event."""
    comment = await comments.find(comment_id)
    topic = await topics.find(comment.topic) if comment else None
    return comment if topic and topic.event == event_id else None
