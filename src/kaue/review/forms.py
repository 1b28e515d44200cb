"""What staff fill in about a topic: reasons, questions, wordings, and topics of others."""

from collections.abc import Collection
from dataclasses import dataclass

from kaue.events.queries import EventView
from kaue.tables import Channel, Reason, TopicFormat
from kaue.topics.forms import HOST, theme_problems, wording_problems
from kaue.web.forms import Form, Problem, words_problems
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_NOTE = 1000
LONGEST_NAME = 80
UNTITLED = N_("Give the topic a title.")


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
        missing = N_("Put the reason into your own words.") if self.reason == Reason.OTHER else ""
        return found | words_problems("worte", self.note, LONGEST_NOTE, missing=missing)


def question_problems(question: str) -> dict[str, Problem]:
    """Field name on the page: frage."""
    missing = N_("Ask what you would like to know; the author will read it.")
    return words_problems("frage", question, LONGEST_NOTE, missing=missing)


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
        found = wording_problems(self.title, self.text, untitled=UNTITLED)
        return found | words_problems("worte", self.note, LONGEST_NOTE)


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
        found = wording_problems(self.title, self.text, untitled=UNTITLED)
        if len(self.name) > LONGEST_NAME:
            found["name"] = N_("Shorten the name to at most %(num)s characters."), LONGEST_NAME
        if self.channel not in set(Channel):
            found["weg"] = N_("Choose how it came.")
        if self.format not in set(TopicFormat):
            found["format"] = N_("Choose a format.")
        return found | theme_problems(self.themes, event)


def block_problems(why: str) -> dict[str, Problem]:
    """Field name on the page: worte."""
    missing = N_("Say why. It is kept in the decision log.")
    return words_problems("worte", why, LONGEST_NOTE, missing=missing)
