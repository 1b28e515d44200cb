"""Signing in by the operator's directory: the way there, the way back, whose account it is."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from kaue import db, keyed
from kaue.directory import issuer, tokens
from kaue.directory.claims import LONGEST_ID, Identity, identity
from kaue.people import actions as people
from kaue.settings import Directory
from kaue.tables import DirectoryVisit, Person, RoleSource, Way
from kaue.web.dates import now
from kaue.web.onward import with_query

VALID_FOR = timedelta(minutes=10)
LASTING = timedelta(hours=12)
"""A working day: whoever leaves the directory is out of kaue the next morning."""

LONGEST_NEXT = 500
SCOPES = "openid profile email"


class UnknownVisit(Exception):
    """Nobody set out like this, or too long ago, or in another browser, or came back already."""


class NotLinked(Exception):
    """An account with this address exists, and the directory must not enter it."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to go, and what only this browser knows."""

    address: str
    browser: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """The token of the new sign-in, and where to go on."""

    token: str
    next: str


async def depart(directory: Directory, *, next_: str, mark: str = "") -> Departure:
    """Set out for the directory. `mark` comes back at the front of the state.

    Raises issuer.Unreachable.
    """
    door = await issuer.doors(directory)
    state, browser, at = mark + keyed.new_token(), keyed.new_token(), now()
    visit = DirectoryVisit(
        state_hash=keyed.token_hash(state),
        browser_hash=keyed.token_hash(browser),
        nonce=keyed.new_token(),
        verifier=keyed.new_token(),
        next=next_ if len(next_) <= LONGEST_NEXT else "/",
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    await visit.save()
    asked = {
        "response_type": "code",
        "client_id": directory.client_id,
        "redirect_uri": issuer.way_back(),
        "scope": SCOPES,
        "state": state,
        "nonce": visit.nonce,
        "code_challenge": _challenge(visit.verifier),
        "code_challenge_method": "S256",
    }
    if directory.strong_acr:
        asked["acr_values"] = directory.strong_acr
    return Departure(with_query(door.authorization, urlencode(asked)), browser)


async def arrive(
    directory: Directory, *, state: str, code: str, browser: str, browser_name: str, language: str
) -> Arrival:
    """Redeem what the directory sent along, once, in the browser that set out.

    Raises UnknownVisit, NotLinked, people.Blocked, tokens.TokenRefused, issuer.Unreachable,
    issuer.CodeRefused.
    """
    visit = await _take(state, browser)
    door = await issuer.doors(directory)
    given = await issuer.exchange(
        directory, door, code=code, verifier=visit["verifier"], back=issuer.way_back()
    )
    claims = await tokens.verified(directory, door, given, nonce=visit["nonce"])
    who = identity(claims, directory)
    token = await _enter(directory, who, browser_name=browser_name, language=language)
    return Arrival(token, visit["next"])


async def forget_old_visits() -> None:
    await db.write("DELETE FROM directory_visit WHERE expires_at < {}", now())


def _challenge(verifier: str) -> str:
    from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

    made: str = create_s256_code_challenge(verifier)
    return made


async def _take(state: str, browser: str) -> dict[str, str]:
    """Only the browser that set out uses the visit up; anybody else changes nothing."""
    taken = await db.write(
        "DELETE FROM directory_visit WHERE state_hash = {} AND browser_hash = {}"
        " AND expires_at > {} RETURNING nonce, verifier, next",
        keyed.token_hash(state),
        keyed.token_hash(browser),
        now(),
    )
    if not taken:
        raise UnknownVisit
    return dict(taken[0])


async def _enter(directory: Directory, who: Identity, *, browser_name: str, language: str) -> str:
    if len(who.id) > LONGEST_ID:
        raise tokens.TokenRefused
    async with db.unit_of_work():
        person = await _account(who, language)
        if person.blocked_at:
            raise people.Blocked
        if who.email and person.email == who.email:
            await people.note_proven(person)
        await _follow_roles(person.id, who)
        if directory.admins:
            await db.write("UPDATE person SET is_admin = {} WHERE id = {}", who.is_admin, person.id)
        return await people.start_sign_in(
            person,
            way=Way.DIRECTORY,
            strong=who.strong,
            browser=browser_name,
            lasting=LASTING,
        )


async def _account(who: Identity, language: str) -> Person:
    """The account tied to this identity; else the one with its address; else a new one."""
    known = await Person.objects().get(Person.directory_id == who.id)
    if known is not None:
        return known
    if who.email and await Person.exists().where(Person.email == who.email):
        await _tie(who)
    else:
        await db.write(
            "INSERT INTO person (email, name, language, is_admin, notify, created_at, directory_id)"
            " VALUES ({}, {}, {}, {}, 'matters', {}, {}) ON CONFLICT DO NOTHING",
            who.email or None,
            who.name,
            str(language),
            False,
            now(),
            who.id,
        )
    person = await Person.objects().get(Person.directory_id == who.id)
    if person is None:  # somebody took the address in this very moment
        raise NotLinked
    return person


async def _tie(who: Identity) -> None:
    """An administrator's own account stays out of the directory's reach, and so does one that
    belongs to somebody else there.
    """
    tied = await db.write(
        "UPDATE person SET directory_id = {} WHERE email = {}"
        " AND (directory_id = {} OR directory_id IS NULL AND is_admin = {}) RETURNING id",
        who.id,
        who.email,
        who.id,  # the same person in another window was faster
        False,
    )
    if not tied:
        raise NotLinked


async def _follow_roles(person_id: int, who: Identity) -> None:
    """Roles from the directory come and go with it; those by invitation stay."""
    events = {row["slug"]: row["id"] for row in await db.rows("SELECT id, slug FROM event")}
    wanted = {(events[slug], name) for slug, name in who.roles if slug in events}
    held = await db.rows(
        "SELECT id, event, name FROM role WHERE person = {} AND source = {}",
        person_id,
        str(RoleSource.DIRECTORY),
    )
    for role in held:
        if (role["event"], role["name"]) not in wanted:
            await db.write("DELETE FROM role WHERE id = {}", role["id"])
    for event, name in sorted(wanted):
        await db.write(
            "INSERT INTO role (person, event, name, source) VALUES ({}, {}, {}, {})"
            " ON CONFLICT DO NOTHING",
            person_id,
            event,
            name,
            str(RoleSource.DIRECTORY),
        )
