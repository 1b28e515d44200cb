"""A submitted form: cleaned values, every problem at once, and what was typed is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import ClientException

from kaue.web.language import N_
from kaue.web.text import clean_text
from kaue.web.visit import visit_of

MOST_FIELDS = 100


Problem = str | tuple[str, int]
"""A message in English; with a number for its `%(num)s`, so that a limit is written once."""


@dataclass
class Form:
    """What a template needs to show a form, empty, filled or refused."""

    given: Mapping[str, list[str]] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        values = self.given.get(name)
        return values[-1] if values else ""

    def values(self, name: str) -> list[str]:
        return self.given.get(name, [])

    def number(self, name: str) -> int:
        return whole_number(self.value(name))

    def number_or_zero(self, name: str) -> int:
        """As number(), and 0 where nothing was typed."""
        return self.number(name) if self.value(name).strip() else 0

    def in_address(self) -> str:
        """All of it behind a question mark, so that a page can show the form filled."""
        return urlencode(self.given, doseq=True)

    def problem(self, name: str) -> str | None:
        return self.messages.get(name)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(field, message) in the order in which they were found."""
        return list(self.messages.items())


def whole_number(text: str) -> int:
    """From 0 to 999,999,999, which every database takes; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def filled(**values: str | Iterable[str]) -> Form:
    """A form that shows what is stored."""
    return Form({k: [v] if isinstance(v, str) else list(v) for k, v in values.items()})


def words_problems(name: str, words: str, longest: int, *, missing: str = "") -> dict[str, Problem]:
    """Of words that somebody will read. `missing` is said where there are none but have to be."""
    if missing and not words:
        return {name: missing}
    if len(words) > longest:
        return {name: (N_("Shorten your words to at most %(num)s characters."), longest)}
    return {}


def yes_or_no(form: Form, name: str) -> bool:
    """Of a field that says what is wanted, `1` or `0`. Raises ClientException (400)."""
    if form.value(name) not in {"0", "1"}:
        raise ClientException
    return form.value(name) == "1"


async def read_form(request: Request[Any, Any, Any], *, most: int = MOST_FIELDS) -> Form:
    """Read a plain HTML form. Raises ClientException (400) when the body is not one.

    `most`: how many fields it may have. A page with a line for each of something says how many.
    """
    body = await request.body()
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=most,
            errors="replace",
        )
    except ValueError as error:  # UnicodeDecodeError is one, too
        raise ClientException("not a form") from error
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(clean_text(value))
    return Form(given)


async def read_file(request: Request[Any, Any, Any], name: str) -> bytes:
    """The file in a multipart form; empty when none was chosen. Raises ClientException (400)."""
    try:
        sent = (await request.form()).get(name)
        return bytes(await sent.read()) if isinstance(sent, UploadFile) else b""
    except (ValueError, LookupError) as error:
        raise ClientException("not a form") from error


def refused(request: Request[Any, Any, Any], form: Form, problems: Mapping[str, Problem]) -> Form:
    """The form again, with its problems in the visitor's language."""
    visit = visit_of(request)

    def said(problem: Problem) -> str:
        return (
            visit.say(problem)
            if isinstance(problem, str)
            else visit.say(problem[0], num=problem[1])
        )

    return Form(form.given, {name: said(problem) for name, problem in problems.items()})
