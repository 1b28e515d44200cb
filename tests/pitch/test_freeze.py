"""Freezing: a new snapshot each time, with a digest, that later votes do not move."""

import asyncio
from datetime import timedelta
from hashlib import sha256

import pytest

from kaue.pitch import actions, count_queries, queries
from kaue.ranking.draw import place
from kaue.tables import Pitch, RankedTopic, Ranking, Topic
from kaue.topics import actions as topics
from kaue.voting import actions as voting
from kaue.web.dates import now

HOUR = timedelta(hours=1)


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


async def freeze(event, mo, after_version=0):
    await actions.freeze(event.id, event.slug, after_version=after_version, by=mo)


def order(line_up):
    return [line.topic.id for line in line_up.lines]


async def stored():
    """Every row of every frozen list."""
    rankings = await Ranking.select().order_by(Ranking.id)
    return rankings, await RankedTopic.select().order_by(RankedTopic.id)


async def test_before_the_first_freeze_the_list_follows_the_votes(make, event):
    first, second = await make.topic(event, votes=2), await make.topic(event, votes=1)
    assert order(await queries.line_up(event.id)) == [first.id, second.id]

    for _ in range(2):
        await voting.cast(second, by=await make.person())

    line_up = await queries.line_up(event.id)
    assert order(line_up) == [second.id, first.id]
    assert line_up.frozen is None
    assert line_up.current is None


async def test_ties_are_drawn_by_lot_and_until_then_broken_by_age(make, event, mo):
    at = now()
    late = await make.topic(event, votes=1, submitted_at=at)
    early = await make.topic(event, votes=1, submitted_at=at - HOUR)
    same = await make.topic(event, votes=1, submitted_at=at)
    loved = await make.topic(event, votes=2, submitted_at=at)
    unloved = await make.topic(event, submitted_at=at - 2 * HOUR)
    expected = [loved.id, early.id, late.id, same.id, unloved.id]
    assert order(await queries.line_up(event.id)) == expected

    await freeze(event, mo)

    line_up = await queries.line_up(event.id)
    seed = line_up.frozen.seed
    equals = sorted([early, late, same], key=lambda topic: place(seed, topic.id))
    assert order(line_up) == [loved.id, *(topic.id for topic in equals), unloved.id]
    assert [line.rank for line in line_up.lines] == [1, 2, 3, 4, 5]
    assert [line.votes for line in line_up.lines] == [2, 1, 1, 1, 0]


async def test_only_accepted_topics_of_this_event_are_ranked(make, event, mo):
    topic = await make.topic(event)
    for state in ("draft", "submitted", "rejected", "withdrawn", "merged", "hidden"):
        await make.topic(event, state=state, votes=1)
    await make.topic(votes=1)

    await freeze(event, mo)

    assert order(await queries.line_up(event.id)) == [topic.id]


async def test_the_digest_can_be_recomputed_from_what_is_shown(make, event, mo):
    for votes in (0, 3, 1):
        await make.topic(event, votes=votes)
    await freeze(event, mo)

    line_up = await queries.line_up(event.id)

    text = f"{event.slug};1;votes;{line_up.frozen.seed}\n"
    for one in await count_queries.lines(line_up.frozen.id):
        parts = one.by_votes, one.topic, one.votes, one.passes, one.fair, one.balanced
        text += ";".join(map(str, parts)) + "\n"
    assert line_up.frozen.digest == sha256(text.encode()).hexdigest()
    assert (line_up.frozen.version, line_up.frozen.frozen_by_name) == (1, mo.name)


async def test_later_votes_do_not_move_it(make, event, mo):
    first, second = await make.topic(event, votes=1), await make.topic(event)
    await freeze(event, mo)
    before = await stored()

    for _ in range(3):
        await voting.cast(second, by=await make.person())

    line_up = await queries.line_up(event.id)
    assert order(line_up) == [first.id, second.id]
    assert [line.votes for line in line_up.lines] == [1, 0]
    assert await stored() == before


