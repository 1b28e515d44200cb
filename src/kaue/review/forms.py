"""What staff fill in about a topic: reasons, questions, wordings, and topics of others."""

from collections.abc import Collection
from dataclasses import dataclass

from kaue.events.queries import EventView
from kaue.tables import Channel, Reason, TopicFormat
from kaue.topics.forms import HOST, LONGEST_TEXT, LONGEST_TITLE, MOST_THEMES
from kaue.web.forms import Form, Problem
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_NOTE = 1000
LONGEST_NAME = 80
TOO_LONG = N_("Shorten your words to at most %(num)s characters.")


@dataclass(frozen=True)
class RejectionForm:
    """Field names on the page: grund, worte. `reason` is a code of the event's catalogue."""

    reason: str
    note: str

    @classmethod
    def of(cls, form: Form) -> "RejectionForm":
        return cls(reason=form.value("grund"), note=form.value("worte"))

    def problems(self, known: Collection[str]) -> dict[str, Problem]:
        """`known` are the codes that can be chosen."""
        found: dict[str, Problem] = {}
        if self.reason not in known:
            found["grund"] = N_("Choose a reason; the author will read it.")
        if self.reason == Reason.OTHER and not self.note:
            found["worte"] = N_("Put the reason into your own words.")
        elif len(self.note) > LONGEST_NOTE:
            found["worte"] = TOO_LONG, LONGEST_NOTE
        return found


def question_problems(question: str) -> dict[str, Problem]:
    """Field name on the page: frage."""
    if not question:
        return {"frage": N_("Ask what you would like to know; the author will read it.")}
    if len(question) > LONGEST_NOTE:
        return {"frage": (TOO_LONG, LONGEST_NOTE)}
    return {}


@dataclass(frozen=True)
class WordingForm:
    """Field names on the page: titel, text, worte."""

    title: str
    text: str
    note: str

    @classmethod
    def of(cls, form: Form) -> "WordingForm":
        return cls(clean_line(form.value("titel")), form.value("text"), form.value("worte"))

    def problems(self) -> dict[str, Problem]:
        found = title_and_text_problems(self.title, self.text)
        if len(self.note) > LONGEST_NOTE:
            found["worte"] = TOO_LONG, LONGEST_NOTE
        return found


@dataclass(frozen=True)
class OnBehalfForm:
    """Field names on the page: titel, text, name, weg, format, themen, rolle, warten."""

    title: str
    text: str
    name: str
    channel: str
    format: str
    themes: tuple[str, ...]
    hosted: bool
    waits: bool

    @classmethod
    def of(cls, form: Form) -> "OnBehalfForm":
        return cls(
            title=clean_line(form.value("titel")),
            text=form.value("text"),
            name=clean_line(form.value("name")),
            channel=form.value("weg"),
            format=form.value("format"),
            themes=tuple(dict.fromkeys(form.values("themen"))),
            hosted=form.value("rolle") == HOST,
            waits=form.value("warten") == "1",
        )

    def problems(self, event: EventView) -> dict[str, Problem]:
        """A title is enough: more can be added, but nobody waits on the phone for it."""
        found = title_and_text_problems(self.title, self.text)
        if len(self.name) > LONGEST_NAME:
            found["name"] = N_("Shorten the name to at most %(num)s characters."), LONGEST_NAME
        if self.channel not in set(Channel):
            found["weg"] = N_("Choose how it came.")
        if self.format not in set(TopicFormat):
            found["format"] = N_("Choose a format.")
        if len(self.themes) > MOST_THEMES:
            found["themen"] = N_("Choose at most three themes.")
        elif not set(self.themes) <= {theme.slug for theme in event.themes}:
            found["themen"] = N_("Choose themes from the list.")
        return found


def title_and_text_problems(title: str, text: str) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    if not title:
        found["titel"] = N_("Give the topic a title.")
    elif len(title) > LONGEST_TITLE:
        found["titel"] = N_("Shorten the title to at most %(num)s characters."), LONGEST_TITLE
    if len(text) > LONGEST_TEXT:
        found["text"] = N_("Shorten the description to at most %(num)s characters."), LONGEST_TEXT
    return found


def block_problems(why: str) -> dict[str, Problem]:
    """Field name on the page: worte."""
    if not why:
        return {"worte": N_("Say why. It is kept in the decision log.")}
    return {"worte": (TOO_LONG, LONGEST_NOTE)} if len(why) > LONGEST_NOTE else {}
