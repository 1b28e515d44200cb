"""Many votes at once, and votes against the closing: none doubled, none lost, none too late."""

import asyncio
import random

import pytest

from kaue.review import actions as review
from kaue.tables import Event, Person, Topic, Vote
from kaue.topics import actions as topics
from kaue.topics import queries
from kaue.voting import actions
from kaue.web.dates import now

COPIES = 5


class Oops(Exception):
    pass


async def test_a_thousand_votes_in_five_parallel_copies_are_a_thousand_votes(make):
    event = await make.event()
    wanted = [await make.topic(event) for _ in range(25)]
    await Person.insert(*(Person(name="Ada", created_at=now()) for _ in range(40)))
    people = (await Person.objects().order_by(Person.id))[-40:]

    async def vote_for_all(person, order):
        for topic in order:
            await asyncio.gather(*(actions.cast(topic, by=person) for _ in range(COPIES)))

    await asyncio.gather(
        *(vote_for_all(one, random.Random(one.id).sample(wanted, 25)) for one in people)
    )

    stored = [(vote.topic, vote.person) for vote in await Vote.objects()]
    assert len(stored) == 1000
    assert set(stored) == {(topic.id, person.id) for topic in wanted for person in people}


async def test_casting_and_withdrawing_at_once_leaves_one_vote_or_none(make):
    topic, ada = await make.topic(), await make.person()

    for _ in range(5):
        acts = [actions.cast, actions.withdraw] * 5
        await asyncio.gather(*(act(topic, by=ada) for act in acts))
        assert await queries.votes_of(topic.id) in {0, 1}
        await actions.cast(topic, by=ada)
        assert await queries.votes_of(topic.id) == 1


# Ways in which a topic stops to take votes. Each is joined by a count in its own unit of work.


async def voting_ends(topic, staff):
    await Event.update({Event.vote_until: Event.vote_from}).where(Event.id == topic.event)


async def decision_is_taken_back(topic, staff):
    await review.reopen(topic, version=topic.version, by=staff)


async def author_withdraws(topic, staff):
    await topics.withdraw(topic, by=await Person.objects().get(Person.id == topic.author))


async def event_is_archived(topic, staff):
    await Event.update({Event.archived_at: now()}).where(Event.id == topic.event)


CLOSINGS = [voting_ends, decision_is_taken_back, author_withdraws, event_is_archived]


async def _closed(db, close, topic, staff):
    """Close it, and return how many votes there are at that moment."""
    async with db.unit_of_work():
        await close(topic, staff)
        return await queries.votes_of(topic.id)


@pytest.mark.parametrize("close", CLOSINGS)
async def test_no_vote_is_stored_once_the_closing_has_counted(make, db, close):
    staff = await make.person()
    voters = [await make.person() for _ in range(12)]
    accepted = 0
    for turn in range(20):
        topic = await make.topic()
        casts = [asyncio.create_task(actions.cast(topic, by=voter)) for voter in voters]
        for _ in range(turn % 10):
            await asyncio.sleep(0)
        closing = asyncio.create_task(_closed(db, close, topic, staff))

        answers = await asyncio.gather(*casts, return_exceptions=True)

        counted = await closing
        assert await queries.votes_of(topic.id) == counted
        assert answers.count(None) == counted
        assert all(one is None or isinstance(one, actions.VotingClosed) for one in answers)
        accepted += counted
    assert accepted > 0


@pytest.mark.parametrize("close", CLOSINGS)
async def test_a_vote_on_its_way_is_counted_or_refused(make, db, close):
    """The same with the vote held up right before it is stored, so that closing overtakes it."""
    topic, ada, staff = await make.topic(), await make.person(), await make.person()
    stop, stopped = asyncio.Event(), asyncio.Event()

    async def hold_up():
        # Whoever stores the same pair has to wait whether this one stays.
        async with db.unit_of_work():
            await make.vote(topic, ada)
            stopped.set()
            await stop.wait()
            await Vote.delete().where(Vote.topic == topic.id)

    holding = asyncio.create_task(hold_up())
    await stopped.wait()
    cast = asyncio.create_task(actions.cast(topic, by=ada))
    await asyncio.wait({cast}, timeout=0.05)
    closing = asyncio.create_task(_closed(db, close, topic, staff))
    await asyncio.wait({closing}, timeout=0.1)
    stop.set()
    await holding

    counted = await closing
    (answer,) = await asyncio.gather(cast, return_exceptions=True)
    assert await queries.votes_of(topic.id) == counted
    assert (answer is None) == (counted == 1)


async def test_a_vote_being_taken_back_is_gone_before_the_closing_counts_or_stays(make, db):
    topic, ada = await make.topic(), await make.person()
    await make.vote(topic, ada)
    stop, stopped = asyncio.Event(), asyncio.Event()

    async def hold_up():
        # Whoever deletes the row has to wait whether this change stays.
        async with db.unit_of_work():
            await Vote.update({Vote.cast_at: now()}).where(Vote.topic == topic.id)
            stopped.set()
            await stop.wait()
            raise Oops

    holding = asyncio.create_task(hold_up())
    await stopped.wait()
    withdrawal = asyncio.create_task(actions.withdraw(topic, by=ada))
    await asyncio.wait({withdrawal}, timeout=0.05)
    closing = asyncio.create_task(_closed(db, voting_ends, topic, ada))
    await asyncio.wait({closing}, timeout=0.1)
    stop.set()
    with pytest.raises(Oops):
        await holding

    counted = await closing
    (answer,) = await asyncio.gather(withdrawal, return_exceptions=True)
    assert await queries.votes_of(topic.id) == counted
    assert (answer is None) == (counted == 0)


async def test_the_topic_itself_is_not_changed_by_votes(make):
    topic, ada = await make.topic(), await make.person()
    before = await Topic.select().where(Topic.id == topic.id)

    await actions.cast(topic, by=ada)

    assert await Topic.select().where(Topic.id == topic.id) == before
