"""What every command of `kaue` is made of."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kaue import db, settings

T = TypeVar("T")


class Refused(Exception):
    """A command that cannot be carried out; the message says why."""


def with_database(work: Callable[[], Awaitable[T]]) -> T:
    """Do it in the database of the settings, brought up to date first."""

    async def run() -> T:
        db.connect(settings.current().database_url)
        await db.migrate()
        await db.open_()
        try:
            return await work()
        finally:
            await db.close()

    return asyncio.run(run())
