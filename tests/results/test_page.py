"""The page of results, and what of it is for everybody as files."""

import csv
import io
from itertools import repeat

import pytest

from factory import DAY, NOW
from kaue.db import current
from kaue.events import queries as events
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.recent import forget_everything
from kaue.results import next_steps
from kaue.results.forms import StepForm
from kaue.tables import Counts, Event, PitchState, Tally
from kaue.web import front
from kaue.web.dates import now


@pytest.fixture
async def counted(make, event):
    """await counted(): the votes are counted, and the first of the line-up was presented."""

    async def count():
        await pitch.freeze(event.id, event.slug, after_version=0, by=await make.moderator(event))
        first = (await pitches.line_up(event.id)).lines[0]
        await pitch.mark(event.id, first.pitch, PitchState.DONE)

    return count


async def test_before_the_end_it_says_when_it_comes(make, stranger):
    event = await make.event()
    await make.topic(event, votes=9)

    text = (await stranger.get(f"/{event.slug}/ergebnisse")).text

    assert "Die Ergebnisse kommen nach dem Tag" in text
    assert f'href="/{event.slug}/themen"' in text
    for name in ("json", "csv"):
        assert (await stranger.get(f"/{event.slug}/ergebnisse.{name}")).status_code == 404
    assert "Zu den Ergebnissen" not in (await stranger.get(f"/{event.slug}")).text


async def test_a_barcamp_without_topics_says_so(stranger, event):
    text = (await stranger.get(f"/{event.slug}/ergebnisse")).text

    assert "hatte kein öffentliches Thema" in text


async def test_each_topic_lives_on(make, stranger, event, topic, counted, planned):
    other = await make.topic(event, title="Bänke", votes=1)
    await make.topic(event, title="Verborgen", state="hidden")
    await counted()
    await planned(event, other)
    await planned(event, topic)

    text = (await stranger.get(f"/{event.slug}/ergebnisse")).text

    held, not_held = text.split('id="nicht-gehalten"')
    assert "Gehalten (1)" in held
    assert "Radwege" in held
    assert "7 Stimmen" in held
    assert "Platz 1 in der Pitch-Reihenfolge</dd>" in held
    assert "Lampenstube" in held
    assert "Bänke" in not_held
    assert "Platz 2 in der Pitch-Reihenfolge, nicht vorgestellt" in not_held
    assert "hatte keine" in not_held
    assert "Verborgen" not in text
    assert "Zu den Ergebnissen" in (await stranger.get(f"/{event.slug}")).text
    own = (await stranger.get(topic.path)).text
    assert "Was daraus wurde" in own
    assert "Lampenstube" in own
    assert "Held (1)" in (await stranger.get(f"/en/{event.slug}/ergebnisse")).text


async def test_without_a_plan_nobody_says_what_was_held(stranger, event, topic):
    text = (await stranger.get(f"/{event.slug}/ergebnisse")).text

    assert "Alle Themen (1)" in text
    assert "hatte keine" not in text


async def test_a_session_of_a_merged_topic_is_that_of_its_home(make, stranger, event, planned):
    home = await make.topic(event, title="Heim")
    part = await make.topic(event, title="Teil", state="merged", merged_into=home.id)
    await planned(event, part)

    assert "Lampenstube" in (await stranger.get(home.path)).text


@pytest.mark.parametrize("counts", [Counts.SEALED, Counts.OWN, Counts.MODERATORS])
async def test_numbers_that_are_not_told_stay_untold(make, browser_for, stranger, event, counts):
    await Event.update({Event.counts: counts}).where(Event.id == event.id)
    topic = await make.topic(event, votes=41)
    await Tally(topic=topic.id, paper=37, hands=29, entered_at=now()).save()
    staff = await browser_for(await make.staff(event))
    mo = await make.moderator(event)
    paths = [topic.path, *(f"/{event.slug}/ergebnisse{end}" for end in ("", ".json", ".csv"))]

    async def seen():
        texts = [(await one.get(path)).text for one in (stranger, staff) for path in paths]
        return any(f"{number}{end}" in text for text in texts for number in (41, 37, 29)
                   for end in (" Stimmen", ",\n", ";"))  # fmt: skip

    assert not await seen()
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    assert await seen() == (counts != Counts.MODERATORS)


