"""What runs beside the site for as long as it does: whatever ends is logged and started again."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from time import monotonic

from kaue import db

Work = Callable[[], Awaitable[object]]

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""Seconds until what ended is started again: from one to the other, doubling."""

LASTED = 60.0
"""Whatever ran for so many seconds had started well; the next pause is a short one again."""

log = logging.getLogger("kaue")


@asynccontextmanager
async def beside(*works: tuple[str, Work]) -> AsyncIterator[None]:
    """Inside, all of these run, each under its name; at the end they are cancelled."""
    tasks = [asyncio.create_task(watched(name, work), name=name) for name, work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def watched(name: str, work: Work) -> None:
    """Run it until this task is cancelled, again and again if need be. Raises nothing else."""
    pause = 0.0
    while True:
        started = monotonic()
        why = await _why_it_ended(work)
        pause = FIRST_PAUSE if monotonic() - started > LASTED else _longer(pause)
        log.error("%s ended, starting again in %.0f s: %s", name, pause, why)
        await asyncio.sleep(pause)


async def _why_it_ended(work: Work) -> str:
    try:
        await work()
    except asyncio.CancelledError:
        # Something that it awaited can be cancelled, too; only when it is this task is it over.
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        return "CancelledError"
    except Exception as error:
        return described(error)
    return "nothing failed"


def described(error: Exception) -> str:
    """For the log: the class, and where it happened. No message: it may hold an address."""
    name = type(error).__name__
    if isinstance(error, db.Unavailable):
        return f"{name} ({type(error.__cause__).__name__})" if error.__cause__ else name
    return f"{name}\n{''.join(traceback.format_tb(error.__traceback__))}".rstrip()


def _longer(pause: float) -> float:
    return min(2 * pause or FIRST_PAUSE, LONGEST_PAUSE)
