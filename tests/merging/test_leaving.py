"""D06, D08: whoever leaves takes nobody else's topic or vote along, and counts outlive names."""

import pytest

from factory import DAY, NOW
from kaue.account import leaving
from kaue.account.queries import traces
from kaue.events import queries as events
from kaue.merging import actions, hosting, queries
from kaue.pitch import actions as pitch
from kaue.retention import actions as retention
from kaue.tables import Decision, Event, LogEntry, Mail, Person, Topic, Vote
from kaue.topics import queries as topics


@pytest.fixture
async def ada(make):
    return await make.person(name="Ada", email="ada.weg@example.org")


async def test_when_the_home_goes_what_was_merged_into_it_stands_alone(
    make, event, source, ada, merge, voters
):
    home = await make.topic(event, author=ada)
    ben = await make.person()
    await make.vote(source, ben)
    await make.comment(source, text="Bleibt.")
    await merge(source, home)

    await leaving.leave(ada.id, keeps_content=False)

    assert await topics.find(home.id) is None
    left = await topics.find(source.id)
    assert (left.state, left.merged_into, left.comments) == ("accepted", None, 1)
    assert await voters(left) == [ben.id]
    assert [one.id for one in await topics.listed(event.id)] == [source.id]
    last = await Decision.objects().order_by(Decision.id, ascending=False).first()
    assert (last.verdict, last.decided_by, last.other) == ("split", None, None)
    # Nobody of the staff has done anything.
    assert [one.act for one in await LogEntry.objects()] == ["merged"]


async def test_the_other_author_is_told_unless_the_merge_was_news_still(
    make, event, source, ada, merge
):
    home = await make.topic(event, author=ada)
    await merge(source, home)
    await Mail.update({Mail.sent_at: NOW}).where(Mail.kind == "merged")

    await leaving.leave(ada.id, keeps_content=False)

    kinds = [mail.kind for mail in await Mail.objects().order_by(Mail.id)]
    assert kinds == ["merged", "split"]


async def test_when_a_merged_topic_goes_its_people_stay_for_the_other_parts(
    make, event, home, ada, merge, voters
):
    source, second = await make.topic(event, author=ada), await make.topic(event)
    ben, eve = await make.person(), await make.person()
    for topic, person in ((source, ben), (second, ben), (source, eve)):
        await make.vote(topic, person)
    await merge(source, home)
    await merge(second, home)
    assert await voters(home) == sorted([ben.id, eve.id])

    await leaving.leave(ada.id, keeps_content=False)

    assert await topics.find(source.id) is None
    assert await voters(home) == await voters(second) == [ben.id]
    assert (await topics.find(second.id)).merged_into == home.id


@pytest.mark.parametrize("whose", ["source", "home"])
async def test_what_stays_for_a_frozen_list_is_part_of_nothing(
    make, event, ada, staff, merge, voters, whose
):
    source = await make.topic(event, **({"author": ada} if whose == "source" else {}))
    home = await make.topic(event, **({"author": ada} if whose == "home" else {}))
    await pitch.freeze(event.id, event.slug, after_version=0, by=staff)
    ben = await make.person()
    await make.vote(source, ben)
    await merge(source, home)

    await leaving.leave(ada.id, keeps_content=False)

    one, other = await topics.find(source.id), await topics.find(home.id)
    emptied, left = (one, other) if whose == "source" else (other, one)
    assert (emptied.state, emptied.text) == ("withdrawn", "")
    assert (left.state, one.merged_into) == ("accepted", None)
    assert await voters(source) == [ben.id]
    assert await voters(home) == []


async def test_who_leaves_the_words_behind_changes_nothing_about_the_merge(
    make, event, source, ada, merge, voters
):
    home = await make.topic(event, author=ada)
    await make.vote(source, ada)
    ben = await make.person()
    await make.vote(source, ben)
    await merge(source, home)

    await leaving.leave(ada.id, keeps_content=True)

    assert (await topics.find(source.id)).merged_into == home.id
    assert await voters(home) == await voters(source) == [ben.id]


async def test_after_the_vote_the_totals_stay_also_through_a_split(
    make, event, source, home, ada, merge, split, voters
):
    ben = await make.person()
    for topic, person in ((source, ada), (home, ben), (source, ben)):
        await make.vote(topic, person)
    await merge(source, home)
    await Event.update({Event.vote_until: NOW - DAY / 4}).where(Event.id == event.id)

    await leaving.leave(ada.id, keeps_content=False)

    assert await voters(home) == [0, ben.id]
    await split(source)
    assert await voters(home) == [ben.id]
    assert await voters(source) == [0, ben.id]


async def test_a_vote_is_counted_once_before_leaving(make, source, home, ada, merge):
    await make.vote(source, ada)
    await merge(source, home)

    assert (await traces(ada.id)).votes_open == 1


async def test_anonymising_keeps_the_counts_and_the_way_back(make, event, source, home, merge):
    people = [await make.person() for _ in range(4)]
    for topic, some in ((source, people[:3]), (home, people[2:])):
        for person in some:
            await make.vote(topic, person)
    await merge(source, home)
    over = dict.fromkeys(["submit_until", "vote_until", "pitch_at", "sessions_at", "ends_at"], NOW)
    await Event.update(over).where(Event.id == event.id)
    events.forget(event.slug)

    await retention.anonymise(event.id)

    assert await Vote.count().where(Vote.person.is_not_null()) == 0
    assert (await topics.find(home.id)).votes == 4
    merged = await topics.find(source.id)
    assert merged.merged_into == home.id
    await actions.split(merged, version=merged.version, by=await make.admin())
    assert (await topics.find(home.id)).votes == 2
    assert (await topics.find(source.id)).votes == 3


async def test_a_host_who_leaves_is_none(make, event, home, ada, merge):
    source = await make.topic(event, author=ada)
    await merge(source, home)
    (found,) = await queries.parts(home, None)
    await hosting.offer(found, by=ada)
    (found,) = await queries.parts(home, None)
    await hosting.agree(found, by=await Person.objects().get(Person.id == home.author))
    assert len((await topics.find(home.id)).hosts) == 2

    await leaving.leave(ada.id, keeps_content=False)

    assert len((await topics.find(home.id)).hosts) == 1
    assert await Topic.count().where(Topic.id == source.id) == 0
