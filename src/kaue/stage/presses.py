"""A press at the desk counts once, however often it is sent, and means what was seen then.

A desk without a network keeps its presses and sends them later. By then somebody else may have gone
on: "next" was meant for whoever spoke, not for whoever speaks by now.
"""

from dataclasses import dataclass
from datetime import timedelta

from kaue import db
from kaue.pitch import queries as line_ups
from kaue.stage.queries import the_stage
from kaue.web.dates import now

KEPT = timedelta(days=1)
"""For so long a press is known again; no browser keeps one for longer."""

LONGEST_KEY = 40


class PressedBefore(Exception):
    """It was sent before and was answered: nothing is left to be done."""


class PressedTooLate(Exception):
    """The pitch that it was meant for is on stage no more, or the one before it is another one."""


@dataclass(frozen=True, slots=True)
class Press:
    """Of a person, whose number is `id`: it acts as that person.

    `key` tells it from every other press. `saw` is the version of the stage that was shown then.
    `pitch` was on stage, or had been just before where the press takes that back (`back`); None if
    what is wanted does not depend on it.
    """

    id: int
    key: str = ""
    saw: int | None = None
    pitch: int | None = None
    back: bool = False


async def is_known(event_id: int, key: str) -> bool:
    return bool(await db.rows(_KNOWN, event_id, key))


_KNOWN = "SELECT 1 AS one FROM press WHERE event = {} AND key = {}"


async def take(event_id: int, press: Press) -> None:
    """From now on it is known. To be called within the unit of work that does what it wants.

    Raises PressedBefore, PressedTooLate.
    """
    if press.key:
        taken = await db.write(
            "INSERT INTO press (event, key, pressed_at) VALUES ({}, {}, {})"
            " ON CONFLICT (event, key) DO NOTHING RETURNING id",
            event_id,
            press.key,
            now(),
        )
        if not taken:
            raise PressedBefore
    if press.pitch is not None and await _went_on(event_id, press):
        raise PressedTooLate


async def _went_on(event_id: int, press: Press) -> bool:
    if press.saw is None or press.saw == (await the_stage(event_id)).version:
        return False
    line_up = await line_ups.line_up(event_id)
    meant = line_up.last_done if press.back else line_up.current
    return meant is None or meant.pitch != press.pitch


async def forget_old() -> None:
    """What was pressed more than a day ago."""
    await db.write("DELETE FROM press WHERE pressed_at < {}", now() - KEPT)
