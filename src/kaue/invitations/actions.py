"""Offering a role by mail, taking the offer back, accepting it; and taking a role away."""

from datetime import timedelta

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.invitations.queries import ADMIN
from kaue.mail import outbox
from kaue.people import actions as people
from kaue.people import queries as people_queries
from kaue.people.actor import HasId
from kaue.tables import Invitation, Person, RoleName
from kaue.web.dates import now

VALID_FOR = timedelta(days=7)
KEPT_FOR = timedelta(days=30)
"""After that an invitation is forgotten, accepted or not: it holds an address."""


class InvitationInvalid(Exception):
    """Unknown, expired, taken back, used already, or meant for another address."""


class LastAdmin(Exception):
    """Nobody would be left to administer the installation."""


async def invite(
    email: str, role: str, event: EventView | None, *, language: str, by: HasId | None = None
) -> str:
    """Offer a role by mail, in place of an earlier offer of the same. Returns the link's token.

    `role` is a RoleName in `event`, or ADMIN without one. The mail is in the language of whoever
    has an account with this address, else in `language`.
    """
    token, at, email = keyed.new_token(), now(), email.lower()
    event_id = event.id if event else None
    known = await people_queries.by_email(email)
    async with db.unit_of_work():
        await _revoke_same(email, role, event_id)
        await Invitation(
            event=event_id,
            role=role,
            email=email,
            token_hash=keyed.token_hash(token),
            invited_by=by.id if by else None,
            created_at=at,
            expires_at=at + VALID_FOR,
        ).save()
        await outbox.put_to(
            email,
            known.language if known else language,
            "mail/invitation.txt",
            name=known.name if known else "",
            person=known.id if known else None,
            role=role,
            event_title=event.title if event else "",
            path=path_of(token),
            days=VALID_FOR.days,
        )
    return token


def path_of(token: str) -> str:
    return f"/einladung/{token}"


async def revoke(invitation_id: int, event_id: int | None) -> None:
    """Doing so twice, or after it was accepted, changes nothing."""
    await db.write(
        "UPDATE invitation SET revoked_at = {} WHERE id = {} AND COALESCE(event, 0) = {}"
        " AND accepted_at IS NULL AND revoked_at IS NULL",
        now(),
        invitation_id,
        event_id or 0,
    )


# Whether it is valid, and for whom, is decided by the statement that uses it up.
_USE = (
    "UPDATE invitation SET accepted_at = {} WHERE token_hash = {}"
    " AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > {}"
    " AND email = (SELECT p.email FROM person p WHERE p.id = {} AND p.blocked_at IS NULL)"
    " RETURNING event, role"
)


async def accept(token: str, *, by: HasId) -> None:
    """Give the role to the account with the invited address, once. Raises InvitationInvalid."""
    async with db.unit_of_work():
        at = now()
        used = await db.write(_USE, at, keyed.token_hash(token), at, by.id)
        person = await Person.objects().get(Person.id == by.id) if used else None
        if person is None:
            raise InvitationInvalid
        await _give(person, used[0]["role"], used[0]["event"])


async def remove(person_id: int, role: str, event_id: int) -> None:
    """Take a role away, whatever gave it. Doing so twice changes nothing.

    The directory gives its own again at the next sign-in there, if it still names it.
    """
    await db.write(
        "DELETE FROM role WHERE person = {} AND event = {} AND name = {}",
        person_id,
        event_id,
        role,
    )


_ADMINS = "SELECT p.id FROM person p WHERE p.is_admin = {} AND p.blocked_at IS NULL ORDER BY p.id"


async def remove_admin(person_id: int) -> None:
    """Raises LastAdmin."""
    async with db.unit_of_work():
        # Two who remove each other at once must not both succeed.
        admins = await db.rows(_ADMINS + db.for_update("p"), True)
        if [row["id"] for row in admins] == [person_id]:
            raise LastAdmin
        await db.write("UPDATE person SET is_admin = {} WHERE id = {}", False, person_id)


async def forget_old_invitations() -> None:
    """Delete what was offered long ago, whatever became of it."""
    await db.write("DELETE FROM invitation WHERE created_at < {}", now() - KEPT_FOR)


async def _give(person: Person, role: str, event_id: int | None) -> None:
    if role == ADMIN:
        await people.make_admin(person)
    elif event_id is not None:
        await people.give_role(person, RoleName(role), _Event(event_id))


class _Event:
    def __init__(self, id_: int) -> None:
        self.id = id_


async def _revoke_same(email: str, role: str, event_id: int | None) -> None:
    await db.write(
        "UPDATE invitation SET revoked_at = {} WHERE email = {} AND role = {}"
        " AND COALESCE(event, 0) = {} AND accepted_at IS NULL AND revoked_at IS NULL",
        now(),
        email,
        role,
        event_id or 0,
    )
