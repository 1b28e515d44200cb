"""Doing something once a day, however many processes think of it at the same time.

A mark is a row with a unique key. It is made in the same unit of work as what it stands for, so
both are there or neither is. It lies among the attempts, which are cleared away in time.
"""

from datetime import UTC, date, datetime, time, timedelta

from kaue import db, keyed

PURPOSE = "digest"

OUTLIVES = timedelta(days=2)
"""Marks are dated ahead: attempts of past days are deleted, and a day ends later elsewhere."""


async def is_first(what: str, *whose: int, day: date) -> bool:
    """Make the mark. False when somebody has made it already."""
    made = await db.write(
        "INSERT INTO attempt (purpose, key_hash, span, times) VALUES ({}, {}, {}, 1)"
        " ON CONFLICT (purpose, key_hash, span) DO NOTHING RETURNING id",
        PURPOSE,
        *_key(what, whose, day),
    )
    return bool(made)


async def was_done(what: str, *whose: int, day: date) -> bool:
    found = await db.rows(
        "SELECT id FROM attempt WHERE purpose = {} AND key_hash = {} AND span = {}",
        PURPOSE,
        *_key(what, whose, day),
    )
    return bool(found)


def _key(what: str, whose: tuple[int, ...], day: date) -> tuple[str, datetime]:
    numbers = (str(number) for number in whose)
    until = datetime.combine(day, time(), UTC) + OUTLIVES
    return keyed.keyed_hash(PURPOSE, what, day.isoformat(), *numbers), until
