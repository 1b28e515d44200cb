"""What staff type of a tally."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaue.tallies.queries import Line
from kaue.web.forms import MOST_FIELDS, Form, Problem, filled
from kaue.web.language import N_

MOST = 100_000
COLUMNS = ("papier", "haende")
NOT_A_NUMBER = N_("Enter a whole number from 0 to %(num)s."), MOST


@dataclass(frozen=True)
class TallyForm:
    """Field names on the page: papier-12 and haende-12 for topic 12. Empty is 0."""

    numbers: dict[str, int]

    @classmethod
    def of(cls, form: Form, lines: Iterable[Line]) -> "TallyForm":
        names = [f"{column}-{line.topic}" for line in lines for column in COLUMNS]
        return cls({name: form.number_or_zero(name) for name in names})

    def problems(self) -> dict[str, Problem]:
        return {
            name: NOT_A_NUMBER for name, number in self.numbers.items() if not 0 <= number <= MOST
        }

    def tally(self, topic: int) -> tuple[int, int]:
        paper, hands = (self.numbers.get(f"{column}-{topic}", 0) for column in COLUMNS)
        return paper, hands


def most_fields(lines: Sequence[Line]) -> int:
    """What a form of these lines may send, with room for topics that have left the list since."""
    return MOST_FIELDS + len(COLUMNS) * len(lines)


def form_of(lines: Iterable[Line]) -> Form:
    texts: dict[str, str] = {}
    for line in lines:
        texts |= {
            f"papier-{line.topic}": _said(line.paper),
            f"haende-{line.topic}": _said(line.hands),
        }
    return filled(**texts)


def _said(number: int) -> str:
    return str(number or "")
