"""Votes on paper and hands in the hall: entered by staff, shown apart, added where it is said."""

from urllib.parse import urlencode

import pytest

import reading
from kaue.app import LARGEST_BODY
from kaue.audit import queries as audit
from kaue.merging import actions as merging
from kaue.pitch import actions as pitch
from kaue.pitch import count_queries
from kaue.pitch import queries as pitches
from kaue.stage import actions as stage
from kaue.tables import Tally
from kaue.tallies import actions, queries
from kaue.tallies.forms import COLUMNS, MOST, TallyForm
from kaue.topics import queries as topics
from kaue.web.dates import now

PAST = {"submit_until": now(), "vote_until": now()}


def typed(*lines):
    """(topic, paper, hands) as a form."""
    numbers = {}
    for topic, paper, hands in lines:
        numbers |= {f"papier-{topic.id}": paper, f"haende-{topic.id}": hands}
    return TallyForm(numbers)


async def entered(event, by, *lines):
    stamp = queries.stamp(await queries.lines(event.id))
    await actions.enter(event.id, typed(*lines), seen=stamp, by=by)


@pytest.fixture
async def event(make):
    return await make.event(**PAST)


@pytest.fixture
async def staff(make, event):
    return await make.staff(event)


async def test_what_is_entered_stays_and_each_change_is_in_the_log(make, event, staff):
    first, second = await make.topic(event, title="A"), await make.topic(event, title="B")

    await entered(event, staff, (first, 3, 0), (second, 0, 7))
    await entered(event, staff, (first, 3, 2), (second, 0, 7))

    lines = await queries.lines(event.id)
    assert [(one.title, one.paper, one.hands) for one in lines] == [("A", 3, 2), ("B", 0, 7)]
    log = await audit.entries(event.id, 100, 10, "tallied")
    assert [(one.subject_number, one.note) for one in log] == [
        (first.id, "Handzeichen 0 → 2"),
        (second.id, "Handzeichen 0 → 7"),
        (first.id, "Papier 0 → 3"),
    ]
    assert {one.entered_by for one in await Tally.objects()} == {staff.id}


async def test_of_two_who_enter_at_once_the_second_one_sees_both(make, event, staff, browser_for):
    topic = await make.topic(event)
    page, path = await browser_for(staff), f"/redaktion/{event.slug}/auszaehlung"
    seen = queries.stamp(await queries.lines(event.id))
    await entered(event, staff, (topic, 5, 0))

    with pytest.raises(actions.TalliedMeanwhile):
        await actions.enter(event.id, typed((topic, 9, 0)), seen=seen, by=staff)
    late = {"stand": seen, f"papier-{topic.id}": "9", f"haende-{topic.id}": ""}
    answer = await page.post(path, data=late)

    assert answer.status_code == 409
    assert 'value="9"' in answer.text
    assert "gespeichert: 5" in answer.text
    assert [one.paper for one in await queries.lines(event.id)] == [5]
    fresh = queries.stamp(await queries.lines(event.id))
    assert (await page.post(path, data=late | {"stand": fresh})).status_code == 303
    assert [one.paper for one in await queries.lines(event.id)] == [9]


@pytest.mark.parametrize("wrong", ["viele", "-1", "1,5", "100001"])
async def test_what_is_no_number_is_said_so_and_nothing_is_lost(
    make, event, staff, browser_for, wrong
):
    topic, other = await make.topic(event), await make.topic(event)
    page = await browser_for(staff)
    stamp = queries.stamp(await queries.lines(event.id))
    data = {"stand": stamp, f"papier-{topic.id}": wrong, f"papier-{other.id}": "12"}

    answer = await page.post(f"/redaktion/{event.slug}/auszaehlung", data=data)

    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.text
    assert 'value="12"' in answer.text
    assert "Eine ganze Zahl von 0 bis 100000 eintragen." in answer.text
    assert await Tally.objects() == []


async def test_of_many_topics_none_is_lost(make, event, staff, browser_for):
    author = await make.person()
    made = [await make.topic(event, author=author, hosted=False) for _ in range(120)]
    page = await browser_for(staff)
    data = {"stand": queries.stamp(await queries.lines(event.id))}
    for n, topic in enumerate(made):
        data |= {f"papier-{topic.id}": str(n), f"haende-{topic.id}": ""}

    answer = await page.post(f"/redaktion/{event.slug}/auszaehlung", data=data)

    assert answer.status_code == 303
    stored = {one.topic: one.paper for one in await queries.lines(event.id)}
    assert stored == {topic.id: n for n, topic in enumerate(made)}


def test_the_numbers_of_three_hundred_topics_fit_into_one_request():
    topics = range(999_999_700, 1_000_000_000)
    names = [f"{column}-{topic}" for topic in topics for column in COLUMNS]

    assert len(urlencode({"stand": 32 * "0"} | dict.fromkeys(names, MOST))) < LARGEST_BODY


async def test_only_public_topics_are_counted(make, event, staff, browser_for):
    await make.topic(event, title="Verborgen", state="hidden")
    page = await browser_for(staff)

    text = (await page.get(f"/redaktion/{event.slug}/auszaehlung")).text

    assert "Verborgen" not in text
    assert "Noch ist kein Thema öffentlich." in text


