"""The projector behind its link, and the hall that follows along on its phones."""

import re
from datetime import timedelta

import pytest

from factory import DAY, NOW
from kaue.pitch import actions as pitch
from kaue.pitch import live
from kaue.pitch import queries as pitches
from kaue.schedule import rooms
from kaue.schedule.forms import RoomForm
from kaue.stage import actions, coming, hall, links
from kaue.tables import Coming, Counts, Host, PitchState, ProjectorLink, Showing, Topic, TopicState
from kaue.topics.queries import list_changed
from kaue.web.dates import now
from kaue.web.tickets import Key
from turning import WHICH, all_of


@pytest.fixture
async def first(event):
    return (await pitches.line_up(event.id)).lines[0]


async def test_a_link_is_made_shown_once_and_revoked(event, desk, stranger):
    answer = await desk.post(f"/pult/{event.slug}/beamer/links")
    path = answer.text.partition(f'href="/beamer/{event.slug}/')[2].partition('"')[0]
    address = f"/beamer/{event.slug}/{path}"
    assert len(path) >= 40

    assert (await stranger.get(address)).status_code == 200
    managed = (await desk.get(f"/pult/{event.slug}/beamer")).text
    assert path not in managed
    (link,) = await links.working(event.id)
    for _ in range(2):
        answer = await desk.post(f"/pult/{event.slug}/beamer/links/{link.id}/widerrufen")
        assert answer.status_code == 303

    assert (await stranger.get(address)).status_code == 404
    assert await links.working(event.id) == []
    (row,) = await ProjectorLink.objects()
    assert path not in row.token_hash


async def test_a_link_is_for_its_own_event_and_nobody_guesses_one(make, event, mo, stranger):
    other = await make.event()
    token = await links.make(event.id, by=mo)

    for path in (f"/beamer/{other.slug}/{token}", f"/beamer/{event.slug}/pitch"):
        assert (await stranger.get(path)).status_code == 404
    await links.revoke(other.id, (await links.working(event.id))[0].id)
    assert (await stranger.get(f"/beamer/{event.slug}/{token}")).status_code == 200


@pytest.mark.parametrize(
    ("showing", "words", "others"),
    [
        (Showing.WAITING, "Die Pitches beginnen", "A</h1>"),
        (Showing.PITCH, "Gleich dran", "Die Pitches beginnen"),
        (Showing.RANKING, "Rangliste: Nach Stimmen", "Gleich dran"),
        (Showing.NOTHING, "stage-dark", "stage-foot"),
    ],
)
async def test_the_projector_shows_what_was_chosen_at_the_desk(
    event, mo, stranger, showing, words, others
):
    path = f"/beamer/{event.slug}/{await links.make(event.id, by=mo)}"

    await actions.show(event, showing, by=mo)

    text = (await stranger.get(path)).text
    assert words in text
    assert others not in text


async def test_the_ranking_on_the_wall_keeps_numbers_that_are_for_moderators(make, stranger):
    event = await make.event(counts=Counts.MODERATORS, submit_until=now(), vote_until=now())
    await make.topic(event, votes=23, title="Erstes")
    mo = await make.moderator(event)
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)

    text = (await stranger.get(await make.projector(event, Showing.RANKING))).text

    assert "Erstes" in text
    assert ">23<" not in text


async def test_the_hall_sees_who_pitches_and_what_comes(event, mo, first, stranger):
    path = f"/{event.slug}/pitch"
    text = (await stranger.get(path)).text
    assert '<h2 id="jetzt-titel" tabindex="-1">A</h2>' in text.replace(' lang="de"', "")
    assert all(f">{title}</a>" in text for title in "BCDE")

    await actions.mark(event, first.pitch, PitchState.DONE, by=mo)

    piece = await stranger.get(path, headers={"hx-request": "true"})
    assert 'data-version="1"' in piece.text
    assert "<html" not in piece.text


async def test_before_the_count_the_page_says_when(make, stranger):
    event = await make.event()

    text = (await stranger.get(f"/{event.slug}/pitch")).text

    assert "Die Pitches beginnen am" in text


