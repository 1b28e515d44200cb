"""The plan on the projector: the round that runs and the next one, or one alone if it is full."""

import re
from datetime import timedelta

import pytest

from kaue.schedule import board, board_steps, queries
from kaue.schedule.wall_queries import on_the_wall, plan_on_the_wall
from kaue.stage import actions as stage
from kaue.stage import links
from kaue.stage import queries as stages
from kaue.steps import queries as steps
from kaue.tables import Placement, Room, Scene, Showing
from kaue.web.fitting import SECONDS
from turning import all_of

LONG = "Wie wir alle gemeinsam herausfinden, was gute Beteiligung im Netz ausmacht"


@pytest.fixture
async def wall(published, make):
    return await make.projector(published, Showing.SCHEDULE)


async def test_before_the_plan_it_says_that_it_is_being_made(event, make, stranger):
    text = (await stranger.get(await make.projector(event, Showing.SCHEDULE))).text

    assert "Er entsteht gerade." in text
    assert "stage-foot" in text


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (-10, [(False, ["Radwege", "Bänke"]), (False, ["Licht"])]),
        (10, [(True, ["Radwege", "Bänke"]), (False, ["Licht"])]),
        (70, [(True, ["Licht"]), (False, ["Mittagessen"])]),
        (110, [(True, ["Mittagessen"])]),
        (300, []),
    ],
)
async def test_this_round_and_the_next_one(published, minutes, shown):
    at = published.sessions_at + timedelta(minutes=minutes)

    found = await on_the_wall(published, "de", at)

    assert [(one.runs, [each.title for each in one.sessions]) for one in found] == shown


async def _full(event, make, publish, rooms=6, title="Thema"):
    """The first round gets so many more sessions."""
    nord = (await Placement.select())[0]["round"]
    for n in range(rooms):
        room = await Room(event=event.id, name=f"R{n}", seats=9).save()
        topic = await make.topic(event, title=f"{title} {n}")
        where = {"round": nord, "room": room[0]["id"]}
        await Placement(event=event.id, topic=topic.id, **where).save()
    await publish()


async def _looked_at(event, at, address="kaue.example/camp"):
    """The plan as it is on the wall at each moment of a minute, in seconds after `at`."""
    rounds = await on_the_wall(event, "de", at)
    return [
        plan_on_the_wall(rounds, address, at + timedelta(seconds=n)) for n in range(0, 60, SECONDS)
    ]


async def test_two_small_rounds_are_beside_one_another_in_large_letters(published):
    (plan, *_) = await _looked_at(published, published.sessions_at)

    assert plan.beside
    assert (plan.picture.of, plan.picture.size) == (1, "huge")
    assert [len(part.rows) for part in plan.picture.parts] == [2, 1]


async def test_full_rounds_take_several_pages_in_letters_that_can_be_read(
    published, topics, publish, make
):
    await _full(published, make, publish, title=LONG)

    looks = await _looked_at(published, published.sessions_at)

    pages = {one.picture.number: one.picture for one in looks}
    assert not any(one.beside for one in looks)
    assert len(pages) == pages[1].of > 1
    assert {one.size for one in pages.values()} == {""}
    shown = [row.title for n in sorted(pages) for part in pages[n].parts for row in part.rows]
    assert len(shown) == len(set(shown)) == 9


async def test_each_page_says_which_it_is_and_when_the_next_one_comes(
    published, topics, publish, make, stranger
):
    await _full(published, make, publish, title=LONG)
    text = (await stranger.get(await make.projector(published, Showing.SCHEDULE))).text

    assert re.search(r"Seite \d von \d", text)
    seconds = re.search(r'data-again="(\d+)"', text)
    assert 0 < int(seconds[1]) <= SECONDS


async def test_what_fits_on_one_page_does_not_say_so(published, wall, stranger):
    text = (await stranger.get(wall)).text

    assert "Seite" not in text
    # Only the light at the desk wants to know that it is still there.
    assert 'data-again="15"' in text


async def test_a_long_address_leaves_less_room_above_the_foot(published, topics, publish, make):
    await _full(published, make, publish)

    short, long = [
        (await _looked_at(published, published.sessions_at, address))[0].picture.of
        for address in ("kaue.example/camp", "barcamp.kreis-recklinghausen.example/" + "x" * 120)
    ]

    assert long > short


