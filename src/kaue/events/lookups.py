"""From an address to the event it names, or a 404."""

from litestar.exceptions import NotFoundException

from kaue.events import queries
from kaue.events.queries import EventView
from kaue.web.visit import Connection


async def the_event(connection: Connection) -> EventView:
    event = await queries.by_slug(connection.path_params["slug"])
    if event is None:
        raise NotFoundException
    return event
