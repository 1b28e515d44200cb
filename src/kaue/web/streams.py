"""Telling open pages that something has changed: one cheap stream each, and numbers as the truth.

A page follows *keys*, such as ("stage", 7); each has a version that grows with every change. A
stream (server-sent events) says nothing but versions; whoever shows an older one asks for the
page's piece again. So what is missed while the network is away costs nothing, many changes become
one, and a stream holds no more than a place in a list. Who cannot have a stream asks for the same
numbers as JSON. Knows no feature.
"""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence

from litestar import Response
from litestar.response import Stream

from kaue.recent import forgets
from kaue.web.dates import milliseconds, now
from kaue.web.page import Answer, AnyRequest
from kaue.web.tickets import Key, ticket

MOST = 2_000
"""Streams of one process. Whoever comes later asks again and again instead."""

HEARTBEAT = 2.0
"""Seconds after which a stream says what it knows again. Pages take one that is silent for five
for dead, and ask; so this is also how late a change is heard of whose call was lost on the way.
"""

MOST_KEYS = 20
"""That one browser may follow, with all its tabs."""

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}


Version = Callable[[Key], Awaitable[int]]


class _Hub:
    """Who waits for which key to change."""

    def __init__(self) -> None:
        self._next: dict[Key, asyncio.Future[None]] = {}
        self.open = 0
        self.ending = False

    def tell(self, key: Key) -> None:
        """Wake everybody who waits for this one."""
        waiting = self._next.pop(key, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def tell_all(self) -> None:
        for key in list(self._next):
            self.tell(key)

    async def wait(self, keys: Iterable[Key]) -> None:
        """Until somebody tells of one, or the heartbeat is due: not of all in the same moment."""
        told = {self._future(key) for key in keys}
        seconds = HEARTBEAT * random.uniform(0.8, 1)  # noqa: S311 - only spreads the load
        await asyncio.wait(told, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)

    def _future(self, key: Key) -> asyncio.Future[None]:
        told = self._next.get(key)
        if told is None:
            told = self._next[key] = asyncio.get_running_loop().create_future()
        return told

    def end(self) -> None:
        """Let all streams come to their end: the server is about to stop."""
        self.ending = True
        self.tell_all()

    def begin(self) -> None:
        self.ending = False


hub = _Hub()
forgets(hub._next.clear)


def follow(keys: Sequence[Key], version: Version) -> Answer:
    """The versions of `keys` as they grow, beginning with those of now."""
    return _stream(_messages(keys, version))


async def told_once(keys: Sequence[Key], version: Version) -> Answer:
    """The same as one message, for who polls."""
    body = await _message(_named(keys), version)
    return Response(body, media_type="application/json", headers={"cache-control": "no-store"})


def stream(request: AnyRequest, key: Key, version: Version) -> Answer:
    """For programs that follow one key: the plain number as it grows."""
    return _stream(_numbers(key, version, request.headers.get("last-event-id", "")))


def _stream(said: AsyncIterator[bytes]) -> Answer:
    """204 when there are too many: a browser does not come back for one after that."""
    if hub.open >= MOST or hub.ending:
        return Response(b"", status_code=204, headers={"cache-control": "no-store"})
    return Stream(_counted(said), media_type="text/event-stream", headers=_HEADERS)


async def _counted(said: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    hub.open += 1
    try:
        async for one in said:
            yield one
    finally:
        hub.open -= 1


async def _messages(keys: Sequence[Key], version: Version) -> AsyncIterator[bytes]:
    named = _named(keys)
    while not hub.ending:
        yield b"data: " + await _message(named, version) + b"\n\n"
        await hub.wait(keys)


def _named(keys: Sequence[Key]) -> dict[str, Key]:
    return {ticket(*key): key for key in keys}


async def _message(named: Mapping[str, Key], version: Version) -> bytes:
    """Ticket → version, and the time: milliseconds since 1970, by which pages set their clocks."""
    versions = {name: await version(key) for name, key in named.items()}
    return json.dumps({"versions": versions, "at": milliseconds(now())}).encode()


async def _numbers(key: Key, version: Version, seen: str) -> AsyncIterator[bytes]:
    yield b"retry: 2000\n\n"
    while not hub.ending:
        number = str(await version(key))
        if number != seen:
            seen = number
            yield f"id: {number}\nevent: version\ndata: {number}\n\n".encode()
        else:
            yield b":\n\n"
        await hub.wait([key])
