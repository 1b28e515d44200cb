"""One connection to PostgreSQL, whose silence is noticed.

A firewall or a host that goes away drops a connection without a word. Two things find that out:
the kernel, which asks the other side while nothing is said and gives up on what is not
acknowledged; and `in_time`, for where something in between still acknowledges everything.
"""

import asyncio
import socket
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]

T = TypeVar("T")

ANSWER_SECONDS = 2.0
"""How long a statement may take that has nothing to do."""

LATE_SECONDS = 0.5
"""The event loop may have been late itself: what has arrived meanwhile is read before giving up."""

_KEEPING_ALIVE = (
    ("SOL_SOCKET", "SO_KEEPALIVE", 1),
    ("IPPROTO_TCP", "TCP_KEEPIDLE", 5),  # seconds without a word until the first probe
    ("IPPROTO_TCP", "TCP_KEEPINTVL", 2),
    ("IPPROTO_TCP", "TCP_KEEPCNT", 3),
    ("IPPROTO_TCP", "TCP_USER_TIMEOUT", 5000),  # ms until what was sent must be acknowledged
)

LOST = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What the driver raises when a connection cannot be made or used. A TimeoutError is an OSError."""


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """`heard_at` is when it is known to have answered last."""

    __slots__ = ("heard_at",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heard_at = monotonic()
        # asyncpg has no setting for this, and no public name for the transport.
        keep_alive(getattr(self, "_transport", None))

    def note_heard(self) -> None:
        # A method, because what the pool lends passes on calls, but nothing that is assigned.
        self.heard_at = monotonic()


def keep_alive(transport: Any) -> None:
    """Have the kernel watch it, as far as this platform can. Nothing to do for a Unix socket."""
    line = transport.get_extra_info("socket") if transport is not None else None
    if line is None or line.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    for level, option, value in _known_here():
        with suppress(OSError):
            line.setsockopt(level, option, value)


def _known_here() -> Iterator[tuple[int, int, int]]:
    for level, option, value in _KEEPING_ALIVE:
        number = getattr(socket, option, None)
        if number is not None:
            yield getattr(socket, level), number, value


async def in_time(connection: Any, work: Awaitable[T]) -> T:
    """What comes of `work` on this connection. Raises TimeoutError after ANSWER_SECONDS.

    After any failure, and when cancelled, the connection is dropped: its state is unknown.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.wait({task}, timeout=ANSWER_SECONDS)
        if not task.done():
            await asyncio.wait({task}, timeout=LATE_SECONDS)
        if not task.done():
            raise TimeoutError("no answer")
        return task.result()
    except BaseException:
        # First, so that nothing asks the server to cancel what it has never heard of.
        dropped(connection)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise


def dropped(connection: Any) -> None:
    """Close it without a word. The pool forgets it and makes a new one when it needs to."""
    with suppress(asyncpg.InterfaceError):  # gone already
        connection.terminate()
