"""What a step at the board may change: every placement, and which cells are closed."""

from contextlib import AbstractAsyncContextManager

from kaue import db
from kaue.people.actor import HasId
from kaue.pitch import live
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


def doing(
    event_id: int, act: str, *, by: HasId, words: str = ""
) -> AbstractAsyncContextManager[None]:
    return steps.doing(Scene.BOARD, _Board(), event_id, act, by=by, words=words)


async def undo(event_id: int, *, number: int, by: HasId) -> None:
    """Raises NothingToUndo, DoneMeanwhile."""
    await steps.undo(Scene.BOARD, _Board(), event_id, number=number, by=by)


class _Board:
    async def begin(self, event_id: int) -> None:
        await db.write(
            "INSERT INTO board (event, version, bound_for) VALUES ({}, 0, '')"
            " ON CONFLICT (event) DO NOTHING",
            event_id,
        )

    async def snapshot(self, event_id: int) -> Snapshot:
        return {
            name: [
                {column: int(value) for column, value in row.items()}
                for row in await db.rows(statement, event_id)
            ]
            for name, statement in _PARTS.items()
        }

    async def restore(self, event_id: int, before: Snapshot, *, by: HasId) -> None:
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
        await live.announce(live.board_key(event_id))
        # The hall, which sees something new only while the projector shows the draft.
        await live.announce(event_id)
