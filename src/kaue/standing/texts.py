"""The standing pages, kaue's own texts for them, and what only the operator can put in. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup

from kaue.places import TEMPLATES
from kaue.tables import Language
from kaue.web.language import N_
from kaue.web.text import markdown

TITLES = {
    "impressum": N_("Legal notice"),
    "datenschutz": N_("Privacy"),
    "nutzungsregeln": N_("Rules of use"),
    "barrierefreiheit": N_("Accessibility"),
}

LEGAL = ("impressum", "datenschutz")
"""Nobody may be invited before these are complete."""


@dataclass(frozen=True, slots=True)
class Detail:
    """Something only the operator knows, such as `[[Anschrift]]`.

    `german` and `label` are its names in the German texts and in the English ones.
    """

    key: str
    german: str
    label: str
    hint: str = ""
    lines: int = 1
    is_address: bool = False


DETAILS = (
    Detail("stelle", "Name der verantwortlichen Stelle", N_("Name of the responsible body")),
    Detail("anschrift", "Anschrift", N_("Postal address"), lines=3),
    Detail(
        "vertretung", "Vertreten durch", N_("Represented by"), N_("Name and office, in one line.")
    ),
    Detail("email", "E-Mail", N_("E-mail"), is_address=True),
    Detail("telefon", "Telefon", N_("Telephone")),
    Detail(
        "inhalt",
        "Verantwortlich für den Inhalt",
        N_("Responsible for the content"),
        N_("A person, with an address if it is another one."),
        lines=2,
    ),
    Detail(
        "datenschutz",
        "Datenschutzbeauftragte",
        N_("Data protection officer"),
        N_("Name or office, address and e-mail."),
        lines=4,
    ),
    Detail(
        "aufsicht",
        "Aufsichtsbehörde",
        N_("Supervisory authority"),
        N_("For data protection, with its address or site."),
        lines=3,
    ),
    Detail(
        "aufgabe",
        "Rechtsgrundlage der Aufgabe",
        N_("Legal basis of the task"),
        N_("The law that gives you the task, such as § 3 DSG NRW."),
    ),
    Detail(
        "rechenzentrum",
        "Rechenzentrum",
        N_("Data centre"),
        N_("Who runs the server and the mail server on your behalf."),
        lines=2,
    ),
    Detail("pruefung", "Datum der Prüfung", N_("Date of the review")),
    Detail(
        "schlichtung",
        "Schlichtungsstelle",
        N_("Arbitration body"),
        N_("For accessibility, with its address or site."),
        lines=3,
    ),
)

PREFIX = "angabe-"
"""Before a detail's key, it is the name under which the detail is stored."""

_KEYS = {name: detail.key for detail in DETAILS for name in (detail.german, detail.label)}
_ADDRESSES = {detail.key for detail in DETAILS if detail.is_address}
_PLACEHOLDER = re.compile(r"\[\[([^\[\]<>\n]{1,80})\]\]")
_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>#&~|])")
_BEGINS_A_LIST = re.compile(r"^(\d*)([-+.)])", re.MULTILINE)


@cache
def kaues_text(name: str, language: str) -> str:
    """What kaue says unless the operator says it differently. Markdown with placeholders."""
    folder = TEMPLATES / "standing" / "texts"
    file = folder / f"{name}.{language}.md"
    if language == Language.GERMAN_FORMAL and not file.is_file():
        file = folder / f"{name}.{Language.GERMAN}.md"
    return file.read_text(encoding="utf-8").strip()


def filled_in(text: str, details: Mapping[str, str]) -> str:
    """The text with every detail that is known in the place of its name."""

    def fill(found: re.Match[str]) -> str:
        key = _KEYS.get(found[1].strip(), "")
        return _as_markdown(key, details[key]) if details.get(key) else found[0]

    return _PLACEHOLDER.sub(fill, text)


def _as_markdown(key: str, value: str) -> str:
    """Details are plain words: nothing in them is markup, but an address can be clicked."""
    plain = _MEANS_SOMETHING.sub(r"\\\1", re.sub(r"\n+", "\n", value))
    plain = _BEGINS_A_LIST.sub(r"\1\\\2", plain)
    return f"[{plain}](<mailto:{value}>)" if key in _ADDRESSES else plain


def unfilled(text: str, details: Mapping[str, str]) -> list[str]:
    """The names of placeholders that nobody has filled in yet, each once, in their order."""
    names = (found[1].strip() for found in _PLACEHOLDER.finditer(text))
    return [name for name in dict.fromkeys(names) if not details.get(_KEYS.get(name, ""))]


def shown(text: str, details: Mapping[str, str]) -> Markup:
    """The text as readers see it; what is not filled in yet is marked."""
    html = str(markdown(filled_in(text, details), headings=True))
    # The sanitiser has escaped all that was written; this only wraps words of it.
    return Markup(_PLACEHOLDER.sub(r"<mark>[[\1]]</mark>", html))  # noqa: S704
