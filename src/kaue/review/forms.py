"""What staff fill in to reject a topic."""

from dataclasses import dataclass

from kaue.tables import Reason
from kaue.web.forms import Form, Problem
from kaue.web.language import N_

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class RejectionForm:
    """Field names on the page: grund, worte."""

    reason: str
    note: str

    @classmethod
    def of(cls, form: Form) -> "RejectionForm":
        return cls(reason=form.value("grund"), note=form.value("worte"))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.reason not in set(Reason):
            found["grund"] = N_("Choose a reason; the author will read it.")
        if self.reason == Reason.OTHER and not self.note:
            found["worte"] = N_("Put the reason into your own words.")
        elif len(self.note) > LONGEST_NOTE:
            found["worte"] = N_("Shorten your words to at most %(num)s characters."), LONGEST_NOTE
        return found
