"""The unit of work: who is in one, and how it begins and ends, the same on both databases."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any, Protocol, TypeVar

from kaue.db.errors import Doomed

T = TypeVar("T")

# One for all engines: Piccolo makes one per engine, and a ContextVar is never given back.
CURRENT: ContextVar["Unit | None"] = ContextVar("kaue_unit_of_work", default=None)


class Unit(ABC):
    """Statements that happen together or not at all, sent by one task."""

    def __init__(self, engine: object) -> None:
        self.engine = engine
        self.owner = asyncio.current_task()
        self.failure: BaseException | None = None

    async def execute(self, sql: str, args: Sequence[Any]) -> Any:
        self.refuse_if_doomed()
        try:
            return await self._execute(sql, args)
        except BaseException as failure:
            # PostgreSQL goes no further after an error; SQLite would. Both shall behave alike.
            self.failure = failure
            raise

    def refuse_if_doomed(self) -> None:
        if self.failure is not None:
            message = "Something in this unit of work failed before; leave it, then begin anew."
            raise Doomed(message) from self.failure

    @abstractmethod
    async def _execute(self, sql: str, args: Sequence[Any]) -> Any: ...

    @abstractmethod
    async def commit(self) -> None: ...

    @abstractmethod
    async def abort(self) -> None: ...


class BeginsUnits(Protocol):
    def new_unit(self) -> Unit: ...


def current(engine: object) -> Unit | None:
    """The unit of work of this very task. Tasks spawned inside one are not in it."""
    unit = CURRENT.get()
    if unit is None or unit.engine is not engine or unit.owner is not asyncio.current_task():
        return None
    return unit


@asynccontextmanager
async def work(engine: BeginsUnits) -> AsyncIterator[None]:
    outer = current(engine)
    if outer is not None:
        async with _joined(outer):
            yield
        return
    unit = engine.new_unit()
    CURRENT.set(unit)
    try:
        yield
        unit.refuse_if_doomed()
        await to_the_end(unit.commit())
    except BaseException:
        await to_the_end(unit.abort())
        raise
    finally:
        CURRENT.set(None)


@asynccontextmanager
async def _joined(outer: Unit) -> AsyncIterator[None]:
    """Whoever swallows what failed in here may not store the outer half either."""
    try:
        yield
    except BaseException as failure:
        outer.failure = failure
        raise


async def to_the_end(coroutine: Coroutine[Any, Any, T]) -> T:
    """Await it to its end even when cancelled meanwhile; then pass the cancellation on."""
    task = asyncio.ensure_future(coroutine)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()
        raise cancelled
    return task.result()
