"""Creating, copying and changing events. What they are called in addresses never changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from kaue import db
from kaue.events import calendar, queries
from kaue.events.logos import MEDIA_TYPE
from kaue.events.queries import EventView
from kaue.tables import Event, Theme
from kaue.web.dates import now
from kaue.web.text import slugify

RESERVED = {
    "anmelden", "abmelden", "abbestellen", "registrieren", "passwort", "konto", "redaktion",
    "pult", "beamer",
    "verwaltung", "hilfe", "nutzungsregeln", "impressum", "datenschutz", "barrierefreiheit",
    "barriere-melden",
    "leichte-sprache", "gebaerdensprache", "quellcode", "postfach", "healthz", "readyz", "metrics",
    "static", "en", "j", "api", "einladung", "archiv",
    "karte", "vor-ort", "live",
}  # fmt: skip

REHEARSAL = "probe-"
"""Addresses of rehearsals begin so."""


def is_reserved(slug: str) -> bool:
    return slug in RESERVED or slug.startswith(REHEARSAL)


COPIED = (
    "claim", "claim_en", "about", "about_en", "organiser", "place", "address", "timezone",
    "accent", "mining_story", "review_topics", "review_comments", "second_pair", "answer_days",
    "counts", "staff_see_counts", "votes_each", "voters_mail", "voters_card", "voters_on_site",
    "voters_directory", "add_paper", "add_hands", "pitch_order",
)  # fmt: skip
"""What a copy takes over. Title, address and day are asked for, the moments follow from the day."""

MOMENTS = tuple(calendar.USUAL)


class ReservedAddress(Exception):
    """The address is one of kaue's own."""


class EventChanged(Exception):
    """Somebody else changed the event after this page was opened."""


class NamesRemoved(Exception):
    """Nobody's votes can be told apart by person any more, so it never opens again."""


class OrderFixed(Exception):
    """Voting has ended, and which order leads the pitches was to be known before."""


class ThemeInUse(Exception):
    """Some topic has this theme."""


async def create(*, themes: Mapping[str, str], **values: Any) -> Event:
    """Store an event with its themes (slug → name). Raises ReservedAddress, db.Conflict."""
    if is_reserved(values["slug"]) and not values.get("rehearsal_of"):
        raise ReservedAddress
    event = Event(**values)
    async with db.unit_of_work():
        await event.save()
        for slug, name in themes.items():
            await Theme(event=event.id, slug=slug, name=name).save()
    queries.forget(event.slug)
    return event


async def copy(source: EventView, *, slug: str, title: str, day: date) -> Event:
    """A new event with texts, themes, reasons and look of an earlier one, not announced yet.

    Nothing comes along that people did: no role, topic, vote or comment.
    Raises ReservedAddress, db.Conflict.
    """
    taken_over = {name: getattr(source, name) for name in COPIED}
    moments = {name: getattr(source, name) for name in MOMENTS}
    moments = calendar.moved(moments, day, source.zone)
    themes = {theme.slug: theme.name for theme in source.themes}
    async with db.unit_of_work():
        made = await create(
            slug=slug, title=title, archived_at=now(), themes=themes, **taken_over, **moments
        )
        await db.write(
            "INSERT INTO logo (event, media_type, content, digest)"
            " SELECT CAST({} AS INTEGER), media_type, content, digest FROM logo WHERE event = {}",
            made.id,
            source.id,
        )
        await db.write(
            "INSERT INTO own_reason (event, text, text_en)"
            " SELECT CAST({} AS INTEGER), text, text_en FROM own_reason"
            " WHERE event = {} AND removed_at IS NULL ORDER BY id",
            made.id,
            source.id,
        )
    queries.forget(slug)
    return made


def stamp(event: EventView) -> str:
    """Stands for everything change() can change, to notice who came first."""
    columns = replace(event, themes=(), logo=None, archived_at=None, counted_at=None)
    return sha256(repr(columns).encode()).hexdigest()[:32]


_THE_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"
_THE_THEME = "SELECT m.id FROM theme m WHERE m.id = {}"


async def change(event: EventView, values: Mapping[str, Any], *, seen: str) -> None:
    """Store new values of columns. Raises EventChanged when it was another one that was `seen`.

    Raises NamesRemoved for moments of an anonymised event, and OrderFixed for another order of the
    pitches once voting has ended.
    """
    async with db.unit_of_work():
        await db.rows(_THE_EVENT + db.for_update("e"), event.id)
        current = await queries.load(event.slug)
        if current and current.anonymised_at and not values.keys().isdisjoint(MOMENTS):
            raise NamesRemoved
        if current is None or stamp(current) != seen:
            raise EventChanged
        if values.get("pitch_order", current.pitch_order) != current.pitch_order:
            _only_before_the_end(current)
        columns: dict[Any, Any] = dict(values)
        # Who opens the vote again counts again later; what was counted before stays.
        if values.get("vote_until", event.vote_until) > now():
            columns["counted_at"] = None
        await Event.update(columns).where(Event.id == event.id)
    queries.forget(event.slug)


def _only_before_the_end(event: EventView) -> None:
    if event.vote_until <= now() or event.counted_at:
        raise OrderFixed


async def archive(event: EventView) -> None:
    """From now on it can only be read."""
    await db.write(
        "UPDATE event SET archived_at = {} WHERE id = {} AND archived_at IS NULL", now(), event.id
    )
    queries.forget(event.slug)


async def announce(event: EventView) -> None:
    """List it among the current ones, for the first time or again. Raises NamesRemoved."""
    announced = await db.write(
        "UPDATE event SET archived_at = NULL WHERE id = {} AND anonymised_at IS NULL RETURNING id",
        event.id,
    )
    queries.forget(event.slug)
    if not announced:
        raise NamesRemoved


async def add_theme(event: EventView, name: str) -> None:
    """Raises db.Conflict when there is one of this name."""
    slug = slugify(name)[:40].rstrip("-")
    await db.write(
        "INSERT INTO theme (event, slug, name) VALUES ({}, {}, {})", event.id, slug, name
    )
    queries.forget(event.slug)


async def remove_theme(event: EventView, theme_id: int) -> None:
    """Doing so twice changes nothing. Raises ThemeInUse."""
    async with db.unit_of_work():
        # On PostgreSQL a topic that takes the theme this very moment is waited for, then seen.
        await db.rows(_THE_THEME + db.for_update("m"), theme_id)
        await db.write(
            "DELETE FROM theme WHERE id = {} AND event = {}"
            " AND NOT EXISTS (SELECT 1 FROM topic_theme x WHERE x.theme = {})",
            theme_id,
            event.id,
            theme_id,
        )
        if theme_id in await queries.themes_in_use(event.id):
            raise ThemeInUse
    queries.forget(event.slug)


async def set_logo(event: EventView, png: bytes) -> None:
    """Keep a picture that logos.redrawn() has made, in place of the one before."""
    await db.write(
        "INSERT INTO logo (event, media_type, content, digest) VALUES ({}, {}, {}, {})"
        " ON CONFLICT (event) DO UPDATE SET media_type = EXCLUDED.media_type,"
        " content = EXCLUDED.content, digest = EXCLUDED.digest",
        event.id,
        MEDIA_TYPE,
        png,
        sha256(png).hexdigest(),
    )
    queries.forget(event.slug)


async def remove_logo(event: EventView) -> None:
    await db.write("DELETE FROM logo WHERE event = {}", event.id)
    queries.forget(event.slug)
