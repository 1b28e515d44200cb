"""What a moderator does while pitches are held; everything can be undone."""

import asyncio
import json
from functools import partial

import pytest

from kaue.merging.actions import HomeNotPublic, split
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.stage import actions, queries, steps
from kaue.steps import queries as done
from kaue.steps.actions import DoneMeanwhile, NothingToUndo
from kaue.tables import Event, PitchState, Scene, Showing, Stage, Step, Topic, Vote
from kaue.topics import queries as topics

DONE, ASIDE, GONE, WAITING = (
    PitchState.DONE,
    PitchState.SET_ASIDE,
    PitchState.WITHDRAWN,
    PitchState.WAITING,
)


@pytest.fixture
def number(lines):
    async def find(title):
        return (await lines())[title].pitch

    return find


async def everything(event):
    """All that the desk can change, but for the version and the moments."""
    rows = await pitches.line_up(event.id)
    stands = await queries.the_stage(event.id)
    votes = await Vote.select(Vote.topic, Vote.person).order_by(Vote.topic, Vote.person)
    return (
        votes,
        [(line.topic.merged_into, line.topic.hosts) for line in rows.lines],
        [
            (line.title, line.position, line.state, line.by_hand, line.not_here, line.takes_longer,
             line.hands)
            for line in rows.lines
        ],
        rows.frozen.order,
        (stands.showing, stands.held, stands.seconds, stands.pitch, stands.started_at,
         stands.seconds_left, stands.auto_start),
    )  # fmt: skip


async def merging(event, mo, number):
    await actions.merge(event, await number("B"), await number("D"), by=mo)


def acts(event, mo, number):
    """Each act of the desk, as (name, what does it)."""

    async def on(title, act, *args, **named):
        await act(event, await number(title), *args, by=mo, **named)

    return {
        "done": lambda: on("A", actions.mark, DONE),
        "aside": lambda: on("C", actions.mark, ASIDE),
        "withdrawn": lambda: on("B", actions.mark, GONE),
        "moved": lambda: on("E", actions.move, to=2),
        "missed": lambda: on("A", actions.miss),
        "longer": lambda: on("A", actions.take_longer, True),
        "hands": lambda: on("A", actions.count_hands, 17),
        "merged": lambda: merging(event, mo, number),
        "late": lambda: actions.add_late(event, "Aus dem Saal", "Rosa", by=mo),
        "balanced": lambda: actions.order_by(event, "balanced", by=mo, reason="Für alle"),
        "hand": lambda: actions.order_by(event, "hand", by=mo),
        "shown": lambda: actions.show(event, Showing.PITCH, by=mo),
        "held": lambda: actions.hold(event, True, by=mo),
        "started": lambda: on("A", actions.start_clock),
        "more": lambda: on("A", actions.give_time, 90),
        "auto": lambda: actions.let_start(event, True, by=mo),
        "length": lambda: actions.set_length(event, 90, by=mo),
    }


NAMES = list(acts(None, None, None))


@pytest.mark.parametrize("name", NAMES)
async def test_every_act_changes_something_once_and_is_undone_by_one_press(event, mo, number, name):
    act = acts(event, mo, number)[name]
    before = await everything(event)

    await act()
    once = await everything(event)
    await act()

    assert once != before
    assert await everything(event) == once
    (step,) = (await done.past(event.id, Scene.DESK)).steps
    assert (step.by_name, step.undone_at) == ("Mo", None)
    assert (await queries.the_stage(event.id)).version == 1
    await steps.undo(event.id, number=step.number, by=mo)
    assert await everything(event) == before
    (step,) = (await done.past(event.id, Scene.DESK)).steps
    assert step.undone_at is not None
    with pytest.raises(NothingToUndo):
        await steps.undo(event.id, number=step.number, by=mo)


