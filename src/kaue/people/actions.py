"""Signing up, in and out."""

import secrets
from datetime import timedelta
from hashlib import sha256

from kaue import db
from kaue.mail import outbox
from kaue.people import passwords, queries
from kaue.people.actor import HasId
from kaue.tables import Language, Person, RoleName, SignIn
from kaue.web.dates import now

LONGEST = timedelta(days=30)
IDLE = timedelta(days=14)


class AddressTaken(Exception):
    """Somebody already has an account with this address."""


class WrongPassword(Exception):
    """No account with this address and this password. Which of the two, nobody is told."""


async def sign_up(
    *, email: str, name: str, password: str | None, language: str = Language.GERMAN
) -> Person:
    """Create an account and welcome the person by mail. Raises AddressTaken, passwords.TooBusy.

    Without `password` the account can be entered only by other ways (demo, invitation).
    """
    hashed = await passwords.hash_password(password) if password else None
    person = Person(
        email=email.lower(), name=name, password_hash=hashed, language=language, created_at=now()
    )
    try:
        async with db.unit_of_work():
            await person.save()
            await outbox.put(person, "mail/welcome.txt")
    except db.Conflict as error:
        raise AddressTaken from error
    return person


async def sign_in(*, email: str, password: str) -> str:
    """A token for a new cookie. Raises WrongPassword, passwords.TooBusy."""
    person = await queries.by_email(email)
    stored = person.password_hash if person else None
    if not await passwords.is_right(stored, password) or person is None or person.blocked_at:
        raise WrongPassword
    if stored and passwords.is_outdated(stored):
        person.password_hash = await passwords.hash_password(password)
        await person.save([Person.password_hash])
    return await start_sign_in(person)


async def start_sign_in(person: Person) -> str:
    """A new sign-in for somebody whose identity is established. Returns the cookie's token."""
    token = secrets.token_urlsafe(32)
    at = now()
    await SignIn(
        person=person.id,
        token_hash=token_hash(token),
        created_at=at,
        seen_at=at,
        expires_at=at + LONGEST,
    ).save()
    return token


async def sign_out(token: str) -> None:
    await db.write("DELETE FROM sign_in WHERE token_hash = {}", token_hash(token))


async def note_seen(sign_in_id: int) -> None:
    """Keep an active sign-in from going idle. Called at most once an hour."""
    await db.write("UPDATE sign_in SET seen_at = {} WHERE id = {}", now(), sign_in_id)


async def give_role(person: Person, role: RoleName, event: HasId) -> None:
    """Doing so twice changes nothing."""
    await db.write(
        "INSERT INTO role (person, event, name) VALUES ({}, {}, {}) ON CONFLICT DO NOTHING",
        person.id,
        event.id,
        str(role),
    )


async def make_admin(person: Person) -> None:
    await db.write("UPDATE person SET is_admin = {} WHERE id = {}", True, person.id)


async def forget_old_sign_ins() -> None:
    """Delete what has expired or gone idle."""
    await db.write("DELETE FROM sign_in WHERE expires_at < {} OR seen_at < {}", now(), now() - IDLE)


def token_hash(token: str) -> str:
    """What is stored of a token: a stolen database opens no account."""
    return sha256(token.encode()).hexdigest()
