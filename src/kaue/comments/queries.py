"""Reading the comments under a topic."""

from dataclasses import dataclass, field
from datetime import datetime

from kaue import db


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its answers. `text` is empty once deleted, and the author's name with it."""

    id: int
    topic: int
    author: int | None
    author_name: str
    parent: int | None
    text: str
    written_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    answers: list["CommentView"] = field(default_factory=list)


_COLUMNS = (
    "SELECT c.id, c.topic, c.author, COALESCE(p.name, '') AS author_name, c.parent, c.text,"
    " c.written_at, c.edited_at, c.deleted_at"
    " FROM comment c LEFT JOIN person p ON p.id = c.author WHERE "
)


async def thread(topic_id: int) -> list[CommentView]:
    """Oldest first, answers inside. Deleted ones stay only where somebody has answered them."""
    rows = await db.rows(_COLUMNS + "c.topic = {} ORDER BY c.id", topic_id)
    seen = {row["id"]: CommentView(**row) for row in rows}
    top = []
    for comment in seen.values():
        if comment.parent in seen:
            seen[comment.parent].answers.append(comment)
        else:
            top.append(comment)
    for comment in top:
        comment.answers[:] = [one for one in comment.answers if not one.deleted_at]
    return [comment for comment in top if not comment.deleted_at or comment.answers]


async def find(comment_id: int) -> CommentView | None:
    rows = await db.rows(_COLUMNS + "c.id = {}", comment_id)
    return CommentView(**rows[0]) if rows else None
