"""What staff decide about a topic. Every act is kept; the author learns of the verdict."""

from kaue import db
from kaue.events import queries as events
from kaue.people.actor import HasId
from kaue.review.forms import RejectionForm
from kaue.review.reasons import REASONS
from kaue.tables import Decision, Reason, TopicState, Verdict
from kaue.topics.actions import tell_author
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

DECIDED = {TopicState.ACCEPTED, TopicState.REJECTED}


class AlreadyDecided(Exception):
    """Somebody else decided, or the author changed the topic, after this page was opened."""


async def accept(topic: TopicView, *, version: int, by: HasId) -> None:
    """Hoist the topic into the public list. Raises AlreadyDecided."""
    async with db.unit_of_work():
        await _move(topic, version, TopicState.SUBMITTED, TopicState.ACCEPTED)
        await _note(topic, by, Verdict.ACCEPTED)
        event = await events.by_slug(topic.event_slug)
        story = event is None or event.mining_story
        await tell_author(topic, "mail/accepted.txt", mining_story=story)
    list_changed(topic.event)


async def reject(topic: TopicView, wanted: RejectionForm, *, version: int, by: HasId) -> None:
    """Keep the topic out of the list, with a reason its author sees. Raises AlreadyDecided."""
    reason = Reason(wanted.reason)
    async with db.unit_of_work():
        await _move(topic, version, TopicState.SUBMITTED, TopicState.REJECTED)
        await _note(topic, by, Verdict.REJECTED, reason, wanted.note)
        await tell_author(topic, "mail/rejected.txt", reason=REASONS[reason], note=wanted.note)


async def reopen(topic: TopicView, *, version: int, by: HasId) -> None:
    """Take a decision back: the topic waits in the queue again. Raises AlreadyDecided."""
    if topic.state not in DECIDED:
        raise AlreadyDecided
    async with db.unit_of_work():
        await _move(topic, version, TopicState(topic.state), TopicState.SUBMITTED)
        await _note(topic, by, Verdict.REOPENED)
        await tell_author(topic, "mail/reopened.txt")
    list_changed(topic.event)


async def _move(topic: TopicView, version: int, was: TopicState, to: TopicState) -> None:
    moved = await db.write(
        "UPDATE topic SET state = {}, version = version + 1"
        " WHERE id = {} AND state = {} AND version = {} RETURNING id",
        str(to),
        topic.id,
        str(was),
        version,
    )
    if not moved:
        raise AlreadyDecided


async def _note(
    topic: TopicView, by: HasId, verdict: Verdict, reason: Reason | None = None, note: str = ""
) -> None:
    await Decision(
        topic=topic.id,
        decided_by=by.id,
        verdict=verdict,
        reason=reason,
        note=note,
        decided_at=now(),
    ).save()
