"""One vote per person and topic, and only while votes are taken. The statement itself decides."""

from datetime import timedelta

import pytest

from kaue.events import queries as events
from kaue.tables import Event, Pass, Topic, Vote
from kaue.topics import queries
from kaue.voting import actions
from kaue.voting.deck import decided_by
from kaue.web.dates import now

HOUR = timedelta(hours=1)
NOT_PUBLIC = ["draft", "submitted", "asked_back", "rejected", "withdrawn", "merged", "hidden"]


async def test_a_vote_is_one_row(make):
    topic, ada = await make.topic(), await make.person()

    await actions.cast(topic, by=ada)

    vote = await Vote.objects().first()
    assert (vote.topic, vote.person) == (topic.id, ada.id)
    assert abs(now() - vote.cast_at) < HOUR


async def test_casting_and_withdrawing_twice_changes_nothing(make):
    topic, ada = await make.topic(votes=2), await make.person()

    for _ in range(2):
        await actions.cast(topic, by=ada)
    assert await queries.votes_of(topic.id) == 3

    for _ in range(2):
        await actions.withdraw(topic, by=ada)
    assert await queries.votes_of(topic.id) == 2


async def test_withdrawing_takes_ones_own_vote_only(make):
    topic, ada, bob = await make.topic(), await make.person(), await make.person()
    other = await make.topic()
    for person, voted in ((ada, topic), (bob, topic), (ada, other)):
        await actions.cast(voted, by=person)

    await actions.withdraw(topic, by=ada)

    assert {(vote.topic, vote.person) for vote in await Vote.objects()} == {
        (topic.id, bob.id),
        (other.id, ada.id),
    }


async def test_ones_own_topic_takes_ones_own_vote(make):
    ada = await make.person()
    topic = await make.topic(author=ada)

    await actions.cast(topic, by=ada)

    assert await queries.votes_of(topic.id) == 1


@pytest.mark.parametrize(
    "window",
    [
        {"vote_from": now() + HOUR, "vote_until": now() + 2 * HOUR},
        {"vote_from": now() - 2 * HOUR, "vote_until": now() - HOUR},
    ],
    ids=["not yet", "over"],
)
async def test_outside_of_the_window_no_vote_is_cast_or_withdrawn(make, window):
    topic, ada, bob = (
        await make.topic(await make.event(**window)),
        await make.person(),
        await make.person(),
    )
    await make.vote(topic, bob)

    with pytest.raises(actions.VotingClosed):
        await actions.cast(topic, by=ada)
    with pytest.raises(actions.VotingClosed):
        await actions.withdraw(topic, by=bob)

    assert await queries.votes_of(topic.id) == 1


async def test_after_the_end_a_repeated_tap_is_still_no_error(make):
    topic, ada, bob = await make.topic(), await make.person(), await make.person()
    await actions.cast(topic, by=ada)
    await Event.update({Event.vote_until: now() - HOUR}).where(Event.id == topic.event)

    await actions.cast(topic, by=ada)
    await actions.withdraw(topic, by=bob)

    assert await queries.votes_of(topic.id) == 1


async def test_the_statement_looks_at_the_window_and_not_at_what_a_page_remembers(make):
    event, ada = await make.event(), await make.person()
    topic = await make.topic(event)
    await Event.update({Event.vote_until: now()}).where(Event.id == event.id)
    assert (await events.by_slug(event.slug)).takes_votes(now())

    with pytest.raises(actions.VotingClosed):
        await actions.cast(topic, by=ada)


async def _decided_both_ways(make):
    """As two taps at the same moment can leave it on PostgreSQL, and a merge anywhere."""
    topic, ada = await make.topic(), await make.person()
    await make.vote(topic, ada)
    await Pass(topic=topic.id, person=ada.id, passed_at=now()).save()
    return topic, ada


async def test_who_takes_a_decision_back_has_taken_it_back_whichever_rows_there_were(make):
    topic, ada = await _decided_both_ways(make)
    decided = await decided_by(ada.id)
    assert (decided.voted, decided.passed) == ({topic.id}, set())

    await actions.undecide(topic, by=ada)

    decided = await decided_by(ada.id)
    assert (decided.voted, decided.passed) == (set(), set())
    assert (await Vote.count(), await Pass.count()) == (0, 0)


async def test_who_is_for_it_once_more_has_not_passed_it_over(make):
    topic, ada = await _decided_both_ways(make)

    await actions.cast(topic, by=ada)

    assert (await Vote.count(), await Pass.count()) == (1, 0)


async def test_whoever_is_refused_a_vote_keeps_the_pass(make):
    topic, ada = await make.topic(), await make.person()
    await actions.pass_over(topic, by=ada)
    await Event.update({Event.vote_until: now() - HOUR}).where(Event.id == topic.event)

    with pytest.raises(actions.VotingClosed):
        await actions.cast(topic, by=ada)

    decided = await decided_by(ada.id)
    assert (decided.voted, decided.passed) == (set(), {topic.id})


@pytest.mark.parametrize("state", NOT_PUBLIC)
async def test_only_accepted_topics_take_votes(make, state):
    topic, ada = await make.topic(), await make.person()
    await Topic.update({Topic.state: state}).where(Topic.id == topic.id)

    with pytest.raises(actions.VotingClosed):
        await actions.cast(topic, by=ada)

    assert await queries.votes_of(topic.id) == 0


async def test_a_second_row_for_the_same_pair_is_refused_by_the_database_itself(make, db):
    topic, ada = await make.topic(), await make.person()
    await make.vote(topic, ada)

    with pytest.raises(db.Conflict):
        await make.vote(topic, ada)
