"""Piccolo's SQLite engine with one writer, grouped commits, and reads without a thread."""

import asyncio
import logging
import os
import threading
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from piccolo.engine.sqlite import SQLiteEngine
from piccolo.querystring import QueryString

from kaue.db import driver, units
from kaue.db.errors import Unavailable
from kaue.db.jobs import SqliteUnit, Statement
from kaue.db.sql import compiled, only_reads
from kaue.db.writer import Writer

logger = logging.getLogger(__name__)

Rows = list[dict[str, Any]]


class SqliteEngine(SQLiteEngine):
    def __init__(self, path: Path) -> None:
        # Not Engine.__init__: it would start an event loop twice to ask for the version.
        self.engine_type = "sqlite"
        self.min_version_number = 3.35
        self.log_queries = self.log_responses = False
        self.query_id = 0
        self.connection_kwargs = {"database": str(path)}
        self.current_transaction = units.CURRENT  # type: ignore[assignment]
        self.file = path
        self.writer: Writer | None = None
        self._reader: driver.Connection | None = None
        self._reading = threading.Lock()

    def get_version_sync(self) -> float:
        return driver.version_number()

    def is_open(self) -> bool:
        return self.writer is not None

    async def open(self) -> None:
        if self.is_open():
            return
        self.make_file()
        try:
            self.writer = Writer(lambda: driver.opened(self.file, reads_only=False))
            self._reader = driver.opened(self.file, reads_only=True)
        except Exception as error:
            await self.close()
            raise driver.translated(error) from error
        logger.info("%s, %s", driver.version(), self.file)
        if not driver.has_safe_wal():
            logger.warning("%s: let one process only write to it.", driver.version())

    def make_file(self) -> None:
        """Nobody but us may read it. SQLite gives its -wal and -shm the same mode."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise Unavailable(f"The database cannot be opened: {error}") from error

    async def close(self) -> None:
        # The reader first: whoever closes last cleans up the WAL, and the reader may not write.
        reader, self._reader = self._reader, None
        if reader is not None:
            with self._reading:
                reader.close()
        writer, self.writer = self.writer, None
        if writer is not None:
            await asyncio.to_thread(writer.close)

    async def check(self) -> None:
        await self.rows("SELECT 1 AS one", ())
        if self.writer is None or not self.writer.is_alive():
            raise Unavailable("Nobody writes.")

    def new_unit(self) -> units.Unit:
        return SqliteUnit(self, self._open_writer().submit)

    async def rows(self, sql: str, args: Sequence[Any]) -> Rows:
        text = compiled(sql, "sqlite", len(args))
        unit = units.current(self)
        if unit is not None:
            rows: Rows = await unit.execute(text, args)
            return rows
        return self._read(text, args)

    async def write(self, sql: str, args: Sequence[Any]) -> Rows:
        text = compiled(sql, "sqlite", len(args))
        unit = units.current(self)
        if unit is not None:
            rows: Rows = await unit.execute(text, args)
            return rows
        return await self._write(text, args)

    # What Piccolo's queries call.

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:
        return await self._run(*querystring.compile_string(engine_type="sqlite"))

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:
        return await self._run(ddl, ())

    def transaction(  # type: ignore[override]
        self, *_: object, **__: object
    ) -> AbstractAsyncContextManager[None]:
        return units.work(self)

    def transaction_exists(self) -> bool:
        return units.current(self) is not None

    async def batch(self, *_: object, **__: object) -> Any:
        raise NotImplementedError("batch() swallows exceptions; page with LIMIT instead.")

    async def _run(self, sql: str, args: Sequence[Any]) -> Rows:
        unit = units.current(self)
        if unit is not None:
            rows: Rows = await unit.execute(sql, args)
            return rows
        return self._read(sql, args) if only_reads(sql) else await self._write(sql, args)

    def _read(self, sql: str, args: Sequence[Any]) -> Rows:
        if self._reader is None:
            raise Unavailable("The database is not open.")
        try:
            with self._reading:
                return driver.fetched(self._reader, sql, args)
        except driver.Error as error:
            raise driver.translated(error) from error

    async def _write(self, sql: str, args: Sequence[Any]) -> Rows:
        statement = Statement(sql, args)
        self._open_writer().submit(statement)
        return await statement.future

    def _open_writer(self) -> Writer:
        if self.writer is None:
            raise Unavailable("The database is not open.")
        return self.writer
