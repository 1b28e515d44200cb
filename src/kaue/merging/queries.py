"""Reading what was merged, what could be, and what that would mean."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.comments import queries as comments
from kaue.comments.queries import CommentView
from kaue.events import sealing
from kaue.events.queries import EventView
from kaue.merging.people import People
from kaue.tables import Verdict
from kaue.topics import alike
from kaue.topics import queries as topics
from kaue.topics.filters import Filter
from kaue.topics.queries import TopicView

MOST = 20
"""Topics found by a search that can be chosen; who wants others names them better."""


@dataclass(frozen=True, slots=True)
class Part:
    """A topic that was merged into `home`, with the comments it had then.

    `offers`: its author would host that one, too.
    """

    topic: TopicView
    home: TopicView
    offers: bool
    thread: list[CommentView]

    @property
    def co_hosts(self) -> bool:
        """Its author is among those who host the home."""
        return self.topic.author is not None and _hosts(self.topic.author, self.home)

    @property
    def waits(self) -> bool:
        """The home's author has not answered the offer yet."""
        return self.offers and self.topic.author is not None and not self.co_hosts

    def may_offer(self, person: int | None) -> bool:
        """Whoever would have held the one may hold the other, unless that is one's own anyway."""
        own = person is not None and person == self.topic.author != self.home.author
        return own and _hosts(self.topic.author, self.topic)

    def may_answer(self, person: int | None) -> bool:
        return self.waits and person is not None and person == self.home.author


def _hosts(person: int | None, topic: TopicView) -> bool:
    return person in {host for host, _ in topic.hosts}


async def parts(home: TopicView, viewer: int | None) -> list[Part]:
    """What was merged into a topic, the oldest first, with comments as this person reads them."""
    found = []
    for row in await db.rows(
        "SELECT id, offers_to_host FROM topic WHERE merged_into = {} ORDER BY id", home.id
    ):
        topic = await topics.find(row["id"])
        if topic is not None:
            thread = await comments.thread(topic.id, viewer)
            found.append(Part(topic, home, row["offers_to_host"], thread))
    return found


@dataclass(frozen=True, slots=True)
class Merge:
    """The decision that merged a topic. `was` is where it stood before."""

    id: int
    was: str
    decided_at: datetime


async def merge_of(topic_id: int) -> Merge | None:
    """The latest one."""
    found = await db.rows(
        "SELECT id, was, decided_at FROM decision WHERE topic = {} AND verdict = {}"
        " ORDER BY id DESC LIMIT 1",
        topic_id,
        str(Verdict.MERGED),
    )
    return Merge(**found[0]) if found else None


async def people(event: EventView, source_id: int, home_id: int) -> People | None:
    """None while the event does not tell its staff."""
    if not sealing.told_to_staff(event):
        return None
    found = await db.rows(
        "SELECT (SELECT COUNT(*) FROM vote WHERE topic = {}) AS source,"
        " (SELECT COUNT(*) FROM vote WHERE topic = {}) AS home,"
        " (SELECT COUNT(*) FROM vote a JOIN vote b ON b.person = a.person"
        " WHERE a.topic = {} AND b.topic = {}) AS common",
        source_id,
        home_id,
        source_id,
        home_id,
    )
    return People(**found[0])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A public topic that another one could be merged into. `percent` is how alike they are."""

    topic: TopicView
    percent: int = 0


async def candidates(event: EventView, source: TopicView, words: str) -> list[Candidate]:
    """With words, the public topics that match; without, those that are much like it."""
    if not words:
        likely = await alike.for_staff(event, source)
        return [Candidate(one.topic, one.percent) for one in likely if one.topic.is_public]
    matching = Filter(words=words).matching(await topics.listed(source.event))
    others = [one for one in matching if one.id != source.id][:MOST]
    return [Candidate(one) for one in await topics.for_staff(event, others)]