async def test_a_home_counts_what_was_counted_for_its_parts(make, browser_for):
    event = await make.event(**PAST, add_paper=True, add_hands=True)
    staff, mo = await make.staff(event), await make.moderator(event)
    home, other = await make.topic(event, title="Heim"), await make.topic(event, title="Andere")
    parts = [await make.topic(event, title=f"Teil {n}") for n in range(2)]
    given = [(home, 3, 1), (other, 20, 0), (parts[0], 30, 0), (parts[1], 10, 5)]
    await entered(event, staff, *given)
    for part in parts:
        await merging.merge(part, home, version=part.version, home_version=home.version, by=staff)

    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    page = await (await browser_for(staff)).get(f"/redaktion/{event.slug}/auszaehlung")

    counted = await count_queries.lines((await pitches.frozen_list(event.id)).id)
    assert [(one.title, one.paper, one.hands) for one in counted] == [
        ("Heim", 43, 6),
        ("Andere", 20, 0),
    ]
    assert reading.value(page, f"papier-{home.id}") == "3"
    assert page.text.count("aus zusammengelegten Themen") == 2
    assert "+ 40 aus zusammengelegten Themen" in page.text
    # The home's own number is what is edited, and a split gives back what was not.
    await entered(event, staff, (home, 4, 1), (other, 20, 0))
    first = await topics.find(parts[0].id)
    await merging.split(first, version=first.version, by=staff)
    lines = {one.title: one for one in await queries.lines(event.id)}
    assert lines["Teil 0"].paper == 30
    assert (lines["Heim"].paper, lines["Heim"].paper_merged) == (4, 10)


@pytest.mark.parametrize(
    ("rules", "order"),
    [
        ({}, ["Drei", "Zwei", "Eine"]),
        ({"add_paper": True}, ["Eine", "Drei", "Zwei"]),
        ({"add_hands": True}, ["Zwei", "Drei", "Eine"]),
        ({"add_paper": True, "add_hands": True}, ["Zwei", "Eine", "Drei"]),
    ],
)
async def test_they_count_where_the_event_says_so(make, rules, order):
    event = await make.event(**PAST, **rules)
    one = await make.topic(event, title="Eine", votes=1)
    two = await make.topic(event, title="Zwei", votes=2)
    three = await make.topic(event, title="Drei", votes=3)
    staff, mo = await make.staff(event), await make.moderator(event)
    await entered(event, staff, (one, 3, 0), (two, 0, 4), (three, 0, 0))

    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)

    frozen = await pitches.frozen_list(event.id)
    lines = await count_queries.lines(frozen.id)
    assert [line.title for line in lines] == order
    assert {line.title: (line.votes, line.paper, line.hands) for line in lines} == {
        "Eine": (1, 3, 0),
        "Zwei": (2, 0, 4),
        "Drei": (3, 0, 0),
    }
    assert frozen.added.split() == [name.removeprefix("add_") for name in rules]
    assert sorted(line.fair for line in lines) == [1, 2, 3]


async def test_without_a_say_they_change_no_order_and_no_digest(make):
    event = await make.event(**PAST)
    topic = await make.topic(event, title="Eine", votes=1)
    await make.topic(event, title="Zwei", votes=2)
    staff, mo = await make.staff(event), await make.moderator(event)
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    before = await count_queries.lines((await pitches.frozen_list(event.id)).id)

    await entered(event, staff, (topic, 50, 50))
    await pitch.freeze(event.id, event.slug, after_version=1, by=mo, reason="Papier")

    after = await count_queries.lines((await pitches.frozen_list(event.id)).id)
    assert [line.topic for line in before] == [line.topic for line in after]
    assert [line.balanced for line in before] == [line.balanced for line in after]
    assert [line.paper for line in after] == [0, 50]


async def test_the_ranking_shows_them_apart(make, stranger):
    event = await make.event(**PAST, add_paper=True)
    topic = await make.topic(event, votes=2)
    staff, mo = await make.staff(event), await make.moderator(event)
    await entered(event, staff, (topic, 17, 23))
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)

    text = (await stranger.get(f"/{event.slug}/rangliste")).text
    record = (await stranger.get(f"/{event.slug}/rangliste/zaehlung.json")).json()

    assert 'data-label="Auf Papier">17</td>' in text
    assert 'data-label="Handzeichen">23</td>' in text
    assert "Stimmen auf Papier wurden mit den anderen gezählt, außer in der fairen" in text
    assert "Handzeichen werden hier nur gezeigt und haben die Reihenfolge nicht geändert." in text
    assert "Handzeichen wurden" not in text
    assert "Stimmen auf Papier werden" not in text
    (line,) = record["topics"]
    assert (record["added"], line["votes"], line["paper"], line["hands"]) == (["paper"], 2, 17, 23)


async def test_hands_from_the_desk_are_filled_in_and_saved_by_one_press(make, event, browser_for):
    topics_ = [await make.topic(event, title=title) for title in ("Eine", "Zwei")]
    staff, mo = await make.staff(event), await make.moderator(event)
    await entered(event, staff, (topics_[0], 3, 5), (topics_[1], 0, 6))
    await pitch.freeze(event.id, event.slug, after_version=0, by=mo)
    browser, path = await browser_for(staff), f"/redaktion/{event.slug}/auszaehlung"
    assert "vom-pult=1" not in (await browser.get(path)).text
    line = next(one for one in (await pitches.line_up(event.id)).lines if one.title == "Eine")
    await stage.count_hands(event, line.pitch, 17, by=mo)

    assert "Handzeichen vom Pitch-Pult einsetzen" in (await browser.get(path)).text
    page = (await browser.get(f"{path}?vom-pult=1")).text

    for topic, paper, hands in ((topics_[0], "3", "17"), (topics_[1], "", "6")):
        assert f'name="papier-{topic.id}" value="{paper}"' in page
        assert f'name="haende-{topic.id}" value="{hands}"' in page
    assert (await Tally.select(Tally.hands).order_by(Tally.topic))[0]["hands"] == 5
