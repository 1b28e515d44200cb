"""Reading events."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kaue import db
from kaue.events import colours
from kaue.events.logos import size_of
from kaue.recent import Recent
from kaue.tables import Counts, Event, Language, ReviewMode
from kaue.web.dates import now

_SLUG = re.compile(r"[\w.~-]{1,40}", re.ASCII)

FRESH = 2.0
"""Seconds an event's texts and dates may be old. Votes check their window in the statement."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    id: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class LogoView:
    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class EventView:
    """A barcamp as pages show it, with its themes and, if it has one, its logo."""

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
    accent: str = ""
    mining_story: bool = True
    archived_at: datetime | None = None
    anonymise_at: datetime | None = None
    anonymised_at: datetime | None = None
    review_topics: str = ReviewMode.BEFORE
    review_comments: str = ReviewMode.REPORTED
    second_pair: bool = False
    answer_days: int = 1
    counted_at: datetime | None = None
    counts: str = Counts.SEALED
    staff_see_counts: bool = False
    votes_each: int = 0
    voters_mail: bool = True
    voters_card: bool = True
    voters_on_site: bool = True
    voters_directory: bool = True
    add_paper: bool = False
    add_hands: bool = False
    pitch_order: str = "votes"
    rehearsal_of: int | None = None
    logo: LogoView | None = None

    def __hash__(self) -> int:
        # Pages are kept by event; hashing all of it for each of them costs more than finding them.
        return hash((self.id, self.counted_at))

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def roles_of(self) -> int:
        """The event in which a role opens doors here: a rehearsal is for whom it is made."""
        return self.rehearsal_of or self.id

    def claim_in(self, language: str) -> str:
        return self.claim_en if language == Language.ENGLISH and self.claim_en else self.claim

    def about_in(self, language: str) -> str:
        return self.about_en if language == Language.ENGLISH and self.about_en else self.about

    def takes_topics(self, at: datetime) -> bool:
        return not self.archived_at and self.submit_from <= at < self.submit_until

    def takes_votes(self, at: datetime) -> bool:
        running = self.vote_from <= at < self.vote_until
        return running and not self.archived_at and not self.counted_at

    @property
    def colours_path(self) -> str:
        """Its stylesheet; only with an accent there is something in it."""
        return f"/{self.slug}/farben.css?v={colours.version(self.accent)}"

    @property
    def logo_path(self) -> str:
        return f"/{self.slug}/logo?v={self.logo.digest if self.logo else ''}"


_COLUMNS = [name for name in EventView.__slots__ if name not in {"themes", "logo"}]


async def load(slug: str) -> EventView | None:
    """As it is this very moment."""
    event = await Event.objects().get(Event.slug == slug)
    if event is None:
        return None
    beside = await db.rows(_BESIDE, event.id)
    themes = [(row["theme"], row["slug"], row["name"]) for row in beside if row["theme"]]
    return EventView(
        **{name: getattr(event, name) for name in _COLUMNS},
        themes=tuple(ThemeView(*theme) for theme in themes),
        logo=_logo_view(beside[0]) if beside else None,
    )


_BESIDE = (
    "SELECT m.id AS theme, m.slug, m.name, l.digest, substr(l.content, 1, 24) AS head"
    " FROM event e LEFT JOIN theme m ON m.event = e.id LEFT JOIN logo l ON l.event = e.id"
    " WHERE e.id = {} ORDER BY m.name, m.id"
)


def _logo_view(row: dict[str, Any]) -> LogoView | None:
    return LogoView(row["digest"], *size_of(bytes(row["head"]))) if row["digest"] else None


async def logo(event_id: int) -> tuple[bytes, str, str] | None:
    """The picture itself, its media type and its digest."""
    found = await db.rows("SELECT content, media_type, digest FROM logo WHERE event = {}", event_id)
    return (bytes(found[0]["content"]), *list(found[0].values())[1:]) if found else None


async def _load_past(_: str) -> list[dict[str, Any]]:
    return await db.rows(
        "SELECT slug FROM event WHERE archived_at IS NOT NULL AND ends_at <= {}"
        " AND rehearsal_of IS NULL"
        " ORDER BY starts_at DESC, id DESC",
        now(),
    )


_by_slug = Recent(load, seconds=FRESH)
_past = Recent(_load_past, seconds=FRESH)


async def by_slug(slug: str) -> EventView | None:
    """At most FRESH seconds old. None when there is no such event."""
    return await _by_slug.get(slug) if _SLUG.fullmatch(slug) else None


def forget(slug: str) -> None:
    """To be called by whatever changes an event."""
    _by_slug.forget(slug)
    _past.forget("past")


async def open_ones() -> list[EventView]:
    """All that are not archived, the next one first."""
    return await _views(
        await db.rows(
            "SELECT slug FROM event WHERE archived_at IS NULL AND rehearsal_of IS NULL"
            " ORDER BY starts_at, id"
        )
    )


async def past_ones() -> list[EventView]:
    """The archived ones that have taken place, the latest first."""
    return await _views(await _past.get("past"))


async def all_ones() -> list[EventView]:
    """Every one, the latest first. Only admins see those that are not announced."""
    return await _views(
        await db.rows(
            "SELECT slug FROM event WHERE rehearsal_of IS NULL ORDER BY starts_at DESC, id DESC"
        )
    )


async def slug_of(event_id: int) -> str:
    (row,) = await db.rows("SELECT slug FROM event WHERE id = {}", event_id)
    return str(row["slug"])


async def rehearsal_of(event: EventView) -> EventView | None:
    found = await db.rows("SELECT slug FROM event WHERE rehearsal_of = {}", event.id)
    return await by_slug(found[0]["slug"]) if found else None


async def themes_in_use(event_id: int) -> set[int]:
    """The themes some topic has; these cannot be removed."""
    found = await db.rows(
        "SELECT DISTINCT x.theme FROM topic_theme x JOIN theme m ON m.id = x.theme"
        " WHERE m.event = {}",
        event_id,
    )
    return {row["theme"] for row in found}


async def _views(rows: list[dict[str, Any]]) -> list[EventView]:
    events = [await by_slug(row["slug"]) for row in rows]
    return [event for event in events if event is not None]
