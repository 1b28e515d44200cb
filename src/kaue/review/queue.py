"""What waits for the editors, whatever it is, in the order in which it came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.review.waiting import COMMENT_WAITS, TOPIC_WAITS
from kaue.web.language import N_
from kaue.web.text import has_words

PAGE = 50

KINDS = {
    "neu": N_("New topics"),
    "geaendert": N_("Changed topics"),
    "kommentar": N_("Comments"),
    "meldung": N_("Reports"),
    "widerspruch": N_("Appeals"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits. `number` is its own, `topic` the topic's it belongs to."""

    kind: str
    number: int
    topic: int
    title: str
    text: str
    author: str
    since: datetime
    public: bool

    @property
    def path(self) -> str:
        """Where it is decided, below the desk of its event."""
        if self.kind == "kommentar":
            return f"/kommentare/{self.number}"
        if self.kind in {"meldung", "widerspruch"}:
            return f"/meldungen#meldung-{self.number}"
        return f"/themen/{self.topic}"


_TOPICS = (
    "SELECT CASE WHEN EXISTS (SELECT 1 FROM decision d WHERE d.topic = t.id)"
    " THEN 'geaendert' ELSE 'neu' END AS kind, t.id AS number, t.id AS topic, t.title, t.text,"
    " COALESCE(p.name, t.on_behalf_of) AS author,"
    " COALESCE(t.waits_since, t.submitted_at) AS since, t.unreviewed AS public"
    " FROM topic t LEFT JOIN person p ON p.id = t.author"
    " WHERE t.event = {} AND "
)
_COMMENTS = (
    "SELECT 'kommentar', c.id, c.topic, t.title, c.text, COALESCE(p.name, ''),"
    " COALESCE(c.edited_at, c.written_at), c.state = 'shown'"
    " FROM comment c JOIN topic t ON t.id = c.topic LEFT JOIN person p ON p.id = c.author"
    " WHERE t.event = {} AND c.deleted_at IS NULL AND "
)
_REPORTS = (
    "SELECT CASE WHEN r.kind = 'appeal' THEN 'widerspruch' ELSE 'meldung' END, r.id, t.id,"
    " t.title, r.text, '', r.written_at, r.kind <> 'appeal'"
    " FROM report r LEFT JOIN comment c ON c.id = r.comment"
    " JOIN topic t ON t.id = COALESCE(r.topic, c.topic)"
    " WHERE r.event = {} AND r.decided_at IS NULL"
)
_WAITING = " UNION ALL ".join((_TOPICS + TOPIC_WAITS, _COMMENTS + COMMENT_WAITS, _REPORTS))
_IN_ORDER = " ORDER BY since, number LIMIT {} OFFSET {}"
_HOW_MANY = "SELECT COUNT(*) AS n FROM (" + _WAITING + ") AS waiting"  # noqa: S608 - constants
_NO_LIMIT = 100_000


async def waiting(event_id: int, *, start: int = 0, most: int = _NO_LIMIT) -> list[Item]:
    """What waits, the oldest first, from place `start` on (from 0)."""
    rows = await db.rows(_WAITING + _IN_ORDER, event_id, event_id, event_id, most, start)
    return [Item(**_typed(row)) for row in rows]


async def how_many(event_id: int) -> int:
    rows = await db.rows(_HOW_MANY, event_id, event_id, event_id)
    return int(rows[0]["n"])


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """SQLite forgets over a UNION which columns are moments and which are claims."""
    since = row["since"]
    moment = datetime.fromisoformat(since) if isinstance(since, str) else since
    return row | {"since": moment, "public": bool(row["public"])}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the queue: words, and one of KINDS or nothing."""

    words: str
    kind: str

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.kind)

    def matching(self, items: list[Item]) -> list[Item]:
        return [
            item
            for item in items
            if (not self.kind or item.kind == self.kind)
            and has_words(f"{item.title}\n{item.text}\n{item.author}", self.words)
        ]
