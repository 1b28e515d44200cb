"""What hosts write about their session, what staff enter of the next step, and what may be wrong
with it.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from kaue.events.calendar import FIRST_YEAR, LAST_YEAR
from kaue.results.queries import NoteView, StepView
from kaue.tables import Progress
from kaue.web.forms import Form, Problem, filled, words_problems
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST = {"text": 4000, "link": 500, "schritt": 300, "stelle": 120, "grund": 300, "worte": 500}

PROGRESS = {
    Progress.PLANNED: N_("Planned"),
    Progress.UNDER_WAY: N_("Under way"),
    Progress.DONE: N_("Done"),
    Progress.NOT_PURSUED: N_("Not pursued"),
}

_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class NoteForm:
    """Field names on the page: text, link."""

    text: str
    link: str

    @classmethod
    def of(cls, form: Form) -> "NoteForm":
        return cls(form.value("text"), clean_line(form.value("link")))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.text and not self.link:
            found["text"] = N_("Write what came of the session, or give a link.")
        found |= words_problems("text", self.text, LONGEST["text"])
        if len(self.link) > LONGEST["link"]:
            found["link"] = N_("Shorten the link to at most %(num)s characters."), LONGEST["link"]
        elif self.link and not is_safe_link(self.link):
            found["link"] = N_("Give a whole link that begins with https://.")
        return found


def is_safe_link(link: str) -> bool:
    """An https address of a public name: no scripts, no sign-in data, no bare numbers."""
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or "@" in parts.netloc or " " in link:
        return False
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return False
    return bool(_HOST.fullmatch(host)) and not host.replace(".", "").isdigit()


def form_of_note(note: NoteView | None) -> Form:
    if note is None or note.removed_at:
        return filled(version=str(note.version if note else 0))
    return filled(text=note.text, link=note.link, version=str(note.version))


@dataclass(frozen=True)
class StepForm:
    """Field names on the page: schritt, stelle, bis, stand, grund. `day` is empty for none."""

    step: str
    office: str
    day: str
    state: str
    reason: str

    @classmethod
    def of(cls, form: Form) -> "StepForm":
        return cls(
            step=clean_line(form.value("schritt")),
            office=clean_line(form.value("stelle")),
            day=_day(form.value("bis")),
            state=form.value("stand"),
            reason=clean_line(form.value("grund")),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        dropped = self.state == Progress.NOT_PURSUED
        if not self.step and not dropped:
            found["schritt"] = N_("Say what is done next.")
        if not self.office and not dropped:
            found["stelle"] = N_("Say who does it: an office, no names.")
        for name, words in (
            ("schritt", self.step),
            ("stelle", self.office),
            ("grund", self.reason),
        ):
            found |= words_problems(name, words, LONGEST[name])
        if self.day == _UNREADABLE:
            found["bis"] = N_("Enter a day, for example 2027-11-13.")
        if self.state not in set(Progress):
            found["stand"] = N_("Choose how far it has come.")
        if dropped and not self.reason:
            found["grund"] = N_("Say why it is not pursued; everybody reads it.")
        return {name: found[name] for name in _FIELDS if name in found}


_FIELDS = ("schritt", "stelle", "bis", "stand", "grund")
_UNREADABLE = "?"


def form_of_step(step: StepView | None) -> Form:
    if step is None:
        return filled(version="0", stand=str(Progress.PLANNED))
    return filled(
        schritt=step.step,
        stelle=step.office,
        bis=step.day,
        stand=step.state,
        grund=step.reason,
        version=str(step.version),
    )


def _day(text: str) -> str:
    """As it is stored; empty for none."""
    text = clean_line(text)
    if not text:
        return ""
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            found: date = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - no time
        except ValueError:
            continue
        return found.isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else _UNREADABLE
    return _UNREADABLE
