"""What a step at the board may change: every placement, and which cells are closed. A step that
changes the rooms or rounds themselves keeps these as well.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any

from kaue import db
from kaue.people.actor import HasId
from kaue.pitch import live
from kaue.schedule import queries
from kaue.schedule.forms import LONGEST_ROOM, overlapping
from kaue.steps import actions as steps
from kaue.steps.actions import Snapshot
from kaue.tables import Scene, Showing

_PARTS = {
    "rooms": "SELECT r.id FROM room r WHERE r.event = {} ORDER BY r.id",
    "placements": (
        "SELECT p.topic, p.round, p.room, p.pinned, p.again FROM placement p WHERE p.event = {}"
        " ORDER BY p.round, p.room"
    ),
    "closed": (
        "SELECT c.room, c.round FROM closed_cell c JOIN room r ON r.id = c.room"
        " WHERE r.event = {} ORDER BY c.room, c.round"
    ),
}
# With what goes with a room or a round: who is away then, and what was published in it.
_WITH_ROOMS = _PARTS | {
    "rooms": (
        "SELECT r.id, r.name, r.seats, r.step_free, r.equipment FROM room r WHERE r.event = {}"
        " ORDER BY r.id"
    ),
    "rounds": (
        "SELECT g.id, g.title, g.starts_at, g.ends_at FROM round g WHERE g.event = {} ORDER BY g.id"
    ),
    "away": (
        "SELECT a.topic, a.round FROM away a JOIN round g ON g.id = a.round WHERE g.event = {}"
        " ORDER BY a.topic, a.round"
    ),
    "sessions": (
        "SELECT s.id, s.room FROM session s JOIN plan p ON p.id = s.plan"
        " WHERE p.event = {} AND s.room IS NOT NULL ORDER BY s.id"
    ),
}
# By the desk's choice, or on a projector that always shows it.
_ON_THE_WALL = (
    "UPDATE stage SET version = version + 1 WHERE event = {} AND (showing = {} OR EXISTS ("
    "SELECT 1 FROM projector_link l WHERE l.event = stage.event AND l.showing = {}"
    " AND l.revoked_at IS NULL))"
)
_CLEAR = "DELETE FROM placement WHERE event = {}"
# Of rooms that were added since, what is closed stays closed.
_OPEN = "DELETE FROM closed_cell WHERE room = {}"
# What was removed since, with its cells, does not come back.
_PLACE = (
    "INSERT INTO placement (event, topic, round, room, pinned, again)"
    " SELECT CAST({} AS INTEGER), t.id, g.id, r.id, {}, {} FROM topic t, round g, room r"
    " WHERE t.id = {} AND g.id = {} AND r.id = {}"
)
_CLOSE = (
    "INSERT INTO closed_cell (room, round) SELECT r.id, g.id FROM room r, round g"
    " WHERE r.id = {} AND g.id = {}"
)
_ROOM = (
    "INSERT INTO room (id, event, name, seats, step_free, equipment)"
    " VALUES ({}, {}, {}, {}, {}, {})"
    " ON CONFLICT (id) DO UPDATE SET name = excluded.name, seats = excluded.seats,"
    " step_free = excluded.step_free, equipment = excluded.equipment"
)
_ROUND = "INSERT INTO round (id, event, title, starts_at, ends_at) VALUES ({}, {}, {}, {}, {})"
_AWAY = (
    "INSERT INTO away (topic, round) SELECT t.id, g.id FROM topic t, round g"
    " WHERE t.id = {} AND g.id = {} ON CONFLICT (topic, round) DO NOTHING"
)
_SESSION = "UPDATE session SET room = {} WHERE id = {} AND room IS NULL"


class TimeTaken(Exception):
    """At the time of the round that would come back there is something else by now."""


def doing(
    event_id: int, act: str, *, by: HasId, words: str = "", rooms: bool = False
) -> AbstractAsyncContextManager[None]:
    """`rooms`: whether it changes rooms or rounds, or removes one."""
    return steps.doing(Scene.BOARD, _Board(rooms), event_id, act, by=by, words=words)


async def undo(event_id: int, *, number: int, by: HasId) -> None:
    """Raises NothingToUndo, DoneMeanwhile, TimeTaken."""
    await steps.undo(Scene.BOARD, _Board(), event_id, number=number, by=by)


class _Board:
    def __init__(self, with_rooms: bool = False) -> None:
        self.parts = _WITH_ROOMS if with_rooms else _PARTS

    async def begin(self, event_id: int) -> None:
        await db.write(
            "INSERT INTO board (event, version, bound_for) VALUES ({}, 0, '')"
            " ON CONFLICT (event) DO NOTHING",
            event_id,
        )

    async def snapshot(self, event_id: int) -> Snapshot:
        return {
            name: [_plain(row) for row in await db.rows(statement, event_id)]
            for name, statement in self.parts.items()
        }

    async def restore(self, event_id: int, before: Snapshot, *, by: HasId) -> None:
        await _restore_rooms(event_id, before)
        await _restore_rounds(event_id, before)
        await db.write(_CLEAR, event_id)
        for room in before["rooms"]:
            await db.write(_OPEN, room["id"])
        for one in before["placements"]:
            marks = bool(one["pinned"]), bool(one["again"])
            await db.write(_PLACE, event_id, *marks, one["topic"], one["round"], one["room"])
        for one in before["closed"]:
            await db.write(_CLOSE, one["room"], one["round"])

    async def grow(self, event_id: int) -> None:
        await db.write("UPDATE board SET version = version + 1 WHERE event = {}", event_id)
        await db.write(_ON_THE_WALL, event_id, str(Showing.DRAFT), str(Showing.DRAFT))

    async def announce(self, event_id: int) -> None:
        await live.announce("board", event_id)
        # The hall, which sees something new only while the projector shows the draft.
        await live.announce("stage", event_id)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON can hold it, alike on both databases."""
    return {
        column: value.isoformat()
        if isinstance(value, datetime)
        else int(value)
        if isinstance(value, bool)
        else value
        for column, value in row.items()
    }


