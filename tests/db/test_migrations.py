"""The migrations and `tables.py` say the same, and applying them twice does nothing."""

import asyncio
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from piccolo.apps.migrations.commands.new import AutoMigrationManager
from piccolo.conf.apps import Finder

from factory import NOW
from kaue import db as kaue_db
from kaue.pitch import queries as line_ups
from kaue.places import MIGRATIONS
from kaue.tables import Event, Person, Ranking, Role, Stage, Topic, Vote

FILES = sorted(MIGRATIONS.glob("kaue_*.py"))


@pytest.fixture
def fresh(new_database_url):
    kaue_db.connect(new_database_url)
    return kaue_db


async def test_each_is_applied_once(fresh):
    assert await fresh.migrate() == len(FILES)
    assert await fresh.migrate() == 0


async def test_two_at_a_time_wait_for_each_other(fresh):
    assert sorted(await asyncio.gather(fresh.migrate(), fresh.migrate())) == [0, len(FILES)]


async def test_two_processes_wait_for_each_other(new_database_url):
    program = (
        "import asyncio, sys; from kaue import db; db.connect(sys.argv[1]); "
        "print(asyncio.run(db.migrate()))"
    )
    command = [sys.executable, "-c", program, new_database_url]
    both = [
        await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE) for _ in range(2)
    ]
    said = [(await process.communicate())[0] for process in both]
    assert sorted(int(words) for words in said) == [0, len(FILES)]


async def test_nothing_is_said(fresh, capsys):
    await fresh.migrate()
    assert capsys.readouterr() == ("", "")


async def test_the_import_path_stays_as_it_was(fresh):
    before = sys.path.copy()
    await fresh.migrate()
    assert sys.path == before


async def test_the_tables_ask_for_no_further_migration(db):
    app_config = Finder().get_app_config("kaue")
    alterations = await AutoMigrationManager(auto_input="y").get_alter_statements(app_config)
    assert [statement for each in alterations for statement in each.statements] == []


def test_each_describes_itself_in_a_sentence():
    for file in FILES:
        description = file.read_text(encoding="utf-8").split("DESCRIPTION = ")[1]
        assert len(description.splitlines()[0].split()) > 3, file.name


def test_none_names_a_place_on_somebodys_disk():
    for file in FILES:
        assert str(Path.home()) not in file.read_text(encoding="utf-8")


async def test_the_sqlite_file_is_private(new_sqlite_url):
    kaue_db.connect(new_sqlite_url)
    await kaue_db.migrate()
    await kaue_db.open_()
    await Person(name="Ada").save()
    folder = kaue_db.current.engine().file.parent
    assert {file.name for file in folder.iterdir()} >= {"kaue.sqlite", "kaue.sqlite-wal"}
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    await kaue_db.close()


async def test_a_failing_migration_leaves_nothing(fresh, monkeypatch):
    async def fail(*_):
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr("kaue.db.migrating._applied", count_then(fail))
        with pytest.raises(ZeroDivisionError):
            await fresh.migrate()
    assert await fresh.migrate() == len(FILES)


def count_then(fail):
    calls = iter((lambda: none_yet(), fail))
    return lambda: next(calls)()


async def none_yet():
    return 0


async def test_what_was_counted_before_there_was_a_rule_is_led_as_it_was(db, make):
    """The orders of then become the rule, and what the desk had chosen stays chosen."""
    counted, chosen, plain = [await make.event() for _ in range(3)]
    for event, method in ((counted, "fair"), (chosen, "votes")):
        for version in (1, 2):
            values = {"digest": "", "frozen_at": NOW, "method": method if version == 2 else "votes"}
            await Ranking(event=event.id, version=version, **values).save()
    await Stage(event=chosen.id, method="balanced").save()
    await Stage(event=counted.id, method="hand").save()
    file = MIGRATIONS / "kaue_2026_11_30t14_24_00_000000.py"

    await runpy.run_path(str(file))["_fill"]()

    rules = {row["id"]: row["pitch_order"] for row in await Event.select()}
    assert [rules[one.id] for one in (counted, chosen, plain)] == ["fair", "votes", "votes"]
    lists = [await line_ups.frozen_list(one.id) for one in (counted, chosen)]
    assert [(one.rule, one.method, one.chosen_because) for one in lists] == [
        ("fair", "fair", ""),
        ("votes", "balanced", ""),
    ]


PAIRS = [
    "vote (topic, person)",
    "host (topic, person)",
    "topic_theme (topic, theme)",
    "theme (event, slug)",
    "role (person, event, name)",
    "ranking (event, version)",
    "ranked_topic (ranking, topic)",
    "pitch (ranking, topic)",
]


@pytest.mark.parametrize("pair", PAIRS)
async def test_each_pair_exists_once(db, pair):
    """ON CONFLICT needs a unique index on exactly these columns, else the database objects."""
    table, columns = pair.split(" ", 1)
    await db.write(
        "INSERT INTO " + table + " (id) SELECT 1 WHERE 1 = 2 ON CONFLICT " + columns + " DO NOTHING"
    )


async def test_nobody_votes_twice(db):
    event = Event(slug="a")
    await event.save()
    person, topic = Person(name="Ada"), Topic(event=event.id)
    await person.save()
    await topic.save()
    await Vote(topic=topic.id, person=person.id).save()
    with pytest.raises(db.Conflict):
        await Vote(topic=topic.id, person=person.id).save()
    again = Vote(topic=topic.id, person=person.id)
    await Vote.insert(again).on_conflict(action="DO NOTHING", target=(Vote.topic, Vote.person))
    assert await Vote.count() == 1
    await Role(person=person.id, event=event.id, name="staff").save()
    await Role(person=person.id, event=event.id, name="moderator").save()
