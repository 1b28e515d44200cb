"""Signing up, in and out."""

from datetime import timedelta

from kaue import db, keyed
from kaue.people import duty, queries
from kaue.people.actor import Actor, HasId
from kaue.tables import Language, Notify, Person, RoleName, RoleSource, SignIn, Way
from kaue.web.dates import now
from kaue.web.errors import SignInNeeded

LONGEST = timedelta(days=30)
IDLE = timedelta(days=14)


class AddressTaken(Exception):
    """Somebody already has an account with this address."""


class Blocked(Exception):
    """This account was closed by the administration."""


async def sign_up(
    *, email: str, name: str, password_hash: str | None = None, language: str = Language.GERMAN
) -> Person:
    """Create an account whose address nobody has proven. Raises AddressTaken.

    Without a password it is entered by mailed codes (in a demo, by one click).
    """
    person = Person(
        email=email.lower(),
        name=name,
        password_hash=password_hash,
        language=language,
        created_at=now(),
    )
    try:
        await person.save()
    except db.Conflict as error:
        raise AddressTaken from error
    return person


async def find_or_make(
    *, email: str, name: str, language: str, password_hash: str | None = None
) -> tuple[Person, bool]:
    """The account of an address that was proven, made now if there was none; and whether it was.

    Raises Blocked. An existing account keeps its name, and its password if the address was proven
    before.
    """
    at = now()
    made = await db.write(
        "INSERT INTO person"
        " (email, name, password_hash, language, is_admin, notify, created_at, proven_at)"
        " VALUES ({}, {}, {}, {}, {}, {}, {}, {}) ON CONFLICT DO NOTHING RETURNING id",
        email,
        name,
        password_hash,
        str(language),
        False,
        str(Notify.MATTERS),
        at,
        at,
    )
    person = await queries.by_email(email)
    if person is None or person.blocked_at:
        raise Blocked
    await note_proven(person)
    return person, bool(made)


async def note_proven(person: HasId) -> None:
    """The mailbox is theirs. If nobody had shown that before, somebody else may have made this
    account in their name: whatever opened it until now no longer does.
    """
    first = await db.write(
        "UPDATE person SET proven_at = {}, password_hash = NULL"
        " WHERE id = {} AND proven_at IS NULL RETURNING id",
        now(),
        person.id,
    )
    if first:
        await db.write("DELETE FROM sign_in WHERE person = {}", person.id)
        await db.write("DELETE FROM second_factor WHERE person = {}", person.id)
        await db.write("DELETE FROM recovery_code WHERE person = {}", person.id)


async def start_sign_in(
    person: HasId,
    *,
    way: Way = Way.PASSWORD,
    strong: bool = False,
    browser: str = "",
    lasting: timedelta = LONGEST,
) -> str:
    """A new sign-in for somebody who showed who they are by `way`. Returns the cookie's token.

    `strong` when a second factor was shown; without it no role opens a door.
    """
    token = keyed.new_token()
    at = now()
    await SignIn(
        person=person.id,
        token_hash=keyed.token_hash(token),
        created_at=at,
        seen_at=at,
        expires_at=at + lasting,
        strong_at=at if strong else None,
        browser=browser,
        way=way,
    ).save()
    return token


async def set_password(person: HasId, password_hash: str | None) -> None:
    """With None the account is entered by mailed codes only."""
    await db.write("UPDATE person SET password_hash = {} WHERE id = {}", password_hash, person.id)


async def strengthen(by: Actor) -> str:
    """A second factor was shown. Returns the new token; the old one opens nothing any more.

    Raises SignInNeeded when the sign-in ended meanwhile.
    """
    token = keyed.new_token()
    strong = await db.write(
        "UPDATE sign_in SET token_hash = {}, strong_at = {}"
        " WHERE id = {} AND person = {} RETURNING id",
        keyed.token_hash(token),
        now(),
        by.sign_in,
        by.id,
    )
    if not strong:
        raise SignInNeeded
    return token


async def sign_out(token: str) -> None:
    await db.write("DELETE FROM sign_in WHERE token_hash = {}", keyed.token_hash(token))


async def note_seen(sign_in_id: int) -> None:
    """Keep an active sign-in from going idle. Called at most once an hour."""
    await db.write("UPDATE sign_in SET seen_at = {} WHERE id = {}", now(), sign_in_id)


async def give_role(person: Person, role: RoleName, event: HasId) -> None:
    """Doing so twice changes nothing; what came from the directory is then here to stay."""
    await db.write(
        "INSERT INTO role (person, event, name, source) VALUES ({}, {}, {}, {})"
        " ON CONFLICT (person, event, name) DO UPDATE SET source = excluded.source",
        person.id,
        event.id,
        str(role),
        str(RoleSource.INVITED),
    )


async def make_admin(person: Person) -> None:
    await db.write("UPDATE person SET is_admin = {} WHERE id = {}", True, person.id)


async def forget_old_sign_ins() -> None:
    """Delete what has expired or gone idle, but for moderators on the day of their event."""
    await duty.forget_ended(now(), IDLE)
