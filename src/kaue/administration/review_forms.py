"""What admins type about how an event is reviewed."""

from dataclasses import dataclass
from typing import Any

from kaue.events.queries import EventView
from kaue.tables import ReviewMode
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_
from kaue.web.text import clean_line

MOST_DAYS = 10
LONGEST_REASON = 200
TOO_LONG = N_("Shorten this to at most %(num)s characters.")
NOT_CHOSEN = N_("Choose one of these.")

TOPICS = {
    ReviewMode.BEFORE: (
        N_("Before they are public"),
        N_("A topic waits in the queue until an editor accepts it."),
    ),
    ReviewMode.AFTER: (
        N_("Afterwards"),
        N_("A topic is public at once, and waits in the queue to be looked at."),
    ),
}
COMMENTS = {
    ReviewMode.BEFORE: (
        N_("Before they are public"),
        N_("A comment waits until an editor lets it through."),
    ),
    ReviewMode.AFTER: (
        N_("Afterwards"),
        N_("A comment is public at once, and waits in the queue to be looked at."),
    ),
    ReviewMode.REPORTED: (
        N_("Only when somebody reports one"),
        N_("A comment is public at once."),
    ),
}


@dataclass(frozen=True)
class ReviewForm:
    """Field names on the page: themen, kommentare, zweite, tage."""

    topics: str
    comments: str
    second_pair: bool
    days: int

    @classmethod
    def of(cls, form: Form) -> "ReviewForm":
        return cls(
            form.value("themen"),
            form.value("kommentare"),
            form.value("zweite") == "1",
            form.number("tage"),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.topics not in set(TOPICS):
            found["themen"] = NOT_CHOSEN
        if self.comments not in set(COMMENTS):
            found["kommentare"] = NOT_CHOSEN
        if not 1 <= self.days <= MOST_DAYS:
            found["tage"] = N_("Enter a number of working days from 1 to %(num)s."), MOST_DAYS
        return found

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "review_topics": self.topics,
            "review_comments": self.comments,
            "second_pair": self.second_pair,
            "answer_days": self.days,
        }


def review_of(event: EventView) -> Form:
    return filled(
        themen=event.review_topics,
        kommentare=event.review_comments,
        zweite="1" if event.second_pair else "",
        tage=str(event.answer_days),
    )


@dataclass(frozen=True)
class ReasonForm:
    """Field names on the page: grund, grund_en. Without the second, the first one is shown."""

    text: str
    text_en: str

    @classmethod
    def of(cls, form: Form) -> "ReasonForm":
        return cls(clean_line(form.value("grund")), clean_line(form.value("grund_en")))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {
            name: (TOO_LONG, LONGEST_REASON)
            for name, text in (("grund", self.text), ("grund_en", self.text_en))
            if len(text) > LONGEST_REASON
        }
        if not self.text:
            found["grund"] = N_("Write the reason as a whole sentence; authors will read it.")
        return found
