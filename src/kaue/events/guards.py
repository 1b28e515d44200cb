"""What somebody may do in the event the address names. app.py hangs these on its routers."""

from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.web.visit import Connection


async def staff_only(connection: Connection, _: BaseRouteHandler) -> None:
    person = await the_person(connection)
    if not person.may_review(await the_event(connection)):
        raise PermissionDeniedException


async def moderator_only(connection: Connection, _: BaseRouteHandler) -> None:
    person = await the_person(connection)
    if not person.may_moderate(await the_event(connection)):
        raise PermissionDeniedException
