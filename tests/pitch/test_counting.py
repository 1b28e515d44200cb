"""V03, V06: counted once voting has ended; nothing moves it, and everybody can check it."""

import asyncio
import json
from datetime import timedelta
from hashlib import sha256

import pytest

import reading
from kaue.events import queries as events
from kaue.pitch import actions, count_queries, counting, draws, queries
from kaue.ranking.draw import commitment
from kaue.ranking.receipts import receipt
from kaue.tables import Counts, Event, Pass, Ranking, Receipt, Turnout, Vote
from kaue.voting import actions as voting
from kaue.voting.actions import VotingClosed
from kaue.web.dates import now

HOUR = timedelta(hours=1)


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


async def ended(event, by=HOUR):
    await Event.update({Event.vote_until: now() - by}).where(Event.id == event.id)
    events.forget(event.slug)
    return await events.by_slug(event.slug)


async def count(event, mo, **values):
    values = {"after_version": 0} | values
    await actions.freeze(event.id, event.slug, by=mo, **values)
    return await queries.frozen_list(event.id)


async def test_nothing_is_taken_after_the_count(make, event, mo):
    topic, ada = await make.topic(event, votes=2), await make.person()
    await make.vote(topic, ada)
    event = await ended(event)
    await count(event, mo)
    # Even if somebody's clock or the dates say otherwise.
    await Event.update({Event.vote_until: now() + HOUR}).where(Event.id == event.id)

    for act in (voting.cast, voting.pass_over):
        with pytest.raises(VotingClosed):
            await act(topic, by=await make.person())
    with pytest.raises(VotingClosed):
        await voting.withdraw(topic, by=ada)

    assert await Vote.count() == 3


async def test_forty_closing_races_the_count_is_what_is_stored(make, mo):
    """V03: votes that are on their way while the list is counted are in it or refused."""
    for _ in range(40):
        event = await make.event(vote_until=now() + timedelta(milliseconds=30))
        topic = await make.topic(event)
        people = [await make.person() for _ in range(6)]

        async def counted(event=event):
            await asyncio.sleep(0.035)
            return await count(event, mo)

        async def late(person, wait, topic=topic):
            await asyncio.sleep(wait)
            await voting.cast(topic, by=person)

        votes = [late(one, 0.01 * n) for n, one in enumerate(people)]
        await asyncio.gather(counted(), *votes, return_exceptions=True)

        frozen = await queries.frozen_list(event.id)
        (line,) = await count_queries.lines(frozen.id)
        assert line.votes == await Vote.count().where(Vote.topic == topic.id)


async def test_counting_again_says_why_and_keeps_the_old_count(make, event, mo):
    topic = await make.topic(event, votes=1)
    event = await ended(event)
    first = await count(event, mo)

    with pytest.raises(actions.CountedBefore):
        await count(event, mo, after_version=1)
    await Vote.delete().where(Vote.topic == topic.id)
    second = await count(event, mo, after_version=1, reason="Doppelte Karten.")

    assert (second.version, second.reason) == (2, "Doppelte Karten.")
    assert [one.votes for one in await count_queries.lines(first.id)] == [1]
    assert [one.votes for one in await count_queries.lines(second.id)] == [0]
    assert [one.digest for one in await count_queries.versions(event.id)] == [
        second.digest,
        first.digest,
    ]


async def test_the_three_orders_stand_beside_each_other(make, event, mo):
    """Many who are for a few things, few who are for others: each order sees it differently."""
    crowd, few = [await make.person() for _ in range(6)], [await make.person() for _ in range(4)]
    loud = [await make.topic(event) for _ in range(3)]
    quiet = await make.topic(event)
    for topic in loud:
        for person in crowd:
            await make.vote(topic, person)
        for person in few:
            await Pass(topic=topic.id, person=person.id, passed_at=now()).save()
    for person in few:
        await make.vote(quiet, person)
    await Event.update({Event.pitch_order: "balanced"}).where(Event.id == event.id)
    event = await ended(event)

    frozen = await count(event, mo)

    lines = {one.topic: one for one in await count_queries.lines(frozen.id)}
    assert lines[quiet.id].by_votes == 4
    assert lines[quiet.id].balanced == 2
    assert lines[quiet.id].fair == 1
    assert (frozen.people, frozen.decisions) == (10, 18 + 12 + 4)
    drawn = [line.topic.id for line in (await queries.line_up(event.id)).lines]
    assert drawn == sorted(lines, key=lambda topic: lines[topic].balanced)


