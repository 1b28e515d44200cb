"""What the desk tells unasked: whether a projector is connected, and when it will be over."""

from datetime import timedelta

import pytest

from kaue import db
from kaue.events import queries as events
from kaue.stage import links, queries
from kaue.tables import Event, PitchState, ProjectorLink, Round, Showing
from kaue.web.dates import now


@pytest.fixture
async def link(event, mo):
    return await links.make(event.id, by=mo)


@pytest.fixture
def light(event, desk):
    """What stands beside the light."""

    async def read():
        page = (await desk.get(f"/pult/{event.slug}")).text
        said = page.partition('id="beamer-licht">')[2].partition("<")[0]
        assert page.count('class="light" data-on') == ("keiner" not in said)
        return said

    return read


async def test_a_light_says_whether_a_projector_is_connected(event, desk, link, light, stranger):
    assert await light() == "keiner verbunden"
    await desk.get(f"/pult/{event.slug}/beamer/vorschau")
    assert await light() == "keiner verbunden"

    assert (await stranger.get(f"/beamer/{event.slug}/{link}")).status_code == 200

    assert await light() == "verbunden, zeigt: Wartebild"


async def test_it_says_what_is_shown_and_counts_the_projectors(event, desk, mo, link, light):
    for token in (link, await links.make(event.id, by=mo)):
        await links.seen(event.id, token)
    base = f"/pult/{event.slug}"
    await desk.post(f"{base}/zeigen", data={"zeigen": "ranking"})
    assert await light() == "2 verbunden, zeigt: Rangliste"

    await desk.post(f"{base}/anhalten", data={"anhalten": "1"})

    assert await light() == "2 verbunden, hält sein Bild"


async def test_whoever_has_not_asked_for_half_a_minute_is_gone(event, link):
    await links.seen(event.id, link)
    assert (await queries.around(event.id)).projectors == 1

    await ProjectorLink.update({ProjectorLink.seen_at: now() - timedelta(seconds=31)}, force=True)

    assert (await queries.around(event.id)).projectors == 0


async def test_a_revoked_link_is_no_projector(event, link):
    await links.seen(event.id, link)
    (one,) = await links.working(event.id)

    await links.revoke(event.id, one.id)

    assert (await queries.around(event.id)).projectors == 0


async def test_asking_again_and_again_writes_once(event, link, monkeypatch):
    await links.seen(event.id, link)
    monkeypatch.setattr(db, "write", None)

    await links.seen(event.id, link)


async def test_a_database_that_cannot_write_keeps_no_picture_from_the_wall(
    event, link, stranger, monkeypatch
):
    async def fail(*_):
        raise db.Unavailable

    monkeypatch.setattr(links.db, "write", fail)

    assert (await stranger.get(f"/beamer/{event.slug}/{link}")).status_code == 200


# When it will be over.


@pytest.fixture
def told(event, desk):
    """The line above the desk, its spaces made one each."""

    async def read():
        events.forget(event.slug)
        page = (await desk.get(f"/pult/{event.slug}")).text
        line = page.partition('id="lage">')[2].partition("</p>")[0]
        words = line.replace(">", "> ").replace("<", " <").split()
        return " ".join(word for word in " ".join(words).split() if word)

    return read


async def begin(event, **moments):
    await Event.update({getattr(Event, name): at for name, at in moments.items()}).where(
        Event.id == event.id
    )


def noon():
    """Of today where the barcamp is, so that no test runs over midnight."""
    return now().replace(hour=11, minute=0, second=0, microsecond=0)


@pytest.fixture
async def at_noon(event):
    """Five pitches of a minute, and a quarter of one to change between them: six minutes in all."""
    await begin(event, pitch_at=noon() + timedelta(days=1), sessions_at=noon() + timedelta(days=1))


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (10, "4 Minuten Luft"),
        (7, "1 Minute Luft"),
        (6, "genau pünktlich"),
        (5, "1 Minute zu spät"),
        (0, "6 Minuten zu spät"),
    ],
)
async def test_before_the_round_it_is_reckoned_from_its_planned_beginning(
    event, at_noon, told, minutes, words
):
    await begin(event, sessions_at=noon() + timedelta(days=1, minutes=minutes))

    line = await told()

    assert "Fertig um 1" in line
    assert ":06" in line
    assert words in line
    assert ('class="late"' in line) == ("spät" in line)


async def test_sessions_begin_with_the_first_round_that_is_not_for_everybody(event, at_noon, told):
    starts = {"Mittag": 4, "": 9}
    for title, minutes in starts.items():
        at = noon() + timedelta(days=1, minutes=minutes)
        await Round(event=event.id, title=title, starts_at=at, ends_at=at).save()

    assert "3 Minuten Luft" in await told()


async def test_of_sessions_on_another_day_nothing_is_said(event, at_noon, told):
    await begin(event, sessions_at=noon() + timedelta(days=3))

    line = await told()

    assert "Fertig um" in line
    assert "Minute" not in line
    assert "Sessions ab" not in line


async def test_once_all_are_through_there_is_nothing_to_tell(event, desk, lines, told):
    for line in (await lines()).values():
        await desk.post(
            f"/pult/{event.slug}/pitches/{line.pitch}/stand", data={"stand": PitchState.DONE}
        )

    assert "Alle Pitches sind durch." in await told()


async def test_a_projector_with_a_picture_of_its_own_is_told_apart(make, event, desk, mo, stranger):
    token = await links.make(event.id, by=mo, name="Foyer", showing=Showing.RANKING)
    await stranger.get(f"/beamer/{event.slug}/{token}")

    text = (await desk.get(f"/pult/{event.slug}")).text

    assert "keiner verbunden" in text
    assert "1 mit eigenem Bild" in text
