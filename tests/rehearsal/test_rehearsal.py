"""Moderators practise with invented topics, on the real pages, and touch nothing real."""

import asyncio
import re
from datetime import timedelta

import pytest

from kaue.events import queries as events
from kaue.events.actions import ReservedAddress, create
from kaue.events.sharing import qr_code, qr_code_of, short_address
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.rehearsal import actions
from kaue.rehearsal.samples import samples
from kaue.schedule import queries as schedule
from kaue.schedule import rooms
from kaue.schedule.forms import RoomForm
from kaue.stage import queries as stage
from kaue.tables import Event, Person, Pitch, Press, Topic, Vote
from kaue.topics import queries as topics
from kaue.web.dates import now
from routes import routes_of


@pytest.fixture
async def event(make):
    event = await make.event(title="Das echte Barcamp")
    await make.topic(event, title="Das echte Thema", votes=2)
    return event


@pytest.fixture
async def desk(make, event, browser_for):
    return await browser_for(await make.moderator(event))


async def test_the_whole_round_is_practised_on_the_real_pages(event, desk):
    answer = await desk.post(f"/pult/{event.slug}/probe")
    rehearsal = await events.rehearsal_of(event)
    base = f"/pult/{rehearsal.slug}"
    assert answer.headers["location"].startswith(f"{base}?")
    page = (await desk.get(base)).text
    assert "Probe:" in page
    assert "Noch gibt es keine Pitch-Reihenfolge." in page

    counted = await desk.post(
        f"{base}/rangliste/einfrieren", data={"version": "0", "reihenfolge": "stimmen"}
    )
    assert counted.status_code == 303
    line_up = await pitches.line_up(rehearsal.id)
    assert len(line_up.lines) == len(samples()) > 20
    assert [line.rank for line in line_up.lines] == list(range(1, len(line_up.lines) + 1))
    first = line_up.current
    for path, data in [
        ("/zeigen", {"zeigen": "pitch"}),
        (f"/pitches/{first.pitch}/uhr", {"uhr": "start"}),
        (f"/pitches/{first.pitch}/stand", {"stand": "done"}),
        ("/nachzuegler", {"titel": "Aus dem Saal", "name": "Rosa"}),
    ]:
        assert (await desk.post(base + path, data=data)).status_code == 303
    assert first.title not in (await desk.get(f"/{rehearsal.slug}/pitch")).text
    assert line_up.waiting[0].title in (await desk.get(f"{base}/beamer/vorschau")).text
    assert (await desk.get(f"{base}/druck/pitchliste.pdf")).content.startswith(b"%PDF")


async def test_it_is_the_moment_at_which_the_pitches_begin(event):
    rehearsal = await actions.begin(event)

    loaded = await events.load(rehearsal.slug)
    assert abs(loaded.pitch_at - now()) < timedelta(minutes=1)
    assert not loaded.takes_votes(now())
    assert loaded.ends_at - loaded.pitch_at == event.ends_at - event.pitch_at
    assert loaded.anonymise_at is None


async def test_the_clock_of_a_rehearsal_can_run_faster(event, desk):
    rehearsal = await actions.begin(event)
    base = f"/pult/{rehearsal.slug}"
    await desk.post(f"{base}/rangliste/einfrieren", data={"version": "0", "reihenfolge": "stimmen"})
    first = (await pitches.line_up(rehearsal.id)).current
    await desk.post(f"{base}/pitches/{first.pitch}/uhr", data={"uhr": "start"})

    assert (await desk.post(f"{base}/tempo", data={"tempo": "20"})).status_code == 303

    clock = (await stage.the_stage(rehearsal.id)).clock(first)
    at = clock.started_at + timedelta(seconds=2)
    assert clock.left(at) == clock.seconds_left - 40
    assert 'data-pace="20"' in (await desk.get(base)).text
    assert (await desk.post(f"{base}/tempo", data={"tempo": "7"})).status_code == 400
    assert (await desk.post(f"/pult/{event.slug}/tempo", data={"tempo": "5"})).status_code == 400


async def test_from_the_beginning_keeps_the_projectors_link_and_nothing_else(event, desk):
    rehearsal = await actions.begin(event)
    base = f"/pult/{rehearsal.slug}"
    await desk.post(f"{base}/rangliste/einfrieren", data={"version": "0", "reihenfolge": "stimmen"})
    await desk.post(f"{base}/nachzuegler", data={"titel": "Aus dem Saal", "name": ""})
    await desk.post(f"{base}/uhrstart", data={"uhrstart": "1", "druck": "abc"})
    await desk.post(f"{base}/beamer/links")
    assert await Press.count() == 1

    answer = await desk.post(f"{base}/probe")

    assert answer.headers["location"].startswith(f"{base}?")
    assert await events.rehearsal_of(event) is not None
    line_up = await pitches.line_up(rehearsal.id)
    assert line_up.frozen is None
    assert len(line_up.lines) == len(samples())
    assert await Event.count().where(Event.rehearsal_of == event.id) == 1
    assert "/widerrufen" in (await desk.get(f"{base}/beamer")).text
    assert await Pitch.count() == await Press.count() == 0
    assert not (await stage.the_stage(rehearsal.id)).auto_start