async def test_the_seed_was_fixed_before(make, event, mo):
    await make.topic(event, votes=1)
    await draws.commit_all()
    before = await draws.commitment_of(event.id)
    await draws.commit_all()

    frozen = await count(await ended(event), mo)

    assert before == commitment(frozen.seed) == await draws.commitment_of(event.id)


async def test_the_turnout_is_totals_by_day(make, event, mo):
    topic = await make.topic(event, votes=3)
    await Pass(topic=topic.id, person=(await make.person()).id, passed_at=now()).save()

    frozen = await count(await ended(event), mo)

    (day,) = await Turnout.objects().where(Turnout.ranking == frozen.id)
    assert (day.votes, day.passes, len(day.day)) == (3, 1, 10)


# What everybody sees.


async def test_before_the_count_nobody_reads_anything_but_how_it_goes(make, event, stranger):
    await make.topic(event, votes=3, title="Geheime Radwege")
    await draws.commit_all()

    page = await stranger.get(f"/{event.slug}/rangliste")

    assert page.status_code == 200
    assert "Geheime Radwege" not in page.text
    how = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text
    assert await draws.commitment_of(event.id) in how
    for file in ("zaehlung.json", "belege.txt"):
        assert (await stranger.get(f"/{event.slug}/rangliste/{file}")).status_code == 404


async def test_after_it_all_numbers_are_public_and_anybody_can_redo_the_digest(
    make, event, mo, stranger
):
    for votes in (1, 3):
        await make.topic(event, votes=votes, title=f"Thema mit {votes}")
    frozen = await count(await ended(event), mo)

    # Where everybody who decided is in favour, fair is what the draw says.
    for order in ("stimmen", "ausgewogen"):
        page = (await stranger.get(f"/{event.slug}/rangliste?nach={order}")).text
        assert page.index("Thema mit 3") < page.index("Thema mit 1")
    record = json.loads((await stranger.get(f"/{event.slug}/rangliste/zaehlung.json")).text)
    text = ";".join([record["event"], str(record["version"]), record["method"], record["seed"]])
    for one in record["topics"]:
        keys = ("place_by_votes", "topic", "votes", "passes", "place_fair")
        numbers = [*(one[key] for key in keys), one["place_balanced"]]
        text += "\n" + ";".join(map(str, numbers))
    assert sha256((text + "\n").encode()).hexdigest() == frozen.digest == record["digest"]


def fits(record, nonce=()):
    """Whether the digest of a record is that of its numbers."""
    first = [record["event"], str(record["version"]), record["method"], record["seed"], *nonce]
    text = ";".join(first) + "\n"
    for one in record["topics"]:
        keys = ("place_by_votes", "topic", "votes", "passes", "place_fair", "place_balanced")
        text += ";".join(str(one[key]) for key in keys) + "\n"
    return sha256(text.encode()).hexdigest() == record["digest"]


async def test_nobody_finds_numbers_that_are_not_published_by_trying(make, stranger):
    """Of a few topics and votes there are so few possible digests that one can make them all."""
    event = await make.event(counts=Counts.MODERATORS, vote_until=now())
    topic = await make.topic(event, votes=2)
    await Pass(topic=topic.id, person=(await make.person()).id, passed_at=now()).save()
    mo = await make.moderator(event)

    frozen = await count(event, mo)

    guess = {"event": event.slug, "version": 1, "method": frozen.rule, "seed": frozen.seed}
    guess |= {"digest": frozen.digest}
    line = {"place_by_votes": 1, "topic": topic.id, "place_fair": 1, "place_balanced": 1}
    for votes in range(5):
        for passes in range(5):
            assert not fits(guess | {"topics": [line | {"votes": votes, "passes": passes}]})
    how = (await stranger.get(f"/{event.slug}/rangliste/entstehung")).text
    assert "Entscheidungen nach Tag" not in how
    assert "Formel" not in how
    (ranking,) = await Ranking.objects()
    assert len(ranking.nonce) == 32
    assert ranking.nonce not in how


