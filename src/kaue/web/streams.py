"""Telling open pages that something has changed: one cheap stream each, and a number as the truth.

A stream (server-sent events) says nothing but the number of the version; whoever has an older one
asks for the page's piece again. So what is missed while the network is away costs nothing, many
changes become one, and a stream holds no more than a place in a list. Knows no feature.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from litestar import Response
from litestar.response import Stream

from kaue.recent import forgets
from kaue.web.page import Answer, AnyRequest

MOST = 2_000
"""Streams of one process. Whoever comes later asks again and again instead."""

HEARTBEAT = 20.0
"""Seconds after which a stream says something, so that nobody on the way takes it for dead."""

_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}

Version = Callable[[int], Awaitable[int]]


class _Hub:
    """Who waits for which number to change."""

    def __init__(self) -> None:
        self._next: dict[int, asyncio.Future[None]] = {}
        self.open = 0
        self.ending = False

    def tell(self, key: int) -> None:
        """Wake everybody who waits for this one."""
        waiting = self._next.pop(key, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(None)

    def tell_all(self) -> None:
        for key in list(self._next):
            self.tell(key)

    async def wait(self, key: int) -> None:
        """Until somebody tells, or the heartbeat is due."""
        told = self._next.get(key)
        if told is None:
            told = self._next[key] = asyncio.get_running_loop().create_future()
        await asyncio.wait({told}, timeout=HEARTBEAT)

    def end(self) -> None:
        """Let all streams come to their end: the server is about to stop."""
        self.ending = True
        self.tell_all()

    def begin(self) -> None:
        self.ending = False


hub = _Hub()
forgets(hub._next.clear)


def stream(request: AnyRequest, key: int, version: Version) -> Answer:
    """The numbers of `key` as they grow, beginning with the one of now.

    204 when there are too many streams: a browser does not come back for one after that.
    """
    if hub.open >= MOST or hub.ending:
        return Response(b"", status_code=204, headers={"cache-control": "no-store"})
    seen = request.headers.get("last-event-id", "")
    return Stream(_numbers(key, version, seen), media_type="text/event-stream", headers=_HEADERS)


async def _numbers(key: int, version: Version, seen: str) -> AsyncIterator[bytes]:
    hub.open += 1
    try:
        yield b"retry: 2000\n\n"
        while not hub.ending:
            number = str(await version(key))
            if number != seen:
                seen = number
                yield f"id: {number}\nevent: version\ndata: {number}\n\n".encode()
            else:
                yield b":\n\n"
            await hub.wait(key)
    finally:
        hub.open -= 1
