"""What an author can do with a topic."""

from collections.abc import Collection
from typing import Any

from kaue import db
from kaue.events.queries import EventView
from kaue.mail import notices
from kaue.people.actor import HasId
from kaue.tables import Host, ReviewMode, Topic, TopicFormat, TopicState, TopicTheme
from kaue.topics.forms import TopicForm
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

EDITABLE = {
    TopicState.DRAFT,
    TopicState.SUBMITTED,
    TopicState.ASKED_BACK,
    TopicState.ACCEPTED,
    TopicState.REJECTED,
}
SUBMITTABLE = {TopicState.DRAFT, TopicState.ASKED_BACK, TopicState.WITHDRAWN}
WITHDRAWABLE = {TopicState.SUBMITTED, TopicState.ASKED_BACK, TopicState.ACCEPTED}


class ProposingClosed(Exception):
    """The event takes no topics just now."""


class NotPossibleNow(Exception):
    """The topic is in a state in which this cannot be done."""


class ChangedMeanwhile(Exception):
    """Somebody changed the topic after this page was opened."""


async def save_draft(event: EventView, wanted: TopicForm, *, by: HasId) -> int:
    """Keep a draft that only its author sees. Returns its id."""
    topic = Topic(
        event=event.id,
        author=by.id,
        title=wanted.title,
        text=wanted.text,
        format=_format(wanted),
        created_at=now(),
        changed_at=now(),
    )
    async with db.unit_of_work():
        await topic.save()
        await _set_hosts_and_themes(topic.id, event, wanted, by)
    return topic.id


async def submit(topic_id: int, event: EventView, *, by: HasId) -> None:
    """Hand it to the editors, also again. Raises ProposingClosed, NotPossibleNow.

    Where they look at topics afterwards, and for people they trust, it is public at once.
    """
    if not event.takes_topics(now()):
        raise ProposingClosed
    trusted = await is_trusted(by.id, event.id)
    public = trusted or event.review_topics == ReviewMode.AFTER
    async with db.unit_of_work():
        to = TopicState.ACCEPTED if public else TopicState.SUBMITTED
        await _move(topic_id, SUBMITTABLE, to, by)
        await Topic.update(
            {
                Topic.submitted_at: now(),
                Topic.waits_since: now(),
                Topic.unreviewed: public and not trusted,
            }
        ).where(Topic.id == topic_id)
    list_changed(event.id)


async def is_trusted(person_id: int, event_id: int) -> bool:
    """Whether this person's topics skip the queue of the event."""
    found = await db.rows(
        "SELECT id FROM trust WHERE person = {} AND event = {}", person_id, event_id
    )
    return bool(found)


async def propose(event: EventView, wanted: TopicForm, *, by: HasId) -> int:
    """Start and submit in one go. Returns the id. Raises ProposingClosed."""
    async with db.unit_of_work():
        topic_id = await save_draft(event, wanted, by=by)
        await submit(topic_id, event, by=by)
    return topic_id


async def edit(
    topic: TopicView, event: EventView, wanted: TopicForm, *, version: int, by: HasId
) -> None:
    """Change what the topic says. Except for a draft, the editors look at it again.

    Raises NotPossibleNow, ChangedMeanwhile.
    """
    if topic.state not in EDITABLE:
        raise NotPossibleNow
    state, unreviewed = await _after_edit(topic, event, by)
    # Who mends a topic that waits keeps the place in the queue.
    stays = topic.state in {TopicState.DRAFT, TopicState.SUBMITTED}
    async with db.unit_of_work():
        changed = await db.write(
            "UPDATE topic SET title = {}, text = {}, format = {}, state = {}, unreviewed = {},"
            " waits_since = CASE WHEN {} THEN waits_since ELSE {} END, corrected_at = NULL,"
            " changed_at = {}, version = version + 1"
            " WHERE id = {} AND author = {} AND version = {} AND state = {} RETURNING id",
            wanted.title,
            wanted.text,
            str(_format(wanted)),
            str(state),
            unreviewed,
            stays,
            now(),
            now(),
            topic.id,
            by.id,
            version,
            topic.state,
        )
        if not changed:
            raise ChangedMeanwhile
        await _set_hosts_and_themes(topic.id, event, wanted, by)
    list_changed(event.id)


async def _after_edit(topic: TopicView, event: EventView, by: HasId) -> tuple[TopicState, bool]:
    """State and `unreviewed`. Only what is public may stay so: the rest waits for the editors."""
    if topic.state == TopicState.DRAFT:
        return TopicState.DRAFT, False
    if topic.state == TopicState.ACCEPTED:
        if await is_trusted(by.id, event.id):
            return TopicState.ACCEPTED, topic.unreviewed
        if event.review_topics == ReviewMode.AFTER:
            return TopicState.ACCEPTED, True
    return TopicState.SUBMITTED, False


async def withdraw(topic: TopicView, *, by: HasId) -> None:
    """Take the topic back; its votes and comments stay for the case that it returns."""
    await _move(topic.id, WITHDRAWABLE, TopicState.WITHDRAWN, by)
    list_changed(topic.event)


async def discard(topic: TopicView, *, by: HasId) -> None:
    """Delete a draft, which nobody else has ever seen."""
    gone = await db.write(
        "DELETE FROM topic WHERE id = {} AND author = {} AND state = {} RETURNING id",
        topic.id,
        by.id,
        str(TopicState.DRAFT),
    )
    if not gone:
        raise NotPossibleNow


async def tell_author(topic: TopicView, template: str, **context: Any) -> None:
    """Let whoever submitted the topic know, if that person still exists and wants to."""
    await notices.tell(topic.author, topic.event, template, path=topic.path, topic=topic, **context)


async def _move(topic_id: int, allowed: set[TopicState], to: TopicState, by: HasId) -> None:
    query = (
        Topic.update({Topic.state: to, Topic.changed_at: now(), Topic.version: Topic.version + 1})
        .where(Topic.id == topic_id, Topic.author == by.id)
        .where(Topic.state.is_in([str(state) for state in allowed]))
        .returning(Topic.id)
    )
    async with db.unit_of_work():
        if not await query:
            raise NotPossibleNow


async def _set_hosts_and_themes(
    topic_id: int, event: EventView, wanted: TopicForm, by: HasId
) -> None:
    await Host.delete().where(Host.topic == topic_id, Host.person == by.id)
    if wanted.hosted:
        await Host(topic=topic_id, person=by.id).save()
    await set_themes(topic_id, event, wanted.themes)


async def set_themes(topic_id: int, event: EventView, wanted: Collection[str]) -> None:
    """Within a unit of work. What the event does not have is left out."""
    await TopicTheme.delete().where(TopicTheme.topic == topic_id)
    for theme in event.themes:
        if theme.slug in wanted:
            await TopicTheme(topic=topic_id, theme=theme.id).save()


def _format(wanted: TopicForm) -> TopicFormat:
    # A draft may not have one yet.
    known = wanted.format in set(TopicFormat)
    return TopicFormat(wanted.format) if known else TopicFormat.OTHER
