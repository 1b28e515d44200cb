"""The public list: what is in it, what one can look for, and in which order it stands."""

import random
from datetime import timedelta

import pytest

import reading
from kaue.topics import order, queries
from kaue.topics.seed import SHUFFLES
from kaue.web.dates import now

HOUR = timedelta(hours=1)
NOT_PUBLIC = ["draft", "submitted", "asked_back", "rejected", "withdrawn", "merged", "hidden"]


async def test_only_accepted_topics_of_this_event_are_listed(make, stranger):
    event = await make.event()
    public = await make.topic(event)
    for state in NOT_PUBLIC:
        await make.topic(event, state=state)
    await make.topic()

    answer = await stranger.get(f"/{event.slug}/themen")

    assert reading.topics(answer) == [public.id]


async def test_staff_and_authors_see_the_same_public_list(make, browser_for):
    event = await make.event()
    ada, staff = await make.person(), await make.staff(event)
    await make.topic(event, author=ada, state="submitted")

    for person in (ada, staff):
        assert reading.topics(await (await browser_for(person)).get(f"/{event.slug}/themen")) == []


async def test_an_empty_list_is_a_page_with_something_to_do(make, stranger):
    event = await make.event()

    answer = await stranger.get(f"/{event.slug}/themen")

    assert answer.status_code == 200
    assert f'href="/{event.slug}/themen/neu"' in answer.text


@pytest.fixture
async def three(make):
    """By name: a talk on bicycles, a wish about data, and a workshop with an odd title."""
    event = await make.event(themes=("open-data", "verkehr"))
    uwe = await make.person(name="Uwe Ürig")
    return event, {
        "bike": await make.topic(
            event, title="Radwege", text="Für alle", format="vortrag", themes=("verkehr",)
        ),
        "data": await make.topic(
            event, title="Offene Daten", hosted=False, themes=("open-data", "verkehr")
        ),
        "odd": await make.topic(event, author=uwe, title="100 % <b>_x_</b>", format="workshop"),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=radwege", "bike"),
        ("q=RADWEGE alle", "bike"),
        ("q=alle radwege daten", ""),
        ("q=ürig", "odd"),
        ("q=%25", "odd"),
        ("q=_", "odd"),
        ("q=<b>", "odd"),
        ("q=open data", "data"),
        ("q=%20%20", "bike data odd"),
        ("format=workshop", "odd"),
        ("thema=verkehr", "bike data"),
        ("thema=verkehr&format=vortrag&q=rad", "bike"),
        ("thema=open-data&format=vortrag", ""),
        ("format=gibt-es-nicht", "bike data odd"),
        ("s=gibt-es-nicht&unbekannt=1", "bike data odd"),
        ("format=&thema=&q=", "bike data odd"),
    ],
)
async def test_one_finds_by_words_format_and_theme(stranger, three, query, found):
    event, topics = three

    answer = await stranger.get(f"/{event.slug}/themen?{query}")

    assert answer.status_code == 200
    assert set(reading.topics(answer)) == {topics[name].id for name in found.split()}


async def test_the_words_one_looked_for_stay_in_the_field_and_in_the_links(stranger, three):
    event, _ = three

    answer = await stranger.get(f"/{event.slug}/themen", params={"q": '"><b>&s=neu', "s": "neu"})

    assert reading.value(answer, "q") == '"><b>&s=neu'
    assert reading.value(answer, "s") == "neu"
    assert '"><b>&s' not in answer.text


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "q=%FF", "thema=%FF&format=%00", "s=%FF", "q=" + "x" * 3000]
)
async def test_odd_bytes_in_the_search_are_no_trouble(stranger, three, query):
    event, _ = three

    assert (await stranger.get(f"/{event.slug}/themen?{query}")).status_code == 200


async def test_the_newest_stand_first(make, stranger):
    event = await make.event()
    ids = [(await make.topic(event, submitted_at=now() - age * HOUR)).id for age in (2, 0, 3, 1)]

    answer = await stranger.get(f"/{event.slug}/themen?s=neu")

    assert reading.topics(answer) == [ids[1], ids[3], ids[0], ids[2]]


