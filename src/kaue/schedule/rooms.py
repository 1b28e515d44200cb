"""Which rooms there are, and when sessions run in them."""

from collections.abc import Sequence

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.schedule import board_queries, queries
from kaue.schedule.board_queries import Losing
from kaue.schedule.board_steps import doing
from kaue.schedule.forms import RoomForm, Span, overlapping

_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"


# Of what is still held, one place is the first.
_FIRST_AGAIN = (
    "UPDATE placement SET again = {} WHERE id IN (SELECT MIN(p.id) FROM placement p"
    " WHERE p.event = {} AND p.again = {} AND p.topic NOT IN"
    " (SELECT o.topic FROM placement o WHERE o.event = {} AND o.again = {}) GROUP BY p.topic)"
)


async def first_again(event_id: int) -> None:
    """Of what is still held, one place is the first."""
    await db.write(_FIRST_AGAIN, False, event_id, True, event_id, False)


class NoSuchRoom(Exception):
    """Somebody removed it meanwhile."""


class NoSuchRound(Exception):
    """Somebody removed it meanwhile."""


class StillHeld(Exception):
    """Other sessions would lose their place than those that were named."""


class RoundsOverlap(Exception):
    """Somebody added something at this time meanwhile."""


async def add_room(event: EventView, wanted: RoomForm) -> None:
    """Raises db.Conflict when there is one of this name."""
    async with db.unit_of_work():
        await _refuse_name(event.id, wanted.name)
        found = await db.write(
            "INSERT INTO room (event, name, seats, step_free, equipment)"
            " VALUES ({}, {}, {}, {}, {}) RETURNING id",
            event.id,
            wanted.name,
            wanted.seats,
            wanted.step_free,
            " ".join(wanted.equipment),
        )
        await _close(event.id, found[0]["id"], wanted.closed)


async def change_room(event: EventView, room: int, wanted: RoomForm, *, by: HasId) -> None:
    """What was placed in cells that are closed by it goes into the tray; at the board that can be
    undone. Raises NoSuchRoom, and db.Conflict when there is another one of this name.
    """
    async with doing(event.id, "room", by=by, words=wanted.name, rooms=True):
        await _refuse_name(event.id, wanted.name, but=room)
        found = await db.write(
            "UPDATE room SET name = {}, seats = {}, step_free = {}, equipment = {}"
            " WHERE id = {} AND event = {} RETURNING id",
            wanted.name,
            wanted.seats,
            wanted.step_free,
            " ".join(wanted.equipment),
            room,
            event.id,
        )
        if not found:
            raise NoSuchRoom
        await _close(event.id, room, wanted.closed)


async def _refuse_name(event_id: int, name: str, *, but: int | None = None) -> None:
    """Nobody tells "Saal" from "SAAL" at a door. Raises db.Conflict."""
    names = [one.name for one in await queries.rooms(event_id) if one.id != but]
    if name.casefold() in map(str.casefold, names):
        raise db.Conflict(name)


async def _close(event_id: int, room: int, rounds: frozenset[int]) -> None:
    known = {one.id for one in await queries.rounds(event_id)}
    await db.write("DELETE FROM closed_cell WHERE room = {}", room)
    for one in sorted(rounds & known):
        await db.write("INSERT INTO closed_cell (room, round) VALUES ({}, {})", room, one)
        await db.write("DELETE FROM placement WHERE room = {} AND round = {}", room, one)
    await first_again(event_id)


async def remove_room(event: EventView, room: int, *, seen: str = "", by: HasId) -> None:
    """Its sessions go into the tray; at the board that can be undone. Doing so twice changes
    nothing.

    `seen` tells which sessions were named as those that lose their place. Raises StillHeld.
    """
    names = {one.id: one.name for one in await queries.rooms(event.id)}
    if room in names:
        async with doing(event.id, "room-gone", by=by, words=names[room], rooms=True):
            _refuse_others(await board_queries.held_in(event.id, room=room), seen)
            await db.write("DELETE FROM room WHERE id = {} AND event = {}", room, event.id)
            await first_again(event.id)


async def add_rounds(event: EventView, spans: list[Span], *, title: str = "") -> None:
    """Raises RoundsOverlap."""
    async with db.unit_of_work():
        await db.rows(_EVENT + db.for_update("e"), event.id)
        if overlapping(spans, await queries.rounds(event.id)):
            raise RoundsOverlap
        for starts_at, ends_at in spans:
            await db.write(
                "INSERT INTO round (event, title, starts_at, ends_at) VALUES ({}, {}, {}, {})",
                event.id,
                title,
                starts_at,
                ends_at,
            )


async def change_round(event: EventView, number: int, span: Span, *, title: str) -> None:
    """Raises NoSuchRound, RoundsOverlap."""
    async with db.unit_of_work():
        await db.rows(_EVENT + db.for_update("e"), event.id)
        others = [one for one in await queries.rounds(event.id) if one.id != number]
        if overlapping([span], others):
            raise RoundsOverlap
        found = await db.write(
            "UPDATE round SET title = {}, starts_at = {}, ends_at = {}"
            " WHERE id = {} AND event = {} RETURNING id",
            title,
            *span,
            number,
            event.id,
        )
        if not found:
            raise NoSuchRound


async def remove_round(event: EventView, number: int, *, seen: str = "", by: HasId) -> None:
    """As remove_room()."""
    found = {one.id: one for one in await queries.rounds(event.id)}
    if number in found:
        begins = found[number].starts_at.astimezone(event.zone)
        words = f"{begins:%H:%M} {found[number].title}".strip()
        async with doing(event.id, "round-gone", by=by, words=words, rooms=True):
            _refuse_others(await board_queries.held_in(event.id, round=number), seen)
            await db.write("DELETE FROM round WHERE id = {} AND event = {}", number, event.id)
            await first_again(event.id)


def _refuse_others(losing: Sequence[Losing], seen: str) -> None:
    if board_queries.mark_of(losing) != seen:
        raise StillHeld
