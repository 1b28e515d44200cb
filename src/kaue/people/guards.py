"""Who is asking. app.py hangs these guards on its routers; for roles in an event see
events/guards.py.
"""

from contextlib import suppress
from datetime import timedelta

from litestar import Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from kaue import db, keyed, settings
from kaue.limits.lookups import SIGN_IN, proof_ahead
from kaue.people import actions, duty, queries
from kaue.people.actor import Actor
from kaue.web.dates import now
from kaue.web.errors import SecondFactorNeeded, SignInNeeded
from kaue.web.visit import Connection, visit_of

HOW_OFTEN_SEEN = timedelta(hours=1)


def cookie_name(purpose: str = "") -> str:
    """`__Host-` ties the cookie to this very host; browsers accept it over https only.

    Without a purpose it is the one of the sign-in.
    """
    return ("__Host-" if settings.current().secure else "") + "kaue" + purpose


async def who(connection: Connection) -> Actor | None:
    """Whoever sent the request. Asks the database once, and never without a cookie."""
    visit = visit_of(connection)
    if not visit.person_known:
        # All of the request first: who holds back a part of it until they were signed out or
        # have lost a role would still be let in by what was true when it began.
        await _sent(connection)
        visit.person = await _by_cookie(connection)
        visit.person_known = True
    person: Actor | None = visit.person
    return person


async def the_person(connection: Connection) -> Actor:
    """Whoever sent the request, where a guard has made sure that somebody did."""
    person = await who(connection)
    if person is None:
        raise SignInNeeded(await _sent(connection), crowded=await _is_crowded(connection))
    return person


async def _sent(connection: Connection) -> bytes:
    """What was typed goes along to the sign-in, so that nobody types it twice."""
    if isinstance(connection, Request) and connection.method == "POST":
        return await connection.body()
    return b""


async def _is_crowded(connection: Connection) -> bool:
    """Asked here, because whoever answers an exception cannot ask the database."""
    if isinstance(connection, Request) and connection.method == "POST":
        return await proof_ahead(connection, SIGN_IN) is not None
    return False


async def _by_cookie(connection: Connection) -> Actor | None:
    token = visit_of(connection).cookie(cookie_name())
    if not token:
        return None
    at = now()
    token_hash = keyed.token_hash(token)
    known = await queries.by_token_hash(token_hash, at, at - actions.IDLE)
    if known is None:
        known = await duty.still_signed_in(token_hash, at, actions.IDLE)
    if known is None:
        return None
    if at - known.seen_at > HOW_OFTEN_SEEN:
        # Reading goes on while nobody can write; the next request notes it then.
        with suppress(db.Unavailable):
            await actions.note_seen(known.actor.sign_in)
    return known.actor


async def anyone(connection: Connection, _: BaseRouteHandler) -> None:
    """Lets everybody in, and finds out who it is, so that pages may show it."""
    await who(connection)


async def signed_in(connection: Connection, _: BaseRouteHandler) -> None:
    await the_person(connection)


async def admin_only(connection: Connection, _: BaseRouteHandler) -> None:
    person = await the_person(connection)
    let_in(person, holds=person.is_admin)


def let_in(person: Actor, *, holds: bool) -> None:
    """Whoever holds the role comes in once a second factor was shown."""
    if not holds:
        raise PermissionDeniedException
    if not person.strong:
        raise SecondFactorNeeded
