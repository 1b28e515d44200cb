"""A press counts once, however often it is sent, and means what was on the desk then."""

import asyncio
import re
from datetime import timedelta

import pytest

from kaue.stage import presses, queries
from kaue.stage.forms import press_of
from kaue.steps import queries as done
from kaue.tables import Press, Scene
from kaue.web.dates import now
from kaue.web.forms import filled

HTMX = {"hx-request": "true"}


@pytest.fixture
async def other(browser_for, make, event):
    """A second moderator's desk."""
    return await browser_for(await make.moderator(event))


@pytest.fixture
def press(event, desk, lines):
    """press("A", "da", da="0") is what a desk sends. `seen` is the version that it showed."""

    async def send(title, what, *, at=desk, seen=None, **fields):
        pitch = (await lines())[title].pitch
        if seen is not None:
            fields["gesehen"] = str(seen)
        path = f"/pult/{event.slug}/pitches/{pitch}/{what}"
        return await at.post(path, data=fields, headers=HTMX)

    return send


async def steps_of(event):
    return [step.act for step in (await done.past(event.id, Scene.DESK)).steps]


async def test_one_more_hand_by_each_of_two_moderators_is_two(press, lines, other):
    first = await press("A", "haende", mehr="1", druck="mo-1", seen=0)
    second = await press("A", "haende", mehr="1", druck="other-1", seen=0, at=other)

    assert (first.status_code, second.status_code) == (200, 200)
    assert (await lines())["A"].hands == 2


async def test_hands_are_never_fewer_than_none(press, lines):
    await press("A", "haende", mehr="-1")

    assert (await lines())["A"].hands == 0


async def test_a_press_that_is_sent_again_counts_once_and_is_answered_alike(event, press, lines):
    answers = [await press("A", "haende", mehr="1", druck="abc", seen=0) for _ in range(3)]

    assert {answer.status_code for answer in answers} == {200}
    assert all('id="pult"' in answer.text for answer in answers)
    assert (await lines())["A"].hands == 1
    assert await steps_of(event) == ["hands"]


async def test_of_one_press_that_comes_several_times_at_once_one_counts(event, press, lines):
    await asyncio.gather(*(press("A", "haende", mehr="1", druck="abc", seen=0) for _ in range(4)))

    assert (await lines())["A"].hands == 1
    assert await steps_of(event) == ["hands"]


async def test_what_was_undone_is_not_done_again_by_the_same_press(event, desk, press, lines):
    await press("A", "haende", mehr="1", druck="abc")
    undo = {"schritt": "1", "druck": "undo"}
    for _ in range(2):
        answer = await desk.post(f"/pult/{event.slug}/rueckgaengig", data=undo, headers=HTMX)
        assert answer.status_code == 200

    await press("A", "haende", mehr="1", druck="abc")

    assert (await lines())["A"].hands == 0


async def test_a_topic_from_the_floor_comes_once_also_when_it_left_again(event, desk, lines):
    floor = {"titel": "Rad", "name": "", "druck": "late"}
    await desk.post(f"/pult/{event.slug}/nachzuegler", data=floor)
    await desk.post(f"/pult/{event.slug}/rueckgaengig", data={"schritt": "1"})

    await desk.post(f"/pult/{event.slug}/nachzuegler", data=floor)

    assert "".join(await lines()) == "ABCDE"


async def test_the_same_key_at_another_event_is_another_press(event, make, press):
    await press("A", "haende", mehr="1", druck="abc")

    assert await presses.is_known(event.id, "abc")
    assert not await presses.is_known((await make.event()).id, "abc")


async def test_without_a_key_every_press_counts(press, lines):
    for _ in range(2):
        await press("A", "haende", mehr="1")

    assert (await lines())["A"].hands == 2
    assert await Press.count() == 0


async def test_every_form_of_the_desk_has_a_key_of_its_own(event, desk):
    pages = [(await desk.get(f"/pult/{event.slug}")).text for _ in range(2)]

    keys = [key for page in pages for key in re.findall('name="druck" value="([^"]*)"', page)]
    assert len(keys) > 50
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= presses.LONGEST_KEY
    for page in pages:
        forms = re.findall(r"<form [^>]*data-queued[^>]*>(.*?)</form>", page, re.DOTALL)
        assert all('name="gesehen" value="0"' in form for form in forms)
        assert len(forms) == len(keys) / 2


# What was meant for a pitch that is on stage no more.


async def test_both_press_next_for_the_same_pitch_and_neither_is_told_off(press, other, lines):
    for desk in ({}, {"at": other}):
        answer = await press("A", "stand", stand="done", seen=0, **desk)
        assert answer.status_code == 200

    assert (await lines())["B"].state == "waiting"


