"""Calls between processes: what one has changed, the others hear at once (PostgreSQL only).

Whoever listens hears nothing most of the time, so that silence tells nothing. Hence each process
calls itself again and again: when that does not come back, the line is given up for a new one.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from time import monotonic
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from kaue.db import current
from kaue.db.connections import LOST, Connection, in_time
from kaue.db.postgres import PostgresEngine

CHANNEL = "kaue"

PING_EVERY = 1.5
"""Seconds between two calls to oneself. With what one may take to come back (`ANSWER_SECONDS`) and
a new connection, calls are heard again within five seconds after a line fell silent."""

PING = "ping "

CONNECT_SECONDS = 3.0
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 1.0
"""Seconds until a lost line is tried again: from one to the other, doubling."""

CLOSE_SECONDS = 1.0

log = logging.getLogger(__name__)


async def call(word: str) -> None:
    """Tell every process, this one included. On SQLite there is only this one."""
    if not current.is_sqlite():
        await current.rows("SELECT pg_notify({}, {})", CHANNEL, word)


async def listen(heard: Callable[[str], None], missed: Callable[[], None]) -> None:
    """Hear every call from now on. `missed` after a time in which some may have been lost.

    Comes back only when it is cancelled; on SQLite it waits. Whatever happens to the line
    (refused, closed, silent, or led to a standby, which lets nobody listen), it is tried again.
    """
    engine = current.engine()
    if not isinstance(engine, PostgresEngine):
        await asyncio.Event().wait()
        return
    outage = _Outage()
    while True:
        line = _Line(heard)
        try:
            await line.open(engine.config["dsn"])
            outage.ends()
            missed()
            await line.until_lost()
        except LOST as error:
            outage.goes_on(type(error).__name__)
        finally:
            await line.close()
        await asyncio.sleep(outage.pause())


class _Line:
    """One connection on which calls are heard."""

    def __init__(self, heard: Callable[[str], None]) -> None:
        self._heard = heard
        self._own = PING + token_hex(8)
        self._connection: Any = None
        self._back = asyncio.Event()
        self._lost = asyncio.Event()

    async def open(self, dsn: str) -> None:
        """Listening, and sure of it. Raises LOST."""
        self._connection = await asyncpg.connect(
            dsn, timeout=CONNECT_SECONDS, connection_class=Connection
        )
        self._connection.add_termination_listener(self._on_lost)
        await in_time(self._connection, self._connection.add_listener(CHANNEL, self._on_call))
        await self._ping()

    async def until_lost(self) -> None:
        """Raises one of LOST as soon as the line is closed or does not answer."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(PING_EVERY):
                    await self._lost.wait()
            if self._lost.is_set():
                raise ConnectionResetError
            await self._ping()

    async def close(self) -> None:
        if self._connection is not None:
            with suppress(*LOST):
                await self._connection.close(timeout=CLOSE_SECONDS)

    async def _ping(self) -> None:
        self._back.clear()
        await in_time(self._connection, self._there_and_back())

    async def _there_and_back(self) -> None:
        await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, self._own)
        await self._back.wait()

    def _on_call(self, *called: Any) -> None:
        word = called[-1]
        if word == self._own:
            self._back.set()
        elif not word.startswith(PING):
            self._heard(word)

    def _on_lost(self, _: object) -> None:
        self._lost.set()
        # Nothing will come back any more; whoever waits for that looks anew.
        self._back.set()


class _Outage:
    """Says in the log when calls are not heard, why, and when they are again."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._why = ""
        self._pause = 0.0

    def goes_on(self, why: str) -> None:
        if self._since is None:
            self._since = monotonic()
        if why != self._why:
            log.warning("calls of other processes are not heard: %s", why)
        self._why = why

    def ends(self) -> None:
        if self._since is not None:
            log.warning(
                "calls of other processes are heard again after %.1f s", monotonic() - self._since
            )
        self._since, self._why, self._pause = None, "", 0.0

    def pause(self) -> float:
        self._pause = min(2 * self._pause or FIRST_PAUSE, LONGEST_PAUSE)
        return self._pause
