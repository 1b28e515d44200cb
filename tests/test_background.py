"""Whatever runs beside the site and ends is named in the log and started again."""

import asyncio
from contextlib import suppress

import pytest

from kaue import app, background, db

ADDRESS = "ada@example.org"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(background, "FIRST_PAUSE", 0.01)


class Work:
    """Does one thing after the other, one at each start; then it runs until it is cancelled."""

    def __init__(self, *ends):
        self.ends = list(ends)
        self.starts = 0
        self.cancelled = False
        self.lasting = asyncio.Event()

    async def __call__(self):
        self.starts += 1
        if self.ends:
            return await self.ends.pop(0)()
        self.lasting.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


async def nothing():
    pass


async def failing():
    raise ValueError(ADDRESS)


async def without_database():
    raise db.Unavailable(ADDRESS) from ConnectionRefusedError()


async def awaiting_what_is_cancelled():
    future = asyncio.get_running_loop().create_future()
    future.cancel()
    await future


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (nothing, "nothing failed"),
        (failing, "ValueError\n"),
        (without_database, "Unavailable (ConnectionRefusedError)"),
        (awaiting_what_is_cancelled, "CancelledError"),
    ],
)
async def test_what_ends_is_named_in_the_log_and_started_again(caplog, end, why):
    work = Work(end, end)

    async with background.beside(("feeding the cat", work)):
        await asyncio.wait_for(work.lasting.wait(), 5)

    assert work.starts == 3
    assert caplog.text.count("feeding the cat ended, starting again in 0 s: " + why) == 2
    assert ADDRESS not in caplog.text


async def test_the_end_of_the_site_is_the_end_of_all_of_it_without_a_word(caplog):
    works = [Work(), Work()]

    async with background.beside(("one", works[0]), ("two", works[1])):
        for work in works:
            await asyncio.wait_for(work.lasting.wait(), 5)

    assert all(work.cancelled for work in works)
    assert not caplog.records


async def test_it_ends_while_it_waits_for_the_next_start_too(monkeypatch):
    monkeypatch.setattr(background, "FIRST_PAUSE", 60)
    task = asyncio.create_task(background.watched("feeding the cat", Work(failing)))
    await asyncio.sleep(0.01)

    task.cancel()

    with suppress(asyncio.CancelledError):
        await asyncio.wait_for(task, 5)
    assert task.cancelled()


async def test_pauses_grow_up_to_a_bound_and_are_short_again_after_a_while(monkeypatch):
    pauses, passed = [], iter([0, 0, 0, 0, 0, 0, 0, 0, 0, 100, 0, 0])

    async def sleep(seconds):
        pauses.append(seconds)
        if len(pauses) == 6:
            raise asyncio.CancelledError

    monkeypatch.setattr(background, "FIRST_PAUSE", 1.0)
    monkeypatch.setattr(background, "LONGEST_PAUSE", 4.0)
    monkeypatch.setattr(background, "monotonic", lambda: next(passed))
    monkeypatch.setattr(background.asyncio, "sleep", sleep)

    with suppress(asyncio.CancelledError):
        await background.watched("feeding the cat", nothing)

    assert pauses == [1, 2, 4, 4, 1, 2]


def test_all_that_runs_beside_the_site_has_a_name(setting):
    setting(KAUE_SMTP_URL="smtp://127.0.0.1:9")
    names = [name for name, _ in app._beside_the_site()]
    assert len(set(names)) == len(names) == 4

    setting(KAUE_DEMO="1")
    assert len(app._beside_the_site()) == 3
