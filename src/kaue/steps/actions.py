"""Whatever is done at the desk or the board is a step, and every step can be undone.

A step keeps what stood before it: all that may be changed there. So undoing needs no second way for
each act, and a press that changes nothing leaves no trace.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

from kaue import db
from kaue.people.actor import HasId
from kaue.tables import Scene
from kaue.web.dates import now

Snapshot = dict[str, Any]

_LOCK = "SELECT e.id FROM event e WHERE e.id = {}"
_LONGEST_WORDS = 200


class NothingToUndo(Exception):
    """Everything is undone already, or the list was counted anew since."""


class DoneMeanwhile(Exception):
    """Somebody did something after this page was shown: that would have to be undone first."""


class Acting(Protocol):
    """What a scene does around its steps. All but `announce` within their unit of work."""

    async def begin(self, event_id: int) -> None:
        """From now on there is something to act upon."""

    async def snapshot(self, event_id: int) -> Snapshot:
        """All that a step may change, as JSON can hold it."""

    async def restore(self, event_id: int, before: Snapshot, *, by: HasId) -> None:
        """Put all of that back. Raises NothingToUndo."""

    async def grow(self, event_id: int) -> None:
        """Whoever looks on has something new to see."""

    async def announce(self, event_id: int) -> None:
        """Tell them so, once it is stored."""


@asynccontextmanager
async def doing(
    scene: Scene,
    acting: Acting,
    event_id: int,
    act: str,
    *,
    by: HasId,
    words: str = "",
    **besides: Any,
) -> AsyncIterator[None]:
    """What happens inside is one step of this name, if it changes anything. One at a time.

    `besides` is kept for the undo as well.
    """
    async with db.unit_of_work():
        await _begin(acting, event_id)
        before = await acting.snapshot(event_id)
        yield
        if await acting.snapshot(event_id) != before:
            kept = json.dumps(before | besides)
            await _note(scene, event_id, act, words[:_LONGEST_WORDS], kept, by)
            await acting.grow(event_id)
    await acting.announce(event_id)


async def undo(scene: Scene, acting: Acting, event_id: int, *, number: int, by: HasId) -> None:
    """Take back the step of that number, the latest one of the scene that stands.

    Raises NothingToUndo, DoneMeanwhile.
    """
    async with db.unit_of_work():
        await _begin(acting, event_id)
        latest = await db.rows(
            "SELECT s.id, s.number, s.before FROM step s WHERE s.event = {} AND s.scene = {}"
            " AND s.undone_at IS NULL ORDER BY s.number DESC LIMIT 1",
            event_id,
            str(scene),
        )
        if not latest:
            raise NothingToUndo
        if latest[0]["number"] != number:
            raise DoneMeanwhile
        await acting.restore(event_id, json.loads(latest[0]["before"]), by=by)
        await db.write("UPDATE step SET undone_at = {} WHERE id = {}", now(), latest[0]["id"])
        await acting.grow(event_id)
    await acting.announce(event_id)


async def _begin(acting: Acting, event_id: int) -> None:
    """Whoever else acts waits here."""
    await db.rows(_LOCK + db.for_update("e"), event_id)
    await acting.begin(event_id)


async def _note(scene: Scene, event_id: int, act: str, words: str, before: str, by: HasId) -> None:
    await db.write(
        "INSERT INTO step (event, number, scene, act, words, before, acted_by, acted_at)"
        " SELECT CAST({} AS INTEGER), COALESCE(MAX(number), 0) + 1, {}, {}, {}, {},"
        " CAST({} AS INTEGER), {} FROM step WHERE event = {}",
        event_id,
        str(scene),
        act,
        words,
        before,
        by.id,
        now(),
        event_id,
    )
