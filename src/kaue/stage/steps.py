"""What a step at the desk may change: places and states of all pitches, which order was chosen
to lead them, and the stage.

Only a merge moves more than that, votes, and is undone by the split that knows them.
"""

from contextlib import AbstractAsyncContextManager
from datetime import datetime

from kaue import db
from kaue.merging import actions as merging
from kaue.people.actor import HasId
from kaue.pitch import live
from kaue.pitch.queries import LineUp
from kaue.stage.presses import Press, take
from kaue.steps import actions as steps
from kaue.steps.actions import NothingToUndo, Snapshot
from kaue.steps.queries import Past, StepView
from kaue.tables import Scene, TopicState
from kaue.topics import queries as topics
from kaue.web.dates import now

_PITCHES = (
    "SELECT p.id, p.position, p.state, p.by_hand, p.not_here, p.takes_longer, p.hands,"
    " t.merged_into FROM pitch p JOIN topic t ON t.id = p.topic WHERE p.ranking = {} ORDER BY p.id"
)
_CHOICES = "SELECT COUNT(*) AS n FROM order_choice WHERE ranking = {}"
_TAKE_BACK = (
    "DELETE FROM order_choice WHERE ranking = {} AND id NOT IN"
    " (SELECT c.id FROM order_choice c WHERE c.ranking = {} ORDER BY c.id LIMIT {})"
)
_STAGE = (
    "SELECT showing, method, seconds, pitch, started_at, seconds_left, pace, held, auto_start"
    " FROM stage WHERE event = {}"
)


def doing(
    event_id: int, act: str, *, by: HasId, words: str = "", merges: int | None = None
) -> AbstractAsyncContextManager[None]:
    """`merges`: the topic that becomes part of another one in it.

    Where `by` is a Press, raises PressedBefore and PressedTooLate on the way in.
    """
    return steps.doing(Scene.DESK, _Desk(by), event_id, act, by=by, words=words, merges=merges)


async def undo(event_id: int, *, number: int, by: HasId) -> None:
    """Raises NothingToUndo, DoneMeanwhile, PressedBefore."""
    await steps.undo(Scene.DESK, _Desk(by), event_id, number=number, by=by)


def undoable(past: Past, line_up: LineUp) -> StepView | None:
    """The step that undo() would take back now: of this very list, or before there is any."""
    ranking = line_up.frozen.id if line_up.frozen else None
    return past.latest if past.before.get("ranking") == ranking else None


class _Desk:
    def __init__(self, by: HasId) -> None:
        self.by = by

    async def begin(self, event_id: int) -> None:
        await live.begin_stage(event_id)
        if isinstance(self.by, Press):
            await take(event_id, self.by)

    async def snapshot(self, event_id: int) -> Snapshot:
        return await _snapshot(event_id)

    async def restore(self, event_id: int, before: Snapshot, *, by: HasId) -> None:
        if before["ranking"] != await _ranking(event_id):
            raise NothingToUndo
        if before.get("merges"):
            await _split(before["merges"], by)
        await _restore(event_id, before)

    async def grow(self, event_id: int) -> None:
        await db.write("UPDATE stage SET version = version + 1 WHERE event = {}", event_id)

    async def announce(self, event_id: int) -> None:
        await live.announce("stage", event_id)
        # A topic from the floor may have come or gone.
        topics.list_changed(event_id)


async def _ranking(event_id: int) -> int | None:
    found = await db.rows(
        "SELECT id FROM ranking WHERE event = {} ORDER BY version DESC LIMIT 1", event_id
    )
    return found[0]["id"] if found else None


async def _snapshot(event_id: int) -> Snapshot:
    ranking = await _ranking(event_id)
    (stage,) = await db.rows(_STAGE, event_id)
    started = stage["started_at"]
    pitches = [
        {name: int(value) if isinstance(value, bool) else value for name, value in row.items()}
        for row in await db.rows(_PITCHES, ranking or 0)
    ]
    return {
        "ranking": ranking,
        "stage": {
            **stage,
            "started_at": started.isoformat() if started else None,
            "held": bool(stage["held"]),
            "auto_start": bool(stage["auto_start"]),
        },
        "pitches": pitches,
        "choices": int((await db.rows(_CHOICES, ranking or 0))[0]["n"]),
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
    if before.get("choices") is not None:
        ranking = before["ranking"] or 0
        await db.write(_TAKE_BACK, ranking, ranking, before["choices"])
    stage = before["stage"]
    started = stage["started_at"]
    await db.write(
        "UPDATE stage SET showing = {}, method = {}, seconds = {}, pitch = {}, started_at = {},"
        " seconds_left = {}, pace = {}, held = {}, auto_start = {} WHERE event = {}",
        stage["showing"],
        stage["method"],
        stage["seconds"],
        stage["pitch"],
        datetime.fromisoformat(started) if started else None,
        stage["seconds_left"],
        stage.get("pace", 1),
        bool(stage.get("held")),
        bool(stage.get("auto_start")),
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
