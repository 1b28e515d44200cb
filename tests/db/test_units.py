# ruff: noqa: PT012 - a unit of work that fails is a block by nature
"""A unit of work happens as a whole or not at all, on both databases alike."""

import asyncio
import contextlib

import pytest

from kaue.tables import Person


class Oops(Exception):
    pass


async def names():
    return {row["name"] for row in await Person.select(Person.name)}


async def test_what_is_inside_is_stored(db):
    async with db.unit_of_work():
        await Person(name="Ada").save()
        await db.write("INSERT INTO person (name, language) VALUES ({}, {})", "Bo", "de")
    assert await names() == {"Ada", "Bo"}


async def test_nothing_is_stored_when_the_block_raises(db):
    with pytest.raises(Oops):
        async with db.unit_of_work():
            await Person(name="Ada").save()
            await db.write("INSERT INTO person (name, language) VALUES ({}, {})", "Bo", "de")
            raise Oops
    assert await names() == set()


async def test_nothing_is_stored_when_a_later_statement_fails(db):
    with pytest.raises(db.Conflict):
        async with db.unit_of_work():
            await Person(name="Ada", email="a@example.org").save()
            await Person(name="Bo", email="a@example.org").save()
    assert await names() == set()


async def test_a_statement_of_many_rows_is_stored_whole_or_not(db):
    with pytest.raises(db.Conflict):
        await Person.insert(Person(email="a@example.org"), Person(email="a@example.org"))
    assert await Person.count() == 0


async def test_reads_inside_see_what_was_written_inside(db):
    async with db.unit_of_work():
        await Person(name="Ada").save()
        assert await names() == {"Ada"}
        assert await db.rows("SELECT name FROM person") == [{"name": "Ada"}]


async def test_nobody_outside_sees_it_before_the_end(db):
    async with db.unit_of_work():
        await Person(name="Ada").save()
        assert await asyncio.create_task(names()) == set()
    assert await names() == {"Ada"}


async def test_an_empty_unit_is_no_trouble(db):
    async with db.unit_of_work():
        pass


async def test_a_nested_unit_joins_the_outer_one(db):
    with pytest.raises(Oops):
        async with db.unit_of_work():
            async with db.unit_of_work():
                await Person(name="Ada").save()
            raise Oops
    assert await names() == set()


async def test_a_failure_swallowed_between_the_two_loses_both(db):
    with pytest.raises(db.Doomed):
        async with db.unit_of_work():
            await Person(name="Ada").save()
            with contextlib.suppress(Oops):
                async with db.unit_of_work():
                    await Person(name="Bo").save()
                    raise Oops
    assert await names() == set()


async def test_a_conflict_swallowed_inside_loses_the_unit(db):
    await Person(name="Ada", email="a@example.org").save()
    with pytest.raises(db.Doomed):
        async with db.unit_of_work():
            await Person(name="Bo").save()
            with contextlib.suppress(db.Conflict):
                await Person(name="Cy", email="a@example.org").save()
    assert await names() == {"Ada"}


async def test_going_on_after_a_failure_is_refused(db):
    await Person(name="Ada", email="a@example.org").save()
    with pytest.raises(db.Doomed):
        async with db.unit_of_work():
            try:
                await Person(name="Cy", email="a@example.org").save()
            except db.Conflict:
                await Person(name="Bo").save()
    assert await names() == {"Ada"}


async def test_a_spawned_task_is_not_in_the_unit(db):
    async def write_on_ones_own():
        await Person(name="Bo").save()

    with pytest.raises(Oops):
        async with db.unit_of_work():
            await Person(name="Ada").save()
            spawned = asyncio.create_task(write_on_ones_own())
            await asyncio.sleep(0)
            raise Oops
    await spawned
    assert await names() == {"Bo"}


async def test_piccolos_own_transaction_is_a_unit_of_work(db):
    with pytest.raises(Oops):
        async with Person._meta.db.transaction():
            assert Person._meta.db.transaction_exists()
            await Person(name="Ada").save()
            raise Oops
    assert not Person._meta.db.transaction_exists()
    assert await names() == set()


async def test_a_unit_cancelled_in_the_middle_stores_nothing(db):
    begun = asyncio.Event()

    async def never_ends():
        async with db.unit_of_work():
            await Person(name="Ada").save()
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(never_ends())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await Person(name="Bo").save()
    assert await names() == {"Bo"}


async def test_wherever_a_unit_is_cancelled_it_is_whole_or_absent(db):
    async def two(number):
        async with db.unit_of_work():
            await Person(name=f"{number}").save()
            await Person(name=f"{number}").save()

    for number in range(60):
        task = asyncio.create_task(two(number))
        for _ in range(number % 12):
            await asyncio.sleep(0)
        await asyncio.sleep(0.0002 * (number % 7))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    pairs = await db.rows("SELECT name, count(*) AS n FROM person GROUP BY name")
    assert all(row["n"] == 2 for row in pairs)
    await two(1000)
    assert "1000" in await names()


async def test_a_cancelled_write_is_whole_or_absent_and_harms_nobody(db):
    async def one(number):
        await db.write("INSERT INTO person (name, language) VALUES ({}, {})", f"{number}", "de")

    tasks = [asyncio.create_task(one(number)) for number in range(40)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert {f"{number}" for number in range(1, 40, 2)} <= await names()


async def test_a_hundred_writers_at_once(db):
    async def write(number):
        if number % 2:
            await Person(name=f"{number}").save()
            return
        async with db.unit_of_work():
            await Person(name=f"{number}").save()
            await db.write("UPDATE person SET name = name WHERE name = {}", f"{number}")

    await asyncio.gather(*(write(number) for number in range(100)))
    assert await names() == {f"{number}" for number in range(100)}


async def test_units_that_change_the_same_row_lose_no_change(db):
    person = Person(name="0")
    await person.save()

    async def add_one():
        async with db.unit_of_work():
            [row] = await db.rows(
                "SELECT p.name FROM person p WHERE p.id = {}" + db.for_update("p"), person.id
            )
            await db.write(
                "UPDATE person SET name = {} WHERE id = {}", f"{int(row['name']) + 1}", person.id
            )

    await asyncio.gather(*(add_one() for _ in range(25)))
    assert await names() == {"25"}