async def test_whoever_holds_one_reads_when_it_is_their_turn(make, event, browser_for, mo):
    giver = await make.person()
    lines = (await pitches.line_up(event.id)).lines
    await Host(topic=lines[3].topic.id, person=giver.id).save()
    browser = await browser_for(giver)

    text = (await browser.get(f"/{event.slug}/pitch")).text
    assert "Du bist in etwa 4 Minuten dran" in text
    assert "Platz 4" in text

    for line in lines[:2]:
        await actions.mark(event, line.pitch, PitchState.DONE, by=mo)
    assert "Du bist als Nächstes dran." in (await browser.get(f"/{event.slug}/pitch")).text
    await actions.mark(event, lines[2].pitch, PitchState.DONE, by=mo)
    assert "Du bist jetzt dran!" in (await browser.get(f"/{event.slug}/pitch")).text


async def test_one_piece_serves_all_and_tells_nobody_of_anybody(
    make, event, first, browser_for, stranger, mo, monkeypatch
):
    """Rendered once per event, version and language; what is one person's is put in."""
    rendered = []
    real = hall._recent._load
    monkeypatch.setattr(hall._recent, "_load", lambda seen: rendered.append(seen) or real(seen))
    giver = await make.person(name="Geberin")
    await Host(topic=first.topic.id, person=giver.id).save()
    host, other = await browser_for(giver), await browser_for(await make.person())
    path = f"/{event.slug}/pitch"
    await host.post(f"{path}/{first.pitch}/komme", data={"komme": "1"})
    rendered.clear()

    pieces = [
        (await one.get(path, headers={"hx-request": "true"})).text
        for one in (host, other, stranger, other)
    ]

    assert len(rendered) <= 1
    assert "Du bist jetzt dran!" in pieces[0]
    assert "Du kommst" in pieces[0]
    assert pieces[1] == pieces[2] == pieces[3]
    assert "Du bist" not in pieces[1]
    assert "Du kommst" not in pieces[1]

    await actions.show(event, Showing.PITCH, by=mo)
    assert 'data-version="1"' in (await stranger.get(path)).text


async def test_from_the_sessions_on_it_leads_to_the_plan_and_then_to_the_results(make, stranger):
    hour = timedelta(hours=1)
    for begins, ends, leads_to in (
        (hour, 2 * hour, None),
        (-hour, hour, "zeitplan"),
        (-2 * hour, -hour, "ergebnisse"),
    ):
        event = await make.event(sessions_at=now() + begins, ends_at=now() + ends)
        text = (await stranger.get(f"/{event.slug}/pitch")).text
        for place in ("zeitplan", "ergebnisse"):
            leads = f'kern-btn--primary" id="zu-{place}" href="/{event.slug}/{place}"'
            assert (leads in text) == (place == leads_to)


async def test_i_will_come_counts_each_person_once(make, event, first, browser_for, desk, mo):
    path = f"/{event.slug}/pitch/{first.pitch}/komme"
    people = [await make.person() for _ in range(3)]
    for person in people:
        browser = await browser_for(person)
        for _ in range(2):
            assert (await browser.post(path, data={"komme": "1"})).status_code == 303

    assert (await pitches.line_up(event.id)).current.coming == 3
    assert "3 Personen wollen kommen" in (await desk.get(f"/pult/{event.slug}")).text
    fragment = await browser.post(path, data={"komme": "0"}, headers={"hx-request": "true"})
    assert 'id="komme"' in fragment.text
    assert "Du kommst" not in fragment.text
    assert (await pitches.line_up(event.id)).current.coming == 2
    assert await Coming.count() == 2
    assert (await browser.post(path, data={"komme": "ja"})).status_code == 400

    await actions.mark(event, first.pitch, PitchState.DONE, by=mo)
    assert (await browser.post(path, data={"komme": "1"})).status_code == 409


async def test_who_means_to_come_is_told_to_nobody_else(make, event, first, browser_for, desk):
    person = await make.person(name="Wählerin Geheim")
    await coming.say(event, first.pitch, True, by=person)
    other = await browser_for(await make.person())

    for browser, path in ((other, f"/{event.slug}/pitch"), (desk, f"/pult/{event.slug}")):
        text = (await browser.get(path)).text
        assert "Geheim" not in text
        assert "Du kommst" not in text


async def test_without_javascript_the_page_looks_again_when_asked_to(event, stranger):
    path = f"/{event.slug}/pitch"
    assert 'http-equiv="refresh"' not in (await stranger.get(path)).text

    assert 'http-equiv="refresh" content="15"' in (await stranger.get(f"{path}?von-selbst=1")).text


