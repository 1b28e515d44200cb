# ruff: noqa: PT012 - a unit of work that fails is a block by nature
"""PostgreSQL goes away and comes back; kaue says so and recovers."""

import asyncio

import asyncpg
import pytest

from kaue.db import current, postgres
from kaue.tables import Person


@pytest.fixture(params=["postgres"])
def database_url(request, postgres_url):
    return postgres_url


async def kill_all_but(url):
    other = await asyncpg.connect(url)
    await other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await other.close()


async def test_a_killed_connection_inside_a_unit(db, database_url):
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await Person(name="lost").save()
            await kill_all_but(database_url)
            await Person(name="lost, too").save()
    async with db.unit_of_work():
        await Person(name="after").save()
    assert [row["name"] for row in await Person.select(Person.name)] == ["after"]


async def test_a_connection_killed_before_the_commit(db, database_url):
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await Person(name="lost").save()
            await kill_all_but(database_url)
    assert await Person.count() == 0


async def test_killed_connections_in_the_pool(db, database_url):
    await asyncio.gather(*(db.rows("SELECT pg_sleep(0.01)") for _ in range(5)))
    await kill_all_but(database_url)
    for _ in range(10):
        try:
            await db.ping()
        except db.Unavailable:
            continue
    await db.ping()


async def test_no_server_there(db, tmp_path):
    db.connect(f"postgresql://kaue@/kaue?host={tmp_path}")
    with pytest.raises(db.Unavailable):
        await db.open_()
    with pytest.raises(db.Unavailable):
        await db.rows("SELECT 1")
    with pytest.raises(db.Unavailable):
        await db.ping()


async def test_a_pool_that_is_used_up(db, monkeypatch):
    async def hog(ready, leave):
        async with db.unit_of_work():
            await db.rows("SELECT 1 AS one")
            ready.release()
            await leave.wait()

    ready, leave = asyncio.Semaphore(0), asyncio.Event()
    hogs = [asyncio.create_task(hog(ready, leave)) for _ in range(postgres.POOL_SIZE)]
    for _ in hogs:
        await asyncio.wait_for(ready.acquire(), 20)
    # Only now: connecting may take longer than that on a busy machine.
    monkeypatch.setattr(postgres, "ACQUIRE_SECONDS", 0.05)
    with pytest.raises(db.Unavailable):
        await db.ping()
    leave.set()
    await asyncio.gather(*hogs)
    await db.ping()


async def test_deadlocks_are_unavailable_and_not_a_bug(db):
    await Person.insert(Person(name="a"), Person(name="b"))

    async def update(*names):
        async with db.unit_of_work():
            for name in names:
                await db.write("UPDATE person SET language = 'en' WHERE name = {}", name)
                await asyncio.sleep(0.05)

    outcomes = await asyncio.gather(update("a", "b"), update("b", "a"), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "Unavailable"]


async def test_a_mistake_in_the_code_is_not_called_unavailable(db):
    with pytest.raises(asyncpg.PostgresSyntaxError):
        await db.rows("SELEC 1")
    with pytest.raises(asyncpg.DataError):
        await db.rows("SELECT id FROM person WHERE id = {}", "no number")


async def test_every_connection_is_given_back(db):
    for _ in range(postgres.POOL_SIZE + 2):
        with pytest.raises(ZeroDivisionError):
            async with db.unit_of_work():
                await db.rows("SELECT 1 AS one")
                raise ZeroDivisionError
    pool = current.engine().pool
    assert pool.get_idle_size() == pool.get_size()


async def test_writing_without_an_await_in_another_thread(db):
    await asyncio.to_thread(lambda: Person.insert(Person(name="Ada")).run_sync())
    assert await Person.count() == 1


async def test_a_unit_held_open_too_long_is_given_up(db, monkeypatch):
    monkeypatch.setattr(postgres, "UNIT_SECONDS", 0.05)
    await db.close()
    await db.open_()
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await Person(name="slow").save()
            await asyncio.sleep(0.2)
            await Person(name="too late").save()
    assert await Person.count() == 0


async def test_whoever_waits_too_long_for_a_lock_is_told(db, monkeypatch):
    monkeypatch.setattr(postgres, "LOCK_SECONDS", 0.05)
    await db.close()
    await db.open_()
    await Person(name="Ada").save()

    async def other():
        await db.write("UPDATE person SET name = 'x'")

    async with db.unit_of_work():
        await db.rows("SELECT p.id FROM person p" + db.for_update("p"))
        with pytest.raises(db.Unavailable):
            await asyncio.create_task(other())
