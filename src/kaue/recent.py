"""Remembers what was just read: a full hall asks the database once a second."""

import asyncio
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
        self._loading: dict[K, asyncio.Future[V]] = {}
        forgets(self._values.clear)
        forgets(self._loading.clear)

    async def get(self, key: K) -> V:
        """Of many who ask at once, one loads it (single flight)."""
        known = self._values.get(key)
        if known is not None and known[0] > time.monotonic():
            return known[1]
        loading = self._loading.get(key)
        if loading is not None:
            await asyncio.wait({loading})
            if not loading.cancelled():
                return loading.result()
        return await self._load_for_all(key)

    async def _load_for_all(self, key: K) -> V:
        began = time.monotonic()
        loading = self._loading[key] = asyncio.get_running_loop().create_future()
        try:
            value = await self._load(key)
        except BaseException:
            # Who waited for it tries for themselves.
            loading.cancel()
            raise
        else:
            loading.set_result(value)
            # What was forgotten while it was being read may be of before the change.
            if self._loading.get(key) is loading:
                if len(self._values) >= MOST:
                    self._values.clear()
                self._values[key] = (began + self._seconds, value)
            return value
        finally:
            if self._loading.get(key) is loading:
                del self._loading[key]

    def forget(self, key: K) -> None:
        """Call after changing what `key` names, so that the next reader sees it at once."""
        self._values.pop(key, None)
        self._loading.pop(key, None)
