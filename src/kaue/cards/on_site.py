"""Who is in the house: shown by a code that changes every day and is stored nowhere."""

import hmac
from datetime import date, datetime, timedelta

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.limits import actions as limits
from kaue.people.actor import HasId
from kaue.web.dates import now

LENGTH = 6
GRACE = timedelta(hours=1)
"""After midnight the poster of the evening still counts for this long."""


class NotTheDay(Exception):
    """Nobody can be on site today."""


class WrongCode(Exception):
    """Not the code of the day."""


def code_of(event: HasId, day: date) -> str:
    """Follows from KAUE_SECRET, so every process knows it and no table does."""
    left = int(keyed.keyed_hash("on site", str(event.id), day.isoformat()), 16)
    letters = ""
    for _ in range(LENGTH):
        left, place = divmod(left, len(keyed.LETTERS))
        letters += keyed.LETTERS[place]
    return letters


def days_of(event: EventView) -> list[date]:
    """The calendar days of the event, where it takes place; there is always one."""
    first = event.starts_at.astimezone(event.zone).date()
    last = event.ends_at.astimezone(event.zone).date()
    return [first + timedelta(days=n) for n in range(max(0, (last - first).days) + 1)]


def open_days(event: EventView, at: datetime) -> list[date]:
    """The days whose code counts at this moment: one, shortly after midnight two, or none."""
    if event.archived_at:
        return []
    around = {moment.astimezone(event.zone).date() for moment in (at, at - GRACE)}
    return [day for day in days_of(event) if day in around]


async def mark(event: EventView, code: str, *, by: HasId) -> None:
    """Twice changes nothing. Raises NotTheDay, WrongCode, limits.TooOften."""
    at = now()
    days = open_days(event, at)
    if not days:
        raise NotTheDay
    await limits.spend("card", f"on site {event.id} {by.id}")
    if not any(hmac.compare_digest(code_of(event, day), code) for day in days):
        raise WrongCode
    await db.write(
        "INSERT INTO on_site (event, person, marked_at) VALUES ({}, {}, {}) ON CONFLICT DO NOTHING",
        event.id,
        by.id,
        at,
    )


async def unmark(event: HasId, *, by: HasId) -> None:
    """Twice changes nothing."""
    await db.write("DELETE FROM on_site WHERE event = {} AND person = {}", event.id, by.id)
