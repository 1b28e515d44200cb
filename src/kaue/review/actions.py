"""What staff decide about a topic. Every act is kept, told and can be taken back."""

from dataclasses import dataclass

from kaue import db
from kaue.events import queries as events
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.review import queries
from kaue.review.deciding import (
    UNREVIEWED,
    AlreadyDecided,
    Change,
    decide,
    keep,
    log,
    plain,
    tell,
    untell,
)
from kaue.review.forms import RejectionForm
from kaue.review.reasons import said_of
from kaue.tables import TopicState, Verdict
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

DECIDED = {TopicState.ACCEPTED, TopicState.REJECTED, TopicState.ASKED_BACK}

UNDOABLE = {
    Verdict.ACCEPTED,
    Verdict.CHECKED,
    Verdict.REJECTED,
    Verdict.PROPOSED,
    Verdict.ASKED_BACK,
    Verdict.HIDDEN,
    Verdict.SHOWN,
    Verdict.REOPENED,
    Verdict.CORRECTED,
    Verdict.SUGGESTED,
}


class NeedsAnother(Exception):
    """The event wants a second pair of eyes, and it cannot be the same ones."""


def waits(topic: TopicView) -> bool:
    """Whether there is something to decide: it was handed in, or nobody has looked at it yet."""
    return topic.state == TopicState.SUBMITTED or (topic.is_public and topic.unreviewed)


def _if_waiting(topic: TopicView) -> None:
    if not waits(topic):
        raise AlreadyDecided


async def accept(topic: TopicView, *, version: int, by: HasId) -> int:
    """Hoist the topic into the public list, or leave it there. Returns the decision's number.

    Raises AlreadyDecided, as all acts here do.
    """
    _if_waiting(topic)
    if topic.is_public:
        change = Change(Verdict.CHECKED, TopicState.ACCEPTED)
        return await decide(topic, change, version=version, by=by)
    event = await events.by_slug(topic.event_slug)
    story = event is None or event.mining_story
    change = Change(Verdict.ACCEPTED, TopicState.ACCEPTED, template="mail/accepted.txt")
    return await decide(topic, change, version=version, by=by, mining_story=story)


async def reject(topic: TopicView, wanted: RejectionForm, *, version: int, by: HasId) -> int:
    """Keep the topic out of the list, with a reason its author sees.

    Where the event wants a second pair of eyes, the first rejection only proposes it. Raises
    NeedsAnother when the same person would confirm it.
    """
    _if_waiting(topic)
    event = await events.by_slug(topic.event_slug)
    if event is not None and event.second_pair:
        proposal = await _open_proposal(topic)
        if proposal is None:
            change = Change(
                Verdict.PROPOSED, TopicState(topic.state), wanted.reason, note=wanted.note
            )
            return await _propose(topic, change, version=version, by=by)
        if proposal.decided_by == by.id:
            raise NeedsAnother
    change = Change(
        Verdict.REJECTED,
        TopicState.REJECTED,
        wanted.reason,
        note=wanted.note,
        template="mail/rejected.txt",
    )
    reason = await _said_to_author(topic, wanted.reason)
    return await decide(topic, change, version=version, by=by, reason=reason, note=wanted.note)


async def proposes(topic: TopicView) -> bool:
    """Whether a rejection only proposes it, where the event wants two pairs of eyes."""
    return await _open_proposal(topic) is None


async def _open_proposal(topic: TopicView) -> queries.DecisionView | None:
    return queries.open_proposal(topic, await queries.latest_decision(topic.id))


async def _propose(topic: TopicView, change: Change, *, version: int, by: HasId) -> int:
    """The topic stays where it is, and so does whether anybody has looked at it."""
    async with db.unit_of_work():
        moved = await db.write(
            "UPDATE topic SET version = version + 1 WHERE id = {} AND state = {} AND version = {}"
            " RETURNING id",
            topic.id,
            topic.state,
            version,
        )
        if not moved:
            raise AlreadyDecided
        decision = await keep(topic, change, by=by)
        await log(topic, change, by=by)
    return decision


