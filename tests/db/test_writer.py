# ruff: noqa: PT012 - a unit of work that fails is a block by nature
"""SQLite's one writer: it groups commits, and no failure or straggler stops it."""

import asyncio
import threading
import time

import pytest

from kaue.db import current, driver, jobs, writer
from kaue.tables import Person

INSERT = "INSERT INTO person (name, language) VALUES ({}, 'de')"


@pytest.fixture(params=["sqlite"])
def database_url(request, sqlite_url):
    return sqlite_url


@pytest.fixture
def engine(db):
    return current.engine()


async def stored():
    return {row["name"] for row in await Person.select(Person.name)}


class Failing:
    """A connection on which some statements fail, as they do when the disk is full."""

    def __init__(self, connection, *, at, gives_up=False, error=None):
        self.connection = connection
        self.at = at
        self.gives_up = gives_up
        self.error = error or driver.sqlite3.OperationalError("database or disk is full")
        self.error.sqlite_errorcode = 13

    def execute(self, sql, args=()):
        if self.at in sql:
            if self.gives_up:
                self.connection.execute("ROLLBACK")
            raise self.error
        return self.connection.execute(sql, args)

    def __getattr__(self, name):
        return getattr(self.connection, name)


def fail_at(engine, what, **how):
    engine.writer._connection = Failing(engine.writer._connection, at=what, **how)


async def test_writers_that_wait_together_share_a_commit(db, engine):
    before = engine.writer.commits
    await asyncio.gather(*(db.write(INSERT, f"{number}") for number in range(100)))
    assert len(await stored()) == 100
    assert engine.writer.commits - before < 20


async def test_in_a_group_each_fails_alone(db):
    async def insert(number):
        await Person(name=f"{number}", email=f"{number // 2}@example.org").save()

    outcomes = await asyncio.gather(*(insert(n) for n in range(40)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [type(None), db.Conflict] * 20
    assert len(await stored()) == 20


async def test_a_failed_commit_fails_the_group_and_not_the_next(db, engine):
    fail_at(engine, "COMMIT")
    outcomes = await asyncio.gather(
        *(db.write(INSERT, f"{number}") for number in range(5)), return_exceptions=True
    )
    lost = {f"{n}" for n, outcome in enumerate(outcomes) if isinstance(outcome, db.Unavailable)}
    assert lost
    assert await stored() == {f"{n}" for n in range(5)} - lost
    await db.write(INSERT, "after")
    assert "after" in await stored()


async def test_a_unit_hears_of_its_failed_commit(db, engine):
    fail_at(engine, "COMMIT")
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await db.write(INSERT, "lost")
    async with db.unit_of_work():
        await db.write(INSERT, "after")
    assert await stored() == {"after"}


async def test_when_sqlite_gives_up_the_transaction_nobody_is_told_it_worked(db, engine):
    fail_at(engine, "UPDATE", gives_up=True)
    first = asyncio.create_task(db.write(INSERT, "first"))
    second = asyncio.create_task(db.write("UPDATE person SET name = 'x'"))
    outcomes = await asyncio.gather(first, second, return_exceptions=True)
    assert isinstance(outcomes[1], db.Unavailable)
    assert (outcomes[0] == []) == ("first" in await stored())
    async with db.unit_of_work():
        await db.write(INSERT, "after")
    assert "after" in await stored()


async def test_a_busy_database_is_unavailable_at_once_for_all_who_wait(db, engine, monkeypatch):
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.1)
    engine.writer._drop_connection()
    other = driver.opened(engine.file, reads_only=False)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()

    async def unit(number):
        async with db.unit_of_work():
            await db.write(INSERT, f"unit {number}")

    writes = [db.write(INSERT, f"{number}") for number in range(20)]
    units = [unit(number) for number in range(20)]
    waiting = asyncio.gather(*writes, *units, return_exceptions=True)
    async with asyncio.timeout(5):
        outcomes = await waiting
    assert {type(outcome) for outcome in outcomes} == {db.Unavailable}, outcomes
    assert time.monotonic() - began < 1
    other.execute("ROLLBACK")
    other.close()
    await db.write(INSERT, "after")
    assert await stored() == {"after"}


async def test_reads_cannot_write(db):
    with pytest.raises(driver.Error, match="readonly"):
        await db.rows("DELETE FROM person")
    assert await db.rows("WITH a AS (SELECT 1 AS one) SELECT one FROM a") == [{"one": 1}]
    await Person.raw("WITH a AS (SELECT 'Ada' AS n) INSERT INTO person (name) SELECT n FROM a")
    assert await stored() == {"Ada"}


async def test_a_unit_held_open_too_long_is_given_up(db, monkeypatch):
    monkeypatch.setattr(jobs, "UNIT_SECONDS", 0.05)
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await db.write(INSERT, "slow")
            await asyncio.sleep(0.2)
            await db.write(INSERT, "too late")
    assert await stored() == set()


async def test_a_unit_held_open_too_long_cannot_commit(db, monkeypatch):
    monkeypatch.setattr(jobs, "UNIT_SECONDS", 0.05)
    with pytest.raises(db.Unavailable):
        async with db.unit_of_work():
            await db.write(INSERT, "slow")
            await asyncio.sleep(0.2)
    await db.write(INSERT, "after")
    assert await stored() == {"after"}


async def test_a_unit_whose_event_loop_is_gone_holds_nobody_up(db, engine):
    def begin_and_vanish():
        loop = asyncio.new_event_loop()

        async def begin():
            unit = engine.new_unit()
            await unit.execute("INSERT INTO person (name, language) VALUES ('ghost', 'de')", ())

        loop.run_until_complete(begin())
        loop.close()

    thread = threading.Thread(target=begin_and_vanish)
    thread.start()
    thread.join()
    async with asyncio.timeout(3):
        await db.write(INSERT, "after")
    assert await stored() == {"after"}


async def test_too_many_waiting_are_turned_away(db, monkeypatch):
    monkeypatch.setattr(writer, "LONGEST_QUEUE", 0)
    with pytest.raises(db.Unavailable):
        await db.write(INSERT, "one too many")


async def test_closing_finishes_what_waits_and_refuses_the_rest(db, engine):
    waiting = [asyncio.create_task(db.write(INSERT, f"{number}")) for number in range(20)]
    await asyncio.sleep(0)
    await db.close()
    await asyncio.gather(*waiting)
    with pytest.raises(db.Unavailable):
        await db.write(INSERT, "late")
    with pytest.raises(db.Unavailable):
        await db.ping()
    await db.open_()
    assert len(await stored()) == 20


async def test_writing_without_an_await_in_another_thread(db):
    await asyncio.to_thread(lambda: Person.insert(Person(name="Ada")).run_sync())
    assert await stored() == {"Ada"}


async def test_the_connections_are_set_up_as_promised(db, engine):
    for connection in (engine._reader, engine.writer._connection):
        found = {
            name: connection.execute("PRAGMA " + name).fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
        full = 2
        assert found == {
            "journal_mode": "wal",
            "synchronous": full,
            "foreign_keys": 1,
            "trusted_schema": 0,
        }
