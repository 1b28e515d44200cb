"""What people type to report something, to appeal, and to answer either."""

from dataclasses import dataclass

from kaue.people.forms import NO_ADDRESS, is_address, typed_address
from kaue.tables import Ground
from kaue.web.forms import Form, Problem, words_problems
from kaue.web.language import N_

LONGEST = 1000
"""Characters of a report, an appeal, or an answer to one."""

GROUNDS = {
    Ground.INSULT: (N_("Insult"), N_("It insults, threatens or degrades people.")),
    Ground.ILLEGAL: (N_("Breaks the law"), N_("For instance incitement, or somebody's copyright.")),
    Ground.PRIVACY: (N_("Private things"), N_("It tells about somebody what is not public.")),
    Ground.ADVERTISING: (N_("Advertising"), N_("It sells something, or says the same everywhere.")),
    Ground.WRONG: (N_("Plainly wrong"), N_("It claims facts that are not true.")),
    Ground.OTHER: (N_("Something else"), ""),
}
"""Name and explanation. A new one: tables.Ground, a line here, `make migration`."""


@dataclass(frozen=True)
class ReportForm:
    """Field names on the page: art, worte, adresse. `contact` is empty without a wish for mail."""

    ground: str
    text: str
    contact: str

    @classmethod
    def of(cls, form: Form) -> "ReportForm":
        return cls(form.value("art"), form.value("worte"), typed_address(form, "adresse"))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.ground not in set(Ground):
            found["art"] = N_("Choose what is wrong.")
        missing = N_("Write what is wrong with it. One sentence is enough.")
        found |= words_problems("worte", self.text, LONGEST, missing=missing)
        if self.contact and not is_address(self.contact):
            found["adresse"] = NO_ADDRESS
        return found


def appeal_problems(words: str) -> dict[str, Problem]:
    """Field name on the page: worte."""
    missing = N_("Write why you do not agree. One sentence is enough.")
    return words_problems("worte", words, LONGEST, missing=missing)


def answer_problems(
    words: str, field: str = "antwort", *, required: bool = True
) -> dict[str, Problem]:
    missing = N_("Say why; whoever wrote will read it.") if required else ""
    return words_problems(field, words, LONGEST, missing=missing)
