"""An event with two topics, its staff, and how to merge and split in one line."""

import pytest

from kaue.merging import actions
from kaue.tables import Topic, Vote
from kaue.topics import queries as topics


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def staff(make, event):
    return await make.staff(event)


@pytest.fixture
async def source(make, event):
    return await make.topic(event, title="Radwege sicher machen")


@pytest.fixture
async def home(make, event):
    return await make.topic(event, title="Sichere Radwege")


@pytest.fixture
def merge(staff):
    async def merge(source, home):
        """As the two are now. Returns the decision."""
        one, other = await topics.find(source.id), await topics.find(home.id)
        return await actions.merge(
            one, other, version=one.version, home_version=other.version, by=staff
        )

    return merge


@pytest.fixture
def split(staff):
    async def split(source):
        one = await topics.find(source.id)
        return await actions.split(one, version=one.version, by=staff)

    return split


@pytest.fixture
def voters(db):
    async def voters(topic):
        """Who is for it, as often as it is counted."""
        rows = await Vote.select(Vote.person).where(Vote.topic == topic.id)
        return sorted(row["person"] or 0 for row in rows)

    return voters


async def _everything():
    return {
        "topics": await Topic.select(
            Topic.id, Topic.state, Topic.unreviewed, Topic.merged_into, Topic.offers_to_host
        ).order_by(Topic.id),
        "votes": await Vote.select(
            Vote.topic, Vote.person, Vote.cast_at, Vote.merged_from
        ).order_by(Vote.topic, Vote.person),
    }


@pytest.fixture
def everything(db):
    """What a split has to bring back."""
    return _everything
