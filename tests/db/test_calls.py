"""Calls of other processes are heard, and heard again within seconds after anything."""

import asyncio
import logging
import time
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest

from kaue import db as kaue_db
from kaue.db import calls, connections, postgres
from wire import Wire

SOON = 5.0
"""Seconds within which a call must be heard, whatever happened to the line before."""


@pytest.fixture(autouse=True)
def _no_long_goodbye(monkeypatch):
    monkeypatch.setattr(postgres, "END_SECONDS", 0.2)


@pytest.fixture
async def wire(postgres_url):
    async with Wire(postgres_url) as one:
        yield one


@pytest.fixture
async def database_url(wire):
    return wire.url


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(calls, "PING_EVERY", 0.1)
    monkeypatch.setattr(calls, "CONNECT_SECONDS", 0.5)
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(connections, "LATE_SECONDS", 0.1)


class Ear:
    """Listens as a process does, and knows what it has heard."""

    def __init__(self, url):
        self.url = url
        self.heard = []
        self.missed = 0
        self._task = asyncio.create_task(calls.listen(self.heard.append, self._miss))

    async def end(self):
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def until(self, claim, within=SOON):
        end = time.monotonic() + within
        while not claim():
            assert time.monotonic() < end, "not in time"
            await asyncio.sleep(0.01)

    async def call(self, word):
        """By another process, which has a connection of its own."""
        other = await asyncpg.connect(self.url)
        await other.execute("SELECT pg_notify('kaue', $1)", word)
        await other.close()

    async def hears(self, word):
        await self.call(word)
        await self.until(lambda: word in self.heard)

    def _miss(self):
        self.missed += 1


@pytest.fixture
async def ear(db, postgres_url):
    one = Ear(postgres_url)
    await one.until(lambda: one.missed == 1)
    yield one
    await one.end()


@asynccontextmanager
async def administering(url):
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def listening(url):
    """The sessions in which somebody listens."""
    async with administering(url) as connection:
        return await connection.fetchval(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND query LIKE '%pg_notify%'"
        )


async def test_a_call_is_heard_by_all_and_what_one_calls_to_itself_by_nobody(ear, quick):
    other = Ear(ear.url)
    await other.until(lambda: other.missed == 1)

    await calls.call("12")
    await ear.until(lambda: ear.heard)
    await other.until(lambda: other.heard)
    await asyncio.sleep(0.3)

    assert ear.heard == other.heard == ["12"]
    assert ear.missed == other.missed == 1
    await other.end()


async def test_a_killed_session_is_replaced(ear, postgres_url, caplog):
    async with administering(postgres_url) as connection:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    await ear.until(lambda: ear.missed == 2)
    await ear.hears("12")

    assert caplog.text.count("calls of other processes are not heard: ") == 1
    assert caplog.text.count("calls of other processes are heard again after 0.") == 1


async def test_a_line_that_fell_silent_is_replaced_within_five_seconds(ear, wire, caplog):
    """With the seconds as they are: nothing in here is made quicker."""
    wire.silence()
    began = time.monotonic()

    await ear.until(lambda: ear.missed == 2)

    assert time.monotonic() - began < SOON
    await ear.hears("12")
    assert "not heard: TimeoutError" in caplog.text


async def test_after_an_outage_it_is_heard_again_within_five_seconds(ear, wire, caplog):
    await wire.cut()
    await asyncio.sleep(2.0)  # so that the pauses have grown
    await wire.mend()

    await ear.until(lambda: ear.missed == 2)

    await ear.hears("12")
    lines = [record.getMessage() for record in caplog.records if record.name == "kaue.db.calls"]
    assert lines[0] == "calls of other processes are not heard: ConnectionResetError"
    assert lines[-1].startswith("calls of other processes are heard again after 2.")
    assert len(lines) <= 4, "each reason is told once"


async def test_nobody_is_heard_again_before_a_call_has_come_through(ear, wire, quick, caplog):
    wire.silence(deaf=True)
    await ear.until(lambda: "not heard" in caplog.text)
    await asyncio.sleep(0.5)
    assert ear.missed == 1

    wire.deaf = False
    wire.silence()

    await ear.until(lambda: ear.missed == 2, within=2 * SOON)
    await ear.hears("12")


@pytest.mark.parametrize("refused", ["add_listener", "execute"])
async def test_a_standby_lets_nobody_listen_until_it_is_promoted(
    db, postgres_url, monkeypatch, quick, caplog, refused
):
    """`execute` is the call to oneself: a primary that became a standby meanwhile refuses it."""
    is_standby = True
    real = getattr(connections.Connection, refused)

    async def on_a_standby(self, *args, **kwargs):
        if is_standby:
            raise asyncpg.ReadOnlySQLTransactionError("cannot execute LISTEN during recovery")
        return await real(self, *args, **kwargs)

    monkeypatch.setattr(connections.Connection, refused, on_a_standby)
    ear = Ear(postgres_url)
    await ear.until(lambda: "not heard: ReadOnlySQLTransactionError" in caplog.text)
    await asyncio.sleep(0.5)
    assert ear.missed == 0

    is_standby = False

    await ear.until(lambda: ear.missed == 1)
    await ear.hears("12")
    assert caplog.text.count("not heard") == 1
    await ear.end()


async def test_the_end_of_the_server_leaves_no_session_behind(ear, postgres_url):
    assert await listening(postgres_url) == 1

    await ear.end()

    end = time.monotonic() + SOON
    while await listening(postgres_url):
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


async def test_on_sqlite_there_is_nobody_else(sqlite_url, caplog):
    caplog.set_level(logging.DEBUG)
    engine = kaue_db.connect(sqlite_url)
    await engine.open()
    task = asyncio.create_task(calls.listen(print, print))

    await calls.call("12")

    assert not task.done()
    task.cancel()
    await engine.close()
