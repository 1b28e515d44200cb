"""What open pages can follow, and telling them that it has changed."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any

from kaue import db
from kaue.db import calls
from kaue.recent import Recent
from kaue.web.streams import hub
from kaue.web.tickets import Key

_VERSIONS = {
    "stage": "SELECT version FROM stage WHERE event = {}",
    "board": "SELECT version FROM board WHERE event = {}",
    "plan": "SELECT COALESCE(MAX(version), 0) AS version FROM plan WHERE event = {}",
}
"""What can be followed of an event: what is shown on stage, the board of the session grid as
moderators build it, and its published plan.
"""


async def _version_of(key: Key) -> int:
    found = await db.rows(_VERSIONS[key.kind], key.number) if key.kind in _VERSIONS else []
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


async def version(key: Key) -> int:
    """As streams tell it: of a thousand that wake at once, one asks the database."""
    return await _recent.get(key)


async def announce(kind: str, event_id: int) -> None:
    """To be called after whatever changes the version is stored. `kind` as in _VERSIONS."""
    word = Key(kind, event_id).word
    _heard(word)
    await calls.call(word)


def _heard(word: str) -> None:
    key = Key.of(word)
    if key is not None:
        _recent.forget(key)
        hub.tell(key)


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
