"""German (Du or Sie) at plain addresses, English under /en. Source texts in code are English."""

import io
from functools import cache

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from kaue import settings
from kaue.places import LOCALES
from kaue.tables import Language

ENGLISH_PREFIX = "/en"


def N_(text: str) -> str:  # noqa: N802 - the customary mark for "translate this later"
    """Mark a text for the catalogues where it is written; it is translated where it is shown."""
    return text


def german() -> Language:
    """The German this installation speaks."""
    return Language.GERMAN_FORMAL if settings.current().german == "sie" else Language.GERMAN


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language. What Sie does not say differently, it takes from Du."""
    with (LOCALES / f"{language}.po").open("rb") as source:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(source, locale=language.replace("-formal", "")))
    compiled.seek(0)
    catalogue = Translations(compiled)
    if language == Language.GERMAN_FORMAL:
        catalogue.add_fallback(translations(Language.GERMAN))
    return catalogue


def translate(language: str, text: str, **values: object) -> str:
    """`text` in `language`, with `%(name)s` filled in."""
    translated = translations(language).gettext(text) if text else ""
    return translated % values if values else translated


def html_language(language: str) -> str:
    """What belongs into `<html lang>`."""
    return "en" if language == Language.ENGLISH else "de"


def split_language(path: str) -> tuple[Language, str]:
    """The language a path asks for, and the path without it."""
    if path == ENGLISH_PREFIX or path.startswith(ENGLISH_PREFIX + "/"):
        return Language.ENGLISH, _one_slash(path[len(ENGLISH_PREFIX) :])
    return german(), _one_slash(path)


def _one_slash(path: str) -> str:
    """`//host/x` would be somebody else's address wherever it is linked to."""
    return "/" + path.lstrip("/")


def address(language: str, path: str) -> str:
    """A path of ours as it must stand in a link: with sub-path and language."""
    prefix = ENGLISH_PREFIX if language == Language.ENGLISH else ""
    return f"{settings.current().root_path}{prefix}{path}"
