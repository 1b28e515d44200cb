"""Codes as people type them."""

from dataclasses import dataclass

from kaue.second_factor import codes
from kaue.web.forms import Form, Problem
from kaue.web.language import N_

LONGEST_CODE = 20
"""Characters with blanks and hyphens; a recovery code has eleven."""

WRONG = N_(
    "This code does not fit, or was used already. Enter the next one that the app shows,"
    " or a recovery code that is not crossed out yet."
)
WRONG_NEW = N_(
    "This code does not fit. Scan the QR code once more, then enter what the app shows."
    " If it goes on, check the clock of your device."
)


@dataclass(frozen=True)
class CodeForm:
    """Field name on the page: code."""

    code: str

    @classmethod
    def of(cls, form: Form) -> "CodeForm":
        return cls(codes.typed(form.value("code")))

    def problems(self) -> dict[str, Problem]:
        return {} if self.code else {"code": N_("Enter the code.")}


@dataclass(frozen=True)
class SetUpForm:
    """Field names on the page: code (of the new app), bisher (of the one so far)."""

    code: str
    current: str

    @classmethod
    def of(cls, form: Form) -> "SetUpForm":
        return cls(codes.typed(form.value("code")), codes.typed(form.value("bisher")))

    def problems(self, *, replacing: bool) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not codes.is_from_app(self.code):
            found["code"] = N_("Enter the six digits that the new entry in your app shows.")
        if replacing and not self.current:
            found["bisher"] = N_("Enter a code of the app so far, or a recovery code.")
        return found
