"""The decision log: gapless whoever acts at once, never changed, and found out if it is."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from kaue.audit import actions, queries
from kaue.audit.acts import SAID, SUBJECTS, Act, Subject
from kaue.people import actions as people
from kaue.review import actions as review
from kaue.tables import LogEntry, RoleName, Verdict

SRC = Path(__file__).parents[2] / "src" / "kaue"
ENTRIES = 4

CHANGED = {
    "event": None,  # to another event, which the test makes
    "number": 99,
    "acted_at": timedelta(microseconds=1),
    "act": "shown",
    "subject": "comment",
    "subject_number": 4711,
    "reason": "rules",
    "acted_by": None,  # to somebody else
    "note": "Nie gesagt.",
    "salt": "0" * 32,
    "who_hash": "0" * 64,
    "said_hash": "0" * 64,
    "hash_before": "1" * 64,
    "hash": "1" * 64,
}


async def four_acts(make):
    """An event with ENTRIES entries in its log."""
    event = await make.event()
    staff = await make.staff(event)
    for number in range(1, ENTRIES + 1):
        await actions.note(
            event.id,
            Verdict.REJECTED,
            Subject.TOPIC,
            number,
            by=staff,
            reason="off_topic",
            note=f"Wort {number}",
        )
    return event


# Acts are chained


async def test_an_empty_log_holds_and_begins_at_nothing(make):
    event = await make.event()

    assert await queries.head(event.id) == queries.Head(0, "0" * 64)
    assert await queries.verify(event.id) == queries.Proof(0, 0, "0" * 64, None)


async def test_each_entry_follows_the_one_before(make):
    event = await four_acts(make)

    rows = await LogEntry.objects().where(LogEntry.event == event.id).order_by(LogEntry.number)

    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.hash_before for row in rows] == ["0" * 64, *[row.hash for row in rows[:-1]]]
    assert len({row.salt for row in rows}) == ENTRIES
    head = await queries.head(event.id)
    assert (head.number, head.hash) == (4, rows[-1].hash)
    assert await queries.verify(event.id) == queries.Proof(4, 0, rows[-1].hash, None)


async def test_every_event_has_a_log_of_its_own(make):
    first, second = await four_acts(make), await four_acts(make)

    assert (await queries.verify(first.id)).entries == ENTRIES
    assert (await queries.verify(second.id)).broken is None


async def test_a_long_log_is_read_piece_by_piece(make, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 3)
    event = await four_acts(make)

    assert (await queries.verify(event.id)).entries == ENTRIES


async def test_twenty_acts_at_once_are_twenty_gapless_entries(make):
    event = await make.event()
    topics = [await make.topic(event, state="submitted") for _ in range(20)]
    staff = [await make.staff(event) for _ in range(5)]

    await asyncio.gather(
        *(
            review.accept(topic, version=topic.version, by=staff[n % 5])
            for n, topic in enumerate(topics)
        )
    )

    rows = await queries.entries(event.id, 99, 99)
    assert [row.number for row in rows] == list(range(20, 0, -1))
    assert {row.subject_number for row in rows} == {topic.id for topic in topics}
    assert (await queries.verify(event.id)).broken is None


async def test_what_fails_leaves_no_entry(make, db):
    event = await make.event()
    staff = await make.staff(event)

    async def fails():
        async with db.unit_of_work():
            await actions.note(event.id, Act.TRUSTED, Subject.PERSON, 1, by=staff)
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await fails()

    assert (await queries.head(event.id)).number == 0


# What is not as it was written is found


def test_every_column_is_tried():
    assert set(CHANGED) == {column._meta.name for column in LogEntry._meta.columns} - {"id"}


@pytest.mark.parametrize("number", range(1, ENTRIES + 1))
@pytest.mark.parametrize("column", CHANGED)
async def test_a_change_of_any_column_of_any_entry_is_found(make, db, column, number):
    event = await four_acts(make)
    other, stranger = await make.event(), await make.person()
    value = {"event": other.id, "acted_by": stranger.id}.get(column, CHANGED[column])
    (row,) = await db.rows(
        "SELECT * FROM log_entry WHERE event = {} AND number = {}", event.id, number
    )
    if isinstance(value, timedelta):
        value = row[column] + value
    assert row[column] != value

    await LogEntry.update({column: value}).where(LogEntry.id == row["id"])

    found = {(await queries.verify(one.id)).broken for one in (event, other)}
    assert found - {None} <= {number, number + 1, 1}
    assert found != {None}


@pytest.mark.parametrize("number", range(1, ENTRIES))
async def test_a_missing_entry_is_found(make, db, number):
    event = await four_acts(make)

    await db.write("DELETE FROM log_entry WHERE event = {} AND number = {}", event.id, number)

    assert (await queries.verify(event.id)).broken == number


async def test_a_missing_entry_is_found_even_when_the_rest_moves_up(make, db):
    event = await four_acts(make)

    await db.write("DELETE FROM log_entry WHERE event = {} AND number = 2", event.id)
    for number in (3, 4):
        await db.write(
            "UPDATE log_entry SET number = {} WHERE event = {} AND number = {}",
            number - 1,
            event.id,
            number,
        )

    assert (await queries.verify(event.id)).broken == 2


async def test_a_cut_off_end_is_found_by_whoever_noted_it(make, db):
    event = await four_acts(make)
    noted = await queries.head(event.id)

    await db.write("DELETE FROM log_entry WHERE event = {} AND number = {}", event.id, noted.number)

    assert (await queries.verify(event.id)).broken is None
    assert await queries.hash_of(event.id, noted.number) is None


async def test_a_log_that_was_written_anew_is_found_by_whoever_noted_an_end(make, db):
    event = await four_acts(make)
    noted = await queries.head(event.id)
    staff = await make.staff(event)

    await db.write("DELETE FROM log_entry WHERE event = {}", event.id)
    for number in range(1, ENTRIES + 1):
        await actions.note(event.id, Verdict.ACCEPTED, Subject.TOPIC, number, by=staff)

    assert (await queries.verify(event.id)).broken is None
    assert await queries.hash_of(event.id, noted.number) != noted.hash


@pytest.mark.parametrize(("one", "two"), [(1, 2), (2, 4), (3, 4)])
async def test_swapped_entries_are_found(make, db, one, two):
    event = await four_acts(make)

    for now, then in ((one, 99), (two, one), (99, two)):
        await db.write(
            "UPDATE log_entry SET number = {} WHERE event = {} AND number = {}", then, event.id, now
        )

    assert (await queries.verify(event.id)).broken == one


@pytest.mark.parametrize("number", [-1, 0, ENTRIES + 1])
async def test_an_entry_that_kaue_did_not_write_is_found(make, db, number):
    event = await four_acts(make)
    (row,) = await db.rows("SELECT * FROM log_entry WHERE event = {} AND number = 4", event.id)

    copy = {name: value for name, value in row.items() if name != "id"} | {"number": number}
    await LogEntry(**copy).save()

    assert (await queries.verify(event.id)).broken == max(1, number)


# What may be erased


async def test_without_its_person_an_entry_still_holds(make, db):
    event = await four_acts(make)

    await db.write("DELETE FROM person WHERE id IN (SELECT acted_by FROM log_entry)")

    proof = await queries.verify(event.id)
    assert (proof.entries, proof.erased, proof.broken) == (4, 0, None)
    assert {entry.by_name for entry in await queries.entries(event.id, 9, 9)} == {""}


ERASED = {"acted_by": None, "note": "", "salt": ""}


async def test_erased_entries_hold_and_are_counted(make):
    event = await four_acts(make)

    await LogEntry.update(ERASED).where(LogEntry.number <= 3)

    proof = await queries.verify(event.id)
    assert (proof.entries, proof.erased, proof.broken) == (4, 3, None)


@pytest.mark.parametrize("kept", ["acted_by", "note"])
async def test_half_erased_is_broken(make, kept):
    """Else one could put other words or another person in place of the erased ones."""
    event = await four_acts(make)

    await LogEntry.update({k: v for k, v in ERASED.items() if k != kept}).where(
        LogEntry.number == 2
    )

    assert (await queries.verify(event.id)).broken == 2


# Nothing in kaue changes it


def test_only_retention_ever_touches_an_entry():
    """By SQL or by Piccolo: whoever writes `log_entry` beside audit only erases words."""
    writes = {}
    for file in SRC.rglob("*.py"):
        text = re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8"))
        found = re.findall(
            r"(?:UPDATE\s+log_entry|DELETE\s+FROM\s+log_entry|INTO\s+log_entry"
            r"|LogEntry\s*\.\s*(?:update|delete|insert|alter)|LogEntry\()[^\"]*",
            text,
            re.IGNORECASE,
        )
        if found:
            writes[str(file.relative_to(SRC))] = found

    assert set(writes) == {"audit/actions.py", "retention/actions.py", "tables/review.py"}
    assert len(writes["audit/actions.py"]) == 1
    assert writes["audit/actions.py"][0].startswith("LogEntry(")
    assert writes["retention/actions.py"] == [
        "UPDATE log_entry SET acted_by = NULL, note = '', salt = '' WHERE salt <> '' AND event = {}"
    ]
    assert writes["tables/review.py"][0].startswith("LogEntry(Table)")


def test_every_act_has_words():
    assert set(SAID) == set(Verdict) | set(Act)
    assert set(SUBJECTS) == set(Subject)
    assert all(len(act) <= 20 for act in SAID)
    assert all(len(subject) <= 10 for subject in SUBJECTS)


async def test_entries_come_with_what_they_are_about_and_by_whom(make):
    event = await make.event()
    staff = await make.person(name="Stefanie")
    await people.give_role(staff, RoleName.STAFF, event)
    topic = await make.topic(event, title="Radwege")
    comment = await make.comment(topic)
    await actions.note(event.id, Verdict.HIDDEN, Subject.TOPIC, topic.id, by=staff)
    await actions.note(event.id, Verdict.HIDDEN, Subject.COMMENT, comment.id, by=staff)
    await actions.note(event.id, Act.BLOCKED, Subject.PERSON, staff.id, by=staff)
    await actions.note(event.id, Verdict.SHOWN, Subject.TOPIC, 4711, by=staff)

    found = await queries.entries(event.id, 99, 99)

    assert [(one.title, one.topic) for one in found] == [
        ("", None),
        ("", None),
        ("Radwege", topic.id),
        ("Radwege", topic.id),
    ]
    assert {one.by_name for one in found} == {"Stefanie"}
    hidden = await queries.entries(event.id, 99, 99, "hidden")
    assert [one.number for one in hidden] == [2, 1]
    assert await queries.acts(event.id) == {"hidden", "blocked", "shown"}
