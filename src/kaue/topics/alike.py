"""Topics much like another one: for staff whatever is proposed, for everybody what is public."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from kaue import db
from kaue.events import sealing
from kaue.events.queries import EventView
from kaue.recent import Recent
from kaue.similar import Index
from kaue.tables import TopicState
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

FRESH = 20.0
"""Seconds an index may be old: it is a hint, and making one takes a while."""

SHARED_FROM = 3
"""People. Fewer in common could be recognised."""

MOST = 5
_STATES = (TopicState.SUBMITTED, TopicState.ASKED_BACK, TopicState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Alike:
    """`shared` is how many people are for both: 0 for fewer than SHARED_FROM, or while sealed."""

    topic: TopicView
    score: float
    shared: int

    @property
    def percent(self) -> int:
        return round(self.score * 100)


async def _load_staffs(event_id: int) -> Index:
    rows = await db.rows(
        "SELECT id, title, text FROM topic WHERE event = {} AND state IN ({}, {}, {}) ORDER BY id",
        event_id,
        *map(str, _STATES),
    )
    return await _made({row["id"]: (row["title"], row["text"]) for row in rows})


async def _load_public(event_id: int) -> Index:
    listed = await topics.listed(event_id)
    return await _made({topic.id: (topic.title, topic.text) for topic in listed})


async def _made(texts: Mapping[int, tuple[str, str]]) -> Index:
    # Beside the event loop: with hundreds of topics it would be noticed.
    return await asyncio.to_thread(Index, texts)


_staffs = Recent(_load_staffs, seconds=FRESH)
_publics = Recent(_load_public, seconds=FRESH)


async def for_staff(event: EventView, topic: TopicView) -> list[Alike]:
    """The most alike first."""
    index = await _staffs.get(topic.event)
    found = index.like(topic.title, topic.text, leave_out=topic.id, most=MOST)
    shared = await _shared_voters(topic.id) if sealing.told_to_staff(event) else {}
    known = [other for one in found if (other := await topics.find(one.key))]
    scores = {one.key: one.score for one in found}
    return [
        Alike(other, scores[other.id], shared.get(other.id, 0))
        for other in await topics.for_staff(event, known)
        if other.state in _STATES
    ]


async def for_everybody(event_id: int, title: str, text: str = "") -> list[TopicView]:
    """Public topics much like what somebody is about to propose."""
    if not title:
        return []
    listed = {topic.id: topic for topic in await topics.listed(event_id)}
    found = (await _publics.get(event_id)).like(title, text)
    return [listed[one.key] for one in found if one.key in listed]


async def _shared_voters(topic_id: int) -> dict[int, int]:
    """Topic → how many people are for it as well. Numbers only, and none that is small."""
    rows = await db.rows(
        "SELECT b.topic, COUNT(*) AS n FROM vote a JOIN vote b ON b.person = a.person"
        " WHERE a.topic = {} AND b.topic <> {} GROUP BY b.topic HAVING COUNT(*) >= {}",
        topic_id,
        topic_id,
        SHARED_FROM,
    )
    return {row["topic"]: row["n"] for row in rows}
