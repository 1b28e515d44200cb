"""Telling everybody who looks on that something has changed on stage."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from kaue import db
from kaue.db import calls
from kaue.recent import Recent
from kaue.web.streams import hub


async def _version_of(event_id: int) -> int:
    found = await db.rows("SELECT version FROM stage WHERE event = {}", event_id)
    return int(found[0]["version"]) if found else 0


_recent = Recent(_version_of, seconds=1.0)


async def begin_stage(event_id: int) -> None:
    """From now on there is a stage, whose version can grow. Doing so twice changes nothing."""
    await db.write(
        "INSERT INTO stage (event, version, showing, method, seconds, seconds_left, pace, held,"
        " auto_start) VALUES ({}, 0, 'waiting', '', 60, 60, 1, {}, {})"
        " ON CONFLICT (event) DO NOTHING",
        event_id,
        False,
        False,
    )


async def version(event_id: int) -> int:
    """As streams tell it: of a thousand that wake at once, one asks the database."""
    return await _recent.get(event_id)


async def announce(key: int) -> None:
    """To be called after whatever changes the version is stored: an event, or its board_key()."""
    _heard(str(key))
    await calls.call(str(key))


def board_key(event_id: int) -> int:
    """Whoever follows the board of the session grid waits for something else than the hall does."""
    return -event_id


def _heard(word: str) -> None:
    if word.removeprefix("-").isdigit():
        _recent.forget(int(word))
        hub.tell(int(word))


async def listen() -> None:
    """What other processes announce; runs beside the site."""
    await calls.listen(_heard, hub.tell_all)


def end_with_the_server() -> None:
    """Streams end when the server is told to stop: else it would wait for each of them."""
    hub.begin()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            signal.signal(number, _ending(loop, signal.getsignal(number)))
        except ValueError:
            # Not in the main thread, so not the server of its process.
            return


def _ending(loop: asyncio.AbstractEventLoop, before: Any) -> Callable[[int, Any], None]:
    def stop(number: int, frame: Any) -> None:
        loop.call_soon_threadsafe(hub.end)
        if callable(before):
            before(number, frame)

    return stop
