"""The one database in use, and everything the other folders do with it."""

import os
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from piccolo.table import TABLE_REGISTRY

from kaue.db import units
from kaue.db.postgres import PostgresEngine
from kaue.db.sqlite import SqliteEngine

Engine = SqliteEngine | PostgresEngine
Rows = list[dict[str, Any]]

_engine: Engine | None = None


def connect(url: str) -> Engine:
    """Choose the database, for all tables there are and all still to come. Opens nothing yet.

    `sqlite:///var/kaue.sqlite` is relative, `sqlite:////var/lib/kaue.sqlite` is absolute.
    """
    global _engine  # noqa: PLW0603 - the one place where the current database is kept
    _engine = _engine_for(url)
    for table in TABLE_REGISTRY:
        table._meta.db = _engine
    # Tables imported later ask Piccolo's engine_finder(), as its migrations do.
    os.environ["PICCOLO_CONF"] = "kaue.db.conf"
    return _engine


def _engine_for(url: str) -> Engine:
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return SqliteEngine(Path(rest[1:]).absolute())
    if scheme in {"postgresql", "postgres"}:
        return PostgresEngine(url)
    # Without the address: it may hold a password.
    raise ValueError("A database address begins with sqlite:/// or postgresql://")


def engine() -> Engine:
    if _engine is None:
        raise RuntimeError("No database is chosen; call kaue.db.connect() first.")
    return _engine


async def open_() -> None:
    """Start the writing thread and the reader, or the pool. Raises Unavailable."""
    await engine().open()


async def close() -> None:
    """Finish the writes that wait, then let go of the database."""
    await engine().close()


async def ping() -> None:
    """Raises Unavailable unless the database answers."""
    await engine().check()


def is_sqlite() -> bool:
    return isinstance(engine(), SqliteEngine)


def unit_of_work() -> AbstractAsyncContextManager[None]:
    """The one way to write: everything inside happens together or not at all.

    - One inside another joins the outer one.
    - After any failure inside, the whole unit is lost, even if the exception is caught within it:
      catch Conflict around the unit. Going on regardless raises Doomed.
    - A task spawned inside is not in it. Never await such a task's write from inside: on SQLite
      it waits for this very unit. `asyncio.gather` and (before 3.12) `wait_for` spawn tasks.
    - Be brief. On SQLite all other writers wait meanwhile; after ten seconds it is given up.
    """
    return units.work(engine())


async def write(sql: str, *args: Any) -> Rows:
    """One statement with `{}` placeholders as a unit of its own, or in the surrounding one.

    Returns the rows of its RETURNING. Cancelled while it waits, it happens wholly or not at all.
    """
    return await engine().write(sql, args)


async def write_after(lock: tuple[Any, ...], sql: str, *args: Any) -> Rows:
    """One statement that sees what others were about to do: `lock` (a SELECT and its values)
    waits for them. On SQLite nobody else writes meanwhile, so there it is only the statement.
    """
    if is_sqlite():
        return await write(sql, *args)
    async with unit_of_work():
        await rows(*lock)
        return await write(sql, *args)


async def rows(sql: str, *args: Any) -> Rows:
    """Read with `{}` placeholders. On SQLite this runs on the event loop: keep it under 5 ms."""
    return await engine().rows(sql, args)


def for_share(alias: str) -> str:
    """Appended to a SELECT: the rows of `alias` stay as they are until this unit ends."""
    return _locking(" FOR SHARE OF ", alias)


def for_update(alias: str) -> str:
    """Appended to a SELECT: nobody else changes or locks the rows of `alias` meanwhile."""
    return _locking(" FOR UPDATE OF ", alias)


def numbers(joined: str | None) -> set[int]:
    """What `in_one(column)` has found, see db/sql.py."""
    return set(map(int, joined.split(","))) if joined else set()


async def take_turns(name: str, number: int) -> None:
    """In a unit of work: until it ends, nobody else gets past here with the same two."""
    # SQLite has one writer at a time anyway.
    if not is_sqlite():
        await rows("SELECT pg_advisory_xact_lock(hashtext({}), {})", name, number)


def _locking(clause: str, alias: str) -> str:
    if not alias.isidentifier():
        raise ValueError(alias)
    # SQLite has one writer at a time; there is nothing left to lock.
    return "" if is_sqlite() else clause + alias
