"""Calls between processes: what one has changed, the others hear at once (PostgreSQL only)."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

import asyncpg  # type: ignore[import-untyped]

from kaue.db import current
from kaue.db.postgres import PostgresEngine

CHANNEL = "kaue"
AGAIN = 2.0
"""Seconds before a lost connection is tried again."""

log = logging.getLogger(__name__)


async def call(word: str) -> None:
    """Tell every process, this one included. On SQLite there is only this one."""
    if not current.is_sqlite():
        await current.rows("SELECT pg_notify({}, {})", CHANNEL, word)


async def listen(heard: Callable[[str], None], missed: Callable[[], None]) -> None:
    """Hear every call from now on. `missed` after a time in which some may have been lost.

    Comes back only when it is cancelled; on SQLite it waits.
    """
    engine = current.engine()
    if not isinstance(engine, PostgresEngine):
        await asyncio.Event().wait()
        return
    while True:
        lost = asyncio.Event()
        try:
            connection = await asyncpg.connect(engine.config["dsn"])
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("nobody to listen to: %s", type(error).__name__)
            await asyncio.sleep(AGAIN)
            continue
        try:
            connection.add_termination_listener(lambda *_, lost=lost: lost.set())
            await connection.add_listener(CHANNEL, lambda *called: heard(called[-1]))
            missed()
            await lost.wait()
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=1)
        await asyncio.sleep(AGAIN)
