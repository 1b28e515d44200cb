"""A number that was somebody's is never somebody else's."""

import pytest

from kaue import db as kaue_db
from kaue.people import actions as people
from kaue.tables import Person, SignIn


async def test_the_number_of_whoever_left_is_not_given_out_again(db, make):
    first = await make.person()
    await Person.delete().where(Person.id == first.id)

    second = await make.person()

    assert second.id > first.id


async def test_a_sign_in_that_ended_leaves_its_number_to_nobody(db, make):
    ada, bob = await make.person(), await make.person()
    token = await people.start_sign_in(ada)
    before = (await SignIn.objects().first()).id
    await people.sign_out(token)

    await people.start_sign_in(bob)

    assert (await SignIn.objects().first()).id > before


@pytest.mark.parametrize(
    "table", ["mailed_code", "mail", "topic", "comment", "event", "room", "round"]
)
async def test_the_schema_says_so(db, table):
    if not kaue_db.is_sqlite():
        # Its sequences never repeat a number.
        told = await kaue_db.rows("SELECT pg_get_serial_sequence({}, 'id') AS name", table)
        assert told[0]["name"]
        return
    found = await kaue_db.rows("SELECT sql FROM sqlite_schema WHERE name = {}", table)

    assert "AUTOINCREMENT" in found[0]["sql"]
    assert await kaue_db.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
