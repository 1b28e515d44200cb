"""Piccolo's PostgreSQL engine with a pool, and units of work that end soundly."""

import asyncio
import logging
import math
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from time import monotonic
from typing import Any

import asyncpg  # type: ignore[import-untyped]
from piccolo.engine.postgres import PostgresEngine as PiccoloPostgresEngine
from piccolo.querystring import QueryString

from kaue.db import units
from kaue.db.connections import LOST, Connection, dropped, in_time
from kaue.db.errors import Conflict, Unavailable
from kaue.db.sql import compiled

logger = logging.getLogger(__name__)

POOL_SIZE = 10
ACQUIRE_SECONDS = 5.0
STATEMENT_SECONDS = 30.0
END_SECONDS = 5.0
TRUSTED_SECONDS = 1.0
"""A connection that was silent for longer is asked whether it is still there before it is used."""
LOCK_SECONDS = 5.0
UNIT_SECONDS = 10.0  # as long as SQLite's

_CANNOT_NOW = (
    OSError,  # refused, unreachable, timed out
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,  # too many connections, disk full, out of memory
    asyncpg.OperatorInterventionError,  # shut down, crashed, starting, cancelled
    asyncpg.PostgresSystemError,
    asyncpg.TransactionRollbackError,  # deadlock, serialisation
    asyncpg.LockNotAvailableError,
    asyncpg.IdleInTransactionSessionTimeoutError,  # a unit of work held open too long
    asyncpg.ReadOnlySQLTransactionError,  # a replica about to take over
    asyncpg.InternalClientError,  # killed, and the driver is about to notice
)


@contextmanager
def in_our_words() -> Iterator[None]:
    try:
        yield
    except (asyncpg.UniqueViolationError, asyncpg.ForeignKeyViolationError) as error:
        raise Conflict(str(error)) from error
    except _CANNOT_NOW as error:
        raise Unavailable(f"The database cannot: {error or type(error).__name__}") from error
    except asyncpg.InterfaceError as error:
        # The same class stands for lost connections and for wrong arguments.
        if any(word in str(error) for word in ("closed", "closing", "released")):
            raise Unavailable(f"The database cannot: {error}") from error
        raise


class PostgresUnit(units.Unit):
    """A transaction on a connection of its own, taken with the first statement."""

    engine: "PostgresEngine"

    def __init__(self, engine: "PostgresEngine") -> None:
        super().__init__(engine)
        self._connection: Any = None

    async def _execute(self, sql: str, args: Sequence[Any]) -> Any:
        with in_our_words():
            if self._connection is None:
                self._connection = await self.engine.take(beginning="BEGIN")
            return await self._connection.fetch(sql, *args)

    async def commit(self) -> None:
        if self._connection is None:
            return
        with in_our_words():
            done = await self._connection.execute("COMMIT")
        if done != "COMMIT":
            raise Unavailable(f"PostgreSQL answered COMMIT with {done}.")
        self._connection.note_heard()
        await self._give_back()

    async def abort(self) -> None:
        if self._connection is None:
            return
        try:
            await self._connection.execute("ROLLBACK", timeout=END_SECONDS)
        except Exception as error:
            logger.info("A connection is dropped instead of rolled back: %s", error)
            dropped(self._connection)
        await self._give_back()

    async def _give_back(self) -> None:
        connection, self._connection = self._connection, None
        await self.engine.give_back(connection)


