"""A barcamp that is over, with a published plan, and whoever is needed."""

import pytest

from factory import DAY, NOW
from kaue.tables import Plan, Session

PAST = ("submit_until", "vote_until", "starts_at", "pitch_at", "sessions_at", "ends_at")
OVER = dict.fromkeys(PAST, NOW - DAY / 2)


@pytest.fixture
async def event(make):
    return await make.event(title="Camp", themes=("open-data", "natur"), **OVER)


@pytest.fixture
async def staff(make, event):
    return await make.staff(event)


@pytest.fixture
async def desk(browser_for, staff):
    return await browser_for(staff)


@pytest.fixture
async def host(make):
    return await make.person(name="Hanna Hält")


@pytest.fixture
async def topic(make, event, host):
    return await make.topic(event, author=host, title="Radwege", votes=7)


@pytest.fixture
def planned():
    """await planned(event, topic, …): a plan in which these are held, one version after another."""

    async def publish(event, *held, room="Lampenstube"):
        version = await Plan.count().where(Plan.event == event.id) + 1
        plan = Plan(event=event.id, version=version, published_at=NOW)
        await plan.save()
        for topic in held:
            await Session(
                plan=plan.id,
                topic=topic.id,
                title=topic.title,
                room_name=room,
                starts_at=event.sessions_at,
                ends_at=event.sessions_at + DAY / 32,
            ).save()
        return plan

    return publish
