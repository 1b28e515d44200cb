"""From an address to the topic it names, or a 404. What you may not see you cannot find."""

import re

from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.actor import Actor
from kaue.people.guards import who
from kaue.tables import TopicState
from kaue.topics import queries
from kaue.topics.queries import TopicView
from kaue.web.visit import Connection

_NUMBER = re.compile(r"([0-9]{1,9})(?:-.*)?")


async def the_topic(connection: Connection) -> TopicView:
    """A topic of the event in the address that this visitor may see."""
    event = await the_event(connection)
    topic = await queries.find(_number(connection))
    if topic is None or topic.event != event.id:
        raise NotFoundException
    if topic.is_public or _may_see(await who(connection), topic, event):
        return topic
    # What became part of a public topic is to be read there by everybody.
    if await queries.home_of(topic) is None:
        raise NotFoundException
    return topic


def _may_see(person: Actor | None, topic: TopicView, event: EventView) -> bool:
    if person is None:
        return False
    by_staff = person.may_review(event) and topic.state != TopicState.DRAFT
    return person.id == topic.author or by_staff


async def the_listed_topic(connection: Connection) -> TopicView:
    """As the_topic, without asking the database about a topic that is in the public list."""
    event = await the_event(connection)
    return await queries.find_listed(event.id, _number(connection)) or await the_topic(connection)


async def the_voted_topic(connection: Connection) -> TopicView:
    """As the_listed_topic; a vote can be taken back even while its topic is not public."""
    event = await the_event(connection)
    listed = await queries.find_listed(event.id, _number(connection))
    topic = listed or await queries.find(_number(connection))
    person = await who(connection)
    if topic is None or topic.event != event.id or person is None:
        raise NotFoundException
    if topic.merged_into:
        return await the_topic(connection)
    if not topic.is_public and topic.id not in await queries.voted_by(person.id, event.id):
        raise NotFoundException
    return topic


async def own_topic(connection: Connection) -> TopicView:
    """As the_topic, but only for its author."""
    topic = await the_topic(connection)
    person = await who(connection)
    if person is None or person.id != topic.author:
        raise NotFoundException
    return topic


def _number(connection: Connection) -> int:
    number = _NUMBER.fullmatch(connection.path_params["topic"])
    return int(number[1]) if number else 0
