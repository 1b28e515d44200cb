"""Argon2id beside the event loop, with a queue that says no before it grows long."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

T = TypeVar("T")

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
