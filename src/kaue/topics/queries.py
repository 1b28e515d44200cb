"""Reading topics: one shape, TopicView, whoever asks."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kaue import db
from kaue.events import sealing
from kaue.recent import Recent
from kaue.tables import TopicState
from kaue.web.text import slugify

FRESH = 1.0
"""Seconds the counts of the public list may be old. What this process changes shows at once."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic with everything pages show of it. `hosts` and `themes` are (id or slug, name).

    In an anonymised event a host is (None, ""). What staff entered for somebody has that name and
    no author; `came_by` tells how it came. `votes` is None while the event keeps numbers sealed;
    `votes_if_voted` is for whoever has voted for the topic.
    """

    id: int
    event: int
    event_slug: str
    author: int | None
    author_name: str
    title: str
    text: str
    format: str
    state: str
    version: int
    created_at: datetime
    changed_at: datetime
    submitted_at: datetime | None
    waits_since: datetime | None
    unreviewed: bool
    merged_into: int | None
    came_by: str
    corrected_at: datetime | None
    hosts: tuple[tuple[int | None, str], ...]
    themes: tuple[tuple[str, str], ...]
    votes: int | None
    votes_if_voted: int | None
    comments: int

    def votes_told(self, voted: bool) -> int | None:
        return self.votes_if_voted if voted else self.votes

    @property
    def number_and_slug(self) -> str:
        """`12-offene-daten`; the number alone finds it."""
        return f"{self.id}-{slugify(self.title)}".rstrip("-")

    @property
    def path(self) -> str:
        return f"/{self.event_slug}/themen/{self.number_and_slug}"

    @property
    def vote_path(self) -> str:
        return f"/{self.event_slug}/themen/{self.id}/stimme"

    @property
    def is_public(self) -> bool:
        return self.state == TopicState.ACCEPTED

    @property
    def host_names(self) -> str:
        return ", ".join(name for _, name in self.hosts if name)

    @property
    def is_wish(self) -> bool:
        """Nobody would hold it yet: a Themenwunsch."""
        return not self.hosts


_TOPICS = (
    "SELECT t.id, t.event, e.slug AS event_slug, t.author,"
    " COALESCE(p.name, t.on_behalf_of) AS author_name, t.title, t.text,"
    " t.format, t.state, t.version, t.created_at, t.changed_at, t.submitted_at, t.waits_since,"
    " t.unreviewed, t.merged_into, t.came_by, t.corrected_at, e.counts, e.counted_at"
    " FROM topic t JOIN event e ON e.id = t.event LEFT JOIN person p ON p.id = t.author WHERE "
)
_HOSTS = (
    "SELECT h.topic, p.id, COALESCE(p.name, t.on_behalf_of) AS name FROM host h"
    " LEFT JOIN person p ON p.id = h.person"
    " JOIN topic t ON t.id = h.topic WHERE "
)
_THEMES = (
    "SELECT x.topic, m.slug, m.name FROM topic_theme x JOIN theme m ON m.id = x.theme"
    " JOIN topic t ON t.id = x.topic WHERE "
)
_VOTES = "SELECT v.topic, COUNT(*) AS n FROM vote v JOIN topic t ON t.id = v.topic WHERE "
_ALL_VOTES = _VOTES + "t.event = {} GROUP BY v.topic"
_OWN_COMMENTS = (
    "SELECT c.topic, COUNT(*) AS n FROM comment c JOIN topic t ON t.id = c.topic"
    " WHERE c.deleted_at IS NULL AND c.state = 'shown' AND "
)
_COMMENTS_OF_MERGED = (
    " UNION ALL SELECT t.id, COUNT(*) FROM topic m JOIN topic t ON t.id = m.merged_into"
    " JOIN comment c ON c.topic = m.id WHERE c.deleted_at IS NULL AND c.state = 'shown' AND "
)


class _Slice:
    """Five statements that read the topics of one WHERE, however many there are."""

    def __init__(self, where: str, order: str) -> None:
        self.topics = _TOPICS + where + " ORDER BY " + order
        self.hosts = _HOSTS + where + " ORDER BY h.id"
        self.themes = _THEMES + where + " ORDER BY m.name"
        self.votes = _VOTES + where + " GROUP BY v.topic"
        self.comments = (
            _OWN_COMMENTS
            + where
            + " GROUP BY c.topic"
            + _COMMENTS_OF_MERGED
            + where
            + " GROUP BY t.id"
        )

    async def read(self, *values: Any) -> list[TopicView]:
        topics = await db.rows(self.topics, *values)
        hosts = _gathered(await db.rows(self.hosts, *values), "id")
        themes = _gathered(await db.rows(self.themes, *values), "slug")
        told = await self._told(topics, values)
        comments: Counter[int] = Counter()
        for row in await db.rows(self.comments, *values, *values):
            comments[row["topic"]] += row["n"]
        return [
            TopicView(
                **row,
                hosts=hosts.get(row["id"], ()),
                themes=themes.get(row["id"], ()),
                votes=told[row["id"]][0],
                votes_if_voted=told[row["id"]][1],
                comments=comments[row["id"]],
            )
            for row in topics
        ]

    async def _told(
        self, topics: list[dict[str, Any]], values: tuple[Any, ...]
    ) -> dict[int, tuple[int | None, int | None]]:
        """Topic → its votes as everybody is told, and as its voters are. Else they are not read.

        Takes the event's rule out of the rows.
        """
        rules = {row["id"]: (row.pop("counts"), row.pop("counted_at")) for row in topics}
        votes = {}
        if any(sealing.told_to_voters(*rule) for rule in set(rules.values())):
            votes = {row["topic"]: row["n"] for row in await db.rows(self.votes, *values)}
        return {
            topic: (
                votes.get(topic, 0) if sealing.told_to_all(*rule) else None,
                votes.get(topic, 0) if sealing.told_to_voters(*rule) else None,
            )
            for topic, rule in rules.items()
        }


def _gathered(rows: list[dict[str, Any]], key: str) -> dict[int, tuple[tuple[Any, str], ...]]:
    found: dict[int, tuple[tuple[Any, str], ...]] = {}
    for row in rows:
        found[row["topic"]] = (*found.get(row["topic"], ()), (row[key], row["name"]))
    return found


_ONE = _Slice("t.id = {}", "t.id")
_IN_STATE = _Slice("t.event = {} AND t.state = {}", "t.submitted_at, t.id")
_PITCHED = _Slice("t.id IN (SELECT topic FROM pitch WHERE ranking = {})", "t.id")
_VOTED = _Slice(
    "t.id IN (SELECT topic FROM vote WHERE person = {}) AND t.merged_into IS NULL",
    "t.event, t.title, t.id",
)
_BY_AUTHOR = _Slice("t.author = {}", "t.changed_at DESC, t.id DESC")


async def find(topic_id: int) -> TopicView | None:
    found = await _ONE.read(topic_id)
    return found[0] if found else None


async def home_of(topic: TopicView) -> TopicView | None:
    """The topic it was merged into, as long as that is public."""
    home = await find(topic.merged_into) if topic.merged_into else None
    return home if home is not None and home.is_public else None


async def in_state(event_id: int, state: TopicState) -> list[TopicView]:
    """Oldest submission first."""
    return await _IN_STATE.read(event_id, str(state))


async def pitched_in(ranking_id: int) -> list[TopicView]:
    """The topics of a line-up, in whatever state they are by now."""
    return await _PITCHED.read(ranking_id)


async def by_author(person_id: int) -> list[TopicView]:
    """A person's own, in whatever state, the latest change first."""
    return await _BY_AUTHOR.read(person_id)


