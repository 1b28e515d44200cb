"""From an address to what is reported, appealed against or to be decided, or a 404."""

from litestar.exceptions import NotFoundException

from kaue import keyed
from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.reports import queries
from kaue.reports.cases import Case, Thing
from kaue.topics.lookups import own_topic, the_topic
from kaue.web.visit import Connection


async def the_public_thing(connection: Connection) -> Thing:
    """What the address names, if everybody may see it: only that can be reported."""
    event = await the_event(connection)
    if "comment" in connection.path_params:
        thing = await queries.comment(event.id, connection.path_params["comment"])
    else:
        thing = await queries.topic(event.id, (await the_topic(connection)).id)
    if thing is None or not thing.is_public:
        raise NotFoundException
    return thing


async def own_thing(connection: Connection) -> Thing:
    """The topic in the address or the comment under it, for whoever wrote it."""
    event, person = await the_event(connection), await the_person(connection)
    if "comment" in connection.path_params:
        topic = await the_topic(connection)
        thing = await queries.comment(event.id, connection.path_params["comment"])
        if thing is None or thing.topic != topic.id or thing.author != person.id:
            raise NotFoundException
        return thing
    thing = await queries.topic(event.id, (await own_topic(connection)).id)
    if thing is None:
        raise NotFoundException
    return thing


async def the_case(connection: Connection) -> Case:
    event = await the_event(connection)
    case = await queries.case(event.id, connection.path_params["report"])
    if case is None:
        raise NotFoundException
    return case


async def the_told_case(connection: Connection) -> Case:
    """The report behind a link that only whoever wrote it has."""
    event = await the_event(connection)
    token = connection.path_params["token"]
    case = await queries.by_token_hash(event.id, keyed.token_hash(token))
    if case is None:
        raise NotFoundException
    return case
