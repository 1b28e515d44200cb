"""Bringing a database up to date, one process at a time."""

import asyncio
import fcntl
import io
import os
import sys
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, redirect_stdout
from time import monotonic

import asyncpg  # type: ignore[import-untyped]
from piccolo.apps.migrations.commands.forwards import run_forwards
from piccolo.apps.migrations.tables import Migration

from kaue.db import current, units
from kaue.db.errors import Unavailable
from kaue.db.postgres import PostgresEngine, in_our_words
from kaue.db.sqlite import SqliteEngine

LOCK_SECONDS = 60.0
LOCK_NUMBER = 0x6B617565  # "kaue"; any number will do that nobody else uses in this database


async def migrate() -> int:
    engine = current.engine()
    async with _locked(engine), _opened(engine):
        with redirect_stdout(io.StringIO()), _same_path():
            # Piccolo notes a migration as done after its transaction. In one unit with it,
            # a crash between the two leaves nothing half-way.
            async with units.work(engine):
                return await _forwards()


async def _forwards() -> int:
    before = await _applied()
    with warnings.catch_warnings():
        # Piccolo warns of changes to columns that SQLite does not know, such as a length; it then
        # leaves the column as it is, which is fine: there, lengths are checked by our forms.
        warnings.filterwarnings("ignore", ".*doesn't support changes in")
        result = await run_forwards("kaue")
    if not result.success:
        raise RuntimeError(result.message)
    return await _applied() - before


async def _applied() -> int:
    if not await Migration.table_exists():
        return 0
    return len(await Migration.get_migrations_which_ran("kaue"))


@asynccontextmanager
async def _opened(engine: current.Engine) -> AsyncIterator[None]:
    if engine.is_open():
        yield
        return
    await engine.open()
    try:
        yield
    finally:
        await engine.close()


@contextmanager
def _same_path() -> Iterator[None]:
    """Piccolo puts the migrations' folder first on the import path and leaves it there."""
    path = sys.path.copy()
    try:
        yield
    finally:
        sys.path[:] = path


@asynccontextmanager
async def _locked(engine: current.Engine) -> AsyncIterator[None]:
    lock = _advisory_lock(engine) if isinstance(engine, PostgresEngine) else _file_lock(engine)
    async with lock:
        yield


@asynccontextmanager
async def _file_lock(engine: SqliteEngine) -> AsyncIterator[None]:
    engine.make_file()
    # The file stays: removing it would let two processes lock two files of one name.
    beside = engine.file.with_name(engine.file.name + ".migrating")
    descriptor = os.open(beside, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        await _wait_for(descriptor)
        yield
    finally:
        os.close(descriptor)


async def _wait_for(descriptor: int) -> None:
    until = monotonic() + LOCK_SECONDS
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if monotonic() > until:
                raise Unavailable("Somebody else is migrating the database.") from None
        await asyncio.sleep(0.05)


@asynccontextmanager
async def _advisory_lock(engine: PostgresEngine) -> AsyncIterator[None]:
    with in_our_words():
        connection = await asyncpg.connect(**engine.config)
    try:
        with in_our_words():
            await connection.execute(
                "SELECT pg_advisory_lock($1)", LOCK_NUMBER, timeout=LOCK_SECONDS
            )
        yield
    finally:
        await connection.close(timeout=LOCK_SECONDS)
