"""Who is asking. app.py hangs these guards on its routers; for roles see events/guards.py."""

from contextlib import suppress
from datetime import timedelta

from litestar.handlers import BaseRouteHandler

from kaue import db, settings
from kaue.people import actions, queries
from kaue.people.actor import Actor
from kaue.web.dates import now
from kaue.web.errors import SignInNeeded
from kaue.web.visit import Connection, visit_of

HOW_OFTEN_SEEN = timedelta(hours=1)


def cookie_name() -> str:
    """`__Host-` ties the cookie to this very host; browsers accept it over https only."""
    return "__Host-kaue" if settings.current().secure else "kaue"


async def who(connection: Connection) -> Actor | None:
    """Whoever sent the request. Asks the database once, and never without a cookie."""
    visit = visit_of(connection)
    if not visit.person_known:
        visit.person = await _by_cookie(connection)
        visit.person_known = True
    person: Actor | None = visit.person
    return person


async def the_person(connection: Connection) -> Actor:
    """Whoever sent the request, where a guard has made sure that somebody did."""
    person = await who(connection)
    if person is None:
        raise SignInNeeded
    return person


async def _by_cookie(connection: Connection) -> Actor | None:
    token = connection.cookies.get(cookie_name())
    if not token:
        return None
    at = now()
    known = await queries.by_token_hash(actions.token_hash(token), at, at - actions.IDLE)
    if known is None:
        return None
    if at - known.seen_at > HOW_OFTEN_SEEN:
        # Reading goes on while nobody can write; the next request notes it then.
        with suppress(db.Unavailable):
            await actions.note_seen(known.sign_in)
    return known.actor


async def anyone(connection: Connection, _: BaseRouteHandler) -> None:
    """Lets everybody in, and finds out who it is, so that pages may show it."""
    await who(connection)


async def signed_in(connection: Connection, _: BaseRouteHandler) -> None:
    await the_person(connection)
