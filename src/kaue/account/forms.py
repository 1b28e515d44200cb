"""What people fill in about their account, and what may be wrong with it."""

from dataclasses import dataclass

from kaue.account.queries import Account
from kaue.people.forms import (
    NO_ADDRESS,
    RESERVED_NAME,
    is_address,
    name_problem,
    password_problem,
    typed_address,
)
from kaue.people.names import is_reserved
from kaue.tables import Language, Notify
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_, german
from kaue.web.text import clean_line

KEEP, REMOVE = "behalten", "entfernen"

NOTIFY = {
    Notify.MATTERS: (
        N_("Only what matters"),
        N_("Decisions about your topics, answers, and what becomes of topics you follow."),
    ),
    Notify.DIGEST: (N_("Once a day"), N_("Everything new in a single mail.")),
    Notify.NONE: (N_("None"), N_("Only what you need to sign in.")),
}


@dataclass(frozen=True)
class SettingsForm:
    """Field names on the page: name, sprache, hinweise (only for people with an address)."""

    name: str
    language: str
    notify: str

    @classmethod
    def of(cls, form: Form) -> "SettingsForm":
        return cls(
            name=clean_line(form.value("name")),
            language=form.value("sprache"),
            notify=form.value("hinweise"),
        )

    def problems(self, account: Account, *, is_team: bool) -> dict[str, Problem]:
        """A name somebody has may stay; `is_team`: holds a role, and may be called by it."""
        found: dict[str, Problem] = {}
        if problem := name_problem(self.name):
            found["name"] = problem
        elif self.name != account.name and not is_team and is_reserved(self.name):
            found["name"] = RESERVED_NAME
        if self.language not in {Language.GERMAN, Language.ENGLISH}:
            found["sprache"] = N_("Choose a language.")
        if account.email and self.notify not in set(Notify):
            found["hinweise"] = N_("Choose which mails you want.")
        return found

    @property
    def stored_language(self) -> Language:
        """The German that this installation speaks, or English."""
        return Language.ENGLISH if self.language == Language.ENGLISH else german()


def settings_form_of(account: Account) -> Form:
    english = account.language == Language.ENGLISH
    return filled(
        name=account.name,
        sprache=Language.ENGLISH if english else Language.GERMAN,
        hinweise=account.notify,
    )


@dataclass(frozen=True)
class PasswordForm:
    """Field names on the page: aktuell (where it is asked for), passwort."""

    current: str
    password: str

    @classmethod
    def of(cls, form: Form) -> "PasswordForm":
        return cls(current=form.value("aktuell"), password=form.value("passwort"))

    def problems(self, account: Account, *, asks_current: bool) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if asks_current and not self.current:
            found["aktuell"] = N_("Enter the password you have now.")
        about = (account.name, account.email or "")
        if problem := password_problem(self.password, *about):
            found["passwort"] = problem
        return found


@dataclass(frozen=True)
class AddressForm:
    email: str

    @classmethod
    def of(cls, form: Form) -> "AddressForm":
        return cls(email=typed_address(form))

    def problems(self, account: Account) -> dict[str, Problem]:
        if not is_address(self.email):
            return {"email": NO_ADDRESS}
        if self.email == account.email:
            return {"email": N_("This is the address you have already.")}
        return {}


@dataclass(frozen=True)
class LeavingForm:
    """Field names on the page: inhalte, sicher."""

    content: str
    is_sure: bool

    @classmethod
    def of(cls, form: Form) -> "LeavingForm":
        return cls(content=form.value("inhalte"), is_sure=form.value("sicher") == "ja")

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.content not in {KEEP, REMOVE}:
            found["inhalte"] = N_("Choose what happens to what you wrote.")
        if not self.is_sure:
            found["sicher"] = N_("Tick the box; a deleted account cannot be brought back.")
        return found
