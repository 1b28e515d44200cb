"""A balanced list is balanced anew after each choice of the moderator."""

import pytest

from kaue.pitch import actions, queries
from kaue.tables import PitchState
from kaue.web.dates import now


@pytest.fixture
async def voters(make):
    """Four people want A, B and C, three want D, E and F."""
    return [await make.person() for _ in range(7)]


async def counted(make, voters, method="balanced"):
    event = await make.event(submit_until=now(), vote_until=now(), pitch_order=method)
    for n, title in enumerate("ABCDEF"):
        topic = await make.topic(event, title=title)
        for voter in voters[:4] if n < 3 else voters[4:]:
            await make.vote(topic, voter)
    by = await make.moderator(event)
    await actions.freeze(event.id, event.slug, after_version=0, by=by)
    return event


@pytest.fixture
async def event(make, voters):
    return await counted(make, voters)


async def order(event):
    return "".join(line.title for line in (await queries.line_up(event.id)).lines)


async def mark(event, title, state):
    lines = (await queries.line_up(event.id)).lines
    await actions.mark(event.id, next(one.pitch for one in lines if one.title == title), state)


async def move(event, title, to):
    lines = (await queries.line_up(event.id)).lines
    await actions.move(event.id, next(one.pitch for one in lines if one.title == title), to=to)


def groups(titles):
    """Which of the two groups each topic is of."""
    return "".join("A" if title in "ABC" else "D" for title in titles)


async def test_taking_them_as_they_come_changes_nothing(event):
    before = await order(event)
    assert groups(before)[:4] in {"ADAD", "ADDA"}

    for title in before:
        await mark(event, title, PitchState.DONE)
        assert await order(event) == before


async def test_a_pitch_held_early_makes_its_group_wait(event):
    before = await order(event)
    last = [title for title in before if title in "ABC"][-1]

    await mark(event, last, PitchState.DONE)

    after = await order(event)
    assert after[0] == before[0], "whoever speaks just now goes on speaking"
    assert after.index(last) == before.index(last)
    assert groups(after)[1:3] == "DD"


async def test_what_is_set_aside_is_paid_by_nobody(event):
    before = await order(event)

    await mark(event, before[0], PitchState.SET_ASIDE)

    after = await order(event)
    assert after[0] == before[0]
    assert groups(after)[1] == "A", "the largest group still has the first pitch"
    line_up = await queries.line_up(event.id)
    assert line_up.current.title == after[1]


async def test_what_comes_back_stands_behind_the_current_pitch_and_stays_there(event):
    before = await order(event)
    await mark(event, before[0], PitchState.SET_ASIDE)
    current = (await queries.line_up(event.id)).current.title

    await mark(event, before[0], PitchState.WAITING)

    after = await order(event)
    assert after[:2] == current + before[0]
    await mark(event, current, PitchState.DONE)
    assert (await order(event))[:2] == current + before[0]


async def test_what_was_put_somewhere_by_hand_stays_until_all_are_let_go(event, make, browser_for):
    before = await order(event)
    await move(event, before[5], to=2)
    moved = await order(event)
    assert moved[:2] == before[0] + before[5]

    await mark(event, before[0], PitchState.DONE)
    await mark(event, moved[3], PitchState.SET_ASIDE)
    assert (await order(event))[1] == before[5]
    await mark(event, moved[3], PitchState.WAITING)
    browser = await browser_for(await make.moderator(event))
    desk = f"/pult/{event.slug}"
    assert "· von Hand gesetzt" in (await browser.get(f"{desk}/rangliste")).text
    answer = await browser.post(f"{desk}/reihenfolge", data={"nach": "ausgewogen", "von": "liste"})

    assert answer.status_code == 303
    assert groups(await order(event)) == groups(before)
    page = (await browser.get(answer.headers["location"])).text
    assert "· von Hand gesetzt" not in page
    assert "Alles neu ausbalancieren" not in page


async def test_the_same_tap_twice_changes_nothing(event):
    before = await order(event)
    for act in (
        lambda: move(event, before[4], 2),
        lambda: mark(event, before[1], PitchState.DONE),
        lambda: mark(event, before[2], PitchState.SET_ASIDE),
    ):
        await act()
        once = await order(event)
        await act()
        assert await order(event) == once


@pytest.mark.parametrize("method", ["votes", "fair"])
async def test_other_orders_are_left_alone(make, voters, method):
    event = await counted(make, voters, method)
    before = await order(event)

    await mark(event, before[4], PitchState.DONE)
    await mark(event, before[1], PitchState.SET_ASIDE)

    assert await order(event) == before


async def test_before_a_count_there_is_nothing_to_balance(make):
    event = await make.event()

    with pytest.raises(actions.NoSuchPitch):
        await actions.order_by(event.id, "balanced")
