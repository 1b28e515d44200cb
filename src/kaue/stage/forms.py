"""What moderators type and press at the desk."""

from dataclasses import dataclass

from kaue.review.forms import LONGEST_NAME
from kaue.stage.presses import LONGEST_KEY, Press
from kaue.tables import PitchState, Showing
from kaue.topics.forms import LONGEST_TITLE
from kaue.web.forms import Form, Problem
from kaue.web.language import N_
from kaue.web.text import clean_line

WITH_WHICH = N_("Choose the pitch to merge with.")
SHORTEST_PITCH, LONGEST_PITCH = 10, 1800
LONGEST_PROJECTOR = 40
"""Letters of a projector's name, which is told apart by it and read on a small screen."""


@dataclass(frozen=True)
class LateForm:
    """Field names on the page: titel, name."""

    title: str
    name: str

    @classmethod
    def of(cls, form: Form) -> "LateForm":
        return cls(clean_line(form.value("titel")), clean_line(form.value("name")))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.title:
            found["titel"] = N_("Give the topic a title; the name can follow.")
        elif len(self.title) > LONGEST_TITLE:
            found["titel"] = N_("Shorten the title to at most %(num)s characters."), LONGEST_TITLE
        if len(self.name) > LONGEST_NAME:
            found["name"] = N_("Shorten the name to at most %(num)s characters."), LONGEST_NAME
        return found


@dataclass(frozen=True)
class ProjectorForm:
    """Field names on the page: name, zeigen; of a link that there is, with its number behind them.

    `showing` is empty where the desk chooses, and None for what there is not.
    """

    name: str
    showing: str | None

    @classmethod
    def of(cls, form: Form, behind: str = "") -> "ProjectorForm":
        showing = form.value(f"zeigen{behind}")
        known = not showing or showing in set(Showing)
        return cls(clean_line(form.value(f"name{behind}")), showing if known else None)

    def problems(self, behind: str = "") -> dict[str, Problem]:
        if len(self.name) > LONGEST_PROJECTOR:
            too_long = N_("Shorten the name to at most %(num)s characters."), LONGEST_PROJECTOR
            return {f"name{behind}": too_long}
        return {}


def wanted_state(form: Form) -> PitchState | None:
    """From `stand=done|set_aside|withdrawn|waiting`; None for anything else."""
    value = form.value("stand")
    return PitchState(value) if value in set(PitchState) else None


def wanted_showing(form: Form) -> Showing | None:
    value = form.value("zeigen")
    return Showing(value) if value in set(Showing) else None


def press_of(form: Form, person: int) -> Press:
    """From `druck`, the press's own key, and `gesehen`, the version that was on the desk. Both may
    be missing; what is too long is no key.
    """
    key, saw = form.value("druck"), form.number("gesehen")
    return Press(person, key if len(key) <= LONGEST_KEY else "", saw if saw >= 0 else None)
