"""What the writing thread is asked to do, and how the asking coroutine hears of it."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Protocol

from kaue.db.driver import Connection, fetched, translated
from kaue.db.errors import Unavailable
from kaue.db.units import Unit

UNIT_SECONDS = 10.0
LOOK_UP_SECONDS = 0.5


class Job(Protocol):
    """Work for a coroutine that waits on its own event loop."""

    loop: asyncio.AbstractEventLoop
    error: Exception | None

    def run(self, connection: Connection) -> bool:
        """Do it. True means keep what it did, False means undo it."""

    def settle(self) -> None:
        """Tell the waiting coroutine; called on its event loop."""


class Statement:
    """One statement, and the coroutine waiting for its rows."""

    def __init__(self, sql: str, args: Sequence[Any]) -> None:
        self.sql = sql
        self.args = args
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[list[dict[str, Any]]] = self.loop.create_future()
        self.rows: list[dict[str, Any]] = []
        self.error: Exception | None = None

    def run(self, connection: Connection) -> bool:
        if self.future.cancelled():
            return False
        try:
            self.rows = fetched(connection, self.sql, self.args)
        except Exception as error:  # the waiting coroutine gets it, whatever it is
            self.error = translated(error)
        return self.error is None

    def settle(self) -> None:
        if self.future.done():
            return
        if self.error is None:
            self.future.set_result(self.rows)
        else:
            self.future.set_exception(self.error)


class Commit(Statement):
    """The last thing a unit of work says. Answered once the whole group is on the disk."""

    def __init__(self) -> None:
        super().__init__("", ())


class SqliteUnit(Unit):
    """A job whose statements arrive one by one while the writing thread waits for them.

    It is handed in with its first statement, so a unit that says nothing holds nobody up.
    """

    def __init__(self, engine: object, hand_in: Callable[[Job], None]) -> None:
        super().__init__(engine)
        self.loop = asyncio.get_running_loop()
        self.error: Exception | None = None
        self._hand_in = hand_in
        self._handed_in = False
        self._inbox: SimpleQueue[Statement | None] = SimpleQueue()
        self._door = threading.Lock()
        self._over: str | None = None
        self._commit: Commit | None = None

    async def _execute(self, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
        return await self._ask(Statement(sql, args))

    async def commit(self) -> None:
        if self._handed_in:
            await self._ask(Commit())

    async def abort(self) -> None:
        with self._door:
            self._inbox.put(None)

    async def _ask(self, step: Statement) -> list[dict[str, Any]]:
        with self._door:
            if self._over is not None:
                raise Unavailable(self._over)
            self._inbox.put(step)
        if not self._handed_in:
            self._hand_in(self)
            self._handed_in = True
        return await step.future

    # From here on: the writing thread.

    def run(self, connection: Connection) -> bool:
        until = monotonic() + UNIT_SECONDS
        try:
            while (step := self._next(until)) is not None:
                if isinstance(step, Commit):
                    self._commit = step
                    return True
                began = monotonic()
                step.run(connection)
                # What the statement itself takes is not held against the coroutine.
                until += monotonic() - began
                if not acknowledge([step]) or step.error is not None:
                    return False
            return False
        finally:
            self._leave(Unavailable("This unit of work has ended; it was held open for too long."))

    def _next(self, until: float) -> Statement | None:
        while (left := until - monotonic()) > 0 and not self.loop.is_closed():
            with suppress(Empty):
                return self._inbox.get(timeout=min(left, LOOK_UP_SECONDS))
        return None

    def _leave(self, why: Exception) -> None:
        """Nobody reads the inbox from now on, so nobody may wait for an answer to it."""
        left_over: list[Job] = []
        with self._door:
            self._over = str(why)
            while not self._inbox.empty():
                step = self._inbox.get()
                if step is not None:
                    step.error = why
                    left_over.append(step)
        acknowledge(left_over)

    def settle(self) -> None:
        if self._commit is not None:
            self._commit.error = self.error
            self._commit.settle()
        elif self.error is not None:
            # It never began: the group it was to be in could not. Its first statement waits.
            self._leave(self.error)


def acknowledge(jobs: Iterable[Job]) -> bool:
    """Wake who waits, with one call per event loop. False when a loop is gone."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
    for job in jobs:
        by_loop.setdefault(job.loop, []).append(job)
    everybody = True
    for loop, its_jobs in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle, its_jobs)
        except RuntimeError:  # closed: nobody is waiting there any more
            everybody = False
    return everybody


def _settle(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.settle()
