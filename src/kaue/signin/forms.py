"""What people type to come in, and what may be wrong with it."""

import re
from dataclasses import dataclass

from kaue.people.forms import (
    NO_ADDRESS,
    is_address,
    new_name_problem,
    password_problem,
    typed_address,
)
from kaue.web.forms import Form, Problem
from kaue.web.language import N_
from kaue.web.text import clean_line

CODE_LENGTH = 6


@dataclass(frozen=True)
class SignInForm:
    """One form for both ways: a mailed code, or a password if one was typed."""

    email: str
    name: str
    password: str
    wants_password: bool

    @classmethod
    def of(cls, form: Form) -> "SignInForm":
        return cls(
            email=typed_address(form),
            name=clean_line(form.value("name")),
            password=form.value("passwort"),
            wants_password=form.value("wie") == "passwort",
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.email:
            found["email"] = N_("Enter your e-mail address.")
        elif not is_address(self.email):
            found["email"] = NO_ADDRESS
        if self.name and (problem := new_name_problem(self.name)):
            found["name"] = problem
        if self.wants_password and not self.password:
            found["passwort"] = N_("Enter your password.")
        return found


@dataclass(frozen=True)
class SignUpForm:
    email: str
    name: str
    password: str

    @classmethod
    def of(cls, form: Form) -> "SignUpForm":
        return cls(
            email=typed_address(form),
            name=clean_line(form.value("name")),
            password=form.value("passwort"),
        )

    def problems(self) -> dict[str, Problem]:
        found = {
            "name": new_name_problem(self.name),
            "email": None if is_address(self.email) else NO_ADDRESS,
            "passwort": password_problem(self.password, self.email, self.name),
        }
        return {field: problem for field, problem in found.items() if problem}


def typed_code(form: Form) -> str:
    """The six digits, whatever stands between them; empty if they are not six."""
    digits = re.sub(r"[\s.-]", "", form.value("code"))
    return digits if re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits) else ""
