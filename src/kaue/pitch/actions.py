"""Freezing the ranked list, and working through the pitch order drawn from it."""

from kaue import db
from kaue.people.actor import HasId
from kaue.pitch import queries
from kaue.ranking.by_votes import METHOD, by_votes
from kaue.ranking.digest import digest
from kaue.tables import Pitch, PitchState, RankedTopic, Ranking
from kaue.web.dates import now

_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"


class AlreadyFrozen(Exception):
    """Somebody froze the list after this page was opened."""


class NothingToFreeze(Exception):
    """No topic has been accepted yet."""


class NoSuchPitch(Exception):
    """The pitch belongs to an older list."""


async def freeze(event_id: int, event_slug: str, *, after_version: int, by: HasId) -> None:
    """Take a snapshot of the ranking and draw the pitch order from it.

    `after_version` is the version the moderator saw (0 for none), so that two clicks make one
    list. Raises AlreadyFrozen, NothingToFreeze.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        before = await queries.frozen_list(event_id)
        if (before.version if before else 0) != after_version:
            raise AlreadyFrozen
        ranked = by_votes(await queries.candidates(event_id))
        if not ranked:
            raise NothingToFreeze
        lines = [(rank, one.topic, one.votes) for rank, one in enumerate(ranked, start=1)]
        version = after_version + 1
        ranking = Ranking(
            event=event_id,
            version=version,
            method=METHOD,
            digest=digest(event_slug, version, METHOD, lines),
            frozen_by=by.id,
            frozen_at=now(),
        )
        await ranking.save()
        await RankedTopic.insert(
            *(
                RankedTopic(
                    ranking=ranking.id,
                    topic=one.topic,
                    rank=rank,
                    votes=one.votes,
                    title=one.title,
                )
                for rank, one in enumerate(ranked, start=1)
            )
        )
        await Pitch.insert(
            *(
                Pitch(ranking=ranking.id, topic=topic, position=rank, changed_at=now())
                for rank, topic, _ in lines
            )
        )


async def move(event_id: int, pitch_id: int, *, to: int) -> None:
    """Put a pitch on place `to` (from 1; beyond the ends counts as the end). Raises NoSuchPitch."""
    async with db.unit_of_work():
        await _lock(event_id)
        await _put(pitch_id, to, before=await _order(event_id))


async def mark(event_id: int, pitch_id: int, state: PitchState) -> None:
    """Done, set aside, or waiting again. Doing so twice changes nothing. Raises NoSuchPitch.

    What was set aside comes back behind the current pitch, never into its place: the stage must
    not change under whoever is speaking. Taking back a "done" is an undo and stays where it was.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        line_up = await queries.line_up(event_id)
        before = [line.pitch for line in line_up.lines if line.pitch is not None]
        marked = next((line for line in line_up.lines if line.pitch == pitch_id), None)
        if marked is None:
            raise NoSuchPitch
        current = line_up.current
        comes_back = state == PitchState.WAITING and marked.state == PitchState.SET_ASIDE
        if comes_back and current is not None and marked.position < current.position:
            await _put(pitch_id, current.position, before=before)
        await db.write(
            "UPDATE pitch SET state = {}, changed_at = {} WHERE id = {}",
            str(state),
            now(),
            pitch_id,
        )


async def _put(pitch_id: int, place: int, *, before: list[int]) -> None:
    """Give every pitch that moves by this its new position. Raises NoSuchPitch."""
    if pitch_id not in before:
        raise NoSuchPitch
    order = [one for one in before if one != pitch_id]
    order.insert(max(0, min(place - 1, len(order))), pitch_id)
    for position, (new, old) in enumerate(zip(order, before, strict=True), start=1):
        if new != old:
            await db.write("UPDATE pitch SET position = {} WHERE id = {}", position, new)


async def _order(event_id: int) -> list[int]:
    frozen = await queries.frozen_list(event_id)
    found = await db.rows(
        "SELECT id FROM pitch WHERE ranking = {} ORDER BY position, id", frozen.id if frozen else 0
    )
    return [row["id"] for row in found]


async def _lock(event_id: int) -> None:
    """Let votes and other moderators of this event wait until this unit of work is over."""
    await db.rows(_EVENT + db.for_update("e"), event_id)