async def test_a_stranger_who_presses_signs_in_first(event, first, stranger):
    answer = await stranger.post(f"/{event.slug}/pitch/{first.pitch}/komme", data={"komme": "1"})

    assert answer.headers["location"].startswith("/anmelden?")
    assert await Coming.count() == 0


async def test_a_held_picture_stays_whatever_is_done(event, make, mo, lines, stranger):
    path = await make.projector(event)
    assert (await stranger.get(path, headers={"hx-request": "true"})).status_code == 200

    await actions.hold(event, True, by=mo)
    await actions.mark(event, (await lines())["A"].pitch, PitchState.DONE, by=mo)
    assert (await stranger.get(path, headers={"hx-request": "true"})).status_code == 204

    await actions.hold(event, False, by=mo)
    answer = await stranger.get(path, headers={"hx-request": "true"})
    assert ">B</h1>" in answer.text


async def test_a_topic_from_the_floor_hangs_there_without_a_number(event, make, mo, stranger):
    path = await make.projector(event)

    await actions.add_late(event, "Von hinten", "Ada", by=mo)

    answer = await stranger.get(path)
    assert answer.status_code == 200
    assert "Von hinten" not in answer.text  # it is the sixth
    baskets = re.findall(r'<path class="bail".*?</g>', answer.text)
    assert [re.findall(r">(\d+)</text>", one) for one in baskets] == [
        ["5"], ["4"], ["3"], ["2"], ["1"], [],
    ]  # fmt: skip


async def test_topics_from_the_floor_alone_hang_at_one_height(make, mo, stranger):
    event = await make.event(submit_until=now(), vote_until=now())
    gone = await make.topic(event)
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.id == gone.id)
    path = await make.projector(event)
    for title in ("Eins", "Zwei"):
        await actions.add_late(event, title, "", by=mo)

    answer = await stranger.get(path)

    assert answer.status_code == 200
    assert "Eins" in answer.text
    assert "</text>" not in answer.text


async def _link(event, desk, **chosen):
    """Made by the form. Returns the address, and its number."""
    answer = await desk.post(f"/pult/{event.slug}/beamer/links", data=chosen)
    path = answer.text.partition(f'href="/beamer/{event.slug}/')[2].partition('"')[0]
    (latest, *_) = await links.working(event.id)
    return f"/beamer/{event.slug}/{path}", latest.id


async def test_a_projector_can_always_show_the_same_picture(event, desk, mo, stranger):
    foyer, _ = await _link(event, desk, name=" Foyer ", zeigen="ranking")
    hall, _ = await _link(event, desk)

    await actions.show(event, Showing.PITCH, by=mo)

    assert "Rangliste: Nach Stimmen" in (await stranger.get(foyer)).text
    assert "Gleich dran" in (await stranger.get(hall)).text
    managed = (await desk.get(f"/pult/{event.slug}/beamer")).text
    assert "Foyer</b> · Immer: Rangliste" in managed
    assert "Ohne Namen</b> · Was am Pult gewählt wird" in managed


async def test_another_picture_is_there_at_once_and_told_to_the_projector(event, desk, stranger):
    path, link = await _link(event, desk, name="Foyer")
    assert "Die Pitches beginnen" in (await stranger.get(path)).text
    before = await live.version(Key("stage", event.id))

    change = f"/pult/{event.slug}/beamer/links/{link}"
    answer = await desk.post(change, data={f"name-{link}": "Saal", f"zeigen-{link}": "pitch"})

    assert answer.status_code == 303
    assert await live.version(Key("stage", event.id)) == before + 1
    assert "Gleich dran" in (await stranger.get(path)).text
    assert "Saal</b>" in (await desk.get(f"/pult/{event.slug}/beamer")).text

    await desk.post(change, data={f"name-{link}": "Aula", f"zeigen-{link}": "pitch"})
    assert await live.version(Key("stage", event.id)) == before + 1

    await desk.post(change, data={f"name-{link}": "Aula", f"zeigen-{link}": ""})
    assert "Die Pitches beginnen" in (await stranger.get(path)).text


async def test_a_link_of_another_event_or_a_revoked_one_stays_as_it_is(make, event, desk, mo):
    other = await make.event()
    await links.make(other.id, by=mo, name="Dort")
    await links.make(event.id, by=mo, name="Hier")
    (there,), (here,) = [await links.working(one.id) for one in (other, event)]
    await links.revoke(event.id, here.id)

    for link in (there.id, here.id):
        change = f"/pult/{event.slug}/beamer/links/{link}"
        await desk.post(change, data={f"name-{link}": "x", f"zeigen-{link}": "pitch"})

    rows = await ProjectorLink.objects().order_by(ProjectorLink.id)
    assert [(one.name, one.showing) for one in rows] == [("Dort", ""), ("Hier", "")]