async def test_where_only_moderators_know_files_tell_the_pitch_order_alone(
    make, stranger, event, topic, counted
):
    await Event.update({Event.counts: Counts.MODERATORS}).where(Event.id == event.id)
    await counted()

    (line,) = (await stranger.get(f"/{event.slug}/ergebnisse.json")).json()["topics"]

    assert line["place_in_pitch_order"] == 1
    assert {line[f"place_{one}"] for one in ("by_votes", "fair", "balanced")} == {None}


async def test_the_files_say_everything_but_people_and_small_numbers(
    make, stranger, event, topic, counted, planned
):
    small = await make.topic(event, title="=1+1", votes=4, themes=("natur", "open-data"))
    await Tally(topic=topic.id, paper=5, hands=3, entered_at=now()).save()
    await counted()
    await planned(event, topic, room="@Raum")
    wanted = StepForm("-Bauen", "Amt", "2027-03-31", "planned", "")
    await next_steps.enter(topic, wanted, version=0, by=await make.person())

    answer = await stranger.get(f"/{event.slug}/ergebnisse.json")
    table = await stranger.get(f"/{event.slug}/ergebnisse.csv")

    assert answer.headers["content-type"] == "application/json"
    assert 'filename="' in table.headers["content-disposition"]
    content = answer.json()
    assert content["licence"] == "CC0-1.0"
    one, two = sorted(content["topics"], key=lambda line: line["topic"])
    assert (one["votes"], one["paper"], one["hands"]) == (7, 5, None)
    assert (two["votes"], two["paper"], two["hands"]) == (None, None, None)
    assert (one["held"], two["held"]) == (True, False)
    assert two["themes"] == ["natur", "open-data"]
    assert one["sessions"][0]["room"] == "@Raum"
    assert (one["next_step"], one["next_step_until"]) == ("-Bauen", "2027-03-31")
    rows = list(csv.DictReader(io.StringIO(table.text.lstrip("\ufeff")), delimiter=";"))
    by_topic = {int(row["topic"]): row for row in rows}
    assert by_topic[small.id]["title"] == "'=1+1"
    assert by_topic[small.id]["votes"] == ""
    assert by_topic[topic.id]["next_step"] == "'-Bauen"
    assert by_topic[topic.id]["held"] == "yes"
    assert {row["licence"] for row in rows} == {"CC0-1.0"}
    for text in (answer.text, table.text):
        assert "Hanna" not in text
        assert "Ada" not in text


async def test_results_ask_as_often_for_many_topics_as_for_one(make, stranger, event, monkeypatch):
    asked, counts = [], []
    original = type(current.engine()).rows

    def counting(self, sql, *values):
        asked.append(sql)
        return original(self, sql, *values)

    monkeypatch.setattr(type(current.engine()), "rows", counting)
    for more in (1, 30):
        for _ in range(more):
            await make.topic(event, hosted=False)
        forget_everything()
        asked.clear()
        await stranger.get(f"/{event.slug}/ergebnisse")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 14


async def test_a_rehearsal_has_none_for_others(make, stranger, event):
    slug = "probe-x"
    await make.event(slug=slug, rehearsal_of=event.id, ends_at=NOW - DAY)

    for path in ("ergebnisse", "ergebnisse.json", "ergebnisse.csv"):
        assert (await stranger.get(f"/{slug}/{path}")).status_code == 404


@pytest.mark.parametrize("counts", [Counts.SEALED, Counts.OWN, Counts.MODERATORS])
async def test_before_the_count_votes_change_no_byte(
    make, browser_for, stranger, event, counts, monkeypatch
):
    # It counts requests, and tells nothing of any topic.
    monkeypatch.setattr(front, "_NUMBERS", repeat(1))
    await Event.update({Event.counts: counts}).where(Event.id == event.id)
    events.forget(event.slug)
    topic, other = await make.topic(event), await make.topic(event, title="Bänke")
    citizen, staff = (
        await browser_for(await make.person()),
        await browser_for(await make.staff(event)),
    )
    paths = [f"/{event.slug}/ergebnisse{end}" for end in ("", ".json", ".csv")]
    paths += [topic.path, other.path]

    async def told():
        forget_everything()
        seen = [await who.get(path) for path in paths for who in (stranger, citizen, staff)]
        desk = [f"/redaktion/{event.slug}/ergebnisse{end}" for end in ("", f"/{topic.id}")]
        seen += [await staff.get(path) for path in desk]
        assert {one.status_code for one in seen} == {200}
        return [(dict(one.headers), one.content) for one in seen]

    await told()
    before = await told()
    for n in range(6):
        await make.vote(other if n % 2 else topic, await make.person())
    await make.vote(other, await make.person())

    assert await told() == before