async def test_all_that_was_done_is_undone_back_to_the_beginning(event, mo, number):
    stood = [await everything(event)]
    for act in acts(event, mo, number).values():
        await act()
        # A clock that is started for somebody who has gone changes nothing.
        if (now_it_is := await everything(event)) != stood[-1]:
            stood.append(now_it_is)
    assert len(stood) > 10

    while stood[1:]:
        assert await everything(event) == stood.pop()
        latest = steps.undoable(
            await done.past(event.id, Scene.DESK), await pitches.line_up(event.id)
        )
        await steps.undo(event.id, number=latest.number, by=mo)

    assert await everything(event) == stood[0]


async def test_of_two_who_undo_the_same_one_does(event, mo, number):
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.mark(event, await number("B"), DONE, by=mo)
    after_one = (await done.past(event.id, Scene.DESK)).steps[0].number

    await steps.undo(event.id, number=after_one, by=mo)

    with pytest.raises(DoneMeanwhile):
        await steps.undo(event.id, number=after_one, by=mo)
    assert [line.state for line in (await pitches.line_up(event.id)).lines][:2] == [DONE, WAITING]


async def test_two_moderators_at_once_lose_nothing(make, event, mo, number):
    other = await make.moderator(event)
    numbers = {title: await number(title) for title in "ABCDE"}

    await asyncio.gather(
        actions.count_hands(event, numbers["A"], 12, by=mo),
        actions.mark(event, numbers["C"], ASIDE, by=other),
        actions.move(event, numbers["E"], to=2, by=mo),
        actions.take_longer(event, numbers["D"], True, by=other),
        actions.show(event, Showing.PITCH, by=mo),
    )

    rows = {line.title: line for line in (await pitches.line_up(event.id)).lines}
    assert (rows["A"].hands, rows["C"].state, rows["D"].takes_longer) == (12, ASIDE, True)
    assert rows["E"].position == 2
    assert (await queries.the_stage(event.id)).version == 5
    assert [one.number for one in (await done.past(event.id, Scene.DESK)).steps] == [5, 4, 3, 2, 1]


async def test_both_press_next_for_the_same_pitch_and_it_goes_on_by_one(event, mo, number):
    first = await number("A")

    await asyncio.gather(*(actions.mark(event, first, DONE, by=mo) for _ in range(2)))

    assert (await pitches.line_up(event.id)).current.title == "B"
    assert len((await done.past(event.id, Scene.DESK)).steps) == 1


async def test_who_is_missing_goes_to_the_end_and_comes_back_behind_the_speaker(
    event, mo, number, order
):
    await actions.miss(event, await number("A"), by=mo)
    assert await order() == "BCDEA"
    await actions.start_clock(event, await number("B"), by=mo)

    await actions.find(event, await number("A"), by=mo)

    assert await order() == "BACDE"
    line_up = await pitches.line_up(event.id)
    assert line_up.current.title == "B"
    assert not line_up.lines[1].not_here


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (actions.miss, "BCDEA"),
        (partial(actions.move, to=4), "BCDAE"),
        (partial(actions.mark, state=GONE), "ABCDE"),
    ],
)
async def test_whose_clock_runs_already_leaves_the_stage_all_the_same(
    event, mo, number, order, act, expected
):
    await actions.start_clock(event, await number("A"), by=mo)

    await act(event, await number("A"), by=mo)

    assert await order() == expected
    assert await clock_of_current(event) == ("B", False)


async def test_whose_place_in_the_list_is_moved_up_stays_on_stage(event, mo, number):
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.start_clock(event, await number("B"), by=mo)

    await actions.move(event, await number("B"), to=1, by=mo)
    await actions.move(event, await number("E"), to=1, by=mo)

    assert await clock_of_current(event) == ("B", True)


async def test_whoever_speaks_is_not_pushed_off_by_a_topic_that_comes_back(event, mo, number):
    await Topic.update({Topic.state: "withdrawn"}).where(Topic.title == "B")
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.start_clock(event, await number("C"), by=mo)

    await Topic.update({Topic.state: "accepted"}).where(Topic.title == "B")

    line_up = await pitches.line_up(event.id)
    assert line_up.current.title == "C"
    assert line_up.waiting[0].title == "B"
    await actions.mark(event, await number("C"), DONE, by=mo)
    assert (await pitches.line_up(event.id)).current.title == "B"


