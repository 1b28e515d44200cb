"""The deck: one topic after the other, those first about which the fewest have decided.

A list sorted by votes feeds on itself, and whoever comes late is seen by few. So everybody gets an
order of their own. Exact numbers would tell whoever reloads the page what others just did: so what
was decided in this hour does not count yet, and of the rest only every fifth decision moves a
topic. That limits what the order tells about others; it does not end it (docs/decisions.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.recent import Recent
from kaue.topics import queries as topics
from kaue.topics.order import shuffled
from kaue.topics.queries import TopicView
from kaue.web.dates import now

FRESH = 60.0
"""Seconds the numbers may be old. Only what is taken back changes them within the hour."""

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
    decided = await topics.decided_by(person.id, event.id)
    decisions = await _recent_decisions.get((event.id, _this_hour()))
    deck = Deck([], [], [])
    piles = {None: deck.coming, True: deck.voted, False: deck.passed}
    for one in in_order(decisions, await topics.listed(event.id), person.id):
        # A plain loop: this is done for every topic with every card.
        for host, _ in one.hosts:
            if host == person.id:
                break
        else:
            if one.author != person.id:
                piles[decided.get(one.id)].append(one)
    return deck


def in_order(
    decisions: Mapping[int, int], dealt: Iterable[TopicView], person: int
) -> list[TopicView]:
    """By the stage that a topic's decisions reach, then by a shuffle of this person's."""
    seed = keyed.keyed_hash("deck", str(person))
    coming = shuffled(dealt, seed)
    stages = {topic: stage for topic, n in decisions.items() if (stage := n // STEP)}
    return sorted(coming, key=lambda one: stages.get(one.id, 0)) if stages else coming


def _this_hour() -> datetime:
    """The same for every process, so that an order does not change with who answers."""
    return now().replace(minute=0, second=0, microsecond=0)


async def _decisions(key: tuple[int, datetime]) -> dict[int, int]:
    """Of an event: topic → votes and passes of before that moment. Never shown."""
    event_id, before = key
    rows = await db.rows(
        "SELECT t.id, (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id AND v.cast_at < {})"
        " + (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id AND p.passed_at < {}) AS n"
        " FROM topic t WHERE t.event = {} AND t.state = 'accepted'",
        before,
        before,
        event_id,
    )
    return {row["id"]: int(row["n"]) for row in rows}


_recent_decisions = Recent(_decisions, seconds=FRESH)
