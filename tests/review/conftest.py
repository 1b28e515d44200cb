"""An event with a member of staff, a browser for each, and a topic that waits."""

import pytest


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def staff(make, event):
    return await make.staff(event)


@pytest.fixture
async def browser(browser_for, staff):
    return await browser_for(staff)


@pytest.fixture
async def author(make):
    return await make.person(name="Autorin")


@pytest.fixture
async def topic(make, event, author):
    return await make.topic(event, author=author, state="submitted")


@pytest.fixture
async def changed(event):
    """await changed(event, second_pair=True): other settings of the event from now on."""
    from kaue.events import actions, queries

    async def change(**values):
        await actions.change(event, values, seen=actions.stamp(event))
        return await queries.load(event.slug)

    return change
