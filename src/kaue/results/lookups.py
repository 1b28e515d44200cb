"""From an address to a topic after the day."""

from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.people.guards import who
from kaue.results.notes import NotYet
from kaue.results.queries import may_write_note
from kaue.topics.lookups import the_topic
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.visit import Connection


async def the_result(connection: Connection) -> TopicView:
    """A public topic. Raises NotYet before the sessions begin."""
    event, topic = await the_event(connection), await the_topic(connection)
    if not topic.is_public:
        raise NotFoundException
    if now() < event.sessions_at:
        raise NotYet
    return topic


async def the_held_topic(connection: Connection) -> TopicView:
    """As the_result, for those who may write its note."""
    event, topic = await the_event(connection), await the_topic(connection)
    if not may_write_note(event, topic, await who(connection)):
        raise NotFoundException
    return await the_result(connection)