@pytest.mark.parametrize(
    ("what", "fields", "name"),
    [
        ("da", {"da": "0"}, "Nicht da"),
        ("platz", {"platz": "4"}, "Kommt später"),
        ("stand", {"stand": "withdrawn"}, "Fällt aus"),
        ("uhr", {"uhr": "start"}, "Start"),
        ("uhr", {"uhr": "90"}, "Mehr Zeit"),
    ],
)
async def test_what_comes_too_late_is_not_done_and_named(event, press, what, fields, name):
    await press("A", "stand", stand="done")
    before = await steps_of(event)

    answer = await press("A", what, seen=0, druck="late", **fields)

    assert answer.status_code == 409
    assert f"„{name}“ für „A“ wurde nicht ausgeführt" in answer.text
    assert "<html" not in answer.text
    assert await steps_of(event) == before


async def test_next_for_somebody_who_was_missing_meanwhile_is_not_done(press, other, lines):
    await press("A", "da", da="0", seen=0, at=other)

    answer = await press("A", "stand", stand="done", seen=0)

    assert answer.status_code == 409
    assert "„Nächster Pitch“ für „A“" in answer.text
    assert (await lines())["A"].state == "waiting"
    assert (await lines())["B"].state == "waiting"


async def test_back_to_a_pitch_that_was_not_the_last_one_is_not_done(press, lines):
    for title in "AB":
        await press(title, "stand", stand="done")

    answer = await press("A", "stand", stand="waiting", seen=1)

    assert answer.status_code == 409
    assert "„Vorheriger Pitch“ für „A“" in answer.text
    assert (await lines())["A"].state == "done"


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("da", {"da": "0"}),
        ("platz", {"platz": "4"}),
        ("stand", {"stand": "withdrawn"}),
        ("uhr", {"uhr": "pause"}),
    ],
)
async def test_what_has_become_so_meanwhile_is_well(event, press, other, what, fields):
    await press("A", "uhr", uhr="start", at=other)
    await press("A", what, at=other, **fields)
    before = await steps_of(event)

    assert (await press("A", what, seen=0, **fields)).status_code == 200

    assert await steps_of(event) == before


async def test_what_others_do_besides_takes_no_press_away(press, other, lines):
    await press("C", "haende", mehr="1", at=other)
    await press("A", "laenger", laenger="1", at=other)

    assert (await press("A", "stand", stand="done", seen=0)).status_code == 200

    assert (await lines())["A"].state == "done"


async def test_hands_count_for_whom_they_went_up_also_when_they_come_late(press, lines):
    await press("A", "stand", stand="done")

    assert (await press("A", "haende", mehr="1", seen=0)).status_code == 200

    assert ((await lines())["A"].hands, (await lines())["B"].hands) == (1, 0)


async def test_the_list_ticks_whatever_it_likes(event, press, lines):
    answer = await press("D", "stand", stand="done", von="liste")

    assert answer.status_code == 200
    assert (await lines())["D"].state == "done"


async def test_without_javascript_it_is_told_on_a_page(event, desk, press, lines):
    await press("A", "stand", stand="done")
    path = f"/pult/{event.slug}/pitches/{(await lines())['A'].pitch}/da"

    answer = await desk.post(path, data={"da": "0", "gesehen": "0"})

    assert answer.status_code == 409
    assert "„Nicht da“ für „A“ wurde nicht ausgeführt" in answer.text
    assert "</html>" in answer.text


async def test_a_press_is_forgotten_after_a_day(event, press):
    await press("A", "haende", mehr="1", druck="old")
    await Press.update({Press.pressed_at: now() - timedelta(days=1, minutes=1)}, force=True)
    await press("A", "haende", mehr="1", druck="new")

    await presses.forget_old()

    assert not await presses.is_known(event.id, "old")
    assert await presses.is_known(event.id, "new")


def test_what_is_too_long_or_no_number_is_neither_key_nor_version():
    assert press_of(filled(druck="x" * 41, gesehen="viele"), 7) == presses.Press(7)
    assert press_of(filled(druck="x" * 40, gesehen="0"), 7) == presses.Press(7, "x" * 40, 0)
    assert press_of(filled(), 7) == presses.Press(7)


async def test_nothing_is_kept_of_a_press_that_was_refused(event, press):
    await press("A", "stand", stand="done")
    await press("A", "da", da="0", seen=0, druck="late")

    assert not await presses.is_known(event.id, "late")
    assert (await queries.the_stage(event.id)).version == 1
