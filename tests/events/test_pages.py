"""The door, and the start page of an event."""

import re

from kaue.events import queries as events
from kaue.tables import Event
from kaue.web.dates import long_day, now


async def test_the_door_leads_to_the_only_open_event(make, stranger):
    event = await make.event()
    await make.event(archived_at=now())

    answer = await stranger.get("/?hinweis=angemeldet")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{event.slug}?hinweis=angemeldet"


async def test_the_english_door_leads_to_the_english_page(make, stranger):
    event = await make.event()

    assert (await stranger.get("/en/")).headers["location"] == f"/en/{event.slug}"
    assert (await stranger.get("/en")).headers["location"] == f"/en/{event.slug}"


async def test_several_events_are_listed_the_next_one_first_and_archived_ones_not(make, stranger):
    event = await make.event()
    later = await make.event(slug="later", starts_at=event.ends_at)
    sooner = await make.event(slug="sooner")
    await make.event(slug="archived", archived_at=now())

    answer = await stranger.get("/")

    assert answer.status_code == 200
    inside = answer.text.partition("<main")[2].partition("</main>")[0]
    listed = re.findall(r'<li><a href="/([a-z0-9]+)"', inside)
    assert listed == [event.slug, sooner.slug, later.slug]


async def test_without_an_event_the_door_is_still_a_page(db, stranger):
    answer = await stranger.get("/")

    assert answer.status_code == 200
    assert "<h1>" in answer.text


async def test_the_start_page_says_what_when_where_and_by_whom(make, stranger):
    event = await make.event(
        title="Camp & Co", place="Schwarzkaue", address="Herten 1", organiser="Kreis <X>"
    )

    text = (await stranger.get(f"/{event.slug}")).text

    assert "Camp &amp; Co" in text
    assert "Schwarzkaue" in text
    assert "Herten 1" in text
    assert "Kreis &lt;X&gt;" in text
    assert long_day(event.starts_at, "de") in text
    assert "<h2>Was</h2>" in text  # its description is Markdown with headings
    assert f"127.0.0.1:8000/{event.slug}" in text
    assert 'class="qr-code"' in text


async def test_the_start_page_shows_at_most_three_topics_and_only_public_ones(make, stranger):
    event = await make.event()
    public = {(await make.topic(event)).path for _ in range(4)}
    hidden = await make.topic(event, state="submitted", title="Geheim")

    text = (await stranger.get(f"/{event.slug}")).text

    shown = {path for path in public if f'"{path}"' in text}
    assert len(shown) == 3
    assert hidden.title not in text


async def test_proposing_is_offered_only_while_it_is_open(make, stranger):
    event = await make.event()
    closed = await make.event(submit_until=now())

    assert f"/{event.slug}/themen/neu" in (await stranger.get(f"/{event.slug}")).text
    assert f"/{closed.slug}/themen/neu" not in (await stranger.get(f"/{closed.slug}")).text


async def test_an_unknown_event_is_not_there(make, stranger):
    await make.event(slug="camp")

    for path in (
        "/kamp",
        "/CAMP",
        "/camp%00",
        "/" + "x" * 41,
        "/kamp/themen",
        "/beamer/kamp/pitch",
        "/kamp/pitch",
    ):
        assert (await stranger.get(path)).status_code == 404, path


async def test_an_archived_event_can_still_be_read(make, stranger):
    event = await make.event(archived_at=now())

    assert (await stranger.get(f"/{event.slug}")).status_code == 200


async def test_an_event_that_changed_shows_so_once_it_is_forgotten(make, stranger):
    event = await make.event(title="Vorher")
    await stranger.get(f"/{event.slug}")
    await Event.update({Event.title: "Nachher"}).where(Event.id == event.id)

    events.forget(event.slug)

    assert "Nachher" in (await stranger.get(f"/{event.slug}")).text