async def test_back_makes_the_one_before_current_again_also_when_the_next_was_started(
    event, mo, number
):
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.start_clock(event, await number("B"), by=mo)

    before = (await pitches.line_up(event.id)).last_done
    await actions.mark(event, before.pitch, WAITING, by=mo)

    assert (await pitches.line_up(event.id)).current.title == "A"


async def test_the_clock_belongs_to_the_pitch_and_outlives_the_server(event, mo, number):
    await actions.start_clock(event, await number("A"), by=mo)
    (row,) = await Stage.objects()
    assert row.started_at is not None

    line_up = await pitches.line_up(event.id)
    running = (await queries.the_stage(event.id)).clock(line_up.current)
    assert running.started_at == row.started_at
    await actions.start_clock(event, await number("B"), by=mo)
    assert (await queries.the_stage(event.id)).pitch == await number("A")

    await actions.mark(event, await number("A"), DONE, by=mo)

    line_up = await pitches.line_up(event.id)
    fresh = (await queries.the_stage(event.id)).clock(line_up.current)
    assert (fresh.seconds_left, fresh.runs) == (60, False)


async def test_with_the_clock_the_show_begins_and_one_undo_takes_both_back(event, mo, number):
    await actions.start_clock(event, await number("A"), by=mo)
    stage = await queries.the_stage(event.id)
    assert (stage.showing, stage.started_at is None) == ("pitch", False)

    await steps.undo(event.id, number=1, by=mo)

    stage = await queries.the_stage(event.id)
    assert (stage.showing, stage.started_at) == ("waiting", None)


async def test_a_clock_takes_no_other_picture_off_the_wall(event, mo, number):
    await actions.show(event, Showing.RANKING, by=mo)

    await actions.start_clock(event, await number("A"), by=mo)

    assert (await queries.the_stage(event.id)).showing == "ranking"


async def test_a_clock_that_is_started_too_late_begins_no_show(event, mo, number):
    await actions.start_clock(event, await number("B"), by=mo)

    assert (await queries.the_stage(event.id)).showing == "waiting"


async def clock_of_current(event):
    line_up = await pitches.line_up(event.id)
    return line_up.current.title, (await queries.the_stage(event.id)).clock(line_up.current).runs


async def test_a_pitch_is_one_press_where_the_next_one_starts_its_clock(event, mo, number):
    await actions.mark(event, await number("A"), DONE, by=mo)
    assert await clock_of_current(event) == ("B", False)
    await actions.let_start(event, True, by=mo)
    before = await everything(event)

    await actions.mark(event, await number("B"), DONE, by=mo)

    assert await clock_of_current(event) == ("C", True)
    assert (await queries.the_stage(event.id)).showing == "pitch"
    await steps.undo(event.id, number=3, by=mo)
    assert await everything(event) == before


async def test_the_clock_of_nobody_else_is_started_by_it(event, mo, number):
    """By a second press, by a tick in the list, at the end of the round, or by going back."""
    await actions.let_start(event, True, by=mo)
    await actions.mark(event, await number("C"), DONE, by=mo)
    assert await clock_of_current(event) == ("A", False)
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.pause_clock(event, await number("B"), by=mo)

    await actions.mark(event, await number("A"), DONE, by=mo)

    assert await clock_of_current(event) == ("B", False)
    await actions.mark(event, await number("A"), WAITING, by=mo)
    assert await clock_of_current(event) == ("A", False)
    for title in "ABDE":
        await actions.mark(event, await number(title), DONE, by=mo)
    assert (await pitches.line_up(event.id)).current is None


@pytest.mark.parametrize(("method", "expected"), [("votes", "ABCDE"), ("hand", "AECBD")])
async def test_another_order_is_for_what_waits(event, mo, number, order, method, expected):
    await actions.move(event, await number("C"), to=2, by=mo)
    await actions.move(event, await number("E"), to=2, by=mo)
    assert await order() == "AECBD"

    await actions.order_by(event, method, by=mo)

    assert await order() == expected


