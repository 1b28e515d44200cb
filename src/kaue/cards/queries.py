"""Reading code cards, and who is on site."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kaue import db, keyed
from kaue.cards.on_site import open_days
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.web.dates import now

_COUNTS = (
    "COUNT(*) AS issued, COUNT(person) AS used, COUNT(revoked_at) AS revoked FROM card"
    " WHERE event = {}"
)


@dataclass(frozen=True, slots=True)
class Totals:
    issued: int
    used: int
    revoked: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Cards that were printed together."""

    issued_at: datetime
    first: int
    last: int
    issued: int
    used: int
    revoked: int


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether people can say just now that they are on site, and whether this one has."""

    is_open: bool
    is_here: bool


def code_hash(code: str) -> str:
    """What is stored of the letters on a card; they are good for the whole installation."""
    return keyed.keyed_hash("card", code)


async def totals(event_id: int) -> Totals:
    return Totals(**(await db.rows("SELECT " + _COUNTS, event_id))[0])


async def batches(event_id: int) -> list[Batch]:
    """The latest first."""
    found = await db.rows(
        "SELECT issued_at, MIN(number) AS first, MAX(number) AS last, "
        + _COUNTS
        + " GROUP BY issued_at ORDER BY issued_at DESC",
        event_id,
    )
    return [Batch(**row) for row in found]


async def revoked(event_id: int) -> list[tuple[int, int]]:
    """The numbers of revoked cards, as (first, last) of each run."""
    found = await db.rows(
        "SELECT number FROM card WHERE event = {} AND revoked_at IS NOT NULL ORDER BY number",
        event_id,
    )
    return _runs(row["number"] for row in found)


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


async def last_number(event_id: int) -> int:
    """0 before the first card."""
    found = await db.rows("SELECT MAX(number) AS last FROM card WHERE event = {}", event_id)
    return found[0]["last"] or 0


async def is_issued(code: str) -> bool:
    return bool(await db.rows("SELECT id FROM card WHERE code_hash = {}", code_hash(code)))


async def is_on_site(person: HasId, event: HasId) -> bool:
    """Whether this person has shown to be in the house."""
    found = await db.rows(
        "SELECT id FROM on_site WHERE event = {} AND person = {}", event.id, person.id
    )
    return bool(found)


async def presence(person: HasId | None, event: EventView) -> Presence:
    """For the pages; of a person that is nobody's but their own."""
    return Presence(
        is_open=bool(open_days(event, now())),
        is_here=person is not None and await is_on_site(person, event),
    )


async def how_many_on_site(event_id: int) -> int:
    found = await db.rows("SELECT COUNT(*) AS n FROM on_site WHERE event = {}", event_id)
    return int(found[0]["n"])
