"""What admins type about an event, and what may be wrong with it."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from kaue.events import calendar, colours
from kaue.events.queries import EventView
from kaue.web.dates import BERLIN
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_
from kaue.web.text import clean_line, slugify

FROM_SCRATCH = "neu"
"""Instead of the address of an event to copy."""

LONGEST = {
    "titel": 120,
    "kuerzel": 40,
    "motto": 200,
    "motto_en": 200,
    "text": 8000,
    "text_en": 8000,
    "veranstalter": 120,
    "ort": 120,
    "anschrift": 200,
    "zeitzone": 40,
    "thema": 60,
}
_TOO_LONG = N_("Shorten this to at most %(num)s characters.")
_NO_TITLE = N_("Give the barcamp a title.")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class NewEventForm:
    """Field names on the page: titel, kuerzel, tag, vorlage, mitnehmen. Without kuerzel the title
    gives it.
    """

    title: str
    slug: str
    day: date | None
    source: str
    along: bool

    @classmethod
    def of(cls, form: Form) -> "NewEventForm":
        title = clean_line(form.value("titel"))
        slug = clean_line(form.value("kuerzel")) or slugify(title)[:40].rstrip("-")
        along = form.value("mitnehmen") == "1"
        return cls(title, slug, _day(form.value("tag")), form.value("vorlage"), along)

    def problems(self, sources: set[str]) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.title:
            found["titel"] = _NO_TITLE
        elif len(self.title) > LONGEST["titel"]:
            found["titel"] = _TOO_LONG, LONGEST["titel"]
        if self.title and not _SLUG.fullmatch(self.slug):
            found["kuerzel"] = N_("Use small letters a to z, digits and hyphens only.")
        elif len(self.slug) > LONGEST["kuerzel"]:
            found["kuerzel"] = _TOO_LONG, LONGEST["kuerzel"]
        if self.day is None:
            found["tag"] = N_("Enter a day, for example 2027-11-13.")
        if self.source not in {FROM_SCRATCH, *sources}:
            found["vorlage"] = N_("Choose what to begin with.")
        return found


_TEXTS = {
    "titel": "title",
    "motto": "claim",
    "motto_en": "claim_en",
    "text": "about",
    "text_en": "about_en",
    "veranstalter": "organiser",
    "ort": "place",
    "anschrift": "address",
}
"""Field → column."""

_SEVERAL_LINES = {"text", "text_en"}


@dataclass(frozen=True)
class TextsForm:
    """Field names on the page: those of _TEXTS, and bergbau."""

    values: dict[str, str]
    mining_story: bool

    @classmethod
    def of(cls, form: Form) -> "TextsForm":
        def typed(name: str) -> str:
            raw = form.value(name)
            return raw if name in _SEVERAL_LINES else clean_line(raw)

        return cls({name: typed(name) for name in _TEXTS}, form.value("bergbau") == "1")

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {
            name: (_TOO_LONG, LONGEST[name])
            for name, value in self.values.items()
            if len(value) > LONGEST[name]
        }
        if not self.values["titel"]:
            found["titel"] = _NO_TITLE
        if not self.values["ort"]:
            found["ort"] = N_("Say where it takes place.")
        return found

    @property
    def columns(self) -> dict[str, Any]:
        texts = {column: self.values[name] for name, column in _TEXTS.items()}
        return texts | {"mining_story": self.mining_story}


def texts_of(event: EventView) -> Form:
    texts = {name: str(getattr(event, column)) for name, column in _TEXTS.items()}
    return filled(**texts, bergbau="1" if event.mining_story else "")


MOMENTS = {
    "einreichen_von": "submit_from",
    "einreichen_bis": "submit_until",
    "abstimmen_von": "vote_from",
    "abstimmen_bis": "vote_until",
    "beginn": "starts_at",
    "pitch": "pitch_at",
    "sessions": "sessions_at",
    "ende": "ends_at",
    "anonymisieren": "anonymise_at",
}
"""Field → column."""

OPTIONAL = "anonymisieren"

# (earlier, later, whether they may be the same moment, what to say at the later one)
_ORDER = [
    ("einreichen_von", "einreichen_bis", False, N_("Proposing has to end after it begins.")),
    ("abstimmen_von", "abstimmen_bis", False, N_("Voting has to end after it begins.")),
    ("einreichen_von", "abstimmen_von", True, N_("Voting cannot begin before proposing does.")),
    ("einreichen_bis", "abstimmen_bis", True, N_("Voting cannot end before proposing does.")),
    ("abstimmen_bis", "pitch", True, N_("The pitches begin when voting has ended.")),
    ("beginn", "pitch", True, N_("The pitches cannot begin before the day does.")),
    ("pitch", "sessions", True, N_("The sessions come after the pitches.")),
    ("sessions", "ende", False, N_("The day ends after the sessions have begun.")),
    ("ende", "anonymisieren", False, N_("Names can be removed only after the end.")),
]


@dataclass(frozen=True)
class DatesForm:
    """Field names on the page: zeitzone and those of MOMENTS, in local time of that zone."""

    zone: ZoneInfo | None
    moments: dict[str, datetime | None]
    unreadable: dict[str, Problem] = field(default_factory=dict)

    @classmethod
    def of(cls, form: Form) -> "DatesForm":
        name = clean_line(form.value("zeitzone"))
        zone = ZoneInfo(name) if name in _zones() else None
        moments: dict[str, datetime | None] = {}
        unreadable: dict[str, Problem] = {}
        for one in MOMENTS:
            try:
                moments[one] = calendar.typed(form.value(one), zone or BERLIN)
            except calendar.NoSuchTime:
                unreadable[one] = N_("Clocks are put forward over this time. Choose another one.")
            except ValueError:
                unreadable[one] = N_("Enter day and time, for example 2027-11-13 10:00.")
            else:
                if moments[one] is None and one != OPTIONAL:
                    unreadable[one] = N_("Enter day and time, for example 2027-11-13 10:00.")
        return cls(zone, moments, unreadable)

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.zone is None:
            found["zeitzone"] = N_("Enter a time zone such as Europe/Berlin.")
        found |= self.unreadable
        for earlier, later, same_is_fine, message in _ORDER:
            first, second = self.moments.get(earlier), self.moments.get(later)
            if first is None or second is None or later in found:
                continue
            if second < first or (second == first and not same_is_fine):
                found[later] = message
        return {name: found[name] for name in ("zeitzone", *MOMENTS) if name in found}

    @property
    def columns(self) -> dict[str, Any]:
        moments = {column: self.moments[name] for name, column in MOMENTS.items()}
        return moments | {"timezone": str(self.zone)}


def dates_of(event: EventView) -> Form:
    moments = {name: getattr(event, column) for name, column in MOMENTS.items()}
    texts = {
        name: calendar.shown(moment, event.zone) if moment else ""
        for name, moment in moments.items()
    }
    return filled(**texts, zeitzone=event.timezone)


@dataclass(frozen=True)
class AccentForm:
    """Field name on the page: akzent. Empty for kaue's own colour."""

    typed: str

    @classmethod
    def of(cls, form: Form) -> "AccentForm":
        return cls(clean_line(form.value("akzent")))

    @property
    def accent(self) -> str | None:
        return colours.colour(self.typed) if self.typed else ""

    @property
    def too_light(self) -> bool:
        return bool(self.accent) and not colours.is_readable(self.accent or "")

    def problems(self) -> dict[str, Problem]:
        """All but being too_light, whose message names another colour."""
        if self.accent is None:
            return {"akzent": N_("Write the colour as # and six digits, for example #0b5660.")}
        return {}


def theme_problems(name: str) -> dict[str, Problem]:
    if not slugify(name):
        return {"thema": N_("Give the theme a name.")}
    if len(name) > LONGEST["thema"]:
        return {"thema": (_TOO_LONG, LONGEST["thema"])}
    return {}


def _day(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(clean_line(text), pattern).date()  # noqa: DTZ007 - no time
        except ValueError:
            continue
        return day if calendar.FIRST_YEAR <= day.year <= calendar.LAST_YEAR else None
    return None


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def suggested_day(today: date) -> date:
    """The Saturday ten weeks from now."""
    then = today + timedelta(weeks=10)
    return then + timedelta(days=(5 - then.weekday()) % 7)