async def test_the_most_discussed_stand_first_and_deleted_comments_do_not_count(make, stranger):
    event = await make.event()
    quiet, busy, once = [await make.topic(event) for _ in range(3)]
    for _ in range(2):
        await make.comment(busy)
    await make.comment(once)
    for _ in range(3):
        await make.comment(quiet, deleted_at=now())

    answer = await stranger.get(f"/{event.slug}/themen?s=diskutiert")

    assert reading.topics(answer) == [busy.id, once.id, quiet.id]


async def test_votes_do_not_order_the_list(make, stranger):
    event = await make.event()
    before = [(await make.topic(event)).id for _ in range(8)]
    first = reading.topics(await stranger.get(f"/{event.slug}/themen"))
    await make.vote(await queries.find(before[3]), await make.person())
    queries.list_changed(event.id)

    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == first


async def test_the_shuffle_is_the_same_for_the_same_visitor(make, browser_for):
    event, ada = await make.event(), await make.person()
    ids = {(await make.topic(event)).id for _ in range(12)}
    here, there = await browser_for(ada), await browser_for(ada)

    seen = [
        reading.topics(await browser.get(f"/{event.slug}/themen"))
        for browser in (here, here, there)
    ]

    assert set(seen[0]) == ids
    assert seen[0] == seen[1] == seen[2]


async def test_the_shuffle_differs_between_visitors(make, browser_for):
    event = await make.event()
    for _ in range(12):
        await make.topic(event)
    orders = set()
    for number in range(8):
        browser = await browser_for(**{"user-agent": f"browser {number}"})
        orders.add(tuple(reading.topics(await browser.get(f"/{event.slug}/themen"))))

    # Eight visitors share one of 64 orders at the rate of one in four trillion.
    assert len(orders) > 1


async def test_there_are_too_few_shuffles_to_know_a_visitor_by(make, stranger):
    event = await make.event()
    for _ in range(6):
        await make.topic(event)
    orders = set()
    for number in range(3 * SHUFFLES):
        answer = await stranger.get(
            f"/{event.slug}/themen", headers={"user-agent": f"browser {number}"}
        )
        orders.add(tuple(reading.topics(answer)))

    assert len(orders) <= SHUFFLES


async def test_a_new_topic_slips_in_without_moving_the_others(make):
    event = await make.event()
    topics = [await make.topic(event) for _ in range(10)]
    random.Random(1).shuffle(topics)

    with_all = order.shuffled(topics, "a seed")
    without = order.shuffled(topics[1:], "a seed")

    assert [topic for topic in with_all if topic != topics[0]] == without
    assert order.shuffled(topics, "another seed") != with_all


async def test_a_card_says_format_themes_hosts_and_counts(make, stranger):
    event = await make.event()
    ada = await make.person(name="Ada <3")
    topic = await make.topic(event, author=ada, votes=2, themes=("open-data",), format="vortrag")
    await make.comment(topic)

    text = (await stranger.get(f"/{event.slug}/themen")).text
    card = text[text.index(f'id="thema-{topic.id}"') :].partition("</li>")[0]

    assert 'data-format="vortrag"' in card
    assert "Ada &lt;3" in card
    assert "Open Data" in card
    assert "<b>2</b>" in card
    assert f'href="{topic.path}"' in card
    assert f'href="{topic.path}#kommentare"' in card


async def test_a_topic_without_a_host_is_marked_as_a_wish(make, stranger):
    event = await make.event()
    await make.topic(event, hosted=False)

    assert 'class="wish"' in (await stranger.get(f"/{event.slug}/themen")).text


async def test_vote_buttons_are_disabled_while_no_votes_are_taken(make, stranger):
    event = await make.event(vote_from=now() + HOUR)
    topic = await make.topic(event)

    for path in (f"/{event.slug}/themen", topic.path):
        assert reading.is_disabled(await stranger.get(path), f"stimme-{topic.id}")


async def test_ones_own_votes_are_pressed_and_nobody_elses(make, browser_for):
    event, ada = await make.event(), await make.person()
    mine, others = await make.topic(event), await make.topic(event, votes=1)
    await make.vote(mine, ada)

    text = (await (await browser_for(ada)).get(f"/{event.slug}/themen")).text

    assert f'id="stimme-{mine.id}" aria-pressed="true"' in text
    assert f'id="stimme-{others.id}" aria-pressed="false"' in text