async def _restore_rooms(event_id: int, before: Snapshot) -> None:
    """As they were. Those that are gone come back with their numbers, so that addresses of doors
    and calendars lead to them again; those that were added since stay.
    """
    stood = [room for room in before["rooms"] if "name" in room]
    known = {room["id"] for room in stood}
    there = await queries.rooms(event_id)
    taken = {room.name.casefold() for room in there if room.id not in known}
    for room in stood:
        name = _free_name(room["name"], taken)
        things = room["seats"], bool(room["step_free"]), room["equipment"]
        await db.write(_ROOM, room["id"], event_id, name, *things)
    gone = known - {room.id for room in there}
    for one in before.get("sessions", ()):
        if one["room"] in gone:
            await db.write(_SESSION, one["room"], one["id"])


def _free_name(name: str, taken: set[str]) -> str:
    """Another one where a room that was added since has this name."""
    n = 2
    free = name
    while free.casefold() in taken:
        end = f" ({n})"
        free, n = name[: LONGEST_ROOM - len(end)] + end, n + 1
    return free


async def _restore_rounds(event_id: int, before: Snapshot) -> None:
    """Those that are gone, with who is away then; those that are there stay as they are. Raises
    TimeTaken.
    """
    there = await queries.rounds(event_id)
    known = {one.id for one in there}
    for one in before.get("rounds", ()):
        if one["id"] in known:
            continue
        span = datetime.fromisoformat(one["starts_at"]), datetime.fromisoformat(one["ends_at"])
        if overlapping([span], there):
            raise TimeTaken
        await db.write(_ROUND, one["id"], event_id, one["title"], *span)
    for one in before.get("away", ()):
        if one["round"] not in known:
            await db.write(_AWAY, one["topic"], one["round"])
