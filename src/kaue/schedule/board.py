"""Putting topics into the session grid. Every act says what is wanted, so twice is once."""

from collections.abc import Iterable, Sequence

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.schedule import board_queries, queries
from kaue.schedule.board_queries import Cell, Placed, Wants
from kaue.schedule.board_steps import doing
from kaue.schedule.rooms import first_again
from kaue.topics import queries as topics

_INSERT = (
    "INSERT INTO placement (event, topic, round, room, pinned, again)"
    " VALUES ({}, {}, {}, {}, {}, {})"
)


class CellGone(Exception):
    """The room or the round is not there any more, or the cell is closed."""


class OtherThere(Exception):
    """Somebody put something else there after this page was shown."""


class PinnedThere(Exception):
    """What is there, or what was to be moved, is pinned."""


class TopicGone(Exception):
    """The topic is not public any more, or was withdrawn on stage."""


async def place(
    event: EventView, topic: int, cell: Cell, *, instead_of: int | None, by: HasId
) -> None:
    """What was there (`instead_of`, as the page showed it) goes where this one comes from.

    Raises CellGone, OtherThere, PinnedThere, TopicGone.
    """
    async with doing(event.id, "place", by=by, words=await _title(event, topic)):
        await _refuse_closed(event.id, cell)
        first, at = await _as_it_is(event.id)
        here, there = first.get(topic), at.get(cell)
        if here is not None and here.cell == cell:
            return
        if (there.topic if there else None) != instead_of:
            raise OtherThere
        if (here and here.pinned) or (there and there.pinned):
            raise PinnedThere
        await _remove([one for one in (here, there) if one is not None])
        await _put(event.id, topic, cell)
        if here and there and not there.again:
            await _put(event.id, there.topic, here.cell)
        elif there:
            await first_again(event.id)


async def repeat(event: EventView, topic: int, cell: Cell, *, by: HasId) -> None:
    """Hold it a second time, in a free cell. Raises CellGone, OtherThere, TopicGone."""
    async with doing(event.id, "repeat", by=by, words=await _title(event, topic)):
        await _refuse_closed(event.id, cell)
        first, at = await _as_it_is(event.id)
        if cell in at and at[cell].topic != topic:
            raise OtherThere
        if cell not in at:
            await _put(event.id, topic, cell, again=topic in first)


async def clear(event: EventView, topic: int, cell: Cell, *, by: HasId) -> None:
    """Back into the tray. Raises TopicGone."""
    async with doing(event.id, "clear", by=by, words=await _title(event, topic)):
        _, at = await _as_it_is(event.id)
        if cell in at and at[cell].topic == topic:
            await _remove([at[cell]])
            await first_again(event.id)


async def pin(event: EventView, topic: int, cell: Cell, wanted: bool, *, by: HasId) -> None:
    """No proposal moves what is pinned. Raises TopicGone."""
    act = "pin" if wanted else "unpin"
    async with doing(event.id, act, by=by, words=await _title(event, topic)):
        await db.write(
            "UPDATE placement SET pinned = {} WHERE topic = {} AND round = {} AND room = {}",
            wanted,
            topic,
            *cell,
        )


async def close(event: EventView, cell: Cell, wanted: bool, *, by: HasId) -> None:
    """The room cannot be had in this round; what was there goes into the tray. Raises CellGone."""
    room = await _known(event.id, cell)
    async with doing(event.id, "close" if wanted else "open", by=by, words=room):
        await db.write("DELETE FROM closed_cell WHERE round = {} AND room = {}", *cell)
        if wanted:
            _, at = await _as_it_is(event.id)
            if cell in at:
                await _remove([at[cell]])
                await first_again(event.id)
            await db.write("INSERT INTO closed_cell (round, room) VALUES ({}, {})", *cell)


