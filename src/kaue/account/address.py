"""A new mail address takes effect once the old and the new mailbox have confirmed it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kaue import db, keyed
from kaue.account.actions import end_sign_ins
from kaue.account.queries import Account
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.tables import AddressChange, Person
from kaue.web.dates import now

GOOD_FOR = timedelta(minutes=15)

OLD, NEW = "old", "new"


class LinkUsedUp(Exception):
    """The link is unknown, too old, or has done what it can."""


class AddressTaken(Exception):
    """Meanwhile somebody has an account with this address."""


@dataclass(frozen=True, slots=True)
class Change:
    """An address change as one of its two links sees it."""

    id: int
    person: int
    email: str
    side: str
    old_confirmed_at: datetime | None
    new_confirmed_at: datetime | None

    @property
    def is_confirmed(self) -> bool:
        """By this link's mailbox; the other may still be missing."""
        mine = self.old_confirmed_at if self.side == OLD else self.new_confirmed_at
        return mine is not None

    @property
    def is_complete(self) -> bool:
        return self.old_confirmed_at is not None and self.new_confirmed_at is not None


_FIND = (
    "SELECT id, person, email, old_confirmed_at, new_confirmed_at,"
    " CASE WHEN old_token_hash = {} THEN 'old' ELSE 'new' END AS side"
    " FROM address_change WHERE (old_token_hash = {} OR new_token_hash = {}) AND expires_at > {}"
)
_CONFIRM = {
    OLD: "UPDATE address_change SET old_confirmed_at = {} WHERE old_token_hash = {}"
    " AND old_confirmed_at IS NULL AND expires_at > {}"
    " RETURNING id, person, email, old_confirmed_at, new_confirmed_at",
    NEW: "UPDATE address_change SET new_confirmed_at = {} WHERE new_token_hash = {}"
    " AND new_confirmed_at IS NULL AND expires_at > {}"
    " RETURNING id, person, email, old_confirmed_at, new_confirmed_at",
}


async def ask(account: Account, email: str) -> None:
    """Mail a link to both mailboxes; an earlier change is forgotten. Raises limits.TooOften.

    Whether somebody else has the new address is told to its mailbox only: whoever asks gets the
    same answer and the same mail. People without an address have only the new one to confirm.
    """
    await limits.spend("address_change", str(account.id))
    others = await Person.objects().get(Person.email == email)
    old_token, new_token = keyed.new_token(), keyed.new_token()
    at = now()
    async with db.unit_of_work():
        await db.write("DELETE FROM address_change WHERE person = {}", account.id)
        await AddressChange(
            person=account.id,
            email=email,
            old_token_hash=keyed.token_hash(old_token),
            new_token_hash=keyed.token_hash(new_token),
            old_confirmed_at=None if account.email else at,
            created_at=at,
            expires_at=at + GOOD_FOR,
        ).save()
        if account.email:
            await outbox.put_to(
                account.email,
                account.language,
                "mail/address_old.txt",
                name=account.name,
                person=account.id,
                path=_path(old_token),
            )
        # Either mail goes with the account of whom it is about. No name: it may be a stranger's
        # mailbox.
        if others:
            await outbox.put_to(email, account.language, "mail/address_taken.txt", person=others.id)
        else:
            await outbox.put_to(
                email,
                account.language,
                "mail/address_new.txt",
                person=account.id,
                path=_path(new_token),
            )


def _path(token: str) -> str:
    return f"/konto/adresse/{token}"


async def waiting(person_id: int) -> str | None:
    """The address that still has to be confirmed."""
    found = await db.rows(
        "SELECT email FROM address_change WHERE person = {} AND expires_at > {}", person_id, now()
    )
    return found[0]["email"] if found else None


async def find(token: str) -> Change:
    """What a link stands for; looking changes nothing. Raises LinkUsedUp."""
    hashed = keyed.token_hash(token)
    found = await db.rows(_FIND, hashed, hashed, hashed, now())
    if not found:
        raise LinkUsedUp
    return Change(**found[0])


async def confirm(token: str, *, in_browser: HasId | None, sign_in: int = 0) -> Change:
    """Note what one mailbox says. With the second one the address changes, exactly once.

    Then all sign-ins end but the one (`sign_in`) in which the person itself (`in_browser`)
    confirmed. Raises LinkUsedUp, AddressTaken.
    """
    change = await find(token)
    at = now()
    try:
        async with db.unit_of_work():
            hashed = keyed.token_hash(token)
            found = await db.write(_CONFIRM[change.side], at, hashed, at)
            if not found:
                raise LinkUsedUp
            change = Change(**found[0], side=change.side)
            if change.is_complete:
                own = in_browser is not None and in_browser.id == change.person
                await _carry_out(change, but=sign_in if own else 0)
    except db.Conflict as error:
        await db.write("DELETE FROM address_change WHERE id = {}", change.id)
        raise AddressTaken from error
    return change


async def _carry_out(change: Change, *, but: int) -> None:
    person = await Person.objects().get(Person.id == change.person)
    if person is None:
        raise LinkUsedUp
    before = person.email
    # With an address of its own it is an account like any other; the card has done its work.
    await db.write(
        "UPDATE person SET email = {}, only_event = NULL, proven_at = {} WHERE id = {}",
        change.email,
        now(),
        person.id,
    )
    await db.write(
        "UPDATE card SET used_up_at = {} WHERE person = {} AND used_up_at IS NULL",
        now(),
        person.id,
    )
    await db.write("DELETE FROM address_change WHERE id = {}", change.id)
    await db.write("DELETE FROM mailed_code WHERE email IN ({}, {})", before, change.email)
    await end_sign_ins(person.id, but=but)
    if before:
        await outbox.put_to(
            before,
            person.language,
            "mail/address_changed.txt",
            name=person.name,
            person=person.id,
        )


async def forget_old_changes() -> None:
    await db.write("DELETE FROM address_change WHERE expires_at < {}", now())
