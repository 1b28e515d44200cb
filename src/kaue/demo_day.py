"""The day of the demo: when it is, and its rooms and rounds."""

from datetime import datetime
from typing import Any

from kaue import db
from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.people.demo_people import SLUG
from kaue.schedule import queries, rooms
from kaue.schedule.forms import RoomForm
from kaue.tables import Equipment, Event
from kaue.web.dates import BERLIN


def at(day: datetime, hour: int, minute: int = 0) -> datetime:
    local = day.astimezone(BERLIN).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return local.astimezone(day.tzinfo)


async def rooms_of_the_demo(content: dict[str, Any], event: EventView) -> None:
    for one in content["rooms"]:
        things = tuple(Equipment(word) for word in one["equipment"])
        wanted = RoomForm(one["name"], one["seats"], one["step_free"], things, frozenset())
        await rooms.add_room(event, wanted)
    for one in content["rounds"]:
        starts, ends = (
            at(event.starts_at, *map(int, one[name].split(":"))) for name in ("from", "until")
        )
        await rooms.add_rounds(event, [(starts, ends)], title=one.get("title", ""))


async def move_to(dates: dict[Any, datetime]) -> None:
    """The demo's day and all its rounds."""
    event = await events.load(SLUG)
    assert event is not None
    later = dates["starts_at"] - event.starts_at
    async with db.unit_of_work():
        await Event.update(dates).where(Event.slug == SLUG)
        for one in await queries.rounds(event.id):
            await db.write(
                "UPDATE round SET starts_at = {}, ends_at = {} WHERE id = {}",
                one.starts_at + later,
                one.ends_at + later,
                one.id,
            )
    events.forget(SLUG)
