"""What a moderator types when counting, and when choosing another order."""

from dataclasses import dataclass

from kaue.pitch.orders import ORDERS, method_of
from kaue.pitch.queries import FrozenList
from kaue.web.forms import Form, Problem, words_problems
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_REASON = 300
"""Of why it is counted again, or why another order leads the pitches."""

WHY_AGAIN = N_("Say why you count again; everybody reads it.")
_WHY = N_("Say why another order leads the pitches; everybody reads it.")


@dataclass(frozen=True)
class ChoiceForm:
    """Field names on the page: nach, warum."""

    order: str
    reason: str

    @classmethod
    def of(cls, form: Form) -> "ChoiceForm":
        return cls(form.value("nach"), clean_line(form.value("warum")))

    @property
    def method(self) -> str:
        return method_of(self.order)

    def problems(self, frozen: FrozenList) -> dict[str, Problem]:
        """Only the order that was laid down before needs no reason."""
        if self.order not in ORDERS:
            return {"nach": N_("Choose one of these.")}
        missing = "" if self.method == frozen.rule else _WHY
        return words_problems("warum", self.reason, LONGEST_REASON, missing=missing)
