"""Everything that is stored about one person: each row of each table that refers to it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from piccolo.columns import ForeignKey
from piccolo.table import TABLE_REGISTRY, Table

from kaue import db
from kaue.account.labels import TABLES
from kaue.tables import Event, Person, Topic, TopicState
from kaue.web.dates import iso, now
from kaue.web.language import N_

SECRET = N_("stored, not shown")
SOMEBODY = N_("another person")
WITHHELD = N_("not shown here; it is in your mailbox")
MARKS = {SECRET, SOMEBODY, WITHHELD}

_SECRETS = re.compile(r"secret|salt|.+_hash")
_LINKS = re.compile(r"(?<=[/=])[\w-]{40,}", re.ASCII)
_MAY_HOLD_LINKS = {("mail", "text"), ("mail", "subject"), ("mailed_code", "next")}
_OF_OTHERS = {("invitation", "email"), ("report", "contact")}
"""Whoever invited somebody, or decided about a report, is told so, and not whose it is."""

_NAMES_OF_OTHERS = {("topic", "on_behalf_of")}

_UNNUMBERED = {"vote", "pass", "notice"}
"""Their numbers run through the whole installation: from those of two rows of one's own follows how
many others came between them, and so, around a merge, how many votes a topic has."""

_FRESH = timedelta(hours=1)
"""Codes and links in younger mails may still work. Whoever sits at a browser left open may read
this page, but must not get at what was sent to a mailbox."""

# Beside the foreign keys: what knows a person by the address alone.
_BY_ADDRESS = {
    "mail": "SELECT * FROM mail WHERE address = {}",
    "mailed_code": "SELECT * FROM mailed_code WHERE email = {}",
    "invitation": "SELECT * FROM invitation WHERE lower(email) = {}",
    "barrier_report": "SELECT * FROM barrier_report WHERE lower(contact) = {}",
    "report": "SELECT * FROM report WHERE lower(contact) = {}",
}
_DECISIONS = "SELECT d.* FROM decision d JOIN topic t ON t.id = d.topic WHERE t.author = {}"


@dataclass(frozen=True, slots=True)
class Section:
    """One table's rows, ready for JSON; what is not told is one of MARKS."""

    table: str
    rows: list[dict[str, Any]]

    @property
    def label(self) -> str:
        return TABLES[self.table]


def references(table: type[Table], to: type[Table]) -> list[ForeignKey[Any]]:
    """The columns of a table that point to another one."""
    return [
        column
        for column in table._meta.foreign_key_columns
        if column._foreign_key_meta.resolved_references is to
    ]


def tables_about_people() -> Iterator[type[Table]]:
    """All that refer to a person, in the order of labels.py, unlisted ones last."""
    order = list(TABLES)
    known = [
        table
        for table in TABLE_REGISTRY
        if table.__module__.startswith("kaue.tables.")
        and (table is Person or references(table, Person) or _name(table) in _BY_ADDRESS)
    ]
    yield from sorted(
        known,
        key=lambda table: order.index(_name(table)) if _name(table) in order else len(order),
    )


def columns_of_people() -> set[str]:
    return {
        column._meta.name for table in tables_about_people() for column in references(table, Person)
    }


async def about(person_id: int) -> list[Section]:
    """Every row about a person, without secrets and without other people."""
    person = await Person.objects().get(Person.id == person_id)
    if person is None:
        return []
    found = [
        (table, rows)
        for table in tables_about_people()
        if (rows := await _rows(table, person_id, person.email))
    ]
    titles = await _titles(person_id)
    return [
        Section(_name(table), [_shown(table, row, person, titles) for row in rows])
        for table, rows in found
    ]


def as_json(sections: list[Section]) -> str:
    """By table; moments in ISO 8601, UTC."""
    return json.dumps(
        {"made_at": iso(now())} | {section.table: section.rows for section in sections},
        ensure_ascii=False,
        indent=1,
        default=iso,
    )


def _name(table: type[Table]) -> str:
    return str(table._meta.tablename)


async def _rows(table: type[Table], person_id: int, email: str | None) -> list[dict[str, Any]]:
    mine: list[Any] = [table._meta.primary_key] if table is Person else references(table, Person)
    found: dict[int, dict[str, Any]] = {}
    for column in mine:
        for row in await table.select().where(column == person_id):
            found[row["id"]] = row
    if email and (by_address := _BY_ADDRESS.get(_name(table))):
        for row in await db.rows(by_address, email):
            found.setdefault(row["id"], row)
    if _name(table) == "decision":
        for row in await db.rows(_DECISIONS, person_id):
            found.setdefault(row["id"], row)
    return [
        found[number] for number in sorted(found) if not _at_others(table, found[number], email)
    ]


def _at_others(table: type[Table], row: dict[str, Any], email: str | None) -> bool:
    """Whether such a mail was sent at all would tell if somebody else has that address."""
    return _name(table) == "mail" and row["kind"] == "address_new" and row["address"] != email


async def _titles(person_id: int) -> dict[tuple[str, int], str]:
    """Of events, and of topics this person may see: what is not public may be somebody else's."""
    topics = await db.rows(
        "SELECT id, title FROM topic WHERE state = {} OR author = {}",
        str(TopicState.ACCEPTED),
        person_id,
    )
    events = await db.rows("SELECT id, title FROM event")
    return {("topic", row["id"]): row["title"] for row in topics} | {
        ("event", row["id"]): row["title"] for row in events
    }


def _shown(
    table: type[Table], row: dict[str, Any], person: Person, titles: dict[tuple[str, int], str]
) -> dict[str, Any]:
    keys = {
        column._meta.name: column._foreign_key_meta.resolved_references
        for column in table._meta.foreign_key_columns
    }
    row = _without_their_words(table, row, person)
    return {
        name: None
        if value is None
        else _referred(keys[name], value, person.id, titles)
        if name in keys
        else SECRET
        if (_name(table), name) in _OF_OTHERS and value and value.lower() != person.email
        else SOMEBODY
        if (_name(table), name) in _NAMES_OF_OTHERS and value
        else _value(table, name, value, row)
        for name, value in row.items()
        if name != "id" or _name(table) not in _UNNUMBERED
    }


def _without_their_words(table: type[Table], row: dict[str, Any], person: Person) -> dict[str, Any]:
    """What somebody reported is theirs, not of whoever decided about it."""
    if _name(table) != "report" or row["author"] == person.id:
        return row
    by_address = person.email is not None and row["contact"].lower() == person.email
    return row if by_address else row | {"text": SECRET if row["text"] else ""}


def _referred(
    to: type[Table], value: int, person_id: int, titles: dict[tuple[str, int], str]
) -> Any:
    if to is Person:
        return value if value == person_id else SOMEBODY
    kind = {Event: "event", Topic: "topic"}.get(to)
    if kind and (kind, value) in titles:
        return {"id": value, "title": titles[kind, value]}
    return value


def _value(table: type[Table], name: str, value: Any, row: dict[str, Any]) -> Any:
    if _SECRETS.fullmatch(name):
        return SECRET
    if name == "is_admin":
        return bool(value)
    if (_name(table), name) in _MAY_HOLD_LINKS:
        if _name(table) == "mail" and _is_fresh(row["written_at"]):
            return WITHHELD
        return _LINKS.sub("…", value)
    return value


def _is_fresh(written_at: datetime) -> bool:
    return now() - written_at < _FRESH
