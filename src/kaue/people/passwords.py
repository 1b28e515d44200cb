"""Argon2id beside the event loop, with a queue that says no before it grows long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from kaue.web.language import N_

T = TypeVar("T")

SHORTEST = 10
LONGEST = 200

SAFE_ENOUGH = 3
"""Of zxcvbn's scores from 0 to 4: at least 10^8 guesses."""

READ_BY_ZXCVBN = 24
"""Characters. It takes seconds over long ones, and is convinced much earlier."""

_GUESSED_FIRST = """
kaue barcamp opengovernment smartvest recklinghausen kreis vest rathaus verwaltung schalke borussia
dortmund bochum essen ruhrgebiet zeche glueckauf glückauf passwort kennwort geheim hallo qwertz
sommer winter herbst frühling fruehling januar februar märz april mai juni juli august september
oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag deutschland
fussball fußball ichliebedich schatz familie
"""
"""What zxcvbn's English lists do not know, and people here would try."""

GUESSABLE = N_("Others would guess this password soon. Three or four words in a row are better.")

THREADS = 1
"""Each keeps its 19 MiB; one hashes some 45 passwords a second."""

LONGEST_QUEUE = 60
"""Waiting hashes. At 21 ms each the last one waits little more than a second."""

# OWASP's smallest recommended set for argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1, type=Type.ID)
_executor = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="argon2")
_waiting = 0


class TooBusy(Exception):
    """Too many people are signing in at this very moment."""


async def hash_password(password: str) -> str:
    return await _beside_the_loop(_hasher.hash, password)


async def is_right(stored: str | None, password: str) -> bool:
    """Compare. Takes as long for nobody (`stored` None) as for somebody. Raises TooBusy."""
    matches = await _beside_the_loop(_verify, stored or _nobodys_hash(), password)
    return matches and stored is not None


async def is_guessable(password: str, *about: str) -> bool:
    """Whether it is among the first that others would try; `about` are name, address, event.

    Raises TooBusy: the judgement is made beside the loop, too.
    """
    return await _beside_the_loop(_judge, password, *about)


def _judge(password: str, *about: str) -> bool:
    # Its lists take 14 MiB, and few people choose a password at all.
    from zxcvbn import zxcvbn  # noqa: PLC0415

    known = [*_GUESSED_FIRST.split(), *about, *(part for one in about for part in one.split("@"))]
    score: int = zxcvbn(password[:READ_BY_ZXCVBN], user_inputs=known)["score"]
    return score < SAFE_ENOUGH


def is_outdated(stored: str) -> bool:
    """Whether the parameters have changed since this hash was made."""
    return _hasher.check_needs_rehash(stored)


def _verify(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("nobody has this password")


async def _beside_the_loop(function: Callable[..., T], *values: str) -> T:
    global _waiting  # noqa: PLW0603 - one counter per process is the point
    if _waiting >= LONGEST_QUEUE:
        raise TooBusy
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_executor, function, *values)
    finally:
        _waiting -= 1