async def test_the_projector_shows_it_and_hears_of_a_new_version(
    published, topics, wall, place, publish, stranger, mo
):
    text = (await stranger.get(wall)).text
    assert "Radwege" in text
    assert 'data-version="1"' in text
    assert "Radwege-Host" not in text

    await place(topics["Licht"], 0, "Süd")
    await publish()

    text = (await stranger.get(wall)).text
    assert 'data-version="2"' in text
    assert "Licht" in text
    await stage.show(published, Showing.NOTHING, by=mo)
    assert "Licht" not in (await stranger.get(wall)).text


async def test_the_desk_has_a_button_for_it(published, topics, desk, mo, wall):
    from kaue.pitch import actions as pitch
    from kaue.tables import Event
    from kaue.web.dates import now

    await Event.update({Event.vote_until: now()}).where(Event.id == published.id)
    await pitch.freeze(published.id, published.slug, after_version=0, by=mo)
    assert 'id="zeigen-schedule"' in (await desk.get(f"/pult/{published.slug}")).text

    answer = await desk.post(f"/pult/{published.slug}/zeigen", data={"zeigen": "schedule"})

    assert answer.status_code == 303


async def test_the_hall_sees_the_plan_in_the_making_only_if_the_moderator_wants_it(
    published, topics, wall, desk, stranger, mo, make
):
    cell = {"runde": (await queries.rounds(published.id))[1].id}
    cell["raum"] = (await queries.rooms(published.id))[1].id
    placing = f"/pult/{published.slug}/zeitplan/setzen"
    await desk.post(placing, data={"karte": topics["Licht"].id, "statt": ""} | cell)
    assert "Süd" not in (await stranger.get(wall)).text

    board = f"/pult/{published.slug}/zeitplan"
    assert 'id="auf-den-beamer"' in (await desk.get(board)).text
    answer = await desk.post(
        f"/pult/{published.slug}/zeigen", data={"zeigen": "draft", "zurueck": "zeitplan"}
    )
    assert answer.headers["location"].startswith(board)
    assert "wie der Zeitplan entsteht" in (await desk.get(answer.headers["location"])).text
    for title in ("Ohne Zelle", "Zuletzt", "Auch ohne"):
        late = await make.topic(published, title=title)
        await make.vote(late, mo)
    text = await all_of(stranger, wall)
    assert "Zeitplan im Entstehen" in text
    assert re.search(r"Süd.*Licht", text, re.DOTALL)
    assert "Noch ohne Platz:" in text
    # By alphabet, whatever was voted for, or handed in first.
    assert re.search(r"Auch ohne.*Ohne Zelle.*Zuletzt", text, re.DOTALL)
    assert "-Host" not in text
    assert "Wünsche" not in text
    # Everywhere else the draft is nobody's.
    page = (await desk.get(board)).text
    assert "Nicht mehr auf dem Beamer zeigen" in page
    assert 'name="zeigen" value="schedule"' in page
    shown = {"zeigen": "schedule", "zurueck": "zeitplan"}
    answer = await desk.post(f"/pult/{published.slug}/zeigen", data=shown)
    assert "zeigt nicht mehr" in (await desk.get(answer.headers["location"])).text
    assert "Süd" not in (await stranger.get(wall)).text
    assert "Süd" not in (await stranger.get(f"/{published.slug}/zeitplan")).text


async def test_the_projector_hears_of_the_board_while_it_shows_it(published, topics, place, mo):
    async def version():
        return (await stages.the_stage(published.id)).version

    async def press(title, nth):
        found = [one for one in await queries.rounds(published.id) if not one.is_for_all]
        room = (await queries.rooms(published.id))[1].id
        cell = (found[nth].id, room)
        await board.place(published, topics[title].id, cell, instead_of=None, by=mo)

    await stage.show(published, Showing.SCHEDULE, by=mo)
    before = await version()
    await press("Licht", 1)
    assert await version() == before

    await stage.show(published, Showing.DRAFT, by=mo)
    before = await version()
    await press("Licht", 2)
    assert await version() == before + 1
    (latest, *_) = (await steps.past(published.id, Scene.BOARD)).steps
    await board_steps.undo(published.id, number=latest.number, by=mo)
    assert await version() == before + 2

    # A projector that always shows it, whatever the desk chooses.
    await stage.show(published, Showing.SCHEDULE, by=mo)
    await links.make(published.id, by=mo, showing=Showing.DRAFT)
    before = await version()
    await press("Licht", 2)
    assert await version() == before + 1
    await links.revoke(published.id, (await links.working(published.id))[0].id)
    before = await version()
    await press("Licht", 1)
    assert await version() == before
