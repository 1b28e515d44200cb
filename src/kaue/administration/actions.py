"""Setting up an event from scratch or as a copy, and its own reasons for rejections."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kaue import db
from kaue.administration.template import TEXTS, THEMES
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.events import actions as events
from kaue.events import calendar, vote_rules
from kaue.events.queries import EventView, forget
from kaue.people.actor import HasId
from kaue.results import next_year
from kaue.topics.queries import list_changed
from kaue.web.dates import BERLIN, now


async def set_up(
    source: EventView | None, *, slug: str, title: str, day: date, along: bool = False
) -> None:
    """The new event is in preparation: it has an address, but is not announced.

    With `along` those topics of its source come along whose authors agreed.
    Raises events.ReservedAddress, db.Conflict.
    """
    if source is not None:
        async with db.unit_of_work():
            made = await events.copy(source, slug=slug, title=title, day=day)
            if along:
                await next_year.carry(source, made.id)
        return
    moments = calendar.usual(day, BERLIN)
    await events.create(
        slug=slug, title=title, archived_at=now(), themes=THEMES, **TEXTS, **moments
    )


async def change_rules(
    event: EventView, values: Mapping[str, Any], *, seen: str, by: HasId
) -> None:
    """Change how the event votes; what was changed is in the decision log. Raises as change()."""
    changed = vote_rules.changes(event, values)
    async with db.unit_of_work():
        await events.change(event, values, seen=seen)
        if changed:
            words = "; ".join(changed)
            await audit.note(event.id, Act.RULED, Subject.EVENT, event.id, by=by, note=words)
    # Again: whoever asked before the end of the unit was told what held until then.
    forget(event.slug)
    list_changed(event.id)


MOST_REASONS = 20
"""More nobody would read through before choosing."""


class TooManyReasons(Exception):
    """One has to go before another one comes."""


class SameReason(Exception):
    """It can be chosen already."""


_THE_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"


async def add_reason(event: EventView, text: str, text_en: str) -> None:
    """Raises TooManyReasons, SameReason."""
    async with db.unit_of_work():
        await _room_for_one(event)
        if await _can_be_chosen(event, text):
            raise SameReason
        await db.write(
            "INSERT INTO own_reason (event, text, text_en) VALUES ({}, {}, {})",
            event.id,
            text,
            text_en,
        )


async def remove_reason(event: EventView, reason_id: int) -> None:
    """Nobody can choose it any more; where it was chosen it stays. Twice changes nothing."""
    await db.write(
        "UPDATE own_reason SET removed_at = {} WHERE id = {} AND event = {} AND removed_at IS NULL",
        now(),
        reason_id,
        event.id,
    )


async def put_reason_back(event: EventView, reason_id: int) -> None:
    """Doing so twice changes nothing. Raises TooManyReasons."""
    async with db.unit_of_work():
        back = await db.write(
            "UPDATE own_reason SET removed_at = NULL"
            " WHERE id = {} AND event = {} AND removed_at IS NOT NULL RETURNING id",
            reason_id,
            event.id,
        )
        if back:
            await _room_for_one(event, after=1)


async def _room_for_one(event: EventView, *, after: int = 0) -> None:
    """Of two who add one at the same time, the second one waits here for the first."""
    await db.rows(_THE_EVENT + db.for_update("e"), event.id)
    found = await db.rows(
        "SELECT COUNT(*) AS n FROM own_reason WHERE event = {} AND removed_at IS NULL", event.id
    )
    if int(found[0]["n"]) - after >= MOST_REASONS:
        raise TooManyReasons


async def _can_be_chosen(event: EventView, text: str) -> bool:
    rows = await db.rows(
        "SELECT text FROM own_reason WHERE event = {} AND removed_at IS NULL", event.id
    )
    return text.casefold() in {row["text"].casefold() for row in rows}