async def test_nobody_else_finds_it(make, event, site, browser_for):
    rehearsal = await actions.begin(event)
    topic = (await topics.in_state(rehearsal.id, "accepted"))[0]
    others = [
        await browser_for(),
        await browser_for(await make.person()),
        await browser_for(await make.staff(event)),
        await browser_for(await make.moderator(await make.event())),
    ]
    asked = 0
    for route in routes_of(site):
        if route.method != "GET" or "{slug" not in route.path:
            continue
        path = route.filled(slug=rehearsal.slug, topic=topic.id, pitch=1, comment=1)
        for other in others:
            answer = await other.get(path)
            assert answer.status_code in {303, 401, 403, 404}, path
            assert topic.title not in answer.text
            asked += 1
    assert asked > 100
    lists = (await others[0].get("/archiv")).text + (await others[0].get("/hilfe")).text
    assert rehearsal.slug not in lists


async def test_nothing_real_is_touched(make, event, desk):
    people, votes = await Person.count(), await Vote.count()
    rehearsal = await actions.begin(event)
    assert await Person.count() == people
    assert (await Vote.count().where(Vote.person.is_not_null())) == votes
    assert [one.slug for one in await events.all_ones()] == [event.slug]

    answer = await desk.post(f"/pult/{rehearsal.slug}/probe/beenden")

    assert answer.headers["location"].startswith(f"/pult/{event.slug}?")
    assert await events.rehearsal_of(event) is None
    assert [topic["title"] for topic in await Topic.select(Topic.title)] == ["Das echte Thema"]
    assert (await desk.post(f"/pult/{event.slug}/probe/beenden")).status_code == 303


async def test_after_some_days_it_goes_by_itself(event):
    rehearsal = await actions.begin(event)
    await actions.forget_old()
    assert await events.rehearsal_of(event) is not None

    await Event.update({Event.pitch_at: now() - actions.KEPT}).where(Event.id == rehearsal.id)
    await actions.forget_old()

    assert await events.rehearsal_of(event) is None
    assert await Event.count() == 1


async def test_two_taps_at_once_begin_one_rehearsal(event):
    for _ in range(2):
        await asyncio.gather(*(actions.begin(event) for _ in range(3)))

    rehearsal = await events.rehearsal_of(event)
    assert await Topic.count().where(Topic.event == rehearsal.id) == len(samples())


async def test_rooms_rounds_and_rules_are_those_of_the_event(event):
    await rooms.add_room(event, RoomForm("Kaue", 30, True, (), frozenset()))
    span = (event.pitch_at + timedelta(hours=1), event.pitch_at + timedelta(hours=2))
    await rooms.add_rounds(event, [span], title="Mittagessen")
    await actions.begin(event)
    await Event.update({Event.place: "Weißkaue"}).where(Event.id == event.id)
    events.forget(event.slug)

    rehearsal = await actions.begin(await events.by_slug(event.slug))

    assert [room.name for room in await schedule.rooms(rehearsal.id)] == ["Kaue"]
    (lunch,) = await schedule.rounds(rehearsal.id)
    assert timedelta(minutes=59) < lunch.starts_at - now() <= timedelta(hours=1)
    assert (await events.load(rehearsal.slug)).place == "Weißkaue"
    assert len(await schedule.rooms(event.id)) == 1


async def test_no_barcamp_takes_an_address_of_rehearsals(make):
    with pytest.raises(ReservedAddress):
        await create(slug="probe-4", title="Probe", themes={})


@pytest.fixture
async def on_stage(event, make):
    """Counted, with a projector. Returns the rehearsal and the projector's address."""
    rehearsal, mo = await actions.begin(event), await make.moderator(event)
    await pitch.freeze(rehearsal.id, rehearsal.slug, after_version=0, by=mo)
    return rehearsal, await make.projector(rehearsal)


async def test_guests_before_the_projector_scan_its_code_and_look_on(on_stage, stranger):
    rehearsal, path = on_stage
    current = (await pitches.line_up(rehearsal.id)).current

    answer = await stranger.get(f"{path}/handy")

    assert answer.status_code == 200
    assert current.title in answer.text
    assert "Die Themen sind erfunden" in answer.text
    # Nothing leads to where they would find nothing.
    leads = re.findall(r'(?:href|action|hx-get|hx-post|data-live)="([^"]+)', answer.text)
    inside = {one for one in leads if rehearsal.slug in one}
    assert inside == {f"{path}/handy", f"/en{path}/handy"}
    piece = await stranger.get(f"{path}/handy", headers={"hx-request": "true"})
    assert current.title in piece.text
    assert "<html" not in piece.text


async def test_the_projector_of_a_rehearsal_shows_that_code_and_no_address(
    on_stage, stranger, desk, event, make
):
    rehearsal, path = on_stage

    wall = (await stranger.get(path)).text
    assert str(qr_code_of(f"{path}/handy")) in wall
    assert str(qr_code(rehearsal.slug)) not in wall
    assert short_address(rehearsal.slug) not in wall
    # Who only previews it has no key that could be scanned.
    preview = (await desk.get(f"/pult/{rehearsal.slug}/beamer/vorschau")).text
    assert "qr-code" not in preview
    assert str(qr_code(event.slug)) in (await stranger.get(await make.projector(event))).text


async def test_moderators_are_led_from_it_to_the_page_on_which_they_can_press(
    on_stage, desk, event, make, stranger
):
    rehearsal, path = on_stage
    answer = await desk.get(f"{path}/handy")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{rehearsal.slug}/pitch")

    real = await make.projector(event)
    answer = await stranger.get(f"{real}/handy")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{event.slug}/pitch")
    assert (await stranger.get(f"/beamer/{rehearsal.slug}/geraten/handy")).status_code == 404


async def test_before_it_is_counted_they_read_that_it_has_not_begun(event, make, stranger):
    path = await make.projector(await actions.begin(event))

    assert "Es geht gleich los." in (await stranger.get(f"{path}/handy")).text
