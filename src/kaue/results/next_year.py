"""Topics that had no session may come along to the next barcamp, if their authors agree."""

# ruff: noqa: S608 - statements are put together from constants of this module only

from collections.abc import Mapping
from typing import Any

from kaue import db
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.tables import Host, NextYear, Topic, TopicState, TopicTheme
from kaue.topics.queries import TopicView
from kaue.web.dates import now


class NotAsked(Exception):
    """It had a session, the day is not over, or it is somebody else's."""


_NOT_HELD = (
    "t.state = 'accepted' AND EXISTS"
    " (SELECT 1 FROM person a WHERE a.id = t.author AND a.blocked_at IS NULL) AND NOT EXISTS"
    " (SELECT 1 FROM session s JOIN topic m ON m.id = s.topic"
    " WHERE COALESCE(m.merged_into, m.id) = t.id AND s.plan ="
    " (SELECT p.id FROM plan p WHERE p.event = t.event ORDER BY p.version DESC LIMIT 1))"
)
_AGREED = (
    "SELECT t.id, t.author, t.title, t.text, t.format FROM topic t"
    " JOIN next_year y ON y.topic = t.id AND y.person = t.author WHERE t.event = {} AND "
) + _NOT_HELD
_HOW_MANY = (
    "SELECT t.event, COUNT(*) AS n FROM topic t"
    " JOIN next_year y ON y.topic = t.id AND y.person = t.author WHERE "
) + _NOT_HELD
_OWN = "SELECT t.id FROM topic t JOIN event e ON e.id = t.event WHERE t.id = {} AND t.author = {}"
_ASKED = (
    "SELECT t.id, y.id AS agreed FROM topic t JOIN event e ON e.id = t.event"
    " LEFT JOIN next_year y ON y.topic = t.id WHERE t.author = {}"
)
_OVER = " AND e.ends_at <= {} AND e.anonymised_at IS NULL AND "
_THEMES = (
    "SELECT x.topic, n.id AS theme FROM topic_theme x JOIN theme m ON m.id = x.theme"
    " JOIN theme n ON n.slug = m.slug AND n.event = {} WHERE m.event = {}"
)


async def agree(topic: TopicView, *, by: HasId) -> None:
    """Doing so twice changes nothing. Raises NotAsked."""
    async with db.unit_of_work():
        if not await db.rows(_OWN + _OVER + _NOT_HELD, topic.id, by.id, now()):
            raise NotAsked
        await db.write(
            "INSERT INTO next_year (topic, person, agreed_at) VALUES ({}, {}, {})"
            " ON CONFLICT (topic) DO NOTHING",
            topic.id,
            by.id,
            now(),
        )


async def take_back(topic: TopicView, *, by: HasId) -> None:
    """Doing so twice changes nothing."""
    await NextYear.delete().where(NextYear.topic == topic.id, NextYear.person == by.id)


async def asked(person_id: int) -> Mapping[int, bool]:
    """Topics of this person that had no session → whether they may come along."""
    rows = await db.rows(_ASKED + _OVER + _NOT_HELD, person_id, now())
    return {row["id"]: row["agreed"] is not None for row in rows}


async def how_many() -> Mapping[int, int]:
    """Event → how many of its topics may come along."""
    return {row["event"]: row["n"] for row in await db.rows(_HOW_MANY + " GROUP BY t.event")}


async def carry(source: EventView, made_id: int) -> int:
    """Hand them in at another event, within the unit of work that makes it; returns how many.

    Author, words, format and themes of the same name come along; votes and comments do not, and
    only the author holds it: nobody else was asked. The editors look at it anew. Who agreed has
    agreed for one barcamp, not for all that follow.
    """
    agreed = await db.rows(_AGREED + " ORDER BY t.id", source.id)
    themes = await db.rows(_THEMES, made_id, source.id)
    hosts = await db.rows(
        "SELECT h.topic, h.person FROM host h JOIN topic t ON t.id = h.topic WHERE t.event = {}",
        source.id,
    )
    for row in agreed:
        topic_id = await _hand_in(row, made_id)
        if any((one["topic"], one["person"]) == (row["id"], row["author"]) for one in hosts):
            await Host(topic=topic_id, person=row["author"]).save()
        for one in themes:
            if one["topic"] == row["id"]:
                await TopicTheme(topic=topic_id, theme=one["theme"]).save()
        await NextYear.delete().where(NextYear.topic == row["id"])
    return len(agreed)


async def _hand_in(row: Mapping[str, Any], event_id: int) -> int:
    at = now()
    topic = Topic(
        event=event_id,
        author=row["author"],
        title=row["title"],
        text=row["text"],
        format=row["format"],
        state=TopicState.SUBMITTED,
        created_at=at,
        changed_at=at,
        submitted_at=at,
        waits_since=at,
    )
    await topic.save()
    return int(topic.id)