async def ask_back(topic: TopicView, question: str, *, version: int, by: HasId) -> int:
    """Ask the author something; with an edit the topic comes back to the queue."""
    _if_waiting(topic)
    change = Change(
        Verdict.ASKED_BACK, TopicState.ASKED_BACK, note=question, template="mail/asked_back.txt"
    )
    return await decide(topic, change, version=version, by=by, question=question)


async def hide(topic: TopicView, wanted: RejectionForm, *, version: int, by: HasId) -> int:
    """Take a public topic off the list, with a reason its author sees. Votes stay."""
    if not topic.is_public:
        raise AlreadyDecided
    change = Change(
        Verdict.HIDDEN,
        TopicState.HIDDEN,
        wanted.reason,
        note=wanted.note,
        template="mail/hidden.txt",
    )
    reason = await _said_to_author(topic, wanted.reason)
    return await decide(topic, change, version=version, by=by, reason=reason, note=wanted.note)


async def show(topic: TopicView, *, version: int, by: HasId) -> int:
    """Put a hidden topic back into the list."""
    if topic.state != TopicState.HIDDEN:
        raise AlreadyDecided
    change = Change(Verdict.SHOWN, TopicState.ACCEPTED, template="mail/shown.txt")
    return await decide(topic, change, version=version, by=by)


async def reopen(topic: TopicView, *, version: int, by: HasId) -> int:
    """Take a decision back: the topic waits in the queue again."""
    if topic.state not in DECIDED:
        raise AlreadyDecided
    change = Change(Verdict.REOPENED, TopicState.SUBMITTED, template="mail/reopened.txt")
    return await decide(topic, change, version=version, by=by)


def can_undo(topic: TopicView, last: queries.DecisionView) -> bool:
    """As long as nobody, not even its author, has done anything with the topic since."""
    return last.verdict in UNDOABLE and last.version == topic.version


@dataclass(frozen=True, slots=True)
class Undone:
    """`told`: the author had been told of the act, and so is told of this, too."""

    verdict: Verdict
    told: bool


async def undo(topic: TopicView, decision_id: int, *, by: HasId) -> Undone:
    """Take the last act about a topic back, as if it had not been. Raises AlreadyDecided.

    Within HOLD nobody hears of either.
    """
    last = await queries.latest_decision(topic.id)
    if last is None or last.id != decision_id or not can_undo(topic, last):
        raise AlreadyDecided
    async with db.unit_of_work():
        if not await _restore(topic, last):
            raise AlreadyDecided
        await db.write(
            "UPDATE suggestion SET answered_at = {}, taken = {}"
            " WHERE topic = {} AND answered_at IS NULL",
            now(),
            False,
            topic.id,
        )
        unread = await untell(last.id)
        change = Change(Verdict.UNDONE, plain(last.was))
        decision = await keep(topic, change, by=by)
        told = last.tells_author and not unread and topic.author is not None
        if told:
            await tell(topic, decision, "mail/undone.txt")
        await log(topic, change, by=by)
    list_changed(topic.event)
    return Undone(Verdict(last.verdict), told)


async def _restore(topic: TopicView, last: queries.DecisionView) -> bool:
    """State and, after a correction, words; only if nothing has happened since it was read."""
    corrected = last.verdict == Verdict.CORRECTED
    moved = await db.write(
        "UPDATE topic SET state = {}, unreviewed = {}, title = {}, text = {},"
        " corrected_at = CASE WHEN {} THEN NULL ELSE corrected_at END, version = version + 1"
        " WHERE id = {} AND state = {} AND version = {}"
        " AND (SELECT MAX(d.id) FROM decision d WHERE d.topic = topic.id) = {} RETURNING id",
        str(plain(last.was)),
        last.was == UNREVIEWED,
        last.title if corrected else topic.title,
        last.text if corrected else topic.text,
        corrected,
        topic.id,
        topic.state,
        topic.version,
        last.id,
    )
    return bool(moved)


async def _said_to_author(topic: TopicView, code: str) -> str:
    """The reason in the author's language."""
    return await said_of(code, await outbox.language_of(topic.author))
