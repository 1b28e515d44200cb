"""Two people at once, and votes on their way: one wins, nothing is lost and nothing doubled."""

import asyncio

import pytest

from kaue.account import leaving
from kaue.db import Conflict
from kaue.merging import actions
from kaue.merging.actions import HomeNotPublic, HomeOfOthers
from kaue.pitch import actions as pitch
from kaue.review.deciding import AlreadyDecided
from kaue.tables import Decision, RankedTopic, Topic, Vote
from kaue.topics import queries as topics
from kaue.voting import actions as voting
from kaue.voting.actions import PartOfAnother, VotingClosed


def merging(source, home, staff):
    return actions.merge(source, home, version=source.version, home_version=home.version, by=staff)


async def test_of_two_opposite_merges_one_wins(make, event, staff):
    for turn in range(20):
        one, other = await make.topic(event), await make.topic(event)
        pairs = [(one, other), (other, one)]

        done = await asyncio.gather(
            *(merging(*pair, staff) for pair in (pairs if turn % 2 else pairs[::-1])),
            return_exceptions=True,
        )

        assert sorted(type(answer) for answer in done if not isinstance(answer, int)) == [
            AlreadyDecided
        ]
        rows = await Topic.select(Topic.merged_into).where(Topic.id.is_in([one.id, other.id]))
        assert sum(row["merged_into"] is not None for row in rows) == 1


async def test_of_two_that_would_make_a_chain_one_wins(make, event, staff):
    for _ in range(20):
        first, second, third = [await make.topic(event) for _ in range(3)]

        done = await asyncio.gather(
            merging(first, second, staff), merging(second, third, staff), return_exceptions=True
        )

        refused = [answer for answer in done if not isinstance(answer, int)]
        assert len(refused) == 1
        assert isinstance(refused[0], AlreadyDecided | HomeOfOthers | HomeNotPublic)
        assert await Topic.count().where(Topic.merged_into.is_not_null()) == 1
        await Topic.delete(force=True)


async def test_the_same_merge_twice_is_one(source, home, staff):
    done = await asyncio.gather(
        *(merging(source, home, staff) for _ in range(5)), return_exceptions=True
    )

    assert sum(isinstance(answer, int) for answer in done) == 1
    assert sum(isinstance(answer, AlreadyDecided) for answer in done) == 4
    assert await Decision.count() == 1


async def test_a_vote_on_its_way_is_carried_or_refused(make, event, staff, voters):
    carried = 0
    for turn in range(20):
        source, home = await make.topic(event), await make.topic(event)
        people = [await make.person() for _ in range(10)]
        casts = [asyncio.create_task(voting.cast(source, by=one)) for one in people]
        for _ in range(turn % 10):
            await asyncio.sleep(0)
        await merging(source, home, staff)

        answers = await asyncio.gather(*casts, return_exceptions=True)

        counted = sorted(
            one.id for one, answer in zip(people, answers, strict=True) if answer is None
        )
        assert all(answer is None or isinstance(answer, VotingClosed) for answer in answers)
        assert await voters(source) == await voters(home) == counted
        carried += len(counted)
    assert carried > 0


async def test_a_vote_taken_back_on_its_way_is_gone_everywhere_or_stays(make, event, staff, voters):
    gone = 0
    for turn in range(20):
        source, home = await make.topic(event), await make.topic(event)
        people = [await make.person() for _ in range(8)]
        for one in people:
            await make.vote(source, one)
        there = source if turn % 2 else home
        acts = [asyncio.create_task(voting.withdraw(there, by=one)) for one in people]
        for _ in range(turn % 10):
            await asyncio.sleep(0)
        await merging(source, home, staff)

        answers = await asyncio.gather(*acts, return_exceptions=True)

        assert all(answer is None or isinstance(answer, PartOfAnother) for answer in answers)
        left = await voters(home)
        assert await voters(source) == left
        if there is source:
            kept = [one.id for one, answer in zip(people, answers, strict=True) if answer]
            assert left == sorted(kept)
        gone += len(people) - len(left)
    assert gone > 0


async def test_votes_for_the_home_during_a_split_are_neither_lost_nor_doubled(
    make, event, staff, merge, voters
):
    for turn in range(15):
        source, second, home = [await make.topic(event) for _ in range(3)]
        ada, ben, eve = [await make.person() for _ in range(3)]
        for topic, person in ((source, ada), (second, ada), (source, ben), (home, eve)):
            await make.vote(topic, person)
        await merge(source, home)
        await merge(second, home)
        merged = await topics.find(source.id)
        acts = [
            asyncio.create_task(voting.withdraw(home, by=ada)),
            asyncio.create_task(voting.cast(home, by=ben)),
        ]
        for _ in range(turn % 7):
            await asyncio.sleep(0)

        await asyncio.gather(*acts, actions.split(merged, version=merged.version, by=staff))

        assert await voters(home) == sorted([ben.id, eve.id])
        assert await voters(second) == []
        assert ben.id in await voters(source)
        assert await Vote.count().where(Vote.merged_from == source.id) == 0


@pytest.mark.parametrize("whose", ["source", "home"])
async def test_an_author_who_leaves_meanwhile_takes_nobody_elses_topic_along(
    make, event, staff, whose
):
    for turn in range(15):
        ada, voter = await make.person(), await make.person()
        of_ada = {"author": ada}
        source = await make.topic(event, **(of_ada if whose == "source" else {}))
        home = await make.topic(event, **(of_ada if whose == "home" else {}))
        for topic, person in ((source, voter), (source, ada), (home, ada)):
            await make.vote(topic, person)
        acts = [merging(source, home, staff), leaving.leave(ada.id, keeps_content=False)]

        done = await asyncio.gather(*acts[:: 1 if turn % 2 else -1], return_exceptions=True)

        assert all(
            answer is None or isinstance(answer, int | AlreadyDecided | Conflict) for answer in done
        )
        left = await topics.find(home.id if whose == "source" else source.id)
        assert (left.state, left.merged_into) == ("accepted", None)
        assert left.votes == (whose == "home")
        await Topic.delete(force=True)


async def test_a_freeze_sees_both_apart_or_one(make, event, staff, source, home, voters):
    """Never both and the votes of both at the same time."""
    for _ in range(4):
        await make.vote(source, await make.person())
    for turn in range(10):
        one, other = await topics.find(source.id), await topics.find(home.id)

        await asyncio.gather(
            merging(one, other, staff),
            pitch.freeze(event.id, event.slug, after_version=turn, by=staff),
        )

        rows = await RankedTopic.select(RankedTopic.topic, RankedTopic.votes).order_by(
            RankedTopic.id
        )
        assert sum(row["votes"] for row in rows) == 4
        await RankedTopic.delete(force=True)
        merged = await topics.find(source.id)
        await actions.split(merged, version=merged.version, by=staff)
