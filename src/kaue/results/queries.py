"""Reading what became of each topic: votes, pitch, session, note, next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import Actor
from kaue.pitch import count_queries
from kaue.pitch import queries as pitches
from kaue.pitch.count_queries import Counted
from kaue.pitch.queries import FrozenList
from kaue.recent import Recent
from kaue.tables import PitchState
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView
from kaue.web.dates import now

V = TypeVar("V")

FRESH = 2.0
"""Seconds the results may be old. What this process changes shows at once."""

RESTORABLE = timedelta(hours=1)
"""How long a removed note can be brought back; then it is gone."""


@dataclass(frozen=True, slots=True)
class SessionView:
    room: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class NoteView:
    text: str
    link: str
    version: int
    written_at: datetime
    removed_at: datetime | None
    hidden_because: str

    @property
    def is_public(self) -> bool:
        return self.removed_at is None and not self.hidden_because

    def is_restorable(self, at: datetime) -> bool:
        return self.removed_at is not None and at - self.removed_at < RESTORABLE


@dataclass(frozen=True, slots=True)
class StepView:
    """The next step; `day` is until when, as 2027-03-31, or empty."""

    step: str
    office: str
    day: str
    state: str
    reason: str
    version: int
    entered_at: datetime

    @property
    def until(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class Life:
    """A topic with all that came after it was proposed.

    `counted` is its line in the count, if everybody may know the numbers; `place` its place in the
    pitch order, `held` whether it has a session in the published plan; None without any plan.
    """

    topic: TopicView
    counted: Counted | None
    added: str
    place: int | None
    pitched: bool
    held: bool | None
    sessions: tuple[SessionView, ...]
    note: NoteView | None
    step: StepView | None

    @property
    def votes(self) -> int | None:
        """As counted, with what was added; without a count, as they stand where that is told."""
        return self.counted.together(self.added) if self.counted else self.topic.votes


@dataclass(frozen=True, slots=True)
class Facts:
    """By topic: everything public about an event's results."""

    frozen: FrozenList | None
    has_plan: bool
    counted: Mapping[int, Counted]
    places: Mapping[int, int]
    pitched: frozenset[int]
    sessions: Mapping[int, tuple[SessionView, ...]]
    notes: Mapping[int, NoteView]
    steps: Mapping[int, StepView]

    def life(self, topic: TopicView) -> Life:
        return Life(
            topic=topic,
            counted=self.counted.get(topic.id),
            added=self.frozen.added if self.frozen else "",
            place=self.places.get(topic.id),
            pitched=topic.id in self.pitched,
            held=topic.id in self.sessions if self.has_plan else None,
            sessions=self.sessions.get(topic.id, ()),
            note=self.notes.get(topic.id),
            step=self.steps.get(topic.id),
        )


@dataclass(frozen=True, slots=True)
class Later:
    """What one reader sees of a topic after the day has begun.

    `own_note` is the note as those see it who may write it, `agreed` whether its author wants it
    proposed again; None for whoever is not asked.
    """

    life: Life
    may_write: bool
    may_review: bool
    own_note: NoteView | None
    agreed: bool | None


_PITCHES = "SELECT topic, state FROM pitch WHERE ranking = {} ORDER BY position, id"
_LATEST_PLAN = "SELECT id FROM plan WHERE event = {} ORDER BY version DESC LIMIT 1"
_SESSIONS = (
    "SELECT COALESCE(t.merged_into, t.id) AS topic, s.room_name AS room, s.starts_at, s.ends_at"
    " FROM session s JOIN topic t ON t.id = s.topic WHERE s.plan = {} ORDER BY s.starts_at, s.id"
)
_NOTES = (
    "SELECT n.topic, n.text, n.link, n.version, n.written_at, n.removed_at, n.hidden_because"
    " FROM note n JOIN topic t ON t.id = n.topic"
)
_STEPS = (
    "SELECT n.topic, n.step, n.office, n.day, n.state, n.reason, n.version, n.entered_at"
    " FROM next_step n JOIN topic t ON t.id = n.topic"
)
_OF_EVENT = " WHERE t.event = {}"
_OF_TOPIC = " WHERE t.id = {}"


async def _load(event_id: int) -> Facts:
    frozen = await pitches.frozen_list(event_id)
    order = await db.rows(_PITCHES, frozen.id) if frozen else []
    told = await count_queries.lines(frozen.id) if frozen and frozen.tells_votes else []
    plan = await db.rows(_LATEST_PLAN, event_id)
    held = await db.rows(_SESSIONS, plan[0]["id"]) if plan else []
    sessions: dict[int, tuple[SessionView, ...]] = {}
    for row in held:
        topic = row.pop("topic")
        sessions[topic] = (*sessions.get(topic, ()), SessionView(**row))
    notes = _by_topic(NoteView, await db.rows(_NOTES + _OF_EVENT, event_id))
    return Facts(
        frozen=frozen,
        has_plan=bool(plan),
        counted={one.topic: one for one in told},
        places={row["topic"]: place for place, row in enumerate(order, start=1)},
        pitched=frozenset(row["topic"] for row in order if row["state"] == PitchState.DONE),
        sessions=sessions,
        notes={topic: note for topic, note in notes.items() if note.is_public},
        steps=_by_topic(StepView, await db.rows(_STEPS + _OF_EVENT, event_id)),
    )


