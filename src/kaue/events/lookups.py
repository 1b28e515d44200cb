"""From an address to the event it names, or a 404."""

from litestar.exceptions import NotFoundException

from kaue.events import queries
from kaue.events.queries import EventView
from kaue.people.guards import who
from kaue.web.visit import Connection


async def the_event(connection: Connection) -> EventView:
    """A rehearsal is found by those who may moderate it only."""
    event = await any_event(connection)
    if event.rehearsal_of is not None:
        person = await who(connection)
        if person is None or not person.may_moderate(event):
            raise NotFoundException
    return event


async def any_event(connection: Connection) -> EventView:
    """For what a projector asks for, which nobody is signed in at: rehearsals, too."""
    event = await queries.by_slug(connection.path_params["slug"])
    if event is None:
        raise NotFoundException
    return event