async def test_a_name_that_is_too_long_and_a_picture_there_is_not_are_refused(event, desk):
    path = f"/pult/{event.slug}/beamer/links"
    answer = await desk.post(path, data={"name": "x" * 41, "zeigen": "pitch"})
    assert answer.status_code == 422
    assert "höchstens 40 Zeichen" in answer.text
    assert 'value="pitch" selected' in answer.text
    assert await links.working(event.id) == []
    assert (await desk.post(path, data={"zeigen": "katze"})).status_code == 400

    _, link = await _link(event, desk)
    answer = await desk.post(f"{path}/{link}", data={f"name-{link}": "x" * 41})
    assert answer.status_code == 422
    assert f'href="#name-{link}"' in answer.text
    assert (await desk.post(f"{path}/{link}", data={f"zeigen-{link}": "x"})).status_code == 400


async def test_the_desk_holds_the_picture_of_those_that_follow_it(event, desk, mo, lines, stranger):
    own, _ = await _link(event, desk, zeigen="pitch")
    follows, _ = await _link(event, desk)
    await actions.hold(event, True, by=mo)

    await actions.mark(event, (await lines())["A"].pitch, PitchState.DONE, by=mo)

    assert ">B</h1>" in (await stranger.get(own, headers={"hx-request": "true"})).text
    assert (await stranger.get(follows, headers={"hx-request": "true"})).status_code == 204


EVERY_PICTURE = [pytest.param(one, id=str(one)) for one in Showing]


@pytest.mark.parametrize("showing", EVERY_PICTURE)
@pytest.mark.parametrize("state", [TopicState.WITHDRAWN, TopicState.HIDDEN, "deleted"])
async def test_no_picture_fails_when_no_topic_is_left(event, make, stranger, showing, state):
    path = await make.projector(event, showing)
    if state == "deleted":
        await Topic.delete().where(Topic.event == event.id)
    else:
        await Topic.update({Topic.state: state}).where(Topic.event == event.id)
    list_changed(event.id)

    assert (await stranger.get(path)).status_code == 200


@pytest.mark.parametrize("showing", EVERY_PICTURE)
async def test_no_picture_fails_before_there_is_anything(make, stranger, showing):
    path = await make.projector(await make.event(), showing)

    assert (await stranger.get(path)).status_code == 200


@pytest.mark.parametrize("showing", EVERY_PICTURE)
@pytest.mark.parametrize("counts", Counts)
async def test_no_picture_fails_whoever_is_told_the_numbers(make, mo, stranger, showing, counts):
    event = await make.event(submit_until=now(), vote_until=now(), counts=counts)
    for n in range(3):
        await make.topic(event, title=f"Thema {n}", votes=n)
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    await actions.add_late(event, "Von hinten", "", by=mo)

    path = await make.projector(event, showing)

    assert (await stranger.get(path)).status_code == 200


@pytest.mark.parametrize(("rooms_", "rounds_"), [(0, 0), (0, 2), (2, 0), (2, 2)])
async def test_the_draft_is_shown_with_whatever_there_is_of_rooms_and_rounds(
    event, make, stranger, rooms_, rounds_
):
    spans = [(NOW + n * DAY / 24, NOW + (n + 0.9) * DAY / 24) for n in range(rounds_)]
    await rooms.add_rounds(event, spans)
    for n in range(rooms_):
        await rooms.add_room(event, RoomForm(f"Raum {n}", 20, True, (), frozenset()))

    text = await all_of(stranger, await make.projector(event, Showing.DRAFT))

    assert ("Raum 0" in text) is bool(rooms_ and rounds_)
    assert "Zeitplan im Entstehen" in text


async def test_the_whole_ranking_is_shown_page_by_page(make, mo, stranger):
    event = await make.event(submit_until=now(), vote_until=now())
    for n in range(30):
        await make.topic(event, title=f"Thema mit der Nummer {n}")
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    path = await make.projector(event, Showing.RANKING)

    text = await all_of(stranger, path)

    assert len(WHICH.findall(text)) > 1
    places = [int(one) for one in re.findall(r'<li value="(\d+)">', text)]
    assert places == list(range(1, 31))
