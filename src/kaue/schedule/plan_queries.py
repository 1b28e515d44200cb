"""Reading the published plan: everybody's; the draft is on the board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from kaue import db
from kaue.events.queries import EventView
from kaue.recent import Recent
from kaue.schedule.times import Clocks
from kaue.tables import TopicState
from kaue.web.text import slugify

FRESH = 1.0
"""Seconds a plan may be old in other processes than the one that published it."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """One of a plan. Of a topic that is no longer public nobody reads more than that it is off.

    `again`: which of the sessions of its topic it is, from 0.
    """

    id: int
    topic: int | None
    room: int | None
    title: str
    room_name: str
    starts_at: datetime
    ends_at: datetime
    again: int = 0
    hosts: tuple[str, ...] = ()
    is_off: bool = False
    path: str = ""
    format: str = ""
    text: str = ""

    @property
    def is_for_all(self) -> bool:
        """The opening, or lunch: in no room, because everybody is meant."""
        return self.topic is None and not self.room_name

    @property
    def host_names(self) -> str:
        return ", ".join(self.hosts)

    @property
    def span(self) -> tuple[datetime, datetime]:
        return self.starts_at, self.ends_at

    def overlaps(self, other: "SessionView") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Times:
    """What begins and ends together."""

    starts_at: datetime
    ends_at: datetime
    sessions: tuple[SessionView, ...]

    @property
    def anchor(self) -> str:
        return f"um-{self.starts_at:%m%d-%H%M}-{self.ends_at:%H%M}"

    def state(self, at: datetime) -> str:
        return "past" if self.ends_at <= at else "now" if self.starts_at <= at else "next"


@dataclass(frozen=True, slots=True)
class PlanView:
    """A published version with its sessions by time, then in the order of the rooms."""

    id: int
    version: int
    note: str
    kept: int | None
    possible: int | None
    published_at: datetime
    sessions: tuple[SessionView, ...]

    @property
    def times(self) -> list[Times]:
        return by_time(self.sessions)

    @property
    def rooms(self) -> dict[int, str]:
        """Those in which something is, with the names they had then."""
        return {one.room: one.room_name for one in self.sessions if one.room is not None}

    def of_topic(self, topic: int) -> list[SessionView]:
        return [one for one in self.sessions if one.topic == topic and not one.is_off]


@dataclass(frozen=True, slots=True)
class Version:
    """What was new in it."""

    version: int
    note: str
    published_at: datetime


_SESSIONS = (
    "SELECT s.id, s.topic, s.room, s.title, s.room_name, s.starts_at, s.ends_at,"
    " t.state, t.title AS title_now, t.format, t.text, h.state AS home_state"
    " FROM session s LEFT JOIN topic t ON t.id = s.topic LEFT JOIN topic h ON h.id = t.merged_into"
    " WHERE s.plan = {} ORDER BY s.starts_at, s.ends_at, s.id"
)
_HOSTS = (
    "SELECT h.topic, COALESCE(p.name, t.on_behalf_of) AS name FROM host h"
    " JOIN topic t ON t.id = h.topic LEFT JOIN person p ON p.id = h.person"
    " WHERE h.topic IN (SELECT topic FROM session WHERE plan = {}) ORDER BY h.id"
)


async def load_latest(event_id: int) -> PlanView | None:
    """As it is this very moment."""
    plans = await db.rows(
        "SELECT id, version, note, kept, possible, published_at FROM plan WHERE event = {}"
        " ORDER BY version DESC LIMIT 1",
        event_id,
    )
    if not plans:
        return None
    (event,) = await db.rows("SELECT slug FROM event WHERE id = {}", event_id)
    return PlanView(**plans[0], sessions=await _sessions(plans[0]["id"], event["slug"]))


_latest = Recent(load_latest, seconds=FRESH)


async def latest(event_id: int) -> PlanView | None:
    """What is published now; None before the first time."""
    return await _latest.get(event_id)


def plan_changed(event_id: int) -> None:
    """To be called by whoever publishes."""
    _latest.forget(event_id)


async def places_of(event: EventView, topic: int, language: str) -> list[str]:
    """Where and when everybody can come to it, in words."""
    plan = await latest(event.id)
    if plan is None:
        return []
    clocks = Clocks(language, event.zone).on_several(one.starts_at for one in plan.sessions)
    return [clocks.place(one.starts_at, one.room_name) for one in plan.of_topic(topic)]


async def versions(event_id: int) -> list[Version]:
    """The latest first."""
    rows = await db.rows(
        "SELECT version, note, published_at FROM plan WHERE event = {} ORDER BY version DESC",
        event_id,
    )
    return [Version(**row) for row in rows]


async def _sessions(plan: int, slug: str) -> tuple[SessionView, ...]:
    hosts: dict[int, list[str]] = {}
    for row in await db.rows(_HOSTS, plan):
        if row["name"]:
            hosts.setdefault(row["topic"], []).append(row["name"])
    times: dict[int, int] = {}
    found = []
    for row in await db.rows(_SESSIONS, plan):
        topic = row["topic"]
        again = times.get(topic, 0) if topic else 0
        if topic:
            times[topic] = again + 1
        found.append(_session(row, slug, tuple(hosts.get(topic, ())), again))
    return tuple(found)


def _session(row: dict[str, Any], slug: str, hosts: tuple[str, ...], again: int) -> SessionView:
    plain = {
        name: row[name] for name in ("id", "topic", "room", "room_name", "starts_at", "ends_at")
    }
    if is_off(row):
        return SessionView(**plain, title="", again=again, is_off=True)
    if row["topic"] is None:
        return SessionView(**plain, title=row["title"])
    return SessionView(
        **plain,
        title=row["title"],
        again=again,
        hosts=hosts,
        path=f"/{slug}/themen/{row['topic']}-{slugify(row['title_now'])}".rstrip("-"),
        format=row["format"],
        text=row["text"],
    )


def is_off(row: Mapping[str, Any]) -> bool:
    """Whether nobody may read any more what was to be held.

    In a room there was a topic once, even if it is gone with its author.
    """
    if row["topic"] is None:
        return bool(row["room_name"])
    return not is_public(row["state"], row["home_state"])


def is_public(state: str, home_state: str | None) -> bool:
    """Whether everybody may read a topic, here or as a part of another one."""
    return state == TopicState.ACCEPTED or (
        state == TopicState.MERGED and home_state == TopicState.ACCEPTED
    )


def by_time(sessions: tuple[SessionView, ...]) -> list[Times]:
    """They come by time already."""
    return [
        Times(starts_at, ends_at, tuple(found))
        for (starts_at, ends_at), found in groupby(sessions, key=lambda one: one.span)
    ]
