"""Remembers what was just read: a full hall asks the database once a second."""

import time
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST = 1_000
"""Keys kept. Addresses that nobody has would else fill the memory."""

_forget_all: list[Callable[[], None]] = []


def forget_everything() -> None:
    """Empty every memory of this process, for instance because the database is another one."""
    for forget in _forget_all:
        forget()


def forgets(forget: Callable[[], None]) -> None:
    """`forget_everything` calls this, too."""
    _forget_all.append(forget)


class Recent(Generic[K, V]):
    """Values by key, each for some seconds. Only data that everybody may see belongs here."""

    def __init__(self, load: Callable[[K], Awaitable[V]], *, seconds: float) -> None:
        self._load = load
        self._seconds = seconds
        self._values: dict[K, tuple[float, V]] = {}
        self._forgotten = 0
        forgets(self._values.clear)

    async def get(self, key: K) -> V:
        known = self._values.get(key)
        now = time.monotonic()
        if known is not None and known[0] > now:
            return known[1]
        forgotten = self._forgotten
        value = await self._load(key)
        # What was forgotten while it was being read may be of before the change.
        if forgotten == self._forgotten:
            if len(self._values) >= MOST:
                self._values.clear()
            self._values[key] = (now + self._seconds, value)
        return value

    def forget(self, key: K) -> None:
        """Call after changing what `key` names, so that the next reader sees it at once."""
        self._forgotten += 1
        self._values.pop(key, None)
