"""Topics that came on paper, by phone or by mail: staff enter them for whoever brought them."""

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.review.forms import OnBehalfForm
from kaue.tables import Host, Topic, TopicState
from kaue.topics.actions import set_themes
from kaue.topics.queries import list_changed
from kaue.web.dates import now


async def enter(event: EventView, wanted: OnBehalfForm, *, by: HasId) -> int:
    """Returns the topic's number. It is marked with how it came; whoever enters it has reviewed it,
    unless it shall wait in the queue.
    """
    at = now()
    topic = Topic(
        event=event.id,
        author=None,
        title=wanted.title,
        text=wanted.text,
        format=wanted.format,
        state=TopicState.SUBMITTED if wanted.waits else TopicState.ACCEPTED,
        created_at=at,
        changed_at=at,
        submitted_at=at,
        waits_since=at,
        on_behalf_of=wanted.name,
        came_by=wanted.channel,
        entered_by=by.id,
    )
    async with db.unit_of_work():
        await topic.save()
        if wanted.hosted:
            await Host(topic=topic.id, person=None).save()
        await set_themes(topic.id, event, wanted.themes)
        await audit.note(event.id, Act.ENTERED, Subject.TOPIC, topic.id, by=by)
    list_changed(event.id)
    return topic.id
