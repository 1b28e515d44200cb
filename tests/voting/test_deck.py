"""The deck: one topic after the other, the least decided first, and everything can be changed."""

import re

import pytest

from kaue.account.leaving import leave
from kaue.tables import Event, Pass, Vote
from kaue.topics import queries as topics
from kaue.voting import actions
from kaue.voting.actions import VotingClosed
from kaue.voting.deck import deck_of, in_order
from kaue.web.dates import now


@pytest.fixture
async def event(make):
    return await make.event()


def card(answer):
    """The number of the topic on the card, if there is one."""
    found = re.search(
        r'action="/[^"]+/themen/(\d+)/entscheidung"[^>]*>.*?value="weiter"', answer.text
    )
    return int(found[1]) if found else None


async def decide(browser, topic, wanted, **more):
    path = f"/{topic.event_slug}/themen/{topic.id}/entscheidung"
    return await browser.post(path, data={"entscheidung": wanted} | more)


async def stored(person):
    voted = await Vote.objects().where(Vote.person == person.id)
    passed = await Pass.objects().where(Pass.person == person.id)
    return {one.topic for one in voted}, {one.topic for one in passed}


async def test_card_by_card_to_the_end_and_back(make, event, ada, browser):
    made = {topic.id: topic for topic in [await make.topic(event) for _ in range(3)]}
    deck = f"/{event.slug}/entdecken"
    seen = []
    for wanted in ("dafuer", "weiter", "dafuer"):
        page = await browser.get(deck)
        seen.append(card(page))
        answer = await decide(browser, made[seen[-1]], wanted)
        assert answer.headers["location"] == f"{deck}?zuletzt={seen[-1]}"

    assert sorted(seen) == sorted(made)
    assert await stored(ada) == ({seen[0], seen[2]}, {seen[1]})
    page = await browser.get(f"{deck}?zuletzt={seen[2]}")
    assert card(page) is None
    assert 'value="offen"' in page.text

    await decide(browser, made[seen[2]], "offen")

    assert card(await browser.get(deck)) == seen[2]
    assert await stored(ada) == ({seen[0]}, {seen[1]})


async def test_htmx_gets_the_next_card_alone(make, event, browser):
    first, second = await make.topic(event), await make.topic(event)
    shown = card(await browser.get(f"/{event.slug}/entdecken"))
    topic, other = (first, second) if shown == first.id else (second, first)

    browser.headers["hx-request"] = "true"
    answer = await decide(browser, topic, "weiter")

    assert answer.status_code == 200
    assert "<!DOCTYPE" not in answer.text
    assert f"/themen/{other.id}/entscheidung" in answer.text
    assert 'id="status"' in answer.text


async def test_one_decision_per_topic_however_often_it_is_sent(make, event, ada, browser):
    topic = await make.topic(event)
    for wanted, expected in [
        ("dafuer", ({topic.id}, set())),
        ("weiter", (set(), {topic.id})),
        ("dafuer", ({topic.id}, set())),
        ("offen", (set(), set())),
    ]:
        for _ in range(2):
            assert (await decide(browser, topic, wanted)).status_code == 303
            assert await stored(ada) == expected, wanted
    assert (await decide(browser, topic, "vielleicht")).status_code == 400


async def test_own_topics_do_not_appear(make, event, ada, browser):
    await make.topic(event, author=ada)
    other = await make.topic(event)
    hidden = await make.topic(event, state="hidden")

    assert card(await browser.get(f"/{event.slug}/entdecken")) == other.id
    await decide(browser, other, "weiter")
    assert card(await browser.get(f"/{event.slug}/entdecken")) is None
    assert (await decide(browser, hidden, "weiter")).status_code == 404


async def test_the_least_decided_come_first_and_each_has_an_order_of_their_own(make, event):
    busy = [await make.topic(event, votes=9) for _ in range(4)]
    quiet = [await make.topic(event) for _ in range(12)]
    orders = set()
    for _ in range(5):
        coming = [one.id for one in (await deck_of(event, await make.person())).coming]
        assert set(coming[:12]) == {topic.id for topic in quiet}
        assert set(coming[12:]) == {topic.id for topic in busy}
        orders.add(tuple(coming))
    assert len(orders) > 1


def test_a_single_decision_of_others_moves_nothing():
    """Only quarters go into the order: it tells nobody what somebody else just did."""
    decisions = {topic: topic for topic in range(1, 41)}
    before = in_order(decisions, list(decisions), 7)

    for topic in (12, 15, 18):
        after = in_order(decisions | {topic: topic + 0.5}, list(decisions), 7)
        assert sorted(after, key=after.get) == sorted(before, key=before.get)


async def test_when_voting_is_closed_the_deck_says_so_and_takes_nothing(make, event, ada, browser):
    topic = await make.topic(event)
    await actions.pass_over(topic, by=ada)
    await Event.update({Event.vote_until: now()}).where(Event.id == event.id)

    assert (await decide(browser, topic, "dafuer")).status_code == 409
    for act in (actions.pass_over, actions.cast):
        with pytest.raises(VotingClosed):
            await act(topic, by=await make.person())
    with pytest.raises(VotingClosed):
        await actions.undecide(topic, by=ada)
    assert await stored(ada) == (set(), {topic.id})


async def test_my_votes_shows_mine_and_changes_them(make, event, ada, browser, browser_for):
    loved, passed, open_ = [await make.topic(event, title=f"Thema {n}") for n in range(3)]
    await actions.cast(loved, by=ada)
    await actions.pass_over(passed, by=ada)

    page = (await browser.get(f"/{event.slug}/stimmen")).text

    places = [page.index(f'id="thema-{topic.id}"') for topic in (loved, passed, open_)]
    assert places == sorted(places)
    answer = await decide(browser, passed, "dafuer", zurueck="stimmen")
    there = f"/{event.slug}/stimmen?hinweis=entschieden#thema-{passed.id}"
    assert answer.headers["location"] == there
    assert await stored(ada) == ({loved.id, passed.id}, set())
    other = await browser_for(await make.person())
    theirs = (await other.get(f"/{event.slug}/stimmen")).text
    assert theirs.index('id="liste-offen"') < theirs.index(f'id="thema-{loved.id}"')


async def test_passes_go_with_the_account_while_voting_is_open(make, event, ada):
    topic, past = await make.topic(event), await make.event()
    other = await make.topic(past)
    for one in (topic, other):
        await actions.pass_over(one, by=ada)
    await Event.update({Event.vote_until: now()}).where(Event.id == past.id)

    await leave(ada.id, keeps_content=True)

    (left,) = await Pass.objects()
    assert (left.topic, left.person) == (other.id, None)
    assert (await topics.find(topic.id)).votes == 0