async def arrange(
    event: EventView,
    plan: Iterable[tuple[int, Cell]],
    act: str,
    *,
    by: HasId,
    seen: int | None = None,
) -> None:
    """Put all of these where they belong: a proposal, or some moves that help.

    What is pinned stays, and so does what is not named, unless its cell is taken, and what would go
    where nothing can be held. `seen` is the version of the board it was made for.

    Raises OtherThere.
    """
    async with doing(event.id, act, by=by):
        if seen is not None and await board_queries.version_of(event.id) != seen:
            raise OtherThere
        first, _ = await _as_it_is(event.id)
        known = {topic.id for topic in await topics.listed(event.id)}
        moves = {
            topic: cell
            for topic, cell in plan
            if topic in known and not (topic in first and first[topic].pinned)
        }
        await _arrange(event.id, moves)


async def _arrange(event_id: int, moves: dict[int, Cell]) -> None:
    first, at = await _as_it_is(event_id)
    able = {
        topic: cell
        for topic, cell in moves.items()
        if await _is_open(event_id, cell) and not (cell in at and at[cell].pinned)
    }
    await _remove([first[topic] for topic in able if topic in first])
    for topic, cell in able.items():
        _, at = await _as_it_is(event_id)
        if cell in at:
            await _remove([at[cell]])
            await first_again(event_id)
        await _put(event_id, topic, cell)


async def keep_bound(event: EventView, bound: int | None, day: str) -> None:
    """What was proved of a day is known until the day is another one."""
    if bound is not None:
        await db.write(
            "UPDATE board SET bound = {}, bound_for = {} WHERE event = {}", bound, day, event.id
        )


async def clear_all(event: EventView, *, by: HasId) -> None:
    """Everything that is not pinned goes back into the tray."""
    async with doing(event.id, "clear-all", by=by):
        await db.write("DELETE FROM placement WHERE event = {} AND pinned = {}", event.id, False)


async def want(event: EventView, topic: int, wants: Wants, *, by: HasId) -> None:
    """What a session asks for. Raises TopicGone."""
    async with db.unit_of_work():
        await _title(event, topic)
        await db.write("DELETE FROM need WHERE topic = {}", topic)
        await db.write("DELETE FROM away WHERE topic = {}", topic)
        if wants.equipment or wants.step_free:
            await db.write(
                "INSERT INTO need (topic, equipment, step_free) VALUES ({}, {}, {})",
                topic,
                " ".join(wants.equipment),
                wants.step_free,
            )
        known = {one.id for one in await queries.rounds(event.id)}
        for one in sorted(wants.away & known):
            await db.write("INSERT INTO away (topic, round) VALUES ({}, {})", topic, one)


async def _as_it_is(event_id: int) -> tuple[dict[int, Placed], dict[Cell, Placed]]:
    """Where each topic is held first, and what each cell holds."""
    placed = await board_queries.placed(event_id)
    return {one.topic: one for one in placed if not one.again}, {one.cell: one for one in placed}


async def _put(event_id: int, topic: int, cell: Cell, *, again: bool = False) -> None:
    # What nobody sees there any more, because its topic is not to be held, gives way.
    await db.write("DELETE FROM placement WHERE round = {} AND room = {}", *cell)
    await db.write(_INSERT, event_id, topic, *cell, False, again)


async def _remove(some: Sequence[Placed]) -> None:
    for one in some:
        await db.write("DELETE FROM placement WHERE round = {} AND room = {}", *one.cell)


async def _refuse_closed(event_id: int, cell: Cell) -> None:
    if not await _is_open(event_id, cell):
        raise CellGone


async def _is_open(event_id: int, cell: Cell) -> bool:
    rooms = {room.id: room for room in await queries.rooms(event_id)}
    rounds = {one.id for one in await queries.rounds(event_id) if not one.is_for_all}
    return cell[0] in rounds and cell[1] in rooms and cell[0] not in rooms[cell[1]].closed


async def _known(event_id: int, cell: Cell) -> str:
    """The room's name. Raises CellGone."""
    rooms = {room.id: room.name for room in await queries.rooms(event_id)}
    if cell[1] not in rooms or cell[0] not in {one.id for one in await queries.rounds(event_id)}:
        raise CellGone
    return rooms[cell[1]]


async def _title(event: EventView, topic: int) -> str:
    found = await topics.find(topic)
    if found is None or not await board_queries.can_be_held(event.id, topic):
        raise TopicGone
    return found.title