async def test_a_new_freeze_is_a_new_list_and_the_old_rows_stay(make, event, mo):
    first, second = await make.topic(event, votes=1), await make.topic(event)
    await freeze(event, mo)
    rankings, lines = await stored()
    for _ in range(3):
        await voting.cast(second, by=await make.person())

    await freeze(event, mo, after_version=1)

    line_up = await queries.line_up(event.id)
    assert order(line_up) == [second.id, first.id]
    assert line_up.frozen.version == 2
    later_rankings, later_lines = await stored()
    assert later_rankings[: len(rankings)] == rankings
    assert later_lines[: len(lines)] == lines
    assert len(later_lines) == 4


async def test_working_through_the_list_leaves_the_list_as_it_was(make, event, mo):
    for _ in range(3):
        await make.topic(event)
    await freeze(event, mo)
    before = await stored()
    _, second, third = (await queries.line_up(event.id)).lines

    await actions.move(event.id, third.pitch, to=1)
    await actions.mark(event.id, second.pitch, "done")

    assert await stored() == before


async def test_a_second_click_makes_no_second_list(make, event, mo):
    await make.topic(event)
    await freeze(event, mo)

    with pytest.raises(actions.AlreadyFrozen):
        await freeze(event, mo)

    assert await Ranking.count() == 1


async def test_of_moderators_freezing_at_once_one_makes_the_list(make, event, mo):
    for _ in range(3):
        await make.topic(event, votes=1)
    others = [mo, *[await make.moderator(event) for _ in range(3)]]
    for version in range(3):
        found = await asyncio.gather(
            *(freeze(event, one, after_version=version) for one in others), return_exceptions=True
        )

        assert found.count(None) == 1
        assert sum(isinstance(one, actions.AlreadyFrozen) for one in found) == 3
        assert await Ranking.count() == version + 1
        assert await RankedTopic.count() == await Pitch.count() == 3 * (version + 1)


async def test_without_accepted_topics_there_is_nothing_to_freeze(make, event, mo):
    await make.topic(event, state="submitted")

    with pytest.raises(actions.NothingToFreeze):
        await freeze(event, mo)

    assert await Ranking.count() == 0


async def test_what_is_counted_is_what_is_stored_while_votes_arrive(make, event, mo):
    topic = await make.topic(event)
    voters = [await make.person() for _ in range(20)]
    casts = [asyncio.create_task(voting.cast(topic, by=one)) for one in voters]
    await asyncio.wait(casts, return_when=asyncio.FIRST_COMPLETED)

    await freeze(event, mo)

    await asyncio.gather(*casts)
    (line,) = (await queries.line_up(event.id)).lines
    assert 1 <= line.votes <= 20


async def test_each_event_has_its_own_list(make, event, mo):
    other = await make.event()
    mine, theirs = await make.topic(event), await make.topic(other)

    await freeze(event, mo)
    await freeze(other, mo)

    assert order(await queries.line_up(event.id)) == [mine.id]
    assert order(await queries.line_up(other.id)) == [theirs.id]
    assert (await queries.frozen_list(other.id)).version == 1


async def test_a_topic_withdrawn_after_the_freeze_is_skipped_and_stays_on_record(make, event, mo):
    ada = await make.person()
    gone = await make.topic(event, votes=2, author=ada)
    kept = await make.topic(event, votes=1)
    await freeze(event, mo)

    await topics.withdraw(gone, by=ada)

    line_up = await queries.line_up(event.id)
    assert order(line_up) == [gone.id, kept.id]
    assert line_up.current.topic.id == kept.id
    assert line_up.coming_up == []


async def test_a_later_change_of_the_title_does_not_reach_the_frozen_list(make):
    event = await make.event()
    topic = await make.topic(event, title="Wie geprüft")
    moderator = await make.moderator(event)
    await actions.freeze(event.id, event.slug, after_version=0, by=moderator)

    await Topic.update({Topic.title: "Ganz anders", Topic.state: "submitted"}).where(
        Topic.id == topic.id
    )

    (line,) = (await queries.line_up(event.id)).lines
    assert line.title == "Wie geprüft"
    assert not line.is_open
