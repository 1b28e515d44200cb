"""What people type to sign up and in, and what may be wrong with it."""

import re
from dataclasses import dataclass

from kaue.web.forms import Form, Problem
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_ADDRESS = 254
LONGEST_NAME = 80
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
_ADDRESS = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


@dataclass(frozen=True)
class SignUpForm:
    email: str
    name: str
    password: str

    @classmethod
    def of(cls, form: Form) -> "SignUpForm":
        return cls(
            email=clean_line(form.value("email")).lower(),
            name=clean_line(form.value("name")),
            password=form.value("passwort"),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.name:
            found["name"] = N_("Enter a name. A first name or a pseudonym is enough.")
        elif len(self.name) > LONGEST_NAME:
            found["name"] = N_("Shorten the name to at most %(num)s characters."), LONGEST_NAME
        if not is_address(self.email):
            found["email"] = N_("Write the whole address, for example name@example.org.")
        if len(self.password) < SHORTEST_PASSWORD:
            found["passwort"] = (
                N_("Choose a password of at least %(num)s characters."),
                SHORTEST_PASSWORD,
            )
        elif len(self.password) > LONGEST_PASSWORD:
            found["passwort"] = (
                N_("Shorten the password to at most %(num)s characters."),
                LONGEST_PASSWORD,
            )
        elif self.password.casefold() in {self.email.casefold(), self.name.casefold()}:
            found["passwort"] = N_("Choose a password that is neither your name nor your address.")
        return found


@dataclass(frozen=True)
class SignInForm:
    email: str
    password: str

    @classmethod
    def of(cls, form: Form) -> "SignInForm":
        return cls(email=clean_line(form.value("email")), password=form.value("passwort"))

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.email:
            found["email"] = N_("Enter your e-mail address.")
        if not self.password:
            found["passwort"] = N_("Enter your password.")
        return found


def is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
