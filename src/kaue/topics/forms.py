"""What somebody types to propose a topic, and what may be wrong with it."""

from collections.abc import Collection
from dataclasses import dataclass

from kaue.events.queries import EventView
from kaue.tables import TopicFormat
from kaue.topics.queries import TopicView
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_TITLE = 120
LONGEST_TEXT = 4000
MOST_THEMES = 3

FORMATS = {
    TopicFormat.TALK: N_("Talk"),
    TopicFormat.WORKSHOP: N_("Workshop"),
    TopicFormat.DISCUSSION: N_("Discussion"),
    TopicFormat.QUESTION: N_("Question"),
    TopicFormat.OTHER: N_("Something else"),
}

HOST, WISH = "halten", "wunsch"

CLOSED = N_("This barcamp takes no topics just now. Save a draft, or bring it along on the day.")


@dataclass(frozen=True)
class TopicForm:
    """Field names on the page: titel, text, format, themen, rolle."""

    title: str
    text: str
    format: str
    themes: tuple[str, ...]
    hosted: bool

    @classmethod
    def of(cls, form: Form) -> "TopicForm":
        return cls(
            title=clean_line(form.value("titel")),
            text=form.value("text"),
            format=form.value("format"),
            themes=tuple(dict.fromkeys(form.values("themen"))),
            hosted=form.value("rolle") != WISH,
        )

    def problems(self, event: EventView) -> dict[str, Problem]:
        """What keeps the topic from being submitted, field by field."""
        found = self.draft_problems(event)
        if not self.text:
            found.setdefault("text", N_("Say in a sentence or two what it is about."))
        if self.format not in set(TopicFormat):
            found.setdefault("format", N_("Choose a format."))
        return dict(sorted(found.items(), key=lambda item: _FIELDS.index(item[0])))

    def draft_problems(self, event: EventView) -> dict[str, Problem]:
        """What keeps it from being stored even as a draft."""
        found = wording_problems(self.title, self.text, untitled=N_("Give your topic a title."))
        return found | theme_problems(self.themes, event)


def wording_problems(title: str, text: str, *, untitled: str) -> dict[str, Problem]:
    """Field names on the page: titel, text. `untitled` is what is said without a title."""
    found: dict[str, Problem] = {}
    if not title:
        found["titel"] = untitled
    elif len(title) > LONGEST_TITLE:
        found["titel"] = N_("Shorten the title to at most %(num)s characters."), LONGEST_TITLE
    if len(text) > LONGEST_TEXT:
        found["text"] = N_("Shorten the description to at most %(num)s characters."), LONGEST_TEXT
    return found


def theme_problems(themes: Collection[str], event: EventView) -> dict[str, Problem]:
    """Field name on the page: themen."""
    if len(themes) > MOST_THEMES:
        return {"themen": N_("Choose at most three themes.")}
    if not set(themes) <= {theme.slug for theme in event.themes}:
        return {"themen": N_("Choose themes from the list.")}
    return {}


_FIELDS = ["titel", "text", "format", "themen", "rolle"]


def form_of(topic: TopicView) -> Form:
    """The form as the stored topic fills it."""
    return filled(
        titel=topic.title,
        text=topic.text,
        format=topic.format,
        themen=[slug for slug, _ in topic.themes],
        rolle=HOST if topic.author in {host for host, _ in topic.hosts} else WISH,
        version=str(topic.version),
    )
