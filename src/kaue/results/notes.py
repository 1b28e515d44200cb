"""The note on a session: written by those who held it, or for them; hidden by staff if need be."""

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.people.actor import HasId
from kaue.results.forms import NoteForm
from kaue.results.queries import RESTORABLE, forget, note_of
from kaue.topics.queries import TopicView
from kaue.web.dates import now


class NotYet(Exception):
    """The sessions have not begun."""


class NoteChanged(Exception):
    """Somebody else wrote, removed or hid it after this page was opened."""


async def write(topic: TopicView, wanted: NoteForm, *, version: int, by: HasId) -> None:
    """Say it, for the first time or anew; `version` is the one that was seen, 0 for none.

    Who writes it for somebody else is in the decision log. Raises NoteChanged.
    """
    async with db.unit_of_work():
        known = await note_of(topic.id)
        if known and known.is_public and (known.text, known.link) == (wanted.text, wanted.link):
            # A second tap on the same button.
            return
        stored = await (_change if version else _begin)(topic.id, wanted, version, by)
        if not stored:
            raise NoteChanged
        if by.id not in {host for host, _ in topic.hosts}:
            await _log(topic, Act.NOTED, "", by)
    forget(topic.event)


async def _begin(topic_id: int, wanted: NoteForm, _: int, by: HasId) -> bool:
    stored = await db.write(
        "INSERT INTO note (topic, text, link, version, written_by, written_at, hidden_because)"
        " VALUES ({}, {}, {}, 1, {}, {}, '') ON CONFLICT (topic) DO NOTHING RETURNING id",
        topic_id,
        wanted.text,
        wanted.link,
        by.id,
        now(),
    )
    return bool(stored)


async def _change(topic_id: int, wanted: NoteForm, version: int, by: HasId) -> bool:
    stored = await db.write(
        "UPDATE note SET text = {}, link = {}, version = version + 1, written_by = {},"
        " written_at = {}, removed_at = NULL"
        " WHERE topic = {} AND version = {} AND hidden_because = '' RETURNING id",
        wanted.text,
        wanted.link,
        by.id,
        now(),
        topic_id,
        version,
    )
    return bool(stored)


async def remove(topic: TopicView, *, version: int) -> None:
    """It can be brought back for a while. Raises NoteChanged."""
    gone = await db.write(
        "UPDATE note SET removed_at = {}, version = version + 1"
        " WHERE topic = {} AND version = {} AND removed_at IS NULL AND hidden_because = ''"
        " RETURNING id",
        now(),
        topic.id,
        version,
    )
    forget(topic.event)
    if not gone:
        raise NoteChanged


async def restore(topic: TopicView) -> None:
    """Doing so twice changes nothing. Raises NoteChanged when it is too late."""
    back = await db.write(
        "UPDATE note SET removed_at = NULL, version = version + 1"
        " WHERE topic = {} AND removed_at > {} RETURNING id",
        topic.id,
        now() - RESTORABLE,
    )
    forget(topic.event)
    if not back and not await db.rows(
        "SELECT id FROM note WHERE topic = {} AND removed_at IS NULL", topic.id
    ):
        raise NoteChanged


async def hide(topic: TopicView, words: str, *, version: int, by: HasId) -> None:
    """Nobody but its writers and staff reads it any more; the words tell them why.

    Raises NoteChanged.
    """
    async with db.unit_of_work():
        hidden = await db.write(
            "UPDATE note SET hidden_because = {}, version = version + 1 WHERE topic = {}"
            " AND version = {} AND removed_at IS NULL AND hidden_because = '' RETURNING id",
            words,
            topic.id,
            version,
        )
        if not hidden:
            raise NoteChanged
        await _log(topic, Act.NOTE_HIDDEN, words, by)
    forget(topic.event)


async def show(topic: TopicView, *, by: HasId) -> None:
    """Doing so twice changes nothing."""
    async with db.unit_of_work():
        shown = await db.write(
            "UPDATE note SET hidden_because = '', version = version + 1"
            " WHERE topic = {} AND hidden_because <> '' RETURNING id",
            topic.id,
        )
        if shown:
            await _log(topic, Act.NOTE_SHOWN, "", by)
    forget(topic.event)


async def forget_removed() -> None:
    """Delete what was removed and cannot be brought back any more."""
    await db.write("DELETE FROM note WHERE removed_at <= {}", now() - RESTORABLE)


async def _log(topic: TopicView, act: Act, words: str, by: HasId) -> None:
    await audit.note(topic.event, act, Subject.TOPIC, topic.id, by=by, note=words)
