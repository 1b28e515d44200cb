"""Working through the pitch order: moving, marking, and who is next."""

import asyncio

import pytest

from kaue.pitch import actions, queries
from kaue.tables import Pitch, PitchState


@pytest.fixture
async def event(make):
    """Five topics, frozen."""
    event = await make.event()
    for votes in (5, 4, 3, 2, 1):
        await make.topic(event, votes=votes, title=f"Platz {6 - votes}")
    await actions.freeze(event.id, event.slug, after_version=0, by=await make.person())
    return event


async def pitches(event):
    return [line.pitch for line in (await queries.line_up(event.id)).lines]


async def titles(event):
    return [line.topic.title[-1] for line in (await queries.line_up(event.id)).lines]


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [
        (5, 1, "51234"),
        (1, 5, "23451"),
        (2, 3, "13245"),
        (3, 3, "12345"),
        (4, 0, "41235"),
        (1, 6, "23451"),
        (2, 999_999_999, "13452"),
    ],
)
async def test_a_pitch_goes_to_a_place_and_beyond_the_ends_to_the_end(event, place, to, order):
    pitch = (await pitches(event))[place - 1]

    for _ in range(2):  # a double tap changes nothing
        await actions.move(event.id, pitch, to=to)
        assert "".join(await titles(event)) == order

    positions = [row.position for row in await Pitch.objects().order_by(Pitch.position)]
    assert positions == [1, 2, 3, 4, 5]


async def test_the_rank_stays_when_the_place_changes(event):
    await actions.move(event.id, (await pitches(event))[4], to=1)

    lines = (await queries.line_up(event.id)).lines
    assert [line.rank for line in lines] == [5, 1, 2, 3, 4]
    assert [line.position for line in lines] == [1, 2, 3, 4, 5]


async def test_moderators_moving_at_once_leave_a_proper_order(event):
    ids = await pitches(event)

    await asyncio.gather(*(actions.move(event.id, one, to=1) for one in ids * 2))

    assert sorted(await pitches(event)) == sorted(ids)
    positions = [row.position for row in await Pitch.objects().order_by(Pitch.position)]
    assert positions == [1, 2, 3, 4, 5]


def done(line_up):
    return [line.state for line in line_up.lines].count(PitchState.DONE)


async def test_the_current_one_is_the_first_that_waits(event):
    ids = await pitches(event)
    line_up = await queries.line_up(event.id)
    assert line_up.current.pitch == ids[0]
    assert [line.pitch for line in line_up.coming_up] == ids[1:4]

    await actions.mark(event.id, ids[0], PitchState.DONE)
    await actions.mark(event.id, ids[2], PitchState.SET_ASIDE)

    line_up = await queries.line_up(event.id)
    assert line_up.current.pitch == ids[1]
    assert [line.pitch for line in line_up.coming_up] == ids[3:]
    assert done(line_up) == 1


async def test_what_was_set_aside_comes_back_behind_whoever_is_on_stage(event):
    ids = await pitches(event)
    await actions.mark(event.id, ids[0], PitchState.SET_ASIDE)
    await actions.mark(event.id, ids[1], PitchState.DONE)

    for _ in range(2):
        await actions.mark(event.id, ids[0], PitchState.WAITING)

        line_up = await queries.line_up(event.id)
        assert line_up.current.pitch == ids[2]
        assert [line.pitch for line in line_up.coming_up] == [ids[0], ids[3], ids[4]]


async def test_what_was_set_aside_last_comes_back_when_all_others_are_through(event):
    ids = await pitches(event)
    await actions.mark(event.id, ids[0], PitchState.SET_ASIDE)
    for pitch in ids[1:]:
        await actions.mark(event.id, pitch, PitchState.DONE)
    assert (await queries.line_up(event.id)).set_aside == 1

    await actions.mark(event.id, ids[0], PitchState.WAITING)

    assert (await queries.line_up(event.id)).current.pitch == ids[0]


async def test_taking_back_done_is_an_undo(event):
    ids = await pitches(event)
    await actions.mark(event.id, ids[0], PitchState.DONE)

    await actions.mark(event.id, ids[0], PitchState.WAITING)

    assert (await queries.line_up(event.id)).current.pitch == ids[0]


async def test_marking_twice_changes_nothing(event):
    ids = await pitches(event)
    for _ in range(2):
        await actions.mark(event.id, ids[0], PitchState.DONE)
        line_up = await queries.line_up(event.id)
        assert (done(line_up), line_up.current.pitch) == (1, ids[1])


async def test_when_all_are_through_nobody_is_current(event):
    for pitch in await pitches(event):
        await actions.mark(event.id, pitch, PitchState.DONE)

    line_up = await queries.line_up(event.id)
    assert line_up.current is None
    assert line_up.coming_up == []
    assert done(line_up) == 5


async def test_pitches_of_an_older_list_are_gone(event, make):
    old = (await pitches(event))[0]
    await actions.freeze(event.id, event.slug, after_version=1, by=await make.person())

    with pytest.raises(actions.NoSuchPitch):
        await actions.move(event.id, old, to=2)
    with pytest.raises(actions.NoSuchPitch):
        await actions.mark(event.id, old, PitchState.DONE)

    assert "".join(await titles(event)) == "12345"


async def test_pitches_of_another_event_are_out_of_reach(event, make):
    other = await make.event()
    pitch = (await pitches(event))[0]

    with pytest.raises(actions.NoSuchPitch):
        await actions.mark(other.id, pitch, PitchState.DONE)
    with pytest.raises(actions.NoSuchPitch):
        await actions.move(other.id, pitch, to=1)
