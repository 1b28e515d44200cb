"""A barcamp with rooms, rounds, and lunch."""

from datetime import timedelta

import pytest

from kaue.schedule import queries, rooms
from kaue.schedule.forms import RoomForm
from kaue.tables import Equipment
from kaue.web.dates import now

BEGINS = (now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)


def spans(*begins, minutes=45):
    """Minutes after the first one."""
    return [
        (BEGINS + timedelta(minutes=n), BEGINS + timedelta(minutes=n + minutes)) for n in begins
    ]


def room(name, seats=20, step_free=True, equipment=(Equipment.PROJECTOR,), closed=()):
    return RoomForm(name, seats, step_free, tuple(equipment), frozenset(closed))


@pytest.fixture
async def event(make):
    return await make.event(sessions_at=BEGINS)


@pytest.fixture
async def planned(event):
    """Three rooms, three rounds and lunch; in the first round Süd cannot be had."""
    await rooms.add_rounds(event, spans(0, 60, 180))
    await rooms.add_rounds(event, spans(105, minutes=60), title="Mittagessen")
    first = (await queries.rounds(event.id))[0]
    await rooms.add_room(event, room("Nord", 40))
    await rooms.add_room(event, room("Süd", 15, step_free=False, closed={first.id}))
    await rooms.add_room(event, room("Foyer", 80, equipment=()))
    return event


@pytest.fixture
async def desk(make, event, browser_for):
    return await browser_for(await make.moderator(event))
