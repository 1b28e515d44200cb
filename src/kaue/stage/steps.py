"""Whatever is done at the desk is a step, and every step can be undone.

A step keeps what stood before it: the places and states of all pitches, and the stage. So undoing
needs no second way for each act, and a press that changes nothing leaves no trace. Only a merge
moves more than that, votes, and is undone by the split that knows them.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from kaue import db
from kaue.merging import actions as merging
from kaue.people.actor import HasId
from kaue.stage.live import announce
from kaue.tables import TopicState
from kaue.topics import queries as topics
from kaue.web.dates import now

Snapshot = dict[str, Any]

_LOCK = "SELECT e.id FROM event e WHERE e.id = {}"
_PITCHES = (
    "SELECT p.id, p.position, p.state, p.by_hand, p.not_here, p.takes_longer, p.hands,"
    " t.merged_into FROM pitch p JOIN topic t ON t.id = p.topic WHERE p.ranking = {} ORDER BY p.id"
)
_STAGE = "SELECT showing, method, seconds, pitch, started_at, seconds_left, pace FROM stage"
_LONGEST_WORDS = 200


class NothingToUndo(Exception):
    """Everything is undone already, or the list was counted anew since."""


class DoneMeanwhile(Exception):
    """Somebody did something after this page was shown: that would have to be undone first."""


@asynccontextmanager
async def doing(
    event_id: int, act: str, *, by: HasId, words: str = "", merges: int | None = None
) -> AsyncIterator[None]:
    """What happens inside is one step of this name, if it changes anything. One at a time.

    `merges`: the topic that becomes part of another one in it.
    """
    async with db.unit_of_work():
        await _begin(event_id)
        before = await _snapshot(event_id)
        yield
        if await _snapshot(event_id) != before:
            before["merges"] = merges
            await _note(event_id, act, words[:_LONGEST_WORDS], before, by)
            await _grow(event_id)
    await announce(event_id)


async def undo(event_id: int, *, number: int, by: HasId) -> None:
    """Take back the step of that number, the latest one that stands.

    Raises NothingToUndo, DoneMeanwhile.
    """
    async with db.unit_of_work():
        await _begin(event_id)
        latest = await db.rows(
            "SELECT s.id, s.number, s.before FROM step s WHERE s.event = {}"
            " AND s.undone_at IS NULL ORDER BY s.number DESC LIMIT 1",
            event_id,
        )
        before = json.loads(latest[0]["before"]) if latest else None
        if before is None or before["ranking"] != await _ranking(event_id):
            raise NothingToUndo
        if latest[0]["number"] != number:
            raise DoneMeanwhile
        if before.get("merges"):
            await _split(before["merges"], by)
        await _restore(event_id, before)
        await db.write("UPDATE step SET undone_at = {} WHERE id = {}", now(), latest[0]["id"])
        await _grow(event_id)
    await announce(event_id)


async def _begin(event_id: int) -> None:
    """Whoever else acts waits here. From now on there is a stage."""
    await db.rows(_LOCK + db.for_update("e"), event_id)
    await db.write(
        "INSERT INTO stage (event, version, showing, method, seconds, seconds_left, pace)"
        " VALUES ({}, 0, 'waiting', '', 60, 60, 1) ON CONFLICT (event) DO NOTHING",
        event_id,
    )


async def _ranking(event_id: int) -> int | None:
    found = await db.rows(
        "SELECT id FROM ranking WHERE event = {} ORDER BY version DESC LIMIT 1", event_id
    )
    return found[0]["id"] if found else None


async def _snapshot(event_id: int) -> Snapshot:
    ranking = await _ranking(event_id)
    (stage,) = await db.rows(_STAGE + " WHERE event = {}", event_id)
    started = stage["started_at"]
    pitches = [
        {name: int(value) if isinstance(value, bool) else value for name, value in row.items()}
        for row in await db.rows(_PITCHES, ranking or 0)
    ]
    return {
        "ranking": ranking,
        "stage": {**stage, "started_at": started.isoformat() if started else None},
        "pitches": pitches,
    }


async def _restore(event_id: int, before: Snapshot) -> None:
    stands = {one["id"]: one for one in (await _snapshot(event_id))["pitches"]}
    for one in before["pitches"]:
        if one["id"] in stands and one != stands[one["id"]]:
            await db.write(
                "UPDATE pitch SET position = {}, state = {}, by_hand = {}, not_here = {},"
                " takes_longer = {}, hands = {}, changed_at = {} WHERE id = {}",
                one["position"],
                one["state"],
                bool(one["by_hand"]),
                bool(one["not_here"]),
                bool(one["takes_longer"]),
                one["hands"],
                now(),
                one["id"],
            )
    for added in stands.keys() - {one["id"] for one in before["pitches"]}:
        await _take_out(added)
    stage = before["stage"]
    started = stage["started_at"]
    await db.write(
        "UPDATE stage SET showing = {}, method = {}, seconds = {}, pitch = {}, started_at = {},"
        " seconds_left = {}, pace = {} WHERE event = {}",
        stage["showing"],
        stage["method"],
        stage["seconds"],
        stage["pitch"],
        datetime.fromisoformat(started) if started else None,
        stage["seconds_left"],
        stage.get("pace", 1),
        event_id,
    )


async def _split(topic_id: int, by: HasId) -> None:
    """Unless the editors have done so meanwhile."""
    topic = await topics.find(topic_id)
    if topic is not None and topic.merged_into is not None:
        await merging.split(topic, version=topic.version, by=by)


async def _take_out(pitch_id: int) -> None:
    """A topic from the floor that was entered by mistake: it is withdrawn, with its pitch."""
    await db.write(
        "UPDATE topic SET state = {}, version = version + 1, changed_at = {}"
        " WHERE id = (SELECT topic FROM pitch WHERE id = {})",
        str(TopicState.WITHDRAWN),
        now(),
        pitch_id,
    )
    await db.write("DELETE FROM pitch WHERE id = {}", pitch_id)


async def _note(event_id: int, act: str, words: str, before: Snapshot, by: HasId) -> None:
    await db.write(
        "INSERT INTO step (event, number, act, words, before, acted_by, acted_at)"
        " SELECT CAST({} AS INTEGER), COALESCE(MAX(number), 0) + 1, {}, {}, {},"
        " CAST({} AS INTEGER), {} FROM step WHERE event = {}",
        event_id,
        act,
        words,
        json.dumps(before),
        by.id,
        now(),
        event_id,
    )


async def _grow(event_id: int) -> None:
    await db.write("UPDATE stage SET version = version + 1 WHERE event = {}", event_id)
