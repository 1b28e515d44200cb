"""Reading the decision log, and proving it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kaue import db
from kaue.audit import chain

BATCH = 100
"""Entries read and worked out at once: on SQLite everybody else waits as long."""

_LOWEST = -(2**31)
"""The log begins with 1. Whatever somebody put before that shall not be overlooked."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an event's log. Noted elsewhere, it also proves that nothing was cut off."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One act as the log shows it. `title` is the topic's, if it is still there."""

    number: int
    acted_at: datetime
    act: str
    subject: str
    subject_number: int
    reason: str
    by_name: str
    note: str
    title: str
    topic: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class Proof:
    """`broken` is the number of the first entry that does not hold, None when all do."""

    entries: int
    erased: int
    head: str
    broken: int | None


_ENTRIES = (
    "SELECT l.number, l.acted_at, l.act, l.subject, l.subject_number, l.reason,"
    " COALESCE(p.name, '') AS by_name, l.note, COALESCE(t.title, '') AS title, t.id AS topic,"
    " l.hash FROM log_entry l LEFT JOIN person p ON p.id = l.acted_by"
    " LEFT JOIN comment c ON l.subject = 'comment' AND c.id = l.subject_number"
    " LEFT JOIN topic t ON t.id ="
    " CASE WHEN l.subject = 'topic' THEN l.subject_number ELSE c.topic END"
    " WHERE l.event = {} AND l.number <= {}"
)
_OF_ONE_KIND = " AND l.act = {}"
_LATEST_FIRST = " ORDER BY l.number DESC LIMIT {}"
_LINKS = (
    "SELECT l.event, l.number, l.acted_at, l.act, l.subject, l.subject_number, l.reason,"
    " l.acted_by, l.note, l.salt, l.who_hash, l.said_hash, l.hash_before, l.hash,"
    " COALESCE(p.name, '') AS by_name FROM log_entry l LEFT JOIN person p ON p.id = l.acted_by"
    " WHERE l.event = {} AND l.number >= {} ORDER BY l.number LIMIT {}"
)


async def head(event_id: int) -> Head:
    found = await db.rows(
        "SELECT number, hash FROM log_entry WHERE event = {} ORDER BY number DESC LIMIT 1", event_id
    )
    return Head(found[0]["number"], found[0]["hash"]) if found else Head(0, chain.BEGINNING)


async def hash_of(event_id: int, number: int) -> str | None:
    """What entry `number` says its hash is; None when there is no such entry."""
    found = await db.rows(
        "SELECT hash FROM log_entry WHERE event = {} AND number = {}", event_id, number
    )
    return found[0]["hash"] if found else None


async def entries(event_id: int, up_to: int, how_many: int, act: str = "") -> list[Entry]:
    """The latest first, beginning with number `up_to`; of one kind, if `act` names one."""
    if act:
        sql, values = _ENTRIES + _OF_ONE_KIND, (event_id, up_to, act, how_many)
        return [Entry(**row) for row in await db.rows(sql + _LATEST_FIRST, *values)]
    sql = _ENTRIES + _LATEST_FIRST
    return [Entry(**row) for row in await db.rows(sql, event_id, up_to, how_many)]


async def acts(event_id: int) -> set[str]:
    """Which kinds of acts the log has."""
    found = await db.rows("SELECT DISTINCT act FROM log_entry WHERE event = {}", event_id)
    return {row["act"] for row in found}


async def links(event_id: int) -> AsyncIterator[dict[str, Any]]:
    """Every entry with all that is chained, the first one first."""
    following = _LOWEST
    while rows := await db.rows(_LINKS, event_id, following, BATCH):
        for row in rows:
            yield row
        following = rows[-1]["number"] + 1
        # On SQLite reading waits for nothing, and others want to be served, too.
        await asyncio.sleep(0)


async def verify(event_id: int) -> Proof:
    """Work out the whole chain anew."""
    before, number, erased = chain.BEGINNING, 0, 0
    async for row in links(event_id):
        if not _holds(row, number + 1, before):
            return Proof(number, erased, before, number + 1)
        before, number = row["hash"], row["number"]
        erased += not row["salt"]
    return Proof(number, erased, before, None)


def _holds(row: dict[str, Any], number: int, before: str) -> bool:
    parts = {name: row[name] for name in chain.Link.__slots__}
    return (
        row["number"] == number
        and row["hash_before"] == before
        and row["hash"] == chain.Link(**parts).hash(before)
        and _words_hold(row)
    )


def _words_hold(row: dict[str, Any]) -> bool:
    """Either they are as they were written, or they were erased, and the salt with them."""
    salt, who = row["salt"], row["acted_by"]
    if not salt:
        return row["note"] == "" and who is None
    said = row["said_hash"] == chain.said_hash(salt, row["note"])
    # An account that is gone leaves no number to compare.
    return said and (who is None or row["who_hash"] == chain.who_hash(salt, who))
