"""Putting pitches in another order, and balancing anew what still waits. Within a unit of work."""

from kaue import db
from kaue.pitch import counting, queries
from kaue.pitch.queries import Line, LineUp
from kaue.ranking import balanced
from kaue.tables import PitchState


async def balance(event_id: int, *, keeping: Line | None) -> None:
    """Balance anew what still waits, if that is how this list is ordered.

    What is through, set aside or put somewhere by hand keeps its place, and so does the pitch
    that is being held.
    """
    frozen = await queries.frozen_list(event_id)
    # While votes still come in, they are others than were counted.
    if frozen is None or frozen.order != balanced.METHOD or not frozen.is_final:
        return
    line_up = await queries.line_up(event_id, unsealed=True)
    pitches = {line.topic.id: line.pitch for line in line_up.lines if line.pitch is not None}
    through = [line for line in line_up.lines if line.state == PitchState.DONE]
    order = balanced.rebalanced(
        list(pitches),
        await counting.ballots(event_id, _added(line_up)),
        fixed={
            line.topic.id
            for line in line_up.lines
            if line.by_hand or not line.is_open or (keeping and line.pitch == keeping.pitch)
        },
        had=[line.topic.id for line in sorted(through, key=lambda line: str(line.changed_at))],
        unpaid={line.topic.id for line in line_up.lines if not line.is_open},
        seed=frozen.seed,
    )
    await reorder(list(pitches.values()), [pitches[topic] for topic in order])


def _added(line_up: LineUp) -> dict[int, int]:
    """Topic → what was counted with the votes; not what was entered since."""
    return {line.topic.id: line.on_paper + line.raised for line in line_up.lines}


async def reorder(before: list[int], order: list[int]) -> None:
    for position, (new, old) in enumerate(zip(order, before, strict=True), start=1):
        if new != old:
            await db.write("UPDATE pitch SET position = {} WHERE id = {}", position, new)


def pitches_of(line_up: LineUp) -> list[int]:
    return [line.pitch for line in line_up.lines if line.pitch is not None]
