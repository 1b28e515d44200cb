"""Wakes this process's sender when a mail is queued."""

import asyncio
from contextlib import suppress

_listening: set[asyncio.Event] = set()


def ring() -> None:
    """The mail is seen by the sender once the unit of work that queued it has ended."""
    for event in _listening:
        event.set()


class Bell:
    """Heard by whoever holds one; rings before `hear` are not lost."""

    def __enter__(self) -> "Bell":
        self._event = asyncio.Event()
        _listening.add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        _listening.discard(self._event)

    async def hear(self, at_most: float) -> None:
        """Until it rings, but no longer than so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._event.wait()
        self._event.clear()
