"""Counting the votes, and working through the pitch order drawn from the count."""

from collections.abc import Mapping
from typing import Any

from kaue import db
from kaue.events import queries as events
from kaue.events import sealing
from kaue.people.actor import HasId
from kaue.pitch import counting, live, queries
from kaue.pitch.balancing import balance, pitches_of, reorder
from kaue.pitch.counting import Count
from kaue.pitch.queries import Line, LineUp
from kaue.ranking import balanced
from kaue.ranking.digest import digest
from kaue.tables import Pitch, PitchState, Ranking, Showing
from kaue.topics.queries import list_changed
from kaue.web.dates import now

_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"
_RULES = "SELECT e.vote_until, e.counted_at, e.counts, e.pitch_order FROM event e WHERE e.id = {}"


BY_HAND = "hand"
"""Not an order: what waits stays as moderators put it."""

_LAST = 2**31


class AlreadyFrozen(Exception):
    """Somebody counted after this page was opened."""


class NothingToFreeze(Exception):
    """No topic has been accepted yet."""


class CountedBefore(Exception):
    """It was counted before, and whoever counts again has to say why."""


class OrderUnexplained(Exception):
    """Another order than the event's rule shall lead the pitches, and nobody says why."""


class VotingStillOpen(Exception):
    """The numbers are sealed until voting has ended, and a count would tell them."""


class NoSuchPitch(Exception):
    """The pitch belongs to an older list."""


async def freeze(
    event_id: int,
    event_slug: str,
    *,
    after_version: int,
    by: HasId,
    method: str = "",
    reason: str = "",
) -> None:
    """Count the votes and draw the pitch order by the event's rule, or for a `reason` by another
    `method`. Nothing moves a count afterwards.

    `after_version` is the version the moderator saw (0 for none), so that two clicks make one
    count. Raises AlreadyFrozen, NothingToFreeze, CountedBefore, VotingStillOpen, OrderUnexplained.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        before = await queries.frozen_list(event_id)
        if (before.version if before else 0) != after_version:
            raise AlreadyFrozen
        (rules,) = await db.rows(_RULES, event_id)
        over = _is_over(rules, again=bool(after_version), reason=reason)
        rule = rules["pitch_order"]
        leading = method or rule
        if leading != rule and not reason:
            raise OrderUnexplained
        count = await counting.take(event_id)
        if not count.places:
            raise NothingToFreeze
        version = after_version + 1
        ranking = Ranking(
            event=event_id,
            version=version,
            method=rule,
            digest=_digest(event_slug, version, rule, count),
            frozen_by=by.id,
            frozen_at=now(),
            seed=count.seed,
            reason=reason if after_version else "",
            people=count.people,
            decisions=count.decisions,
            added=count.added,
            nonce=count.nonce,
        )
        await ranking.save()
        receipts = counting.receipts(event_id, event_slug, version, count)
        await counting.store(ranking.id, count, receipts)
        await counting.store_turnout(ranking.id, event_id)
        await _draw_pitches(ranking.id, leading, count)
        if leading != rule:
            await _note_choice(ranking.id, leading, reason)
        await live.begin_stage(event_id)
        await db.write(
            "UPDATE stage SET method = '', pitch = NULL, version = version + 1 WHERE event = {}",
            event_id,
        )
        if over:
            # From now on no vote is taken, also not one that was on its way before the end.
            await db.write("UPDATE event SET counted_at = {} WHERE id = {}", now(), event_id)
    events.forget(event_slug)
    list_changed(event_id)
    await live.announce("stage", event_id)


def _is_over(event: Mapping[str, Any], *, again: bool, reason: str) -> bool:
    """Whether voting has ended. Raises CountedBefore, VotingStillOpen."""
    if again and event["counted_at"] and not reason:
        raise CountedBefore
    over = bool(event["vote_until"] <= now())
    if not over and not sealing.may_count_early(event["counts"]):
        raise VotingStillOpen
    return over


def _digest(event_slug: str, version: int, method: str, count: Count) -> str:
    lines = [
        (
            one.by_votes,
            one.candidate.topic,
            one.candidate.votes,
            one.candidate.passes,
            one.fair,
            one.balanced,
            *((one.paper, one.hands) if count.added else ()),
        )
        for one in count.places
    ]
    return digest(event_slug, version, method, lines, seed=count.seed, nonce=count.nonce)


async def _draw_pitches(ranking_id: int, method: str, count: Count) -> None:
    order = sorted(count.places, key=lambda one: one.place(method))
    await Pitch.insert(
        *(
            Pitch(ranking=ranking_id, topic=one.candidate.topic, position=place, changed_at=now())
            for place, one in enumerate(order, start=1)
        )
    )


async def end_voting(event_id: int, event_slug: str) -> None:
    """End it now instead of at the planned time. Doing so twice changes nothing."""
    async with db.unit_of_work():
        await _lock(event_id)
        await db.write(
            "UPDATE event SET vote_until = {} WHERE id = {} AND vote_until > {}",
            now(),
            event_id,
            now(),
        )
    events.forget(event_slug)


async def move(event_id: int, pitch_id: int, *, to: int) -> None:
    """Put a pitch on place `to` (from 1; beyond the ends counts as the end). Raises NoSuchPitch.

    It stays there: in a balanced list the others are balanced anew around it.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        line_up = await queries.line_up(event_id)
        if await _put(pitch_id, to, before=pitches_of(line_up)):
            await db.write("UPDATE pitch SET by_hand = {} WHERE id = {}", True, pitch_id)
            await balance(event_id, keeping=line_up.current)


