"""Who means to come to a session ("Ich komme"): a number on the desk, and nobody by name."""

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.pitch import queries as line_ups
from kaue.pitch.actions import NoSuchPitch
from kaue.web.dates import now


async def say(event: EventView, pitch: int, wanted: bool, *, by: HasId) -> None:
    """For the pitch that is held just now. Twice changes nothing. Raises NoSuchPitch."""
    current = (await line_ups.line_up(event.id)).current
    if current is None or current.pitch != pitch:
        raise NoSuchPitch
    if wanted:
        await db.write(
            "INSERT INTO coming (pitch, person, said_at) VALUES ({}, {}, {})"
            " ON CONFLICT (pitch, person) DO NOTHING",
            pitch,
            by.id,
            now(),
        )
    else:
        await db.write("DELETE FROM coming WHERE pitch = {} AND person = {}", pitch, by.id)


async def comes(pitch: int | None, person: int) -> bool:
    """Whether this person has said so. Shown to nobody else."""
    if pitch is None:
        return False
    found = await db.rows(
        "SELECT 1 AS one FROM coming WHERE pitch = {} AND person = {}", pitch, person
    )
    return bool(found)
