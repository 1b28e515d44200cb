"""Setting a second factor up, showing it, and changing it."""

import logging

from kaue import db, settings
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people import actions as people
from kaue.people.actor import Actor, HasId
from kaue.second_factor import codes
from kaue.tables import Person
from kaue.web.dates import now
from kaue.web.language import N_

log = logging.getLogger("kaue.second_factor")

SET_UP = N_("a second factor was set up for your account.")
REPLACED = N_(
    "the second factor of your account was moved to another app."
    " The old app no longer works, and you are signed out everywhere else."
)
RENEWED = N_("new recovery codes were made for your account. The old ones no longer work.")
USED = N_("one of your recovery codes was used.")
SWITCHED_OFF = N_("the second factor of your account was switched off.")
RESET = N_(
    "the operators of this site removed the second factor of your account,"
    " and you are signed out everywhere. You can set up a new one."
)


class WrongCode(Exception):
    """Neither a code that counts now nor an unused recovery code."""


class WrongNewCode(WrongCode):
    """The new app does not show this code."""


class AlreadySetUp(Exception):
    """Somebody else, or another window, was faster."""


class RoleNeedsIt(Exception):
    """Whoever holds a role may replace the factor, but not switch it off."""


async def show(code: str, *, by: Actor) -> str:
    """Make this sign-in strong. Returns its new token. Raises WrongCode, limits.TooOften."""
    await limits.spend("second_factor", str(by.id))
    async with db.unit_of_work():
        await _use(by.id, code)
        return await people.strengthen(by)


async def set_up(secret: str, code: str, *, by: Actor) -> tuple[list[str], str]:
    """The first factor. Returns recovery codes, shown this once, and the sign-in's new token.

    Raises WrongNewCode, AlreadySetUp, limits.TooOften.
    """
    step = await _first_step(secret, code, by)
    at = now()
    async with db.unit_of_work():
        made = await db.write(
            "INSERT INTO second_factor (person, secret, last_step, created_at, confirmed_at)"
            " VALUES ({}, {}, {}, {}, {}) ON CONFLICT DO NOTHING RETURNING id",
            by.id,
            codes.sealed(by.id, secret),
            step,
            at,
            at,
        )
        if not made:
            raise AlreadySetUp
        fresh = await _new_recovery_codes(by.id)
        await _tell(by.id, SET_UP)
        return fresh, await people.strengthen(by)


async def replace(secret: str, code: str, *, current: str, by: Actor) -> tuple[list[str], str]:
    """Another app, for whoever shows a code of the one so far or a recovery code. As set_up().

    Every other sign-in ends: it was made strong by the old app. Raises WrongCode as well.
    """
    step = await _first_step(secret, code, by)
    async with db.unit_of_work():
        await _use(by.id, current)
        await db.write(
            "UPDATE second_factor SET secret = {}, last_step = {}, confirmed_at = {}"
            " WHERE person = {}",
            codes.sealed(by.id, secret),
            step,
            now(),
            by.id,
        )
        await db.write("DELETE FROM sign_in WHERE person = {} AND id <> {}", by.id, by.sign_in)
        fresh = await _new_recovery_codes(by.id)
        await _tell(by.id, REPLACED)
        return fresh, await people.strengthen(by)


async def renew_recovery_codes(code: str, *, by: Actor) -> tuple[list[str], str]:
    """As set_up(). Raises WrongCode, limits.TooOften."""
    await limits.spend("second_factor", str(by.id))
    async with db.unit_of_work():
        await _use(by.id, code)
        fresh = await _new_recovery_codes(by.id)
        await _tell(by.id, RENEWED)
        return fresh, await people.strengthen(by)


async def switch_off(code: str, *, by: Actor) -> None:
    """Raises RoleNeedsIt, WrongCode, limits.TooOften."""
    if by.holds_any:
        raise RoleNeedsIt
    await limits.spend("second_factor", str(by.id))
    async with db.unit_of_work():
        await _use(by.id, code)
        await _remove(by.id)
        # A role that is given later must not open its doors by a factor that is gone.
        await db.write("UPDATE sign_in SET strong_at = NULL WHERE person = {}", by.id)
        await _tell(by.id, SWITCHED_OFF)


async def reset(person: HasId) -> None:
    """By operators, when app and recovery codes are lost. Signs the person out everywhere."""
    async with db.unit_of_work():
        await _remove(person.id)
        await db.write("DELETE FROM sign_in WHERE person = {}", person.id)
        await _tell(person.id, RESET)


async def _first_step(secret: str, code: str, by: Actor) -> int:
    await limits.spend("second_factor", str(by.id))
    step = codes.matching_step(secret, code, now())
    if step is None:
        raise WrongNewCode
    return step


async def _use(person_id: int, code: str) -> None:
    """Take a code, once: its time step or the recovery code is used up. Raises WrongCode."""
    if codes.is_from_app(code):
        used = await _use_step(person_id, code)
    else:
        used = await _use_recovery_code(person_id, code)
    if not used:
        raise WrongCode


async def _use_step(person_id: int, code: str) -> bool:
    found = await db.rows(
        "SELECT secret FROM second_factor WHERE person = {} AND confirmed_at IS NOT NULL", person_id
    )
    if not found:
        return False
    stored = found[0]["secret"]
    try:
        step = codes.matching_step(codes.opened(person_id, stored), code, now())
    except codes.Unreadable as error:
        log.error("a stored secret cannot be read: %s", type(error).__name__)
        return False
    if step is None:
        return False
    return bool(
        await db.write(
            "UPDATE second_factor SET last_step = {}"
            " WHERE person = {} AND secret = {} AND last_step < {} RETURNING id",
            step,
            person_id,
            stored,
            step,
        )
    )


async def _use_recovery_code(person_id: int, code: str) -> bool:
    used = await db.write(
        "UPDATE recovery_code SET used_at = {}"
        " WHERE person = {} AND code_hash = {} AND used_at IS NULL RETURNING id",
        now(),
        person_id,
        codes.recovery_hash(person_id, code),
    )
    if used:
        await _tell(person_id, USED)
    return bool(used)


async def _new_recovery_codes(person_id: int) -> list[str]:
    fresh = [codes.new_recovery_code() for _ in range(codes.RECOVERY_CODES)]
    await db.write("DELETE FROM recovery_code WHERE person = {}", person_id)
    for code in fresh:
        await db.write(
            "INSERT INTO recovery_code (person, code_hash) VALUES ({}, {})",
            person_id,
            codes.recovery_hash(person_id, code),
        )
    return [codes.readable(code) for code in fresh]


async def _remove(person_id: int) -> None:
    await db.write("DELETE FROM recovery_code WHERE person = {}", person_id)
    await db.write("DELETE FROM second_factor WHERE person = {}", person_id)


async def _tell(person_id: int, what: str) -> None:
    person = await Person.objects().get(Person.id == person_id)
    if person is not None:
        host = settings.current().public_host
        await outbox.put(person, "mail/second_factor.txt", host=host, what=what)