async def test_by_votes_what_is_through_or_set_aside_keeps_its_place(event, mo, number, order):
    await actions.move(event, await number("E"), to=1, by=mo)
    await actions.move(event, await number("D"), to=3, by=mo)
    await actions.mark(event, await number("E"), DONE, by=mo)
    await actions.mark(event, await number("D"), ASIDE, by=mo)
    assert await order() == "EADBC"

    await actions.order_by(event, "fair", by=mo, reason="Auch Kleines")
    await actions.order_by(event, "votes", by=mo)

    assert await order() == "EADBC"


async def test_a_topic_from_the_floor_joins_the_end_once(event, mo, order, stranger):
    for _ in range(2):
        await actions.add_late(event, "Lastenräder", "Rosa", by=mo)

    line_up = await pitches.line_up(event.id)
    late = line_up.lines[-1]
    assert (late.title, late.position, late.votes, late.rank) == ("Lastenräder", 6, None, None)
    assert late.topic.host_names == "Rosa"
    assert [one.title for one in await topics.listed(event.id)].count("Lastenräder") == 1
    assert "aus dem Saal" in (await stranger.get(late.topic.path)).text

    step = (await done.past(event.id, Scene.DESK)).steps[0]
    await steps.undo(event.id, number=step.number, by=mo)

    assert await order() == "ABCDE"
    assert (await topics.find(late.topic.id)).state == "withdrawn"


async def test_what_is_merged_on_stage_is_one_session_of_both(make, event, mo, number, order):
    both = await make.person()
    for title in "AC":
        await make.vote((await pitch_of(event, title)).topic, both)

    await actions.merge(event, await number("A"), await number("C"), by=mo)

    line_up = await pitches.line_up(event.id)
    assert line_up.current.title == "A"
    assert [line.title for line in line_up.waiting] == ["B", "D", "E"]
    assert [line.title for line in line_up.parts_of(line_up.current)] == ["C"]
    # Five and three people, and one who had both.
    assert (await topics.unsealed([line_up.current.topic]))[0].votes == 5 + 3 + 1
    assert len(line_up.current.topic.hosts) == 2


async def test_what_was_pitched_already_takes_in_what_is_being_held(event, mo, number):
    await actions.mark(event, await number("A"), DONE, by=mo)

    await actions.merge(event, await number("B"), await number("A"), by=mo)

    line_up = await pitches.line_up(event.id)
    assert [line.title for line in line_up.parts_of(line_up.lines[0])] == ["B"]
    assert line_up.current.title == "C"


async def test_a_merge_that_the_editors_split_meanwhile_is_still_undone(make, event, mo, number):
    await actions.merge(event, await number("A"), await number("C"), by=mo)
    part = (await pitch_of(event, "C")).topic
    await split(part, version=part.version, by=await make.staff(event))

    await steps.undo(event.id, number=1, by=mo)

    assert (await pitches.line_up(event.id)).lines[2].is_open


async def test_a_third_one_joins_two_that_are_merged_already(event, mo, number):
    await actions.merge(event, await number("A"), await number("B"), by=mo)
    await actions.move(event, await number("A"), to=5, by=mo)

    await actions.merge(event, await number("C"), await number("A"), by=mo)

    line_up = await pitches.line_up(event.id)
    home = await pitch_of(event, "A")
    assert sorted(line.title for line in line_up.parts_of(home)) == ["B", "C"]
    assert [line.title for line in line_up.lines if line.is_open] == ["D", "E", "A"]


async def test_a_topic_that_is_not_public_any_more_cannot_be_merged(event, mo, number):
    await Topic.update({Topic.state: "withdrawn"}).where(Topic.title == "C")

    with pytest.raises(HomeNotPublic):
        await actions.merge(event, await number("A"), await number("C"), by=mo)
    assert (await done.past(event.id, Scene.DESK)).steps == []


async def pitch_of(event, title):
    return next(one for one in (await pitches.line_up(event.id)).lines if one.title == title)


