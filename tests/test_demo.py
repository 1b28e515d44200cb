"""The demo barcamp is believable, the same each time, and built once."""

import json
from collections import Counter

import pytest

from kaue import demo
from kaue.events import queries as events
from kaue.people.demo_people import ADDRESSES, SLUG
from kaue.recent import forget_everything
from kaue.tables import Comment, Decision, Event, Mail, Person, Pitch, SignIn, Topic, Vote
from kaue.voting import queries as voting
from kaue.web.dates import now

SMALL = demo.Size(topics=10, people=4, comments=5)


async def votes():
    """Who is for what, by name, so that two demos can be compared."""
    people = {one.id: one.email for one in await Person.objects()}
    titles = {one.id: one.title for one in await Topic.objects()}
    return {(people[one.person], titles[one.topic]) for one in await Vote.objects()}


async def states():
    return Counter(topic.state for topic in await Topic.objects())


def written(topics):
    """The states that the written content gives its first topics."""
    return Counter(topic["state"] for topic in demo._content()["topics"][:topics])


async def test_it_is_as_large_as_asked_for(db):
    assert await demo.build(SMALL) is True

    assert await states() == written(10)
    assert await Person.count() == len(demo._content()["people"]) + len(ADDRESSES) + 4
    assert await Comment.count() == 5
    assert await Vote.count() > 0
    event = await events.by_slug(SLUG)
    assert (event.anonymise_at - event.ends_at).days in range(179, 181)


async def test_beyond_what_is_written_topics_repeat_with_a_number(db):
    content = len(demo._content()["topics"])

    await demo.build(demo.Size(topics=content + 3, people=0, comments=0))

    assert await states() == written(content) + Counter(accepted=3)
    titles = [topic.title for topic in await Topic.objects()]
    assert len(set(titles)) == content + 3
    assert await Comment.count() == 0


async def test_the_written_content_is_whole(db):
    await demo.build(demo.Size(people=3))

    assert await states() == written(None)
    assert set(await states()) >= {"draft", "submitted", "accepted", "rejected"}
    assert await Comment.count() > 20
    assert await Decision.count() == sum(written(None)[one] for one in ("accepted", "rejected"))
    # Only accepted topics have votes, and nobody votes for their own.
    topics = {topic.id: topic for topic in await Topic.objects()}
    cast = [(topics[vote.topic], vote.person) for vote in await Vote.objects()]
    assert {topic.state for topic, _ in cast} == {"accepted"}
    assert all(topic.author != person for topic, person in cast)
    assert await Pitch.count() == 0


async def test_the_same_seed_gives_the_same_votes_and_another_one_others(db):
    seen = []
    for seed in (1, 1, 2):
        await demo.build(demo.Size(topics=10, people=6, comments=0, seed=seed))
        seen.append(await votes())
        for table in (Event, Person):
            await table.delete(force=True)
        forget_everything()

    assert seen[0] == seen[1]
    assert seen[0] != seen[2]


async def test_building_it_again_moves_its_dates_and_nothing_else(db):
    await demo.build(SMALL)
    await Event.update({Event.vote_until: Event.vote_from}).where(Event.slug == SLUG)
    tables = (Person, Topic, Vote, Comment, Mail)
    before = [await table.select().order_by(table.id) for table in tables]

    assert await demo.build(demo.Size(topics=3)) is False

    assert [await table.select().order_by(table.id) for table in tables] == before
    assert (await events.by_slug(SLUG)).takes_votes(now())


async def test_its_people_may_vote_where_an_address_is_needed(db):
    await demo.build(SMALL)
    others = {"voters_card": False, "voters_on_site": False, "voters_directory": False}
    await Event.update(others).where(Event.slug == SLUG)
    forget_everything()
    event = await events.by_slug(SLUG)

    assert all([await voting.may_vote(event, one) for one in await Person.objects()])


async def test_its_pages_are_pages(db, stranger):
    await demo.build(SMALL)

    for path in (f"/{SLUG}", f"/{SLUG}/themen", f"/en/{SLUG}/themen?s=diskutiert"):
        assert (await stranger.get(path)).status_code == 200


async def test_everybody_gets_a_cookie_that_opens_the_account(db, browser_for):
    await demo.build(SMALL)

    lines = [json.loads(line) async for line in demo.sign_everybody_in()]

    assert len(lines) == await Person.count() == await SignIn.count()
    assert {line["role"] for line in lines} == {"citizen", "staff", "moderator", "admin"}
    assert len({line["cookie"] for line in lines}) == len(lines)
    pages = {
        "citizen": "/konto",
        "staff": f"/redaktion/{SLUG}",
        "moderator": f"/pult/{SLUG}",
        "admin": f"/redaktion/{SLUG}",
    }
    browser = await browser_for()
    for line in lines:
        answer = await browser.get(pages[line["role"]], headers={"cookie": line["cookie"]})
        assert answer.status_code == 200, line["email"]


@pytest.mark.parametrize("role", ["staff", "moderator"])
async def test_a_role_opens_no_other_door(db, browser_for, role):
    await demo.build(SMALL)
    person = await Person.objects().get(Person.email == ADDRESSES[role])
    closed = f"/pult/{SLUG}" if role == "staff" else f"/redaktion/{SLUG}"

    assert (await (await browser_for(person)).get(closed)).status_code == 403


async def test_a_half_built_demo_is_not_taken_for_a_whole_one(db, monkeypatch):
    async def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(demo, "_comments", interrupted)
    with pytest.raises(KeyboardInterrupt):
        await demo.build(SMALL)
    forget_everything()

    with pytest.raises(demo.HalfBuilt):
        await demo.build(SMALL)
