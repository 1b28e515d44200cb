"""Signing in and up by password."""

from kaue.people import actions as people
from kaue.people import passwords, queries
from kaue.tables import Person


class WrongPassword(Exception):
    """No account with this address and this password. Which of the two, nobody is told."""


async def by_password(*, email: str, password: str) -> Person:
    """Raises WrongPassword, passwords.TooBusy."""
    person = await queries.by_email(email)
    stored = person.password_hash if person else None
    if not await passwords.is_right(stored, password) or person is None or person.blocked_at:
        raise WrongPassword
    if stored and passwords.is_outdated(stored):
        await people.set_password(person, await passwords.hash_password(password))
    return person