_facts = Recent(_load, seconds=FRESH)


async def facts(event_id: int) -> Facts:
    """At most FRESH seconds old."""
    return await _facts.get(event_id)


def forget(event_id: int) -> None:
    """To be called by whatever changes a note or a next step."""
    _facts.forget(event_id)


async def lives(event: EventView) -> list[Life]:
    """Of all public topics: those that were held by their time, the others in pitch order."""
    known = await facts(event.id)
    found = [known.life(topic) for topic in await topics.listed(event.id)]
    return sorted(found, key=_in_order)


def _in_order(life: Life) -> tuple[Any, ...]:
    starts = life.sessions[0].starts_at.timestamp() if life.sessions else float("inf")
    return starts, life.place or float("inf"), life.topic.title.casefold(), life.topic.id


async def note_of(topic_id: int) -> NoteView | None:
    """As it is this moment, hidden or removed ones as well."""
    found = await db.rows(_NOTES + _OF_TOPIC, topic_id)
    return _by_topic(NoteView, found).get(topic_id)


async def step_of(topic_id: int) -> StepView | None:
    found = await db.rows(_STEPS + _OF_TOPIC, topic_id)
    return _by_topic(StepView, found).get(topic_id)


def _by_topic(view: type[V], rows: list[dict[str, Any]]) -> dict[int, V]:
    return {row.pop("topic"): view(**row) for row in rows}


def may_write_note(event: EventView, topic: TopicView, person: Actor | None) -> bool:
    """Whoever holds the topic; where somebody without an account does, the team of the event."""
    if person is None or event.anonymised_at or not topic.is_public:
        return False
    for_them = person.may_review(event) or person.may_moderate(event)
    return person.id in {host for host, _ in topic.hosts} or (bool(topic.came_by) and for_them)


async def later(event: EventView, topic: TopicView, person: Actor | None) -> Later | None:
    """None before the sessions begin, and for topics that are not public."""
    if now() < event.sessions_at or not topic.is_public:
        return None
    life = (await facts(event.id)).life(topic)
    may_write = may_write_note(event, topic, person)
    return Later(
        life=life,
        may_write=may_write,
        may_review=person is not None and person.may_review(event),
        own_note=await note_of(topic.id) if may_write else None,
        agreed=await _agreed(event, topic, person) if not life.sessions else None,
    )


async def _agreed(event: EventView, topic: TopicView, person: Actor | None) -> bool | None:
    asked = person is not None and person.id == topic.author and event.ends_at <= now()
    if not asked or event.anonymised_at:
        return None
    return bool(await db.rows("SELECT id FROM next_year WHERE topic = {}", topic.id))


_CHANGED = (
    "SELECT n.topic, n.entered_at, n.entered_by FROM next_step n JOIN topic t ON t.id = n.topic"
    " JOIN event e ON e.id = t.event WHERE t.state = 'accepted' AND e.anonymised_at IS NULL"
    " AND n.entered_at <= {} AND (n.told_at IS NULL OR (n.told_at < n.entered_at"
    " AND n.told_at <= {})) ORDER BY n.topic"
)
_FOLLOWERS = (
    "SELECT p.id FROM person p WHERE p.email IS NOT NULL AND p.blocked_at IS NULL"
    " AND p.notify <> 'none' AND p.id IN"
    " (SELECT v.person FROM topic t JOIN vote v ON v.topic = t.id"
    " WHERE {} IN (t.id, t.merged_into)"
    " UNION SELECT s.person FROM topic t JOIN star s ON s.topic = t.id"
    " WHERE {} IN (t.id, t.merged_into)"
    " UNION SELECT h.person FROM topic t JOIN host h ON h.topic = t.id"
    " WHERE {} IN (t.id, t.merged_into)) ORDER BY p.id"
)


async def steps_to_tell(changed_before: datetime, told_before: datetime) -> list[dict[str, Any]]:
    """Topic and by whom, of next steps that changed since those who follow were told of them."""
    return await db.rows(_CHANGED, changed_before, told_before)


async def followers(topic_id: int) -> list[int]:
    """Whoever voted for it or for what is part of it, marked it in the plan, or holds it, and can
    be told. Who of them did what is not asked, and told to nobody.
    """
    return [row["id"] for row in await db.rows(_FOLLOWERS, topic_id, topic_id, topic_id)]
