"""Codes and links by mail: each pair signs in once, within fifteen minutes, after at most five
tries. The same is done for known and for unknown addresses, so that nobody learns which is which.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from kaue import db, keyed
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people import actions as people
from kaue.people import passwords
from kaue.people import queries as people_queries
from kaue.signin import queries
from kaue.signin.forms import CODE_LENGTH
from kaue.signin.queries import Waiting
from kaue.tables import MailedCode, Person
from kaue.web.dates import now
from kaue.web.forms import Problem
from kaue.web.language import N_, translate

GOOD_FOR = timedelta(minutes=15)
KEPT_FOR = 2 * GOOD_FOR
"""How long what was begun can still be fetched after its code was used in another browser."""

MOST_TRIES = 5

MAILED_ENOUGH = N_(
    "Many mails went to this address just now. Open the link in the newest one: it signs you in"
    " here, too. The next mail can go in %(num)s min."
)


class CodeGone(Exception):
    """Used, too old, or tried too often."""


class WrongCode(Exception):
    """Not this one. `left` says how many more tries there are."""

    def __init__(self, left: int) -> None:
        self.left = left


class MailedEnough(limits.TooOften):
    """So many mails went to this address just now that the newest of them will do."""

    @property
    def problem(self) -> Problem:
        return MAILED_ENOUGH, ceil(self.seconds / 60)


class WrongPassword(Exception):
    """Not the password that was chosen when the mail was asked for."""


@dataclass(frozen=True)
class Wish:
    """What is to happen once the address is proven."""

    email: str
    language: str
    name: str = ""
    password_hash: str | None = None
    act: str = ""
    next: str = ""
    browser: str = ""


@dataclass(frozen=True)
class Entered:
    """Who proved an address, whether the account was made just now, and what they wanted."""

    person: Person
    is_new: bool
    act: str
    next: str
    row: int
    left: str = ""
    """What was begun and is not to be done by this alone."""
    without_password: bool = False
    """Whether a password was chosen in another browser, where it does not count."""


async def send(wish: Wish) -> str:
    """Mail a code and a link. Returns the handle by which this browser gives the code.

    Raises MailedEnough.
    """
    try:
        await limits.spend("code_flood", wish.email)
    except limits.TooOften as often:
        raise MailedEnough(often.seconds) from often
    handle, token = _tied(wish.browser), _tied(wish.browser)
    code = keyed.new_digits(CODE_LENGTH)
    known = await people_queries.by_email(wish.email)
    at = now()
    async with db.unit_of_work():
        await MailedCode(
            email=wish.email,
            handle_hash=keyed.token_hash(handle),
            token_hash=keyed.token_hash(token),
            code_hash=_code_hash(handle, code),
            name=wish.name,
            password_hash=wish.password_hash,
            act=wish.act,
            next=wish.next,
            created_at=at,
            expires_at=at + GOOD_FOR,
        ).save()
        await outbox.put_to(
            wish.email,
            wish.language,
            "mail/code.txt",
            code=code,
            path=f"/anmelden/link/{token}",
            minutes=int(GOOD_FOR.total_seconds()) // 60,
            has_account=wish.password_hash is not None and known is not None,
        )
    return handle


async def send_again(handle: str, language: str, browser: str) -> str:
    """A new mail for the same wish; the old one stays good. Raises CodeGone, limits.TooOften."""
    waiting = await queries.by_handle(handle, at=None)
    if waiting is None:
        raise CodeGone
    await limits.spend("code_request", waiting.email)
    wish = Wish(
        email=waiting.email,
        browser=browser if is_from(browser, handle) else "",
        language=language,
        name=waiting.name,
        password_hash=waiting.password_hash,
        act=waiting.act,
        next=waiting.next,
    )
    return await send(wish)


async def enter_by_code(handle: str, code: str, language: str, browser: str) -> Entered:
    """Raises CodeGone, WrongCode, people.Blocked.

    In another browser than the one that asked, the code only signs in: whoever asked may be
    somebody else, who sent the address of this page around.
    """
    at = now()
    counted = await db.write(
        "UPDATE mailed_code SET tries = tries + 1 WHERE handle_hash = {} AND tries < {}"
        " AND used_at IS NULL AND expires_at > {} RETURNING id",
        keyed.token_hash(handle),
        MOST_TRIES,
        at,
    )
    waiting = await queries.by_handle(handle, at=at) if counted else None
    if waiting is None:
        raise CodeGone
    if waiting.code_hash != _code_hash(handle, code):
        raise WrongCode(MOST_TRIES - waiting.tries)
    is_same = is_from(browser, handle)
    return await _enter(waiting, language, waiting.password_hash if is_same else None, acts=is_same)


async def enter_by_link(
    token: str, language: str, browser: str, *, password: str, acts: bool
) -> Entered:
    """Raises CodeGone, WrongPassword, people.Blocked, passwords.TooBusy, limits.TooOften.

    Where another browser asked for the mail, a password chosen there counts only if it is typed
    once more. What was begun is done only if `acts` says that its owner saw it.
    """
    waiting = await queries.by_token(token, at=now())
    if waiting is None:
        raise CodeGone
    chosen = waiting.password_hash if is_from(browser, token) else None
    if password:
        await limits.spend("code_check", str(waiting.id))
        if not await passwords.is_right(waiting.password_hash, password):
            raise WrongPassword
        chosen = waiting.password_hash
    return await _enter(waiting, language, chosen, acts=acts)


async def _enter(
    waiting: Waiting, language: str, password_hash: str | None, *, acts: bool
) -> Entered:
    """The race is decided by the row: only one request finds it unused."""
    async with db.unit_of_work():
        at = now()
        taken = await db.write(
            "UPDATE mailed_code SET used_at = {} WHERE id = {} AND used_at IS NULL"
            " AND expires_at > {} RETURNING id",
            at,
            waiting.id,
            at,
        )
        if not taken:
            raise CodeGone
        person, is_new = await people.find_or_make(
            email=waiting.email,
            name=waiting.name or pseudonym(language),
            language=language,
            password_hash=password_hash,
        )
    return Entered(
        person,
        is_new,
        act=waiting.act if acts else "",
        next=waiting.next,
        row=waiting.id,
        left="" if acts else waiting.act,
        without_password=waiting.password_hash is not None and password_hash is None,
    )


def pseudonym(language: str) -> str:
    """A name for whoever has given none yet, such as "Gast 4711"."""
    return translate(language, N_("Guest %(number)s"), number=keyed.new_digits(4))


async def forget_old() -> None:
    """What can no longer be used, with the address in it. What was begun stays a while longer:
    the code may have been used in another browser, and the text be waiting in the first.
    """
    at = now()
    await db.write(
        "DELETE FROM mailed_code WHERE used_at IS NOT NULL AND act = {}"
        " OR expires_at < {} AND (used_at IS NULL OR used_at < {})",
        "",
        at - GOOD_FOR,
        at - KEPT_FOR,
    )


async def forget_act(row: int) -> None:
    """It is done, so nobody needs to do it again."""
    await db.write("UPDATE mailed_code SET act = {} WHERE id = {}", "", row)


def _tied(browser: str) -> str:
    """A new token that shows, to whoever knows its secret, for which browser it was made."""
    token = keyed.new_token()
    return f"{token}.{_mark(token, browser)}"


def is_from(browser: str, tied: str) -> bool:
    """Whether the browser with this secret asked for the mail."""
    token, _, mark = tied.partition(".")
    return bool(browser) and hmac.compare_digest(mark.encode(), _mark(token, browser).encode())


def _mark(token: str, browser: str) -> str:
    return keyed.keyed_hash("browser", token, browser)[:32]


def _code_hash(handle: str, code: str) -> str:
    return keyed.keyed_hash("mailed code", handle, code)
