"""A barcamp with rooms, rounds, and lunch."""

from datetime import timedelta

import pytest

from kaue.schedule import drafts, publishing, queries, rooms
from kaue.schedule.forms import RoomForm
from kaue.tables import Equipment, Placement
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
async def mo(make, event):
    return await make.moderator(event)


@pytest.fixture
async def desk(mo, browser_for):
    return await browser_for(mo)


@pytest.fixture
def place(event):
    """place(topic, 0, "Nord") puts it on the board, or somewhere else: the first round, in Nord."""

    async def put(topic, nth, room_name, *, again=False):
        if not again:
            await Placement.delete().where(Placement.topic == topic.id, Placement.again.eq(False))
        held = [one for one in await queries.rounds(event.id) if not one.is_for_all]
        (room_,) = [one for one in await queries.rooms(event.id) if one.name == room_name]
        where = {"round": held[nth].id, "room": room_.id}
        await Placement(event=event.id, topic=topic.id, again=again, **where).save()

    return put


@pytest.fixture
def publish(event, mo):
    """publish("what is new") makes the draft the next version."""

    async def make_public(note=""):
        version = (await drafts.the_draft(event.id)).version
        return await publishing.publish(event, note=note, by=mo, after_version=version)

    return make_public


@pytest.fixture
async def topics(make, planned):
    """Three of them, each held by somebody of its own."""
    made = {}
    for title in ("Radwege", "Bänke", "Licht"):
        author = await make.person(name=f"{title}-Host")
        made[title] = await make.topic(planned, title=title, author=author)
    return made


@pytest.fixture
async def published(planned, topics, place, publish):
    """The first version: Radwege and Bänke beside one another, then Licht, and lunch."""
    await place(topics["Radwege"], 0, "Nord")
    await place(topics["Bänke"], 0, "Foyer")
    await place(topics["Licht"], 1, "Nord")
    await publish("Der Plan steht.")
    return planned
