"""Reading the comments under a topic."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kaue import db
from kaue.tables import CommentState


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment with its answers. `text` is empty once deleted, and the author's name with it.

    `reason` and `note` say why it is hidden.
    """

    id: int
    topic: int
    author: int | None
    author_name: str
    parent: int | None
    text: str
    written_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    state: str
    unreviewed: bool
    version: int
    reason: str
    note: str
    answers: list["CommentView"] = field(default_factory=list)

    @property
    def is_public(self) -> bool:
        return self.deleted_at is None and self.state == CommentState.SHOWN

    @property
    def waits(self) -> bool:
        """Whether the editors have something to look at."""
        return self.deleted_at is None and (
            self.state == CommentState.WAITING or (self.is_public and self.unreviewed)
        )

    @property
    def standing(self) -> str:
        """In one word, for staff."""
        if self.deleted_at:
            return "deleted"
        return "unreviewed" if self.is_public and self.unreviewed else self.state

    def is_read_by(self, person: int | None) -> bool:
        """What waits or is hidden is read by its author alone, beside the editors."""
        own = person is not None and self.author == person
        return self.is_public or (self.deleted_at is None and own)


_COLUMNS = (
    "SELECT c.id, c.topic, c.author, COALESCE(p.name, '') AS author_name, c.parent, c.text,"
    " c.written_at, c.edited_at, c.deleted_at, c.state, c.unreviewed, c.version, c.reason, c.note"
    " FROM comment c LEFT JOIN person p ON p.id = c.author WHERE "
)


async def thread(topic_id: int, viewer: int | None) -> list[CommentView]:
    """Oldest first, answers inside, as this person may read them.

    Of what is deleted, hidden or waiting only the place stays, and only where somebody has
    answered it.
    """
    rows = await db.rows(_COLUMNS + "c.topic = {} ORDER BY c.id", topic_id)
    seen = {row["id"]: _as_read_by(viewer, CommentView(**row)) for row in rows}
    top = []
    for comment in seen.values():
        first = _first_of_thread(comment, seen)
        if first is comment:
            top.append(comment)
        elif comment.is_read_by(viewer):
            first.answers.append(comment)
    return [comment for comment in top if comment.is_read_by(viewer) or comment.answers]


def _as_read_by(person: int | None, comment: CommentView) -> CommentView:
    """Without a word of what is not for this person."""
    if comment.is_read_by(person):
        return comment
    return replace(comment, author=None, author_name="", text="", reason="", note="")


def _first_of_thread(comment: CommentView, seen: dict[int, CommentView]) -> CommentView:
    while comment.parent in seen:
        comment = seen[comment.parent]
    return comment


async def around(comment: CommentView) -> list[CommentView]:
    """The thread a comment stands in, as staff read it: all that is not deleted, and itself."""
    rows = await db.rows(_COLUMNS + "c.topic = {} ORDER BY c.id", comment.topic)
    seen = {row["id"]: CommentView(**row) for row in rows}
    first = _first_of_thread(comment, seen).id
    return [
        one
        for one in seen.values()
        if _first_of_thread(one, seen).id == first and (not one.deleted_at or one.id == comment.id)
    ]


async def find(comment_id: int) -> CommentView | None:
    rows = await db.rows(_COLUMNS + "c.id = {}", comment_id)
    return CommentView(**rows[0]) if rows else None
