"""V04: a home has the votes of all its people, each once, and a split knows whose is which."""

import random

import pytest

from factory import DAY, NOW
from kaue.merging import queries
from kaue.tables import Event, Vote
from kaue.topics import queries as topics
from kaue.voting import actions as voting
from kaue.voting.actions import PartOfAnother, VotingClosed


@pytest.fixture
async def people(make):
    return [await make.person() for _ in range(6)]


@pytest.fixture
async def voted(make, source, home, people):
    """Two are for the one, two for the other, one for both, and one for neither."""
    for topic, some in ((source, people[:3]), (home, people[2:5])):
        for person in some:
            await make.vote(topic, person)


def ids(people):
    return sorted(person.id for person in people)


async def test_the_home_has_everybody_once(source, home, people, voted, merge, voters):
    await merge(source, home)

    assert await voters(home) == ids(people[:5])
    assert await voters(source) == ids(people[:3])
    assert (await topics.find(home.id)).votes == 5


async def test_a_split_brings_everything_back(source, home, voted, merge, split, everything):
    before = await everything()
    await merge(source, home)
    await split(source)

    assert await everything() == before


async def test_who_takes_it_back_at_the_home_has_taken_it_back_everywhere(
    source, home, people, voted, merge, split, voters
):
    await merge(source, home)
    for person in (people[0], people[2], people[3], people[5]):
        await voting.withdraw(home, by=person)
        await voting.withdraw(home, by=person)

    assert await voters(home) == ids([people[1], people[4]])
    await split(source)
    assert await voters(source) == ids([people[1]])
    assert await voters(home) == ids([people[4]])


async def test_who_votes_for_the_home_by_itself_stays_for_it(
    source, home, people, voted, merge, split, voters
):
    """Also somebody whose vote for the other one counts there already."""
    await merge(source, home)
    await voting.cast(home, by=people[0])
    await voting.cast(home, by=people[5])
    assert await voters(home) == ids(people)

    await split(source)
    assert await voters(source) == ids(people[:3])
    assert await voters(home) == ids([people[0], *people[2:6]])


async def test_a_merged_topic_itself_takes_no_votes_and_gives_none(
    source, home, people, voted, merge, voters
):
    await merge(source, home)

    await voting.cast(source, by=people[0])
    with pytest.raises(VotingClosed):
        await voting.cast(source, by=people[5])
    for person in (people[0], people[5]):
        with pytest.raises(PartOfAnother):
            await voting.withdraw(source, by=person)

    assert await voters(home) == ids(people[:5])
    assert await voters(source) == ids(people[:3])


async def test_nothing_is_taken_back_once_voting_is_over(
    source, home, people, voted, merge, voters, event
):
    await merge(source, home)
    await Event.update({Event.vote_until: NOW - DAY / 4}).where(Event.id == event.id)

    with pytest.raises(VotingClosed):
        await voting.withdraw(home, by=people[0])
    await voting.withdraw(home, by=people[5])

    assert await voters(home) == ids(people[:5])


@pytest.mark.parametrize(
    "window", [{"vote_from": NOW + DAY}, {"vote_until": NOW - DAY / 4}, {"archived_at": NOW}]
)
async def test_merging_works_before_during_and_after_the_vote(
    source, home, people, voted, merge, split, voters, event, everything, window
):
    before = await everything()
    await Event.update(window).where(Event.id == event.id)
    await merge(source, home)
    assert await voters(home) == ids(people[:5])
    await split(source)
    assert await everything() == before


async def test_several_in_one_and_one_of_them_split(
    make, event, source, home, people, voted, merge, split, voters
):
    third = await make.topic(event)
    for person in (people[0], people[3], people[5]):
        await make.vote(third, person)
    await merge(source, home)
    await merge(third, home)
    assert await voters(home) == ids(people)

    await split(source)
    # Nobody leaves who is for the third one as well.
    assert await voters(home) == ids([people[0], *people[2:6]])
    await voting.withdraw(home, by=people[0])
    assert await voters(third) == ids([people[3], people[5]])
    assert await voters(source) == ids(people[:3])

    await split(third)
    assert await voters(home) == ids(people[2:5])
    assert await Vote.count().where(Vote.merged_from.is_not_null()) == 0


async def test_votes_without_a_person_count_as_well(make, source, home, merge, split, everything):
    for topic, how_many in ((source, 2), (home, 3)):
        for _ in range(how_many):
            await Vote(topic=topic.id, person=None, cast_at=NOW).save()
    before = await everything()

    await merge(source, home)
    assert (await topics.find(home.id)).votes == 5
    await split(source)

    assert await everything() == before


async def test_the_numbers_of_the_preview(event, source, home, voted):
    found = await queries.people(event, source.id, home.id)

    assert (found.source, found.home, found.common) == (3, 3, 1)


async def test_one_sees_a_vote_where_it_counts(make, source, home, people, event, merge):
    await make.vote(source, people[0])
    assert await topics.voted_by(people[0].id, event.id) == {source.id}

    await merge(source, home)

    assert await topics.voted_by(people[0].id, event.id) == {home.id}
    assert [one.id for one in await topics.voted_topics(people[0].id)] == [home.id]


class Model:
    """Per topic the people who are for it by itself, and which home it has. Knows no rows."""

    def __init__(self, made):
        self.own = {topic.id: set() for topic in made}
        self.homes = {}

    def parts(self, home):
        return [part for part, its_home in self.homes.items() if its_home == home]

    def behind(self, home):
        return sorted(self.own[home].union(*(self.own[part] for part in self.parts(home))))

    def is_free(self, topic):
        return topic not in self.homes

    def may_merge(self, topic, home):
        return (
            topic != home and self.is_free(topic) and self.is_free(home) and not self.parts(topic)
        )

    def forget(self, home, person):
        for one in (home, *self.parts(home)):
            self.own[one].discard(person)


@pytest.mark.parametrize("seed", range(12))
async def test_any_sequence_leaves_what_a_few_sets_would(make, event, merge, split, voters, seed):
    chance = random.Random(seed)
    made = [await make.topic(event) for _ in range(4)]
    people = [await make.person() for _ in range(5)]
    model = Model(made)

    for _ in range(40):
        topic, home, person = chance.choice(made), chance.choice(made), chance.choice(people)
        act = chance.choice(["cast", "cast", "withdraw", "merge", "split"])
        if act == "cast" and model.is_free(topic.id):
            await voting.cast(topic, by=person)
            model.own[topic.id].add(person.id)
        elif act == "withdraw" and model.is_free(topic.id):
            await voting.withdraw(topic, by=person)
            model.forget(topic.id, person.id)
        elif act == "merge" and model.may_merge(topic.id, home.id):
            await merge(topic, home)
            model.homes[topic.id] = home.id
        elif act == "split" and not model.is_free(topic.id):
            await split(topic)
            del model.homes[topic.id]

        free = [one for one in made if model.is_free(one.id)]
        assert [await voters(one) for one in free] == [model.behind(one.id) for one in free], act
