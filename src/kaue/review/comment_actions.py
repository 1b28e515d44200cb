"""What staff decide about a comment. As for topics, each act is kept, told and can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Subject
from kaue.comments import actions as comments
from kaue.comments.queries import CommentView
from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.mail import notices, outbox
from kaue.people.actor import HasId
from kaue.review import comment_queries as queries
from kaue.review.comment_queries import UNDOABLE, Entry
from kaue.review.deciding import HOLD, AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.review.reasons import catalogue, said_of
from kaue.tables import CommentState, Language, ReviewMode, Verdict
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView, list_changed


class ReasonNeeded(Exception):
    """Nothing is hidden without a reason that its author can read."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where a comment stands. For what is not public, `unreviewed`: nobody has been told of it."""

    state: CommentState
    unreviewed: bool = False
    reason: str = ""
    note: str = ""


async def accept(comment: CommentView, *, version: int, by: HasId) -> None:
    """Let it be read by everybody, or go on being so. Raises AlreadyDecided, as all acts here do.

    Who is answered and whose topic it is hear of it now, if they have not before.
    """
    topic = await _topic_of(comment)
    async with db.unit_of_work():
        if not await _accepted(topic, comment, version):
            raise AlreadyDecided
        await _log(topic, comment, _verdict(comment), by)
    list_changed(topic.event)


async def accept_all(event: EventView, seen: Iterable[tuple[int, int]], *, by: HasId) -> int:
    """Of these numbers and versions accept what is still as it was seen. Returns how many."""
    accepted = []
    # In one order: two who accept the same ones at once wait for each other, not both.
    wanted = [
        (found, version)
        for number, version in sorted(set(seen))
        if (found := await queries.find(event.id, number))
    ]
    homes = {comment.topic: await _topic_of(comment) for comment, _ in wanted}
    async with db.unit_of_work():
        for comment, version in wanted:
            if await _accepted(homes[comment.topic], comment, version):
                accepted.append(comment)
        for comment in accepted:
            await _log(homes[comment.topic], comment, _verdict(comment), by)
    list_changed(event.id)
    return len(accepted)


async def _accepted(topic: TopicView, comment: CommentView, version: int) -> bool:
    moved = comment.waits and await _moved(comment, version, _Standing(CommentState.SHOWN))
    if moved and not comment.is_public:
        await _tell_others(topic, comment)
    return moved


def _verdict(comment: CommentView) -> Verdict:
    return Verdict.CHECKED if comment.is_public else Verdict.ACCEPTED


async def hide(comment: CommentView, wanted: RejectionForm, *, version: int, by: HasId) -> None:
    """Keep it from everybody but its author, who is told why. Raises ReasonNeeded."""
    topic = await _topic_of(comment)
    if wanted.problems(await catalogue(topic.event, Language.GERMAN)):
        raise ReasonNeeded
    never_public = comment.state == CommentState.WAITING and comment.unreviewed
    hidden = _Standing(CommentState.HIDDEN, never_public, wanted.reason, wanted.note)
    async with db.unit_of_work():
        if comment.state == CommentState.HIDDEN or not await _moved(comment, version, hidden):
            raise AlreadyDecided
        reason = await said_of(wanted.reason, await outbox.language_of(comment.author))
        await _tell_author(topic, comment, "hidden", reason=reason, note=wanted.note)
        await _log(topic, comment, Verdict.HIDDEN, by, wanted.reason, wanted.note)
    list_changed(topic.event)


async def show(comment: CommentView, *, version: int, by: HasId) -> None:
    """Let everybody read again what was hidden."""
    topic = await _topic_of(comment)
    # Why it was hidden stays with it: an undo hides it again.
    shown = _Standing(CommentState.SHOWN, reason=comment.reason, note=comment.note)
    async with db.unit_of_work():
        if comment.state != CommentState.HIDDEN or not await _moved(comment, version, shown):
            raise AlreadyDecided
        await _tell_author(topic, comment, "shown")
        await _tell_others(topic, comment)
        await _log(topic, comment, Verdict.SHOWN, by)
    list_changed(topic.event)


