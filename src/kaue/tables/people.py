"""People, how they prove who they are, and where they are signed in."""

from typing import Any

from piccolo.columns import (
    Boolean,
    ForeignKey,
    Integer,
    OnDelete,
    Serial,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.reference import LazyTableReference
from piccolo.table import Table

from kaue.tables.states import Language, Notify, Way


class Person(Table):
    """Somebody with an account, or the holder of a code card, who has no e-mail address.

    `only_event` ties a card's holder to its event; `directory_id` is issuer and subject of the
    operator's directory. `proven_at`: when it was first shown that the mailbox is theirs.
    """

    id: Serial
    email = Varchar(length=254, null=True, default=None, unique=True)
    name = Varchar(length=80)
    password_hash = Varchar(length=200, null=True, default=None)
    language = Varchar(length=9, choices=Language, default=Language.GERMAN)
    is_admin = Boolean(default=False)
    created_at = Timestamptz()
    blocked_at = Timestamptz(null=True, default=None)
    notify = Varchar(length=8, choices=Notify, default=Notify.MATTERS)
    only_event: ForeignKey[Any] = ForeignKey(
        LazyTableReference("Event", module_path="kaue.tables.events"),
        null=True,
        default=None,
        on_delete=OnDelete.cascade,
        index=True,
    )
    directory_id = Varchar(length=400, null=True, default=None)
    proven_at = Timestamptz(null=True, default=None)


class SignIn(Table):
    """One browser that is signed in. The cookie holds the token, this row only its SHA-256.

    `strong_at`: when a second factor was shown. `browser` is a coarse name, to tell them apart.
    `way` is how it was made.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    token_hash = Varchar(length=64, unique=True)
    created_at = Timestamptz()
    seen_at = Timestamptz()
    expires_at = Timestamptz()
    strong_at = Timestamptz(null=True, default=None)
    browser = Varchar(length=60)
    way = Varchar(length=10, choices=Way, default=Way.PASSWORD)


class MailedCode(Table):
    """A link and a six-digit code, mailed together; either signs in, once, for a short while.

    The browser that asked knows the `handle`, the mail holds code and token; of all three only
    hashes are kept. `name` and `password_hash` wait here for an account that is still to be made;
    `act` is what the person was about to do, `next` where to go on.
    """

    id: Serial
    email = Varchar(length=254, index=True)
    handle_hash = Varchar(length=64, unique=True)
    token_hash = Varchar(length=64, unique=True)
    code_hash = Varchar(length=64)
    tries = SmallInt(default=0)
    name = Varchar(length=80)
    password_hash = Varchar(length=200, null=True, default=None)
    act = Text()
    next = Varchar(length=500)
    created_at = Timestamptz()
    expires_at = Timestamptz()
    used_at = Timestamptz(null=True, default=None)


class AddressChange(Table):
    """A new mail address that the old and the new mailbox must both confirm."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    email = Varchar(length=254)
    old_token_hash = Varchar(length=64, unique=True)
    new_token_hash = Varchar(length=64, unique=True)
    old_confirmed_at = Timestamptz(null=True, default=None)
    new_confirmed_at = Timestamptz(null=True, default=None)
    created_at = Timestamptz()
    expires_at = Timestamptz()


class SecondFactor(Table):
    """What an authenticator app shares with us, encrypted. Counts once `confirmed_at` is set.

    `last_step` is the newest time step that was used: no code is taken twice.
    """

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, unique=True)
    secret = Text()
    last_step = Integer(default=0)
    created_at = Timestamptz()
    confirmed_at = Timestamptz(null=True, default=None)


class RecoveryCode(Table):
    """Stands in for the authenticator app, once."""

    id: Serial
    person = ForeignKey(Person, null=False, on_delete=OnDelete.cascade, index=True)
    code_hash = Varchar(length=64)
    used_at = Timestamptz(null=True, default=None)


class DirectoryVisit(Table):
    """Somebody on the way to the operator's directory (OpenID Connect) and back."""

    id: Serial
    state_hash = Varchar(length=64, unique=True)
    browser_hash = Varchar(length=64)
    nonce = Varchar(length=64)
    verifier = Varchar(length=128)
    next = Varchar(length=500)
    created_at = Timestamptz()
    expires_at = Timestamptz()