class PostgresEngine(PiccoloPostgresEngine):
    def __init__(self, url: str) -> None:
        # Not Engine.__init__: it would connect at once to ask for the version.
        self.engine_type = "postgres"
        self.min_version_number = 13
        self.log_queries = self.log_responses = False
        self.query_id = 0
        self.config = {
            "dsn": url,
            "timeout": ACQUIRE_SECONDS,
            "connection_class": Connection,
        }
        self.extensions = ()
        self.extra_nodes = {}
        self.pool = None
        self.current_transaction = units.CURRENT  # type: ignore[assignment]
        self._loop: asyncio.AbstractEventLoop | None = None
        self._silent_at = -math.inf

    def is_open(self) -> bool:
        return self.pool is not None

    async def open(self) -> None:
        if self.is_open():
            return
        with in_our_words():
            self.pool = await asyncpg.create_pool(
                **self.config,
                min_size=1,
                max_size=POOL_SIZE,
                command_timeout=STATEMENT_SECONDS,
                server_settings=_session_settings(),
                reset=_nothing,  # nothing is left behind in a session; saves a round trip each
            )
        self._loop = asyncio.get_running_loop()
        logger.info("PostgreSQL, at most %d connections", POOL_SIZE)

    async def close(self) -> None:
        pool, self.pool = self.pool, None
        if pool is None:
            return
        try:
            async with asyncio.timeout(END_SECONDS):
                await pool.close()
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            pool.terminate()

    async def check(self) -> None:
        found = await self.rows("SELECT current_setting('transaction_read_only') AS setting", ())
        if found[0]["setting"] == "on":
            raise Unavailable("The database takes no writes: it is a standby, or read-only.")

    def new_unit(self) -> units.Unit:
        return PostgresUnit(self)

    async def rows(self, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
        records = await self._run(compiled(sql, "postgres", len(args)), args)
        return [dict(record) for record in records]

    # One statement is a transaction of its own, whether it reads or writes.
    write = rows

    async def take(self, beginning: str = "") -> Any:
        """A connection to be given back, which was there a moment ago. `beginning` is carried out
        first. Raises the driver's errors.

        One that was dropped silently is found out here, while nothing has been sent yet that may
        not be sent twice: so reads and writes alike go on with another one.
        """
        if self.pool is None:
            raise Unavailable("The database is not open.")
        if self._loop is not asyncio.get_running_loop():
            # Piccolo's run_sync() comes with an event loop of its own, a pool belongs to one.
            connection = await asyncpg.connect(**self.config, command_timeout=STATEMENT_SECONDS)
            if beginning:
                await in_time(connection, connection.execute(beginning))
            return connection
        began = monotonic()
        while True:
            left = began + ACQUIRE_SECONDS - monotonic()
            connection = await self.pool.acquire(timeout=left)
            is_new = connection.heard_at >= began
            try:
                await self._begin(connection, beginning)
            except LOST as error:
                await self.give_back(connection)
                if is_new:
                    raise
                logger.info("A lost connection is replaced: %s", type(error).__name__)
            except BaseException:
                await self.give_back(connection)
                raise
            else:
                return connection

    async def _begin(self, connection: Any, beginning: str) -> None:
        """Raises one of LOST when it was lost while nobody used it; then it is dropped."""
        asked = monotonic()
        if connection.heard_at < self._silent_at:
            # One beside it has not answered, and this one has not been heard since either.
            dropped(connection)
            raise ConnectionResetError
        if beginning or asked - connection.heard_at > TRUSTED_SECONDS:
            try:
                await in_time(connection, connection.execute(beginning or "SELECT 1"))
            except TimeoutError:
                self._silent_at = asked
                raise
            connection.note_heard()

    async def give_back(self, connection: Any) -> None:
        try:
            if self.pool is not None and self._loop is asyncio.get_running_loop():
                await self.pool.release(connection, timeout=END_SECONDS)
            else:
                await connection.close(timeout=END_SECONDS)
        except Exception as error:  # what was asked for is done; nobody needs to hear of this
            logger.info("A connection could not be given back: %s", error)
            dropped(connection)

    # What Piccolo's queries call.

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        return await self._run(*querystring.compile_string(engine_type="postgres"))

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        return await self._run(ddl, ())

    def transaction(self, *_: object, **__: object) -> AbstractAsyncContextManager[None]:  # type: ignore[override]
        return units.work(self)

    def transaction_exists(self) -> bool:
        return units.current(self) is not None

    async def batch(self, *_: object, **__: object) -> Any:
        raise NotImplementedError("batch() swallows exceptions; page with LIMIT instead.")

    async def _run(self, sql: str, args: Sequence[Any]) -> Any:
        unit = units.current(self)
        if unit is not None:
            return await unit.execute(sql, args)
        with in_our_words():
            async with self._lent() as connection:
                return await connection.fetch(sql, *args)

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator[Any]:
        connection = await self.take()
        try:
            yield connection
            connection.note_heard()
        except (OSError, asyncpg.InterfaceError, asyncpg.InternalClientError):
            # Unlike after an error that the server reports, its state is unknown.
            dropped(connection)
            raise
        finally:
            await self.give_back(connection)


def _session_settings() -> dict[str, str]:
    return {
        "application_name": "kaue",
        "lock_timeout": str(int(LOCK_SECONDS * 1000)),
        "idle_in_transaction_session_timeout": str(int(UNIT_SECONDS * 1000)),
    }


async def _nothing(_: object) -> None:
    pass