async def undo(comment: CommentView, *, version: int, by: HasId) -> bool:
    """Take the last act back, as if it had not been. True if the author had heard of it by then,
    and so hears of this, too; within HOLD nobody hears of either.
    """
    topic = await _topic_of(comment)
    acts = await queries.history(topic.event, comment.id)
    last = Verdict(acts[0].act) if acts and acts[0].act in UNDOABLE else None
    after = CommentState.HIDDEN if last == Verdict.HIDDEN else CommentState.SHOWN
    if last is None or comment.state != after:
        raise AlreadyDecided
    async with db.unit_of_work():
        unheard = await outbox.take_back(_news(comment.id, version))
        before = await _before(comment, last, acts[1:], topic, unheard=unheard)
        if not await _moved(comment, version, before):
            raise AlreadyDecided
        unread = await outbox.take_back(_about(comment.id, version))
        told = last in {Verdict.HIDDEN, Verdict.SHOWN} and not unread and bool(comment.author)
        if told:
            await _tell_author(topic, comment, "undone")
        await _log(topic, comment, Verdict.UNDONE, by)
    list_changed(topic.event)
    return told


async def _before(
    comment: CommentView, last: Verdict, acts: list[Entry], topic: TopicView, *, unheard: bool
) -> _Standing:
    """Where it stood before the last act."""
    if last == Verdict.ACCEPTED:
        return _Standing(CommentState.WAITING, unheard)
    if last == Verdict.CHECKED:
        return _Standing(CommentState.SHOWN, unreviewed=True)
    if last == Verdict.SHOWN:
        return _Standing(CommentState.HIDDEN, unheard, comment.reason, comment.note)
    if comment.unreviewed:
        return _Standing(CommentState.WAITING, unreviewed=True)
    if _let_through(comment, acts):
        return _Standing(CommentState.SHOWN)
    event = await events.by_slug(topic.event_slug)
    mode = event.review_comments if event else ReviewMode.BEFORE
    if mode == ReviewMode.BEFORE:
        return _Standing(CommentState.WAITING)
    return _Standing(CommentState.SHOWN, mode == ReviewMode.AFTER)


def _let_through(comment: CommentView, acts: list[Entry]) -> bool:
    """Whether staff have said yes to these very words, and have not taken that back."""
    said: list[Entry] = []
    for act in reversed(acts):
        if act.act in UNDOABLE:
            said.append(act)
        elif act.act == Verdict.UNDONE and said:
            said.pop()
    worded = comment.edited_at or comment.written_at
    return bool(said) and said[-1].act != Verdict.HIDDEN and said[-1].acted_at >= worded


async def _moved(comment: CommentView, version: int, to: _Standing) -> bool:
    """Only from the version that was seen, which is also the one that was read."""
    if comment.version != version:
        return False
    return bool(
        await db.write(
            "UPDATE comment SET state = {}, unreviewed = {}, reason = {}, note = {},"
            " version = version + 1"
            " WHERE id = {} AND version = {} AND deleted_at IS NULL RETURNING id",
            str(to.state),
            to.unreviewed,
            to.reason,
            to.note,
            comment.id,
            version,
        )
    )


async def _tell_author(topic: TopicView, comment: CommentView, what: str, **told: str) -> None:
    await notices.tell(
        comment.author,
        topic.event,
        f"mail/comment_{what}.txt",
        path=f"{topic.path}#kommentar-{comment.id}",
        topic=topic,
        about=_about(comment.id, comment.version + 1),
        hold=HOLD,
        **told,
    )


async def _tell_others(topic: TopicView, comment: CommentView) -> None:
    """What has never been public is news."""
    if comment.unreviewed:
        await comments.tell(
            topic,
            comment.id,
            answers=comment.parent,
            author=comment.author,
            about=_news(comment.id, comment.version + 1),
            hold=HOLD,
        )


async def _log(
    topic: TopicView,
    comment: CommentView,
    verdict: Verdict,
    by: HasId,
    reason: str = "",
    note: str = "",
) -> None:
    """To be called last: the log is ours alone from here to the end of the unit of work."""
    await audit.note(
        topic.event, verdict, Subject.COMMENT, comment.id, by=by, reason=reason, note=note
    )


def _about(comment_id: int, version: int) -> str:
    """How a mail to the author names the act it tells of, by the version that came of it."""
    return f"comment-{comment_id}-{version}"


def _news(comment_id: int, version: int) -> str:
    """The same for mails to others, who hear of the comment by it."""
    return f"comment-{comment_id}-{version}-news"


async def _topic_of(comment: CommentView) -> TopicView:
    topic = await topics.find(comment.topic)
    if topic is None:
        raise AlreadyDecided
    return topic
