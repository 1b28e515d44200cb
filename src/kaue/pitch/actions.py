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
                RankedTopic(ranking=ranking.id, topic=topic, rank=rank, votes=votes)
                for rank, topic, votes in lines
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
        order = await _order(event_id)
        if pitch_id not in order:
            raise NoSuchPitch
        before = list(order)
        order.remove(pitch_id)
        order.insert(max(0, min(to - 1, len(order))), pitch_id)
        for place, (new, old) in enumerate(zip(order, before, strict=True), start=1):
            if new != old:
                await db.write("UPDATE pitch SET position = {} WHERE id = {}", place, new)


async def mark(event_id: int, pitch_id: int, state: PitchState) -> None:
    """Done, set aside, or waiting again. Doing so twice changes nothing. Raises NoSuchPitch."""
    async with db.unit_of_work():
        if pitch_id not in await _order(event_id):
            raise NoSuchPitch
        await db.write(
            "UPDATE pitch SET state = {}, changed_at = {} WHERE id = {}",
            str(state),
            now(),
            pitch_id,
        )


async def _order(event_id: int) -> list[int]:
    frozen = await queries.frozen_list(event_id)
    found = await db.rows(
        "SELECT id FROM pitch WHERE ranking = {} ORDER BY position, id", frozen.id if frozen else 0
    )
    return [row["id"] for row in found]


async def _lock(event_id: int) -> None:
    """Let votes and other moderators of this event wait until this unit of work is over."""
    await db.rows(_EVENT + db.for_update("e"), event_id)
