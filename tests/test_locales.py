"""Every text exists in every language and in its tone. Update with scripts/messages."""

import re
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from kaue.web.language import translations

ROOT = Path(__file__).parents[1]
TEMPLATES = ROOT / "templates"


def _script() -> ModuleType:
    loader = SourceFileLoader("messages", str(ROOT / "scripts" / "messages"))
    spec = spec_from_loader("messages", loader)
    assert spec is not None
    module = module_from_spec(spec)
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = kept
    return module


messages = _script()
SOURCES = messages.extracted()
CATALOGUES = {name: messages.stored(name) for name in messages.CATALOGUES}

SAME_IN_GERMAN = {
    *(
        "Barcamp",
        "Barcamps",
        "Code",
        "Cookies",
        "Demo:",
        "Format",
        "Logo",
        "Name",
        "Person",
        "Pitch",
        "Whiteboard",
    ),
    # Words and times come from elsewhere.
    *("%(time)s in %(room)s", "%(title)s: %(time)s in %(room)s"),
    *("Fair", "Pause", "Pitches", "Session", "Sessions", "Start", "Text", "Version", "Workshop"),
}

DU = re.compile(
    r"\b(du|dein\w*|dir|dich|euch|euer|eure\w*|bist|hast|kannst|willst|möchtest|darfst|musst|wirst"
    # Imperatives. Sie has "Geben Sie" for "Gib", so none of these may be left there.
    r"|achte|antworte|beginn|beschreib|bestätige|bring|drück|entscheide|fass|frag|gib|geh|hilf"
    r"|klick|komm|kopiere|kürze|lade|lass|leg|lies|lösch|melde|mach|nenn|nenne|nimm|öffne|pass"
    r"|prüfe|ruf|sag|schau|schick|schlag|schreib|sende|setz|sieh|speichere|stell|stimm|such|teile"
    r"|tipp|tippe|trag|überleg|vergleiche|versuch|versuche|wähle|warte|wende|wünsch|zeig|zieh"
    r")\b",
    re.IGNORECASE,
)
SIE = re.compile(r"\b(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b")
PLACEHOLDER = re.compile(r"%\((\w+)\)(\w)")


def forms(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (string,)


def said(name: str) -> dict[str, str]:
    """What a catalogue says, by English source; the forms of a plural joined."""
    return {key: "\n".join(forms(one.string)) for key, one in CATALOGUES[name].items()}


@pytest.mark.parametrize("name", messages.CATALOGUES)
def test_the_catalogue_is_in_step_with_templates_and_code(name: str) -> None:
    written = (ROOT / "locales" / f"{name}.po").read_text(encoding="utf-8")
    assert written == messages.in_step(name, SOURCES), "run scripts/messages"
    assert "#~" not in written
    assert "fuzzy" not in written


def test_german_says_everything() -> None:
    assert messages.missing(SOURCES) == []


def test_german_is_not_english() -> None:
    german = translations("de")
    same = {key for key in SOURCES if german.gettext(key) == key}
    assert same - SAME_IN_GERMAN == set()


@pytest.mark.parametrize("name", messages.CATALOGUES)
def test_placeholders_survive_translation(name: str) -> None:
    for key, message in CATALOGUES[name].items():
        wanted = set(PLACEHOLDER.findall("\n".join(forms(message.id))))
        for form in filter(None, forms(message.string)):
            assert set(PLACEHOLDER.findall(form)) == wanted, key


def test_english_is_the_source_in_singular_and_plural() -> None:
    english = translations("en")
    for key, message in SOURCES.items():
        if message.pluralizable:
            one, many = message.id
            assert english.ngettext(one, many, 1)
            assert english.ngettext(one, many, 2) != english.ngettext(one, many, 1)
        else:
            assert english.gettext(key)


def test_german_counts() -> None:
    german = translations("de")
    said = [german.ngettext("%(num)s topic", "%(num)s topics", n) % {"num": n} for n in (0, 1, 2)]
    assert said == ["0 Themen", "1 Thema", "2 Themen"]


def test_sie_has_its_own_words_wherever_du_is_addressed() -> None:
    formal = said("de-formal")
    addressed = {key for key, text in said("de").items() if DU.search(text)}
    assert addressed - set(formal) == set()


def test_sie_never_says_du_and_du_never_says_sie() -> None:
    assert {key: text for key, text in said("de-formal").items() if DU.search(text)} == {}
    assert {key: text for key, text in said("de").items() if SIE.search(text)} == {}


def test_sie_falls_back_to_du() -> None:
    both = "Themen"
    assert translations("de-formal").gettext("Topics") == both
    assert translations("de").gettext("Topics") == both


def test_the_staff_area_addresses_nobody() -> None:
    """They speak neither Du nor Sie."""
    neutral = [*TEMPLATES.glob("review/*.html"), *TEMPLATES.glob("pitch/*.html")]
    german = said("de")
    for template in neutral:
        source = template.read_text(encoding="utf-8")
        for key, text in german.items():
            if f'_("{key}"' in source or f'ngettext("{key}"' in source:
                assert not DU.search(text), f"{template.name}: {text}"


def test_german_includes_without_signs_and_is_set_properly() -> None:
    signs = re.compile(r"\w[*:_/]-?in(nen)?\b|[a-zäöüß]In(nen)?\b")
    sloppy = re.compile(r"\"|\.\.\.|[a-z] - (?!und)|  |“\w|[.!?]„|\d,\d{3}\b")
    for name in ("de", "de-formal"):
        for text in said(name).values():
            assert not signs.search(text), text
            assert not sloppy.search(text), text
            assert text.count("„") == text.count("“"), text
            assert text == text.strip(), text


UNTRANSLATED = re.compile(r"[^\W\d_]{2,}")
THE_SAME_EVERYWHERE = {
    *("kaue", "EN", "DE", "English version", "deutsche Fassung", "CSV", "JSON", "SHA-256"),
    *("schedule.xml", "/api/v1"),
}


@pytest.mark.parametrize(
    "template",
    sorted(TEMPLATES.rglob("*.html")) + sorted(TEMPLATES.rglob("*.txt")),
    ids=lambda path: str(path.relative_to(TEMPLATES)),
)
def test_no_template_says_anything_past_the_catalogues(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    without_macros = re.sub(r"\{%-? macro _.*?endmacro -?%\}", "", source, flags=re.DOTALL)
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", without_macros, flags=re.DOTALL)
    plain = re.sub(r"\{\{.*?\}\}", "0", plain, flags=re.DOTALL)
    spoken = re.findall(r"\b(?:aria-label|placeholder|title|alt)=\"([^\"]*)\"", plain)
    spoken += re.sub(r"<!--.*?-->|<[^>]*>", "\n", plain, flags=re.DOTALL).split("\n")
    left = {text.strip(" ·–:,.") for text in spoken if UNTRANSLATED.search(text)}
    assert left - THE_SAME_EVERYWHERE == set()
