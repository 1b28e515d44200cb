"""What operators and readers type on standing pages, and what may be wrong with it."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from kaue.people.forms import NO_ADDRESS, is_address
from kaue.standing.texts import DETAILS
from kaue.web.forms import Form, Problem
from kaue.web.language import N_, split_language
from kaue.web.text import clean_line, clean_text

LONGEST_TEXT = 20_000
LONGEST_DETAIL = 400
LONGEST_REPORT = 4000
LONGEST_PAGE = 300
LONGEST_CONTACT = 254

_OUR_PATH = re.compile(r"/(?![/\\])[\w/.~%-]*", re.ASCII)
_KEY = re.compile(r"(/(?:anmelden/link|einladung|konto/adresse|abbestellen)/)[^\s/?#]+")
"""Its end opens something for whoever has it."""

_LONG = re.compile(r"[A-Za-z0-9_-]{32,}")
_NO_READING = re.compile(r"[a-z0-9_][A-Z]|(?=[a-z]*\d)[a-z0-9]{32,}|(?=[A-Z]*\d)[A-Z0-9]{32,}")
"""In a long piece: capitals in the middle of words, or one word with digits in it."""


def our_path(address: str) -> str:
    """The path of a page of ours, without its query, which may say too much; else nothing.

    Nothing, too, when the address is a key: reports are read, mailed and kept.
    """
    path = address.partition("#")[0].partition("?")[0]
    if len(path) > LONGEST_PAGE or not _OUR_PATH.fullmatch(path):
        return ""
    _, plain = split_language(unquote(address))
    return "" if without_keys(plain) != plain else path


def without_keys(text: str) -> str:
    """The text with an ellipsis in place of whatever looks like a token of ours."""
    text = _KEY.sub(r"\1…", text)
    return _LONG.sub(lambda found: "…" if _NO_READING.search(found[0]) else found[0], text)


def text_problems(text: str) -> dict[str, Problem]:
    """Field name on the page: text."""
    if not text:
        return {"text": N_("Write a text, or go back to the one that kaue brings along.")}
    if len(text) > LONGEST_TEXT:
        return {"text": (N_("Shorten the text to at most %(num)s characters."), LONGEST_TEXT)}
    return {}


def details_in(form: Form) -> dict[str, str]:
    """Every detail by its key, which is its field name, too; empty when it was left empty."""
    return {
        one.key: form.value(one.key) if one.lines > 1 else clean_line(form.value(one.key))
        for one in DETAILS
    }


def detail_problems(wanted: Mapping[str, str]) -> dict[str, Problem]:
    found: dict[str, Problem] = {}
    for one in DETAILS:
        value = wanted[one.key]
        if len(value) > LONGEST_DETAIL:
            found[one.key] = N_("Shorten this to at most %(num)s characters."), LONGEST_DETAIL
        elif one.is_address and value and not is_address(value):
            found[one.key] = NO_ADDRESS
    return found


class NotDetails(Exception):
    """A file that holds something else. The message says what, for whoever wrote it."""


def details_in_file(content: str) -> dict[str, str]:
    """Details by key from TOML lines such as `"E-Mail" = "info@example.org"`. Raises NotDetails."""
    try:
        given = tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise NotDetails(f"This is not TOML: {error}") from error
    names = {one.german: one.key for one in DETAILS}
    for name, value in given.items():
        if name not in names:
            raise NotDetails(f"There is no detail “{name}”. There are: {', '.join(names)}.")
        if not isinstance(value, str):
            raise NotDetails(f"“{name}” is not a text. Put it between quotation marks.")
    found = {names[name]: clean_text(value) for name, value in given.items()}
    for key in detail_problems({one.key: "" for one in DETAILS} | found):
        name = next(one.german for one in DETAILS if one.key == key)
        raise NotDetails(f"“{name}” is too long, or not an address.")
    return found


@dataclass(frozen=True)
class BarrierForm:
    """Field names on the page: was, seite, kontakt."""

    text: str
    page: str
    contact: str

    @classmethod
    def of(cls, form: Form) -> "BarrierForm":
        return cls(
            text=without_keys(form.value("was")),
            page=without_keys(clean_line(form.value("seite"))),
            contact=clean_line(form.value("kontakt")),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.text:
            found["was"] = N_("Write what did not work. One sentence is enough.")
        elif len(self.text) > LONGEST_REPORT:
            found["was"] = N_("Shorten your text to at most %(num)s characters."), LONGEST_REPORT
        if len(self.page) > LONGEST_PAGE:
            found["seite"] = N_("Shorten this to at most %(num)s characters."), LONGEST_PAGE
        if len(self.contact) > LONGEST_CONTACT:
            found["kontakt"] = N_("Shorten this to at most %(num)s characters."), LONGEST_CONTACT
        return found
