"""The deck: one topic after the other, the least decided first, and everything can be changed."""

import re
from datetime import timedelta

import pytest

from kaue.account.leaving import leave
from kaue.recent import forget_everything
from kaue.tables import Event, Host, Pass, Vote
from kaue.topics import queries as topics
from kaue.voting import actions, deck
from kaue.voting.actions import VotingClosed
from kaue.voting.deck import STEP, deck_of, in_order, stages_of
from kaue.web.dates import now

HOUR = timedelta(hours=1)


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
    busy = [await make.topic(event) for _ in range(2)]
    quiet = [await make.topic(event) for _ in range(8)]
    for topic in busy:
        for _ in range(STEP):
            voter = await make.person()
            await Vote(topic=topic.id, person=voter.id, cast_at=now() - 2 * HOUR).save()
    orders = set()
    for _ in range(5):
        coming = [one.id for one in (await deck_of(event, await make.person())).coming]
        assert set(coming[:8]) == {topic.id for topic in quiet}
        orders.add(tuple(coming))
    assert len(orders) > 1


async def test_what_others_decide_now_moves_nothing_before_the_hour_is_over(
    make, event, monkeypatch
):
    began = deck._this_hour()
    monkeypatch.setattr(deck, "_this_hour", lambda: began)
    made = [await make.topic(event) for _ in range(6)]
    watching = await make.person()

    async def order():
        # Numbers that are merely remembered would stand still as well.
        forget_everything()
        return [one.id for one in (await deck_of(event, watching)).coming]

    before = await order()
    first = next(topic for topic in made if topic.id == before[0])
    for act in (actions.cast, actions.pass_over):
        for _ in range(STEP):
            await act(first, by=await make.person())
            assert await order() == before

    # Later it does: otherwise the deck would not deal by what is decided at all.
    await Vote.update({Vote.cast_at: now() - 2 * HOUR}, force=True)
    assert (await order())[-1] == first.id


def test_of_five_decisions_four_move_nothing():
    """From any number on, ties included, and whichever topic it is about."""
    moved = 0
    for start in range(2 * STEP):
        decisions = dict.fromkeys(range(1, 32), start)
        before, after = (
            in_order(stages_of(counted.items()), tuple(decisions), "a seed")
            for counted in (decisions, decisions | {7: start + 1})
        )
        moved += after != before
    assert moved == 2


async def test_only_what_oneself_has_decided_can_be_taken_back(make, event, ada, browser):
    mine, others = await make.topic(event), await make.topic(event)
    await actions.cast(mine, by=ada)

    for topic, offered in ((mine, True), (others, False)):
        page = (await browser.get(f"/{event.slug}/entdecken?zuletzt={topic.id}")).text
        assert ('value="offen"' in page) is offered


@pytest.mark.parametrize("wanted", ["dafuer", "weiter", "offen"])
async def test_what_was_merged_is_decided_where_it_is_now(make, event, browser, wanted):
    home = await make.topic(event)
    merged = await make.topic(event, state="merged", merged_into=home.id)

    path = f"/en/{event.slug}/themen/{merged.id}/entscheidung"
    answer = await browser.post(path, data={"entscheidung": wanted})

    assert answer.status_code == 409
    assert "This topic was merged into another one." in answer.text


async def test_topics_one_hosts_do_not_appear(make, event, ada):
    topic = await make.topic(event)
    await Host(topic=topic.id, person=ada.id).save()
    topics.list_changed(event.id)

    assert (await deck_of(event, ada)).coming == []


async def test_without_topics_there_is_one_thing_to_do(event, browser):
    page = (await browser.get(f"/{event.slug}/entdecken")).text

    assert card(await browser.get(f"/{event.slug}/entdecken")) is None
    assert f'href="/{event.slug}/themen/neu"' in page


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
