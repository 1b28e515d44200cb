"""Storing an event that was read from a file: all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from piccolo.table import Table

from kaue import db
from kaue.event_file import ballots, steps
from kaue.event_file.ballots import AT_ONCE
from kaue.event_file.checking import Checked, Rows, references
from kaue.event_file.contents import ROWS
from kaue.tables import Event, Notify, Person, Pitch, Ranking, Step, Topic
from kaue.web.dates import now

Numbers = dict[type[Table], dict[int, int]]
"""Table → number in the file → number here."""


class AlreadyThere(Exception):
    """An event of that name in addresses is here."""


class NumbersTaken(Exception):
    """Topics of another event have these numbers."""


class NotACopy(Exception):
    """People with accounts have taken part in the event that would be replaced."""


async def bring_in(given: Checked, *, replacing: bool = False) -> int:
    """Returns the event's number. Raises AlreadyThere, NotACopy, NumbersTaken, db.Conflict.

    `replacing`: in place of an earlier copy; what lets people work on it stays. Topics keep their
    numbers: they are in addresses and on paper, ties are drawn by them, digests and receipts are
    made from them.
    """
    at = now()
    async with db.unit_of_work():
        before = await _set_aside(given.event["slug"], replacing=replacing)
        event = Event(**given.event)
        await event.save()
        await _take_over(before, event.id)
        await _refuse_taken(given.rows[Topic])
        numbers: Numbers = {Event: {0: event.id}, Person: await _people(given.people, event.id, at)}
        for table in ROWS:
            if table is not Event:
                await _store(table, given.rows[table], event.id, numbers)
        # As when names are removed: nobody is told apart by the moment.
        moment = min(event.vote_until, at)
        await ballots.bring_in(event.id, given.counts, numbers[Pitch], moment)
        await _count_on()
    return int(event.id)


_OF_PEOPLE = (
    "SELECT 1 AS one FROM topic t JOIN person p ON p.id = t.author"
    " WHERE t.event = {} AND p.only_event IS NULL"
    " UNION ALL SELECT 1 FROM vote v JOIN topic t ON t.id = v.topic JOIN person p"
    " ON p.id = v.person WHERE t.event = {} AND p.only_event IS NULL"
    " UNION ALL SELECT 1 FROM card c WHERE c.event = {} LIMIT 1"
)
_STAYS = (
    "UPDATE role SET event = {} WHERE event = {}",
    "UPDATE invitation SET event = {} WHERE event = {}",
    "UPDATE projector_link SET event = {} WHERE event = {}",
)


async def _set_aside(slug: str, *, replacing: bool) -> int | None:
    """The copy that is to be replaced: its name in addresses is free from now on."""
    found = await db.rows("SELECT id FROM event WHERE slug = {}", slug)
    if not found:
        return None
    if not replacing:
        raise AlreadyThere
    event_id = int(found[0]["id"])
    if await db.rows(_OF_PEOPLE, event_id, event_id, event_id):
        raise NotACopy
    await db.write("UPDATE event SET slug = {} WHERE id = {}", "", event_id)
    return event_id


async def _take_over(before: int | None, event_id: int) -> None:
    if before is not None:
        for statement in _STAYS:
            await db.write(statement, event_id, before)
        await db.write("DELETE FROM event WHERE id = {}", before)


async def _refuse_taken(topics: Rows) -> None:
    numbers = [row["id"] for row in topics]
    if numbers and await Topic.exists().where(Topic.id.is_in(numbers)):
        raise NumbersTaken


async def _people(names: list[str], event_id: int, at: datetime) -> dict[int, int]:
    """Nobody signs in as one of these, and they go with the event."""
    made = {}
    for place, name in enumerate(names, start=1):
        person = Person(name=name, only_event=event_id, created_at=at, notify=Notify.NONE)
        await person.save()
        made[place] = person.id
    return made


async def _store(table: type[Table], rows: Rows, event_id: int, numbers: Numbers) -> None:
    numbers[table] = {row["id"]: row["id"] for row in rows if table is Topic}
    ready = [_renumbered(table, row, event_id, numbers) for row in rows]
    if "id" not in ROWS[table].columns or table is Topic:
        # What was merged points to what is there by then.
        ready.sort(key=lambda row: row.get("merged_into") is not None)
        for start in range(0, len(ready), AT_ONCE):
            await table.insert(*(table(**row) for row in ready[start : start + AT_ONCE]))
        return
    for row in ready:
        number = row.pop("id")
        (made,) = await table.insert(table(**row))
        numbers[table][number] = made["id"]


def _renumbered(
    table: type[Table], row: Mapping[str, Any], event_id: int, numbers: Numbers
) -> dict[str, Any]:
    here: dict[str, Any] = {
        column: numbers[to][row[column]]
        for column, to in references(table).items()
        if row[column] is not None
    }
    if ROWS[table].among == "event" or table is Topic:
        here["event"] = event_id
    if table is Step:
        here["before"] = steps.renumbered(row["before"], numbers[Ranking], numbers[Pitch])
    return {**row, **here}


async def _count_on() -> None:
    """PostgreSQL would give the next topic a number that is taken now."""
    if not db.is_sqlite():
        await db.rows(
            "SELECT setval(pg_get_serial_sequence('topic', 'id'), GREATEST((SELECT MAX(id)"
            " FROM topic), nextval(pg_get_serial_sequence('topic', 'id'))))"
        )
