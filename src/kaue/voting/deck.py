"""The deck: one topic after the other, those first about which the fewest have decided.

A list sorted by votes feeds on itself, and whoever comes late is seen by few. So everybody gets an
order of their own. Exact numbers would tell from it what others did; only quarters go in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView

QUARTERS = 4


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
    places = in_order(await _decisions(event.id), [one.id for one in undecided], person.id)
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
    """Topic → its place: which quarter it is in by decisions, then a shuffle of this person's."""
    ranked = sorted(decisions.values())

    def place(topic: int) -> tuple[int, str]:
        fewer = sum(1 for one in ranked if one < decisions.get(topic, 0))
        quarter = fewer * QUARTERS // max(len(ranked), 1)
        return quarter, keyed.keyed_hash("deck", str(person), str(topic))

    return {topic: place(topic) for topic in undecided}


async def _decisions(event_id: int) -> dict[int, int]:
    """Topic → votes and passes. Never shown."""
    rows = await db.rows(
        "SELECT t.id, (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id)"
        " + (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id) AS n"
        " FROM topic t WHERE t.event = {} AND t.state = 'accepted'",
        event_id,
    )
    return {row["id"]: int(row["n"]) for row in rows}
