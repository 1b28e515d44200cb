"""What people change about their account."""

from kaue import db, settings
from kaue.account.forms import SettingsForm
from kaue.account.queries import Account
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people import passwords
from kaue.people.actor import Actor
from kaue.tables import Notify, Person, Way
from kaue.web.dates import now


class WrongPassword(Exception):
    """The current password is another one."""


class MailNeeded(Exception):
    """There is no password yet; a first one needs a sign-in by mail that is not old."""


class Guessable(Exception):
    """The new password is among the first that others would try."""


class NoSuchSignIn(Exception):
    """It has ended already, or is somebody else's."""


async def save_settings(account: Account, wanted: SettingsForm) -> None:
    notify = Notify(wanted.notify) if account.email else Notify(account.notify)
    await db.write(
        "UPDATE person SET name = {}, language = {}, notify = {} WHERE id = {}",
        wanted.name,
        str(wanted.stored_language),
        str(notify),
        account.id,
    )


async def set_password(account: Account, new: str, *, current: str, by: Actor) -> None:
    """All other sign-ins of this person end.

    Raises WrongPassword, MailNeeded, Guessable, limits.TooOften, passwords.TooBusy.
    """
    await _check_current(account, current, by)
    if await passwords.is_guessable(new, account.name, account.email or ""):
        raise Guessable
    await _store_password(account, await passwords.hash_password(new), by)


async def remove_password(account: Account, *, current: str, by: Actor) -> None:
    """From now on only mailed codes sign in. Raises as set_password."""
    await _check_current(account, current, by)
    await _store_password(account, None, by)


async def end_sign_in(number: int, *, by: Actor) -> None:
    gone = await db.write(
        "DELETE FROM sign_in WHERE id = {} AND person = {} RETURNING id", number, by.id
    )
    if not gone:
        raise NoSuchSignIn


async def end_sign_ins(person_id: int, *, but: int = 0) -> None:
    """Everywhere, or everywhere `but` in one browser."""
    await db.write("DELETE FROM sign_in WHERE person = {} AND id <> {}", person_id, but)


async def _check_current(account: Account, current: str, by: Actor) -> None:
    """The current password, or a mailbox shown a moment ago: whoever forgot the one has the other,
    and an open browser alone has neither.
    """
    await limits.spend("password_change", str(account.id))
    if may_do_without_current(account, by):
        return
    if not account.has_password:
        raise MailNeeded
    if not await passwords.is_right(account.password_hash, current):
        raise WrongPassword


def may_do_without_current(account: Account, by: Actor) -> bool:
    """Where no mail is sent, a first password has nothing else to be tied to."""
    no_mail = not settings.current().mails and not account.has_password
    return by.proved_mailbox_lately(now()) or by.way == Way.DEMO or no_mail


async def _store_password(account: Account, hashed: str | None, by: Actor) -> None:
    async with db.unit_of_work():
        # Of two changes at once, each checked against the same old password, one wins.
        changed = await db.write(
            "UPDATE person SET password_hash = {} WHERE id = {}"
            " AND COALESCE(password_hash, '') = {} RETURNING id",
            hashed,
            account.id,
            account.password_hash or "",
        )
        if not changed:
            raise WrongPassword
        await end_sign_ins(account.id, but=by.sign_in)
        await db.write("DELETE FROM mailed_code WHERE email = {}", account.email)
        person = await Person.objects().get(Person.id == account.id)
        if person is not None:
            await outbox.put(person, "mail/password_changed.txt", removed=hashed is None)
