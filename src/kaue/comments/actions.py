"""Writing, answering, editing and deleting comments."""

from datetime import timedelta
from typing import Any

from kaue import db
from kaue.comments.forms import CommentForm
from kaue.events import queries as events
from kaue.mail import notices
from kaue.people.actor import HasId
from kaue.tables import Comment, TopicState
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

RESTORABLE = timedelta(hours=1)
"""How long a deleted comment can be brought back; then its text is gone."""


class CommentsClosed(Exception):
    """Only accepted topics take comments, and only until their event is archived."""


class NotYours(Exception):
    """Somebody else wrote this comment, or it is gone."""


async def write(topic: TopicView, wanted: CommentForm, *, by: HasId) -> int:
    """Add a comment, or an answer. An answer to an answer joins the same thread. Returns the id."""
    event = await events.by_slug(topic.event_slug)
    if topic.state != TopicState.ACCEPTED or event is None or event.archived_at:
        raise CommentsClosed
    comment = Comment(
        topic=topic.id,
        author=by.id,
        parent=await _thread_of(wanted.answer_to, topic),
        text=wanted.text,
        written_at=now(),
    )
    async with db.unit_of_work():
        await comment.save()
        await _tell(topic, wanted.answer_to, comment.id, by)
    list_changed(topic.event)
    return comment.id


async def _tell(topic: TopicView, answered: int | None, comment_id: int, by: HasId) -> None:
    """Whoever is answered, and whose topic it is; nobody twice, and nobody of their own words."""
    rows = await db.rows(
        "SELECT author FROM comment WHERE id = {} AND topic = {} AND deleted_at IS NULL",
        answered or 0,
        topic.id,
    )
    told = {by.id, None}
    about: dict[str, Any] = {"path": f"{topic.path}#kommentar-{comment_id}", "topic": topic}
    for row in rows:
        if row["author"] not in told:
            told.add(row["author"])
            await notices.tell(row["author"], topic.event, "mail/answered.txt", **about)
    if topic.author not in told:
        await notices.tell(topic.author, topic.event, "mail/commented.txt", **about)


async def edit(comment_id: int, wanted: CommentForm, *, by: HasId) -> None:
    changed = await db.write(
        "UPDATE comment SET text = {}, edited_at = {}"
        " WHERE id = {} AND author = {} AND deleted_at IS NULL RETURNING id",
        wanted.text,
        now(),
        comment_id,
        by.id,
    )
    if not changed:
        raise NotYours


async def delete(topic: TopicView, comment_id: int, *, by: HasId) -> None:
    """Take it off the page. Doing so twice changes nothing."""
    changed = await db.write(
        "UPDATE comment SET deleted_at = COALESCE(deleted_at, {})"
        " WHERE id = {} AND author = {} RETURNING id",
        now(),
        comment_id,
        by.id,
    )
    if not changed:
        raise NotYours
    list_changed(topic.event)


async def restore(topic: TopicView, comment_id: int, *, by: HasId) -> None:
    """Bring back what was deleted a short while ago."""
    changed = await db.write(
        "UPDATE comment SET deleted_at = NULL WHERE id = {} AND author = {}"
        " AND (deleted_at IS NULL OR deleted_at > {}) RETURNING id",
        comment_id,
        by.id,
        now() - RESTORABLE,
    )
    if not changed:
        raise NotYours
    list_changed(topic.event)


async def forget_deleted() -> None:
    """Erase the texts of comments that can no longer be brought back."""
    await db.write(
        "UPDATE comment SET text = '', author = NULL WHERE deleted_at < {} AND text <> ''",
        now() - RESTORABLE,
    )


async def _thread_of(answered: int | None, topic: TopicView) -> int | None:
    if answered is None:
        return None
    found = await db.rows(
        "SELECT id, parent FROM comment WHERE id = {} AND topic = {}", answered, topic.id
    )
    return (found[0]["parent"] or found[0]["id"]) if found else None
