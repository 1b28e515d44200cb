"""What was deleted is not in the SQLite file any more."""

from pathlib import Path

import pytest

from kaue import db as kaue_db
from kaue.tables import Person

SECRET = "ada.unverwechselbar@example.org"


@pytest.fixture
def database_url(sqlite_url):
    return sqlite_url


def stored_in(file):
    """All that anybody finds who has the file and its journal."""
    journal = file.with_name(file.name + "-wal")
    return file.read_bytes() + (journal.read_bytes() if journal.exists() else b"")


async def test_a_deleted_address_is_not_in_the_file(db, make, database_url):
    file = Path(database_url.removeprefix("sqlite:///"))
    people = [await make.person(name="Ada", email=f"{n}{SECRET}") for n in range(50)]
    await kaue_db.close()
    assert SECRET.encode() in stored_in(file)

    await kaue_db.open_()
    for person in people:
        await Person.delete().where(Person.id == person.id)
    # The last one who closes carries the journal into the file and removes it.
    await kaue_db.close()

    assert SECRET.encode() not in stored_in(file)
