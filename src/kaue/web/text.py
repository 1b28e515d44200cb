"""What people typed, made harmless: one normaliser for every field, one sanitiser for Markdown."""

import re
import unicodedata
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und "})


def clean_text(raw: str) -> str:
    """Several lines: NFC, \\n only, no control or direction-override characters, no outer space."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))
    text = unicodedata.normalize("NFC", text)
    if not any(map(_is_visible, text)):
        return ""
    return _MANY_BLANK_LINES.sub("\n\n", text).strip()


def _is_visible(character: str) -> bool:
    """Neither space nor control nor zero width."""
    return unicodedata.category(character)[0] not in "CZM"


def clean_line(raw: str) -> str:
    """One line: as clean_text, with any white space folded to one blank."""
    return _SPACES.sub(" ", clean_text(raw)).strip()


def slugify(text: str) -> str:
    """ASCII, lower case, hyphens: `Offene Straßendaten` → `offene-strassendaten`."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_GERMAN))
    plain = plain.encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain).strip("-")[:60].rstrip("-")


def has_words(text: str, words: str) -> bool:
    """Whether each of them stands somewhere in the text.

    As people type who are in a hurry: without capitals, without marks on letters.
    """
    if not words:
        return True
    text = _folded(text)
    return all(word in text for word in _folded(words).split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_SMALL = MarkdownIt("zero", {"breaks": True}).enable(
    ["emphasis", "list", "newline", "escape", "link", "entity"]
)
_LARGE = MarkdownIt("zero", {"breaks": True}).enable(
    ["emphasis", "list", "newline", "escape", "link", "entity", "heading"]
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a"}
_HEADINGS = {"h2", "h3"}


@lru_cache(maxsize=2000)
def markdown(text: str, headings: bool = False) -> Markup:
    """A small Markdown (paragraphs, lists, emphasis, links; `##` if `headings`) as safe HTML.

    The one place that marks output as safe: the parser knows no raw HTML, and what it makes goes
    through nh3's allow-list.
    """
    rendered = (_LARGE if headings else _SMALL).render(text)
    tags = _TAGS | _HEADINGS if headings else _TAGS
    cleaned = nh3.clean(
        rendered,
        tags=tags,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow ugc",
    )
    return Markup(cleaned)  # noqa: S704 - sanitised in the line above


def excerpt(text: str, length: int = 160) -> str:
    """The beginning of a Markdown text as one plain line, cut at a word."""
    plain = clean_line(re.sub(r"[*_#`\[\]]|\(https?://[^)]*\)|^(?:- |>+ ?)", "", text, flags=re.M))
    if len(plain) <= length:
        return plain
    return plain[:length].rsplit(" ", 1)[0].rstrip(",;:–- ") + " …"
