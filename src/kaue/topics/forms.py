"""What somebody types to propose a topic, and what may be wrong with it."""

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
        found: dict[str, Problem] = {}
        if not self.title:
            found["titel"] = N_("Give your topic a title.")
        elif len(self.title) > LONGEST_TITLE:
            found["titel"] = N_("Shorten the title to at most %(num)s characters."), LONGEST_TITLE
        if len(self.text) > LONGEST_TEXT:
            found["text"] = (
                N_("Shorten the description to at most %(num)s characters."),
                LONGEST_TEXT,
            )
        if len(self.themes) > MOST_THEMES:
            found["themen"] = N_("Choose at most three themes.")
        elif not set(self.themes) <= {theme.slug for theme in event.themes}:
            found["themen"] = N_("Choose themes from the list.")
        return found


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