async def _load_listed(event_id: int) -> dict[int, TopicView]:
    return {topic.id: topic for topic in await in_state(event_id, TopicState.ACCEPTED)}


_listed = Recent(_load_listed, seconds=FRESH)


async def listed_by_number(event_id: int) -> Mapping[int, TopicView]:
    """The public topics of an event, at most FRESH seconds old, oldest first."""
    return await _listed.get(event_id)


async def listed(event_id: int) -> list[TopicView]:
    """As listed_by_number(), for whoever does not look for one."""
    return list((await _listed.get(event_id)).values())


async def find_listed(event_id: int, topic_id: int) -> TopicView | None:
    """As find(), for public topics, from what the list was just made of."""
    return (await _listed.get(event_id)).get(topic_id)


async def recounted(topic: TopicView) -> TopicView:
    """With its votes counted anew, which the list then shows without reading the others again.

    While numbers are sealed nothing is counted, and nothing in the list changes.
    """
    if topic.votes_if_voted is None:
        return topic
    n = await votes_of(topic.id)
    told: dict[str, Any] = {
        "votes": topic.votes if topic.votes is None else n,
        "votes_if_voted": n,
    }
    listed = await _listed.get(topic.event)
    # It may have left the list meanwhile, and must not come back by a vote.
    if topic.id in listed:
        listed[topic.id] = replace(listed[topic.id], **told)
    return replace(topic, **told)


async def unsealed(topics: Iterable[TopicView]) -> list[TopicView]:
    """With numbers, also where they are sealed: only for those whom the event tells them early."""
    found = list(topics)
    votes: dict[int, int] = {}
    for event in {topic.event for topic in found}:
        votes |= {row["topic"]: row["n"] for row in await db.rows(_ALL_VOTES, event)}
    return [replace(topic, votes=votes.get(topic.id, 0)) for topic in found]


async def for_staff(event: sealing.Sealed, topics: Iterable[TopicView]) -> list[TopicView]:
    """With numbers where the event tells them its staff."""
    return await unsealed(topics) if sealing.told_to_staff(event) else list(topics)


async def votes_of(topic_id: int) -> int:
    """Counted anew: nothing stores a number that could drift. Whoever asks may know it."""
    found = await db.rows("SELECT COUNT(*) AS n FROM vote WHERE topic = {}", topic_id)
    return int(found[0]["n"])


def list_changed(event_id: int) -> None:
    """To be called by whatever changes what the public list shows."""
    _listed.forget(event_id)


async def voted_by(person_id: int, event_id: int) -> set[int]:
    """The topics of an event a person is for. Shown to nobody but this person.

    A vote for a topic that was merged counts, and shows, where that is part of now.
    """
    found = await db.rows(
        "SELECT in_one(topic) AS numbers FROM vote v WHERE v.person = {}"
        " AND EXISTS (SELECT 1 FROM topic t WHERE t.id = v.topic AND t.event = {}"
        " AND t.merged_into IS NULL)",
        person_id,
        event_id,
    )
    return db.numbers(found[0]["numbers"])


async def voted_topics(person_id: int) -> list[TopicView]:
    """What a person is for, in all events. Shown to nobody but this person."""
    return await _VOTED.read(person_id)
