"""Writing, answering, editing and deleting comments.

Where the event looks at comments before they are public, they wait; `unreviewed` then says that
this one has never been public, so that nobody has been told of it.
"""

from datetime import timedelta
from typing import Any

from kaue import db
from kaue.comments.forms import CommentForm
from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.mail import notices
from kaue.people.actor import HasId
from kaue.tables import Comment, CommentState, ReviewMode
from kaue.topics.actions import is_trusted
from kaue.topics.queries import TopicView, home_of, list_changed
from kaue.web.dates import now

RESTORABLE = timedelta(hours=1)
"""How long a deleted comment can be brought back; then its text is gone."""


class CommentsClosed(Exception):
    """Only public topics, and what is part of one, take comments; an archived event's do not."""


class NotYours(Exception):
    """Somebody else wrote this comment, or it is gone."""


class HiddenByEditors(Exception):
    """The editors have hidden this comment, and so its words stay as they are."""


async def write(topic: TopicView, wanted: CommentForm, *, by: HasId) -> int:
    """Add a comment, or an answer. An answer to an answer joins the same thread. Returns the id.

    Where the editors look first it waits, and nobody is told before they accept it.
    """
    event = await events.by_slug(topic.event_slug)
    public = topic.is_public or await home_of(topic) is not None
    if not public or event is None or event.archived_at:
        raise CommentsClosed
    mode = await _mode(event, by)
    waits = mode == ReviewMode.BEFORE
    comment = Comment(
        topic=topic.id,
        author=by.id,
        parent=await _thread_of(wanted.answer_to, topic, waits=waits),
        text=wanted.text,
        written_at=now(),
        state=CommentState.WAITING if waits else CommentState.SHOWN,
        unreviewed=mode != ReviewMode.REPORTED,
    )
    async with db.unit_of_work():
        await comment.save()
        if not waits:
            await tell(topic, comment.id, answers=wanted.answer_to, author=by.id)
    list_changed(topic.event)
    return comment.id


async def _mode(event: EventView, by: HasId) -> str:
    """When the editors look at what this person writes: for whom they trust, once reported."""
    trusted = await is_trusted(by.id, event.id)
    return ReviewMode.REPORTED if trusted else event.review_comments


async def tell(
    topic: TopicView, comment_id: int, *, answers: int | None, author: int | None, **held: Any
) -> None:
    """Whoever is answered, and whose topic it is; nobody twice, and nobody of their own words.

    `held` is `about` and `hold`, as notices.tell() takes them.
    """
    rows = await db.rows(
        "SELECT author FROM comment WHERE id = {} AND topic = {} AND deleted_at IS NULL"
        " AND state <> {}",
        answers or 0,
        topic.id,
        str(CommentState.WAITING),
    )
    told = {author, None}
    held |= {"path": f"{topic.path}#kommentar-{comment_id}", "topic": topic}
    for row in rows:
        if row["author"] not in told:
            told.add(row["author"])
            await notices.tell(row["author"], topic.event, "mail/answered.txt", **held)
    if topic.author not in told:
        await notices.tell(topic.author, topic.event, "mail/commented.txt", **held)


async def edit(
    comment_id: int, event: EventView, wanted: CommentForm, *, by: HasId
) -> CommentState:
    """Say it anew; returns where it stands then. What waits goes on waiting.

    Raises NotYours, HiddenByEditors.
    """
    mode = await _mode(event, by)
    before = mode == ReviewMode.BEFORE
    changed = await db.write(
        "UPDATE comment SET text = {}, edited_at = {}, version = version + 1,"
        " unreviewed = CASE WHEN state = {} THEN unreviewed WHEN {} THEN {}"
        " ELSE unreviewed OR {} END,"
        " state = CASE WHEN {} THEN {} ELSE state END"
        " WHERE id = {} AND author = {} AND deleted_at IS NULL AND state <> {} RETURNING state",
        wanted.text,
        now(),
        str(CommentState.WAITING),
        before,
        False,
        mode == ReviewMode.AFTER,
        before,
        str(CommentState.WAITING),
        comment_id,
        by.id,
        str(CommentState.HIDDEN),
    )
    if not changed:
        raise HiddenByEditors if await _is_hidden(comment_id, by) else NotYours
    list_changed(event.id)
    return CommentState(changed[0]["state"])


async def _is_hidden(comment_id: int, by: HasId) -> bool:
    found = await db.rows(
        "SELECT id FROM comment WHERE id = {} AND author = {} AND state = {}"
        " AND deleted_at IS NULL",
        comment_id,
        by.id,
        str(CommentState.HIDDEN),
    )
    return bool(found)


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
        "UPDATE comment SET text = '', note = '', author = NULL"
        " WHERE deleted_at < {} AND text <> ''",
        now() - RESTORABLE,
    )


async def _thread_of(answered: int | None, topic: TopicView, *, waits: bool) -> int | None:
    """The first comment of the thread. An answer that waits keeps the one it answers itself:
    that one's author is told once it is public.
    """
    if answered is None:
        return None
    found = await db.rows(
        "SELECT id, parent FROM comment WHERE id = {} AND topic = {} AND state <> {}",
        answered,
        topic.id,
        str(CommentState.WAITING),
    )
    if not found:
        return None
    first: int | None = None if waits else found[0]["parent"]
    return first or answered
