"""What was just read is remembered for a moment, and forgotten at once when it changes."""

import asyncio

import pytest

from kaue import recent
from kaue.recent import Recent, forget_everything


class Shelf:
    """Something to read that counts how often it is read."""

    def __init__(self):
        self.values = {}
        self.reads = 0

    async def read(self, key):
        self.reads += 1
        return self.values.get(key)


@pytest.fixture
def shelf():
    return Shelf()


async def test_the_second_reader_gets_what_the_first_one_read(shelf):
    remembered = Recent(shelf.read, seconds=60)
    shelf.values["a"] = 1

    assert [await remembered.get("a") for _ in range(3)] == [1, 1, 1]
    assert shelf.reads == 1


async def test_that_there_is_nothing_is_remembered_too(shelf):
    remembered = Recent(shelf.read, seconds=60)

    assert [await remembered.get("a") for _ in range(3)] == [None] * 3
    assert shelf.reads == 1


async def test_keys_are_remembered_apart(shelf):
    remembered = Recent(shelf.read, seconds=60)
    shelf.values.update(a=1, b=2)

    assert (await remembered.get("a"), await remembered.get("b")) == (1, 2)


async def test_after_its_time_it_is_read_anew(shelf):
    remembered = Recent(shelf.read, seconds=0)
    shelf.values["a"] = 1
    await remembered.get("a")
    shelf.values["a"] = 2

    assert await remembered.get("a") == 2


async def test_what_was_forgotten_is_read_anew_and_the_rest_is_not(shelf):
    remembered = Recent(shelf.read, seconds=60)
    shelf.values.update(a=1, b=1)
    await remembered.get("a")
    await remembered.get("b")
    shelf.values.update(a=2, b=2)

    remembered.forget("a")
    remembered.forget("never seen")

    assert (await remembered.get("a"), await remembered.get("b")) == (2, 1)


async def test_everything_can_be_forgotten(shelf):
    remembered = Recent(shelf.read, seconds=60)
    await remembered.get("a")

    forget_everything()

    await remembered.get("a")
    assert shelf.reads == 2


async def test_a_change_made_while_it_is_being_read_is_not_missed():
    began, changed = asyncio.Event(), asyncio.Event()
    stored = "old"

    async def slowly(_):
        value = stored
        began.set()
        await changed.wait()
        return value

    remembered = Recent(slowly, seconds=60)
    reading = asyncio.create_task(remembered.get("a"))
    await began.wait()
    stored = "new"
    remembered.forget("a")
    changed.set()
    await reading

    assert await remembered.get("a") == "new"


async def test_a_failed_reading_is_not_remembered(shelf):
    async def fails_once(key):
        if shelf.reads == 0:
            await shelf.read(key)
            raise RuntimeError
        return await shelf.read(key)

    remembered = Recent(fails_once, seconds=60)
    with pytest.raises(RuntimeError):
        await remembered.get("a")

    shelf.values["a"] = 1
    assert await remembered.get("a") == 1


async def test_addresses_that_nobody_has_do_not_fill_the_memory(shelf):
    remembered = Recent(shelf.read, seconds=60)

    for number in range(3 * recent.MOST):
        await remembered.get(number)

    assert len(remembered._values) <= recent.MOST
