"""What is typed from paper, or to get it printed, and what may be wrong with it."""

import re
import unicodedata
from dataclasses import dataclass

from kaue import keyed
from kaue.web.forms import Form, Problem
from kaue.web.language import N_

CARD_LENGTH = 8
MOST_AT_ONCE = 400

_BETWEEN = re.compile(r"[\W_]+")


def typed_letters(form: Form, length: int) -> str:
    """The letters of the field `code` in capitals, whatever stands between them.

    Empty unless there are `length`, all of them letters that kaue prints.
    """
    letters = _BETWEEN.sub("", unicodedata.normalize("NFKC", form.value("code"))).upper()
    return letters if len(letters) == length and set(letters) <= set(keyed.LETTERS) else ""


def in_groups(letters: str) -> str:
    """As they are printed and read aloud: `ABCD EFGH`, `ABC DEF`."""
    half = len(letters) // 2
    return f"{letters[:half]} {letters[half:]}"


def wanted_number(form: Form) -> tuple[int, dict[str, Problem]]:
    """How many cards to print."""
    wanted = form.number("anzahl")
    if 1 <= wanted <= MOST_AT_ONCE:
        return wanted, {}
    return 0, {"anzahl": (N_("Enter a number from 1 to %(num)s."), MOST_AT_ONCE)}


@dataclass(frozen=True)
class RangeForm:
    """One card or several in a row, by the numbers printed on them."""

    first: int
    last: int

    @classmethod
    def of(cls, form: Form) -> "RangeForm":
        """Without a last one it is a single card."""
        first = form.number("von")
        return cls(first, form.number("bis") if form.value("bis") else first)

    def problems(self) -> dict[str, Problem]:
        if self.first < 1:
            return {"von": N_("Enter the number that is printed on the card.")}
        if self.last < self.first:
            return {"bis": N_("The last number must not be smaller than the first one.")}
        return {}
