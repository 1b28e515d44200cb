"""Reading events."""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kaue import db
from kaue.recent import Recent
from kaue.tables import Event, Language

_SLUG = re.compile(r"[\w.~-]{1,40}", re.ASCII)

FRESH = 2.0
"""Seconds an event's texts and dates may be old. Votes check their window in the statement."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class EventView:
    """A barcamp as pages show it, with its themes."""

    id: int
    slug: str
    title: str
    claim: str
    claim_en: str
    about: str
    about_en: str
    organiser: str
    place: str
    address: str
    timezone: str
    submit_from: datetime
    submit_until: datetime
    vote_from: datetime
    vote_until: datetime
    starts_at: datetime
    pitch_at: datetime
    sessions_at: datetime
    ends_at: datetime
    themes: tuple[ThemeView, ...]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def claim_in(self, language: str) -> str:
        return self.claim_en if language == Language.ENGLISH and self.claim_en else self.claim

    def about_in(self, language: str) -> str:
        return self.about_en if language == Language.ENGLISH and self.about_en else self.about

    def takes_topics(self, at: datetime) -> bool:
        return self.submit_from <= at < self.submit_until

    def takes_votes(self, at: datetime) -> bool:
        return self.vote_from <= at < self.vote_until


_COLUMNS = [name for name in EventView.__slots__ if name != "themes"]


async def _load(slug: str) -> EventView | None:
    event = await Event.objects().get(Event.slug == slug)
    if event is None:
        return None
    themes = await db.rows(
        "SELECT id, slug, name FROM theme WHERE event = {} ORDER BY name, id", event.id
    )
    return EventView(
        **{name: getattr(event, name) for name in _COLUMNS},
        themes=tuple(ThemeView(**row) for row in themes),
    )


_by_slug = Recent(_load, seconds=FRESH)


async def by_slug(slug: str) -> EventView | None:
    """At most FRESH seconds old. None when there is no such event."""
    return await _by_slug.get(slug) if _SLUG.fullmatch(slug) else None


def forget(slug: str) -> None:
    """To be called by whatever changes an event."""
    _by_slug.forget(slug)


async def open_ones() -> list[EventView]:
    """All that are not archived, the next one first."""
    found = await db.rows("SELECT slug FROM event WHERE archived_at IS NULL ORDER BY starts_at, id")
    events = [await by_slug(row["slug"]) for row in found]
    return [event for event in events if event is not None]
