"""A connection that was dropped without a word costs seconds, and nobody's vote."""

import asyncio
import socket
import time

import pytest

from kaue.db import Unavailable, connections, current, postgres
from kaue.tables import Person
from wire import Wire


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(connections, "LATE_SECONDS", 0.1)
    monkeypatch.setattr(postgres, "ACQUIRE_SECONDS", 2.0)
    monkeypatch.setattr(postgres, "END_SECONDS", 0.2)


@pytest.fixture
async def wire(postgres_url):
    async with Wire(postgres_url) as one:
        yield one


@pytest.fixture
async def database_url(wire):
    return wire.url


async def full_pool(db):
    """Every connection there can be, idle for so long that none is trusted."""
    await asyncio.gather(*(db.rows("SELECT pg_sleep(0.05)") for _ in range(postgres.POOL_SIZE)))
    pool = current.engine().pool
    assert pool.get_idle_size() == postgres.POOL_SIZE
    await asyncio.sleep(postgres.TRUSTED_SECONDS)


async def test_reads_and_writes_go_on_after_all_connections_fell_silent(db, wire, monkeypatch):
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", 0.05)
    await full_pool(db)
    wire.silence()
    began = time.monotonic()

    async def in_a_unit():
        async with db.unit_of_work():
            await Person(name="in a unit").save()

    await asyncio.gather(
        db.rows("SELECT 1 AS one"),
        db.write("INSERT INTO person (name) VALUES ('Ada')"),
        in_a_unit(),
    )

    assert time.monotonic() - began < 2
    names = await Person.select(Person.name).order_by(Person.name)
    assert [row["name"] for row in names] == ["Ada", "in a unit"]


async def test_one_silent_connection_is_enough_to_doubt_all_that_were_idle_as_long(
    db, wire, monkeypatch
):
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", 0.05)
    await full_pool(db)
    wire.silence()
    began = time.monotonic()

    for _ in range(postgres.POOL_SIZE + 1):
        await db.ping()

    assert time.monotonic() - began < 2 * 0.4 + 1


async def test_while_nothing_gets_through_people_are_told_within_seconds(db, wire, monkeypatch):
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", 0.05)
    await full_pool(db)
    wire.silence(deaf=True)
    began = time.monotonic()

    with pytest.raises(Unavailable):
        await db.ping()
    with pytest.raises(Unavailable):
        async with db.unit_of_work():
            await Person(name="Ada").save()

    assert time.monotonic() - began < 2 * 2.0 + 1
    wire.deaf = False
    await db.ping()
    assert await Person.count() == 0


async def test_after_an_outage_the_pool_is_there_at_once(db, wire):
    await db.ping()
    await wire.cut()
    for _ in range(3):
        with pytest.raises(Unavailable):
            await db.ping()
    await wire.mend()

    await asyncio.gather(*(db.ping() for _ in range(2 * postgres.POOL_SIZE)))


async def test_a_connection_in_use_is_not_asked_each_time(db, monkeypatch):
    asked = []

    async def in_time(connection, work):
        asked.append(connection)
        return await work

    monkeypatch.setattr(postgres, "in_time", in_time)
    for _ in range(5):
        await db.rows("SELECT 1 AS one")
    assert asked == []

    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", -1.0)
    await db.rows("SELECT 1 AS one")
    assert len(asked) == 1


async def test_whoever_gives_up_waiting_for_a_silent_connection_leaves_none_behind(
    db, wire, monkeypatch
):
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 60)
    monkeypatch.setattr(postgres, "TRUSTED_SECONDS", 0.0)
    await full_pool(db)
    wire.silence()

    # All of them meet silence, but for one that is quick enough to get a new connection.
    given_up = 0
    for _ in range(2 * postgres.POOL_SIZE):
        try:
            async with asyncio.timeout(0.02):
                await db.ping()
        except TimeoutError:
            given_up += 1

    assert given_up >= postgres.POOL_SIZE
    async with asyncio.timeout(5):
        await db.ping()


WATCHED = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 2, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 5000}


async def test_the_kernel_watches_what_goes_over_tcp(db):
    async with current.engine().pool.acquire() as connection:
        line = connection._transport.get_extra_info("socket")
        copy = socket.socket(fileno=socket.dup(line.fileno()))
    with copy:
        assert copy.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        for option, expected in WATCHED.items():
            if hasattr(socket, option):
                assert copy.getsockopt(socket.IPPROTO_TCP, getattr(socket, option)) == expected


class Transport:
    def __init__(self, line):
        self._line = line

    def get_extra_info(self, name):
        return self._line if name == "socket" else None


def test_other_sockets_and_other_drivers_are_left_alone():
    """A Unix socket has nothing of the kind, and a driver may name its transport otherwise."""
    here, there = socket.socketpair()
    with here, there:
        connections.keep_alive(Transport(here))
    connections.keep_alive(Transport(None))
    connections.keep_alive(None)


def test_what_a_platform_does_not_have_is_left_out(monkeypatch):
    monkeypatch.delattr(socket, "TCP_USER_TIMEOUT", raising=False)
    monkeypatch.setattr(socket, "TCP_KEEPCNT", 32_000, raising=False)
    with socket.socket() as line:
        connections.keep_alive(Transport(line))
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


async def test_a_database_that_takes_no_writes_is_not_ready(db, wire):
    """As a hot standby: reading goes well, so only asking for it tells."""
    await db.close()
    db.connect(wire.url + "?default_transaction_read_only=on")
    await db.open_()

    assert await Person.count() == 0
    with pytest.raises(Unavailable, match="standby"):
        await db.ping()

    await db.close()