async def mark(event_id: int, pitch_id: int, state: PitchState) -> None:
    """Done, set aside, withdrawn, or waiting again. Twice changes nothing. Raises NoSuchPitch.

    What was set aside comes back behind the current pitch, never into its place: the stage must
    not change under whoever is speaking. Taking back a "done" is an undo and stays where it was.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        line_up = await queries.line_up(event_id)
        marked = next((line for line in line_up.lines if line.pitch == pitch_id), None)
        if marked is None:
            raise NoSuchPitch
        if marked.state == state:
            return
        current = line_up.current
        again = state == PitchState.WAITING
        comes_back = again and marked.state != PitchState.DONE
        if comes_back and current is not None and marked.position < current.position:
            await _put(pitch_id, current.position, before=pitches_of(line_up))
        if again and not comes_back:
            await db.write("UPDATE stage SET pitch = NULL WHERE event = {}", event_id)
        await db.write(
            "UPDATE pitch SET state = {}, by_hand = {}, changed_at = {} WHERE id = {}",
            str(state),
            marked.by_hand or comes_back,
            now(),
            pitch_id,
        )
        await balance(event_id, keeping=current)


_PLACES = "SELECT topic, rank AS votes, rank_fair AS fair FROM ranked_topic WHERE ranking = {}"


async def order_by(event_id: int, method: str, *, reason: str = "") -> None:
    """Order what waits by another method, and let go of every place that a moderator chose.

    Which one leads the pitches from now on is kept with the count, and its `reason`, which only
    the event's rule does without. What is through, set aside or on stage keeps its place; what
    came from the floor comes last. BY_HAND leaves everything where it is. Twice changes nothing.
    Raises NoSuchPitch, OrderUnexplained.
    """
    async with db.unit_of_work():
        await _lock(event_id)
        line_up = await queries.line_up(event_id)
        if line_up.frozen is None:
            raise NoSuchPitch
        if method not in {BY_HAND, line_up.frozen.method}:
            if method != line_up.frozen.rule and not reason:
                raise OrderUnexplained
            await _note_choice(line_up.frozen.id, method, reason)
        await db.write("UPDATE stage SET method = {} WHERE event = {}", method, event_id)
        if method == BY_HAND:
            return
        await db.write("UPDATE pitch SET by_hand = {} WHERE ranking = {}", False, line_up.frozen.id)
        if method == balanced.METHOD:
            await balance(event_id, keeping=await _on_stage(event_id, line_up))
            return
        places = {row["topic"]: row[method] for row in await db.rows(_PLACES, line_up.frozen.id)}
        on_stage = await _on_stage(event_id, line_up)
        waiting = [line for line in line_up.lines if line.is_open and line is not on_stage]
        coming = iter(sorted(waiting, key=lambda line: places.get(line.topic.id, _LAST)))
        order = [next(coming) if line in waiting else line for line in line_up.lines]
        await reorder(pitches_of(line_up), [line.pitch for line in order if line.pitch is not None])


async def _on_stage(event_id: int, line_up: LineUp) -> Line | None:
    """The current pitch, once the pitches have begun: until then nobody stands there."""
    begun = any(line.state == PitchState.DONE for line in line_up.lines)
    shown = await db.rows(
        "SELECT 1 AS one FROM stage WHERE event = {} AND (pitch IS NOT NULL OR showing = {})",
        event_id,
        str(Showing.PITCH),
    )
    return line_up.current if begun or shown else None


async def _note_choice(ranking_id: int, method: str, reason: str) -> None:
    await db.write(
        "INSERT INTO order_choice (ranking, method, reason, chosen_at) VALUES ({}, {}, {}, {})",
        ranking_id,
        method,
        reason,
        now(),
    )


async def _put(pitch_id: int, place: int, *, before: list[int]) -> bool:
    """Give every pitch that moves by this its new position, if any. Raises NoSuchPitch."""
    if pitch_id not in before:
        raise NoSuchPitch
    order = [one for one in before if one != pitch_id]
    order.insert(max(0, min(place - 1, len(order))), pitch_id)
    await reorder(before, order)
    return order != before


async def _lock(event_id: int) -> None:
    """Let votes and other moderators of this event wait until this unit of work is over."""
    await db.rows(_EVENT + db.for_update("e"), event_id)