async def test_moderators_can_show_what_a_digest_is_made_from(make, browser_for, stranger):
    event = await make.event(counts=Counts.MODERATORS, vote_until=now())
    await make.topic(event, votes=2)
    mo = await make.moderator(event)
    moderator, staff = await browser_for(mo), await browser_for(await make.staff(event))
    path = f"/pult/{event.slug}/zaehlung.json"
    assert (await moderator.get(path)).status_code == 404
    await count(event, mo)

    record = (await moderator.get(path)).json()

    assert fits(record, [record["nonce"]])
    assert [one["votes"] for one in record["topics"]] == [2]
    how = f"/{event.slug}/rangliste/entstehung"
    assert f'href="{path}"' in (await moderator.get(how)).text
    for browser in (staff, stranger):
        assert f'href="{path}"' not in (await browser.get(how)).text


async def test_where_numbers_are_published_there_is_nothing_to_hide(make, event, mo):
    await make.topic(event, votes=1)

    await count(await ended(event), mo)

    assert [one.nonce for one in await Ranking.objects()] == [""]


async def test_everybody_finds_their_own_receipt_and_a_changed_vote_does_not_hold(
    make, event, mo, browser_for, stranger
):
    topic, other = await make.topic(event), await make.topic(event)
    ada, bob = await make.person(), await make.person()
    for person in (ada, bob):
        await make.vote(topic, person)
    frozen = await count(await ended(event), mo)

    published = (await stranger.get(f"/{event.slug}/rangliste/belege.txt")).text.split()
    assert len(published) == 2
    page = (await (await browser_for(ada)).get(f"/{event.slug}/rangliste/beleg")).text
    salt = counting.salt_of(event.id, 1, ada.id)
    own = receipt(salt, f"{event.slug};1", [topic.id])
    assert own in published
    assert own in page
    assert salt in page
    assert "genau diese Stimmen wurden gezählt" in page
    # Bob's page has nothing of Ada's.
    assert salt not in (await (await browser_for(bob)).get(f"/{event.slug}/rangliste/beleg")).text
    await make.vote(other, ada)
    page = (await (await browser_for(ada)).get(f"/{event.slug}/rangliste/beleg")).text
    assert "genau diese Stimmen wurden gezählt" not in page
    assert await Receipt.count().where(Receipt.ranking == frozen.id) == 2


async def test_the_moderator_counts_from_the_desk(make, event, mo, browser_for):
    await make.topic(event, votes=1)
    await Event.update({Event.pitch_order: "fair"}).where(Event.id == event.id)
    vote, browser = f"/pult/{event.slug}/abstimmung", await browser_for(mo)
    desk = f"/pult/{event.slug}/rangliste"
    page = await browser.get(vote)
    assert f'action="/pult/{event.slug}/abstimmung-beenden"' in page.text
    over = await browser.post(f"/pult/{event.slug}/abstimmung-beenden")
    assert over.headers["location"] == f"{vote}?hinweis=abstimmung-beendet"
    done = await browser.post(f"{desk}/einfrieren", data={"version": "0"})

    assert done.headers["location"] == f"{vote}?hinweis=eingefroren"
    assert (await queries.frozen_list(event.id)).rule == "fair"
    page = await browser.get(vote)
    assert reading.value(page, "grund") == ""
    again = await browser.post(f"{desk}/einfrieren", data={"version": "1", "grund": " "})
    assert again.status_code == 422
    assert 'href="#grund"' in again.text
    data = {"version": "1", "grund": "Doppelte Karten."}
    assert (await browser.post(f"{desk}/einfrieren", data=data)).status_code == 303


async def test_who_voted_and_passed_at_the_same_moment_has_voted(make, event, mo):
    topic, both = await make.topic(event), await make.person()
    await make.vote(topic, both)
    await Pass(topic=topic.id, person=both.id, passed_at=now()).save()
    await Pass(topic=topic.id, person=(await make.person()).id, passed_at=now()).save()

    frozen = await count(await ended(event), mo)

    (line,) = await count_queries.lines(frozen.id)
    assert (line.votes, line.passes, frozen.decisions) == (1, 1, 2)
    assert [(one.votes, one.passes) for one in await Turnout.objects()] == [(1, 1)]
