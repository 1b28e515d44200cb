"""A counted barcamp with five topics, its moderator, and the desk."""

import pytest

from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.tables import Stage
from kaue.web.dates import now


@pytest.fixture
async def mo(make, event):
    return await make.moderator(event)


@pytest.fixture
async def event(make):
    event = await make.event(submit_until=now(), vote_until=now())
    for votes, title in zip((5, 4, 3, 2, 1), "ABCDE", strict=True):
        await make.topic(event, votes=votes, title=title)
    await pitch.freeze(event.id, event.slug, after_version=0, by=await make.person())
    # As if nobody had looked at the stage so far: versions begin at 0.
    await Stage.delete(force=True)
    return event


@pytest.fixture
async def desk(browser_for, mo):
    return await browser_for(mo)


@pytest.fixture
def lines(event):
    """lines() is the line-up by title."""

    async def read():
        return {line.title: line for line in (await pitches.line_up(event.id)).lines}

    return read


@pytest.fixture
def order(lines):
    async def read():
        return "".join(await lines())

    return read