async def test_of_one_title_there_can_be_a_second_topic_once_the_first_is_withdrawn(event, mo):
    await actions.add_late(event, "Lastenräder", "Rosa", by=mo)
    late = (await pitches.line_up(event.id)).lines[-1]
    await actions.mark(event, late.pitch, GONE, by=mo)

    await actions.add_late(event, "Lastenräder", "Rosa", by=mo)
    await actions.add_late(event, "Lastenräder", "Ines", by=mo)

    assert len((await pitches.line_up(event.id)).lines) == 5 + 3


async def test_who_has_pitched_is_not_missing(event, mo, number, order):
    await actions.mark(event, await number("A"), DONE, by=mo)

    await actions.miss(event, await number("A"), by=mo)

    assert await order() == "ABCDE"
    assert not (await pitch_of(event, "A")).not_here


async def test_what_cannot_be_undone_is_not_offered(event, mo, desk):
    await actions.show(event, Showing.PITCH, by=mo)
    assert (
        steps.undoable(await done.past(event.id, Scene.DESK), await pitches.line_up(event.id))
    ).act == "show-pitch"

    await pitch.freeze(event.id, event.slug, after_version=1, by=mo, reason="Papier")

    assert (
        steps.undoable(await done.past(event.id, Scene.DESK), await pitches.line_up(event.id))
        is None
    )
    page = (await desk.get(f"/pult/{event.slug}")).text
    assert 'name="schritt"' not in page
    assert "Nichts rückgängig zu machen" in page


async def test_a_count_is_told_to_everybody_who_looks_on(event, mo):
    before = (await queries.the_stage(event.id)).version

    await pitch.freeze(event.id, event.slug, after_version=1, by=mo, reason="Papier")

    assert (await queries.the_stage(event.id)).version == before + 1


async def test_an_emptied_number_of_hands_is_none(event, desk, number, lines):
    path = f"/pult/{event.slug}/pitches/{await number('A')}/haende"
    await desk.post(path, data={"haende": "7"})
    assert (await desk.post(path, data={"haende": ""})).status_code == 303
    assert (await lines())["A"].hands == 0


async def test_after_a_new_count_older_steps_cannot_be_undone(make, event, mo, number):
    await actions.mark(event, await number("A"), DONE, by=mo)
    await actions.order_by(event, "hand", by=mo)
    step = (await done.past(event.id, Scene.DESK)).steps[0]

    await pitch.freeze(event.id, event.slug, after_version=1, by=mo, reason="Papier")

    with pytest.raises(NothingToUndo):
        await steps.undo(event.id, number=step.number, by=mo)
    assert (await pitches.line_up(event.id)).frozen.order == "votes"


async def test_a_step_holds_no_person(event, mo, number):
    """What is kept for the undo names pitches, never who voted or who means to come."""
    await actions.mark(event, await number("A"), DONE, by=mo)

    (step,) = await Step.objects()
    assert json.loads(step.before).keys() == {
        "ranking", "stage", "pitches", "choices", "merges",
    }  # fmt: skip
    assert json.loads(step.before)["pitches"][0].keys() == {
        "id", "position", "state", "by_hand", "not_here", "takes_longer", "hands", "merged_into",
    }  # fmt: skip


# The pages.


