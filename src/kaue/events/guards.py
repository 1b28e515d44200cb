"""What somebody may do in the event the address names. app.py hangs these on its routers."""

from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from kaue.events.lookups import the_event
from kaue.people.guards import let_in, the_person
from kaue.tables import RoleName
from kaue.web.visit import Connection


async def participant(connection: Connection, _: BaseRouteHandler) -> None:
    """Whoever is signed in; with a code card, in the event of that card only."""
    person = await the_person(connection)
    if person.only_event is not None and not person.may_take_part(await the_event(connection)):
        raise PermissionDeniedException


async def staff_only(connection: Connection, _: BaseRouteHandler) -> None:
    await _holders_of(RoleName.STAFF, connection)


async def moderator_only(connection: Connection, _: BaseRouteHandler) -> None:
    await _holders_of(RoleName.MODERATOR, connection)


async def _holders_of(role: RoleName, connection: Connection) -> None:
    person = await the_person(connection)
    let_in(person, holds=role in person.held_in(await the_event(connection)))
