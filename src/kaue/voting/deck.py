"""The deck: one topic after the other, those first about which the fewest have decided.

A list sorted by votes feeds on itself, and whoever comes late is seen by few. So everybody gets an
order of their own. Exact numbers would tell whoever reloads the page what others just did: so what
was decided in this hour does not count yet, and of the rest only every fifth decision moves a
topic. That limits what the order tells about others; it does not end it (docs/decisions.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView
from kaue.web.dates import now

STEP = 5
"""Decisions that move a topic one stage back."""


@dataclass(frozen=True, slots=True)
class Deck:
    """One person's topics of an event, without their own; `coming` is undecided, in order."""

    coming: list[TopicView]
    voted: list[TopicView]
    passed: list[TopicView]

    @property
    def card(self) -> TopicView | None:
        return self.coming[0] if self.coming else None

    @property
    def done(self) -> int:
        return len(self.voted) + len(self.passed)

    @property
    def total(self) -> int:
        return self.done + len(self.coming)


async def deck_of(event: EventView, person: HasId) -> Deck:
    voted = await topics.voted_by(person.id, event.id)
    passed = await topics.passed_by(person.id, event.id) - voted
    others = [one for one in await topics.listed(event.id) if not _is_own(one, person)]
    undecided = [one for one in others if one.id not in voted | passed]
    places = in_order(
        await _decisions(event.id, _this_hour()), [one.id for one in undecided], person.id
    )
    return Deck(
        sorted(undecided, key=lambda one: places[one.id]),
        [one for one in others if one.id in voted],
        [one for one in others if one.id in passed],
    )


def _is_own(topic: TopicView, person: HasId) -> bool:
    return person.id == topic.author or person.id in {host for host, _ in topic.hosts}


def in_order(
    decisions: Mapping[int, int], undecided: list[int], person: int
) -> dict[int, tuple[int, str]]:
    """Topic → its place: the stage that its decisions reach, then a shuffle of this person's."""
    return {
        topic: (
            decisions.get(topic, 0) // STEP,
            keyed.keyed_hash("deck", str(person), str(topic)),
        )
        for topic in undecided
    }


def _this_hour() -> datetime:
    """The same for every process, so that an order does not change with who answers."""
    return now().replace(minute=0, second=0, microsecond=0)


async def _decisions(event_id: int, before: datetime) -> dict[int, int]:
    """Topic → votes and passes of before that moment. Never shown."""
    rows = await db.rows(
        "SELECT t.id, (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id AND v.cast_at < {})"
        " + (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id AND p.passed_at < {}) AS n"
        " FROM topic t WHERE t.event = {} AND t.state = 'accepted'",
        before,
        before,
        event_id,
    )
    return {row["id"]: int(row["n"]) for row in rows}
