"""Choosing a database, switching it, and asking which it is."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from piccolo.columns import Varchar
from piccolo.engine.finder import engine_finder
from piccolo.table import TABLE_REGISTRY, Table

from kaue import db as kaue_db
from kaue.db import current
from kaue.tables import Person


@pytest.mark.parametrize("url", ["mysql://a/b", "sqlite://", "sqlite:///", "kaue.sqlite", ""])
def test_addresses_that_are_none(url):
    with pytest.raises(ValueError, match="begins with"):
        kaue_db.connect(url)


def test_a_refused_address_gives_no_password_away():
    with pytest.raises(ValueError, match="begins with") as refused:
        kaue_db.connect("mysql://me:secret@host/kaue")
    assert "secret" not in str(refused.value)


def test_relative_and_absolute_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert kaue_db.connect("sqlite:///var/k.sqlite").file == tmp_path / "var" / "k.sqlite"
    assert kaue_db.connect("sqlite:////srv/k.sqlite").file == Path("/srv/k.sqlite")


def test_connecting_opens_nothing(tmp_path):
    kaue_db.connect(f"sqlite:///{tmp_path}/a/b.sqlite")
    kaue_db.connect("postgresql://nobody@192.0.2.1/kaue")
    assert list(tmp_path.iterdir()) == []


async def test_before_opening_nothing_works(tmp_path):
    kaue_db.connect(f"sqlite:///{tmp_path}/b.sqlite")
    for attempt in (kaue_db.ping(), kaue_db.rows("SELECT 1"), kaue_db.write("SELECT 1")):
        with pytest.raises(kaue_db.Unavailable):
            await attempt


def test_tables_made_later_are_bound_as_well(tmp_path):
    first = kaue_db.connect(f"sqlite:///{tmp_path}/first.sqlite")

    class Later(Table):
        name = Varchar()

    try:
        assert Later._meta.db is first
        second = kaue_db.connect(f"sqlite:///{tmp_path}/second.sqlite")
        assert Later._meta.db is Person._meta.db is engine_finder() is second
    finally:
        TABLE_REGISTRY.remove(Later)


def test_it_works_far_from_the_checkout(tmp_path):
    """As installed: no piccolo_conf.py on the path, and the database module imported first."""
    program = (
        "import asyncio; from kaue import db; db.connect('sqlite:///a/b.sqlite'); "
        "assert asyncio.run(db.migrate()); "
        "from kaue.tables import Person; from piccolo.engine.finder import engine_finder; "
        "assert Person._meta.db is engine_finder()"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PICCOLO_CONF"}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "a" / "b.sqlite").exists()


async def test_locking_clauses(db):
    expected = ("", "") if db.is_sqlite() else (" FOR SHARE OF e", " FOR UPDATE OF e")
    assert (db.for_share("e"), db.for_update("e")) == expected
    with pytest.raises(ValueError, match="DROP"):
        db.for_share("e; DROP TABLE event")
    await db.rows("SELECT p.id FROM person p" + db.for_share("p"))


async def test_ping(db):
    await db.ping()


def test_one_database_after_the_other_on_many_event_loops(sqlite_url):
    async def write_and_count():
        await kaue_db.open_()
        await Person(name="Ada").save()
        count = await Person.count()
        await kaue_db.close()
        return count

    kaue_db.connect(sqlite_url)
    assert [asyncio.run(write_and_count()) for _ in range(3)] == [1, 2, 3]


async def test_piccolos_batch_is_refused(db):
    with pytest.raises(NotImplementedError):
        await Person.select().batch()


async def test_the_version_is_logged_at_the_start(caplog, sqlite_url):
    kaue_db.connect(sqlite_url)
    with caplog.at_level("INFO", logger="kaue.db"):
        await kaue_db.open_()
        await kaue_db.close()
    assert "SQLite 3." in caplog.text
    assert current.engine().get_version_sync() >= 3.35
