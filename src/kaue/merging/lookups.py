"""From the address of a merged topic to what it is a part of, or a 404."""

from litestar.exceptions import NotFoundException

from kaue.merging import queries
from kaue.merging.queries import Part
from kaue.topics.lookups import the_topic
from kaue.topics.queries import home_of
from kaue.web.visit import Connection


async def the_part(connection: Connection) -> Part:
    topic = await the_topic(connection)
    home = await home_of(topic)
    found = await queries.parts(home, None) if home else []
    for part in found:
        if part.topic.id == topic.id:
            return part
    raise NotFoundException
