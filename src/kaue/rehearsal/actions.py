"""A rehearsal: an event of its own with invented topics, in which it is the day of the pitches.

Moderators practise with the very pages they will use. Nothing in it is of a person, nobody else
finds it, and nothing of it touches the event it is made for.
"""

from datetime import datetime, timedelta
from typing import Any

from kaue import db
from kaue.events import actions as events
from kaue.events import queries
from kaue.events.queries import EventView
from kaue.pitch import live
from kaue.rehearsal.samples import Sample, samples
from kaue.schedule import queries as schedule
from kaue.tables import Event, Host, Pass, Topic, TopicState, Vote
from kaue.topics.queries import list_changed
from kaue.web.dates import now

KEPT = timedelta(days=3)
"""Then it goes by itself; making a new one takes a second."""

_MOVED = tuple(name for name in events.MOMENTS if name != "anonymise_at")

_LOCK = "SELECT e.id FROM event e WHERE e.id = {}"
_CLEAR = (
    "DELETE FROM step WHERE event = {}",
    "DELETE FROM press WHERE event = {}",
    "DELETE FROM ranking WHERE event = {}",
    "DELETE FROM topic WHERE event = {}",
    "DELETE FROM room WHERE event = {}",
    "DELETE FROM round WHERE event = {}",
    "UPDATE stage SET version = version + 1, showing = 'waiting', method = '', seconds = 60,"
    " pitch = NULL, started_at = NULL, seconds_left = 60, pace = 1, held = FALSE,"
    " auto_start = FALSE WHERE event = {}",
)


async def begin(event: EventView) -> EventView:
    """From the beginning: voting has just ended, nothing is counted, the pitches are due.

    Links for the projector stay. Returns the rehearsal.
    """
    async with db.unit_of_work():
        # Two taps at once begin one after the other.
        await db.rows(_LOCK + db.for_update("e"), event.id)
        rehearsal = await queries.rehearsal_of(event) or await _make(event)
        await db.rows(_LOCK + db.for_update("e"), rehearsal.id)
        for statement in _CLEAR:
            await db.write(statement, rehearsal.id)
        as_it_is = {name: getattr(event, name) for name in events.COPIED}
        columns = {**as_it_is, **_moments(event), "counted_at": None}
        await Event.update(columns).where(Event.id == rehearsal.id)
        await _furnish(rehearsal.id, event)
        for sample in samples():
            await _vote(await _propose(rehearsal.id, sample), sample)
    _forget(rehearsal.id, rehearsal.slug)
    await live.announce("stage", rehearsal.id)
    return rehearsal


async def end(event: EventView) -> None:
    """Delete what was practised in. Doing so twice changes nothing."""
    rehearsal = await queries.rehearsal_of(event)
    if rehearsal is not None:
        await db.write("DELETE FROM event WHERE id = {}", rehearsal.id)
        _forget(rehearsal.id, rehearsal.slug)


async def forget_old() -> None:
    """Delete every rehearsal that was begun some days ago."""
    gone = await db.write(
        "DELETE FROM event WHERE rehearsal_of IS NOT NULL AND pitch_at < {} RETURNING id, slug",
        now() - KEPT,
    )
    for row in gone:
        _forget(row["id"], row["slug"])


def _forget(event_id: int, slug: str) -> None:
    queries.forget(slug)
    list_changed(event_id)


async def _make(event: EventView) -> EventView:
    """Short, because somebody types it on a phone."""
    slug = f"{events.REHEARSAL}{event.id}"
    await events.create(
        themes={},
        slug=slug,
        title=f"Probe: {event.title}"[:120],
        rehearsal_of=event.id,
        **{name: getattr(event, name) for name in events.COPIED},
        **_moments(event),
    )
    made = await queries.load(slug)
    assert made is not None
    return made


def _moments(event: EventView) -> dict[Any, datetime]:
    """Those of the event itself, moved so that the pitches begin now. Voting is over by then."""
    begins = now()
    moved = {name: getattr(event, name) + (begins - event.pitch_at) for name in _MOVED}
    return moved | {name: min(moved[name], begins) for name in ("submit_until", "vote_until")}


async def _furnish(rehearsal: int, event: EventView) -> None:
    """The rooms and rounds of the event, the rounds moved like the other moments."""
    await db.write(
        "INSERT INTO room (event, name, seats, step_free, equipment)"
        " SELECT CAST({} AS INTEGER), name, seats, step_free, equipment FROM room"
        " WHERE event = {} ORDER BY id",
        rehearsal,
        event.id,
    )
    later = now() - event.pitch_at
    for one in await schedule.rounds(event.id):
        await db.write(
            "INSERT INTO round (event, title, starts_at, ends_at) VALUES ({}, {}, {}, {})",
            rehearsal,
            one.title,
            one.starts_at + later,
            one.ends_at + later,
        )


async def _propose(rehearsal: int, sample: Sample) -> int:
    at = now() - timedelta(days=1)
    topic = Topic(
        event=rehearsal,
        author=None,
        title=sample.title,
        text=sample.text,
        format=sample.format,
        state=TopicState.ACCEPTED,
        created_at=at,
        changed_at=at,
        submitted_at=at,
        on_behalf_of=sample.host,
    )
    await topic.save()
    if sample.host:
        await Host(topic=topic.id, person=None).save()
    return int(topic.id)


async def _vote(topic: int, sample: Sample) -> None:
    """By nobody in particular."""
    at = now() - timedelta(hours=1)
    await Vote.insert(*(Vote(topic=topic, person=None, cast_at=at) for _ in range(sample.votes)))
    await Pass.insert(*(Pass(topic=topic, person=None, passed_at=at) for _ in range(sample.passes)))