async def test_the_whole_desk_works_by_plain_forms(event, desk, number):
    base = f"/pult/{event.slug}"
    page = (await desk.get(base)).text
    assert "Nächster Pitch" in page

    for path, data in [
        (f"/pitches/{await number('A')}/uhr", {"uhr": "start"}),
        (f"/pitches/{await number('A')}/uhr", {"uhr": "90"}),
        (f"/pitches/{await number('A')}/uhr", {"uhr": "pause"}),
        (f"/pitches/{await number('A')}/haende", {"haende": "23"}),
        (f"/pitches/{await number('A')}/laenger", {"laenger": "1"}),
        (f"/pitches/{await number('A')}/stand", {"stand": "done"}),
        (f"/pitches/{await number('B')}/da", {"da": "0"}),
        (f"/pitches/{await number('C')}/platz", {"platz": "4"}),
        (f"/pitches/{await number('C')}/zusammenlegen", {"mit": str(await number("E"))}),
        (f"/pitches/{await number('D')}/stand", {"stand": "withdrawn"}),
        ("/reihenfolge", {"nach": "hand"}),
        ("/zeigen", {"zeigen": "ranking"}),
        ("/anhalten", {"anhalten": "1"}),
        ("/pitchdauer", {"sekunden": "45"}),
        ("/uhrstart", {"uhrstart": "1"}),
        ("/nachzuegler", {"titel": "Aus dem Saal", "name": ""}),
    ]:
        answer = await desk.post(base + path, data=data)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith(f"{base}#")

    history = (await done.past(event.id, Scene.DESK)).steps
    assert len(history) == 16
    page = (await desk.get(base)).text
    assert "Pitch gehalten" in page
    answer = await desk.post(f"{base}/rueckgaengig", data={"schritt": history[0].number})
    assert answer.status_code == 303
    assert "Aus dem Saal" not in [line.title for line in (await pitches.line_up(event.id)).lines]
    late = await desk.post(f"{base}/rueckgaengig", data={"schritt": history[0].number})
    assert late.status_code == 409
    assert "inzwischen" in late.text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("stand", {"stand": "gone"}), ("da", {"da": "2"}), ("laenger", {}),
        ("haende", {"haende": "viele"}), ("haende", {"haende": "-1"}), ("haende", {"mehr": "2"}),
        ("uhr", {"uhr": "bald"}), ("platz", {"platz": "vorn"}),
    ],
)  # fmt: skip
async def test_what_makes_no_sense_changes_nothing(event, desk, number, path, data):
    answer = await desk.post(f"/pult/{event.slug}/pitches/{await number('A')}/{path}", data=data)

    assert answer.status_code == 400
    assert (await done.past(event.id, Scene.DESK)).steps == []


async def test_merging_with_nothing_says_what_is_missing(event, desk, number):
    path = f"/pult/{event.slug}/pitches/{await number('A')}/zusammenlegen"
    for headers in ({}, {"hx-request": "true"}):
        answer = await desk.post(path, data={"mit": ""}, headers=headers)
        assert answer.status_code == 422
        assert "Wähle den Pitch" in answer.text
        assert answer.text.count("<option") == 5


async def test_a_late_topic_without_a_title_keeps_the_name(event, desk):
    for headers in ({}, {"hx-request": "true"}):
        answer = await desk.post(
            f"/pult/{event.slug}/nachzuegler",
            data={"titel": " ", "name": "Rosa"},
            headers=headers,
        )
        assert answer.status_code == 422
        assert "Das Thema braucht einen Titel" in answer.text
        assert 'value="Rosa"' in answer.text


async def test_htmx_gets_the_desk_alone(event, desk):
    answer = await desk.get(f"/pult/{event.slug}", headers={"hx-request": "true"})

    assert answer.text.lstrip().startswith('<div class="pult"')
    assert "<html" not in answer.text


async def test_before_a_count_the_desk_leads_to_it(make, browser_for):
    event = await make.event()
    browser = await browser_for(await make.moderator(event))

    page = (await browser.get(f"/pult/{event.slug}")).text

    assert "Noch gibt es keine Pitch-Reihenfolge." in page
    assert f'href="/pult/{event.slug}/abstimmung"' in page


async def test_a_press_in_the_list_answers_with_the_list(event, desk, number):
    path = f"/pult/{event.slug}/pitches/{await number('B')}/platz"

    answer = await desk.post(
        path, data={"platz": "1", "von": "liste"}, headers={"hx-request": "true"}
    )
    plain = await desk.post(path, data={"platz": "2", "von": "liste"})

    assert 'id="tafel"' in answer.text
    assert plain.headers["location"].startswith(f"/pult/{event.slug}/rangliste#pitch-")


async def test_nobody_else_gets_to_the_desk(make, event, browser_for, number):
    for person in (await make.person(), await make.staff(event)):
        browser = await browser_for(person)
        assert (await browser.get(f"/pult/{event.slug}")).status_code == 403
        path = f"/pult/{event.slug}/pitches/{await number('A')}/stand"
        assert (await browser.post(path, data={"stand": "done"})).status_code == 403
    assert (await Event.exists().where(Event.id == event.id)) is True
    assert await Step.count() == 0
