"""The deck: one topic after the other, those first about which the fewest have decided.

A list sorted by votes feeds on itself, and whoever comes late is seen by few. So everybody gets an
order of their own. Exact numbers would tell whoever reloads the page what others just did: so what
was decided in this hour does not count yet, and of the rest only every fifth decision moves a
topic. That limits what the order tells about others; it does not end it (docs/decisions.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from kaue import db, keyed
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.recent import Recent
from kaue.topics import queries as topics
from kaue.topics.order import numbers_shuffled
from kaue.topics.queries import TopicView
from kaue.web.dates import now

FRESH = 60.0
"""Seconds the numbers may be old. Only what is taken back changes them within the hour."""

STEP = 5
"""Decisions that move a topic one stage back."""

MOST_ORDERS = 1_000
"""Orders kept, one for each person who is deciding, some kilobytes each."""

_DECIDED = (
    "SELECT (SELECT in_one(topic) FROM vote WHERE person = {}) AS voted,"
    " (SELECT in_one(topic) FROM pass WHERE person = {}) AS passed,"
    " (SELECT in_one(topic) FROM host WHERE person = {}) AS held,"
    " (SELECT in_one(id) FROM topic WHERE author = {}) AS proposed"
)

Stages = tuple[tuple[int, int], ...]
"""Topic and stage, of topics that have left the first one."""

_DECISIONS = (
    "SELECT t.id, (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id AND v.cast_at < {})"
    " + (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id AND p.passed_at < {}) AS n"
    " FROM topic t WHERE t.event = {} AND t.state = 'accepted' ORDER BY t.id"
)


@dataclass(frozen=True, slots=True)
class Decided:
    """Numbers of topics, of all events: voted for, passed over, held or proposed by oneself."""

    voted: AbstractSet[int]
    passed: AbstractSet[int]
    own: AbstractSet[int]


@dataclass(frozen=True, slots=True)
class Deck:
    """One person's topics of an event, `dealt` in order. Their own do not appear."""

    listed: Mapping[int, TopicView]
    dealt: Sequence[int]
    decided: Decided

    @property
    def card(self) -> TopicView | None:
        gone = self._gone
        return next((self.listed[topic] for topic in self.dealt if topic not in gone), None)

    @property
    def done(self) -> int:
        return len(self.listed.keys() & (self._gone - self.decided.own))

    @property
    def total(self) -> int:
        return len(self.listed.keys() - self.decided.own)

    @property
    def coming(self) -> list[TopicView]:
        """Undecided."""
        return self._those(self.listed.keys() - self._gone)

    @property
    def voted(self) -> list[TopicView]:
        return self._those(self.decided.voted - self.decided.own)

    @property
    def passed(self) -> list[TopicView]:
        return self._those(self.decided.passed - self.decided.own)

    def decided_about(self, topic: int | None) -> TopicView | None:
        """That topic, if this very person has decided about it."""
        if topic is None or topic not in self._gone - self.decided.own:
            return None
        return self.listed.get(topic)

    @property
    def _gone(self) -> AbstractSet[int]:
        return self.decided.voted | self.decided.passed | self.decided.own

    def _those(self, wanted: AbstractSet[int]) -> list[TopicView]:
        return [self.listed[topic] for topic in self.dealt if topic in wanted]


async def deck_of(event: EventView, person: HasId) -> Deck:
    listed = await topics.listed_by_number(event.id)
    stages = await _recent_stages.get((event.id, _this_hour()))
    seed = keyed.keyed_hash("deck", str(person.id))
    return Deck(listed, in_order(stages, tuple(listed), seed), await decided_by(person.id))


async def decided_by(person_id: int) -> Decided:
    """Who has voted and passed as well has voted. Shown to nobody but this person."""
    found = await db.rows(_DECIDED, *[person_id] * 4)
    of = {name: db.numbers(joined) for name, joined in found[0].items()}
    return Decided(of["voted"], of["passed"] - of["voted"], of["held"] | of["proposed"])


@lru_cache(maxsize=MOST_ORDERS)
def in_order(stages: Stages, dealt: tuple[int, ...], seed: str) -> tuple[int, ...]:
    """By the stage that a topic's decisions reach, then by a person's own shuffle."""
    reached = dict(stages)
    return tuple(sorted(numbers_shuffled(dealt, seed), key=lambda topic: reached.get(topic, 0)))


def stages_of(decisions: Iterable[tuple[int, int]]) -> Stages:
    """From topics and how many have decided about each."""
    return tuple((topic, n // STEP) for topic, n in decisions if n >= STEP)


def _this_hour() -> datetime:
    """The same for every process, so that an order does not change with who answers."""
    return now().replace(minute=0, second=0, microsecond=0)


async def _stages(key: tuple[int, datetime]) -> Stages:
    """Of an event, by what was decided before that moment. Never shown."""
    event_id, before = key
    rows = await db.rows(_DECISIONS, before, before, event_id)
    return stages_of((row["id"], row["n"]) for row in rows)


_recent_stages = Recent(_stages, seconds=FRESH)
