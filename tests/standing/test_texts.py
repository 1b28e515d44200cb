"""kaue's own texts: complete in every language, and harmless whatever operators fill in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue import keyed
from kaue.mail import unsubscribing
from kaue.standing.forms import our_path, without_keys
from kaue.standing.texts import DETAILS, TITLES, filled_in, kaues_text, shown, unfilled
from kaue.tables import Language
from kaue.web.language import translate
from kaue.web.text import clean_text

GERMAN = {detail.german: detail.key for detail in DETAILS}
ENGLISH = {detail.label: detail.key for detail in DETAILS}
EVERY_DETAIL = {detail.key: "Angabe" for detail in DETAILS} | {"email": "kaue@example.org"}


def headings(text):
    return re.findall(r"^#+ ", text, re.MULTILINE)


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("language", Language)
def test_every_text_is_there_and_complete_once_the_details_are(name, language):
    text = kaues_text(name, language)

    assert len(text) > 500
    assert unfilled(text, EVERY_DETAIL) == []
    assert "[[" not in shown(text, EVERY_DETAIL)
    assert "mark>" not in shown(text, EVERY_DETAIL)


@pytest.mark.parametrize("name", TITLES)
def test_the_languages_say_the_same(name):
    """As far as a machine can tell: the same headings and the same details."""
    german = kaues_text(name, Language.GERMAN)
    formal = kaues_text(name, Language.GERMAN_FORMAL)
    english = kaues_text(name, Language.ENGLISH)

    assert headings(german) == headings(formal) == headings(english)
    assert german.count("\n- ") == formal.count("\n- ") == english.count("\n- ")
    assert unfilled(german, {}) == unfilled(formal, {})
    assert [GERMAN[n] for n in unfilled(german, {})] == [ENGLISH[n] for n in unfilled(english, {})]


@pytest.mark.parametrize("name", TITLES)
def test_whoever_is_addressed_formally_is_so_throughout(name):
    formal = kaues_text(name, Language.GERMAN_FORMAL)

    assert not re.search(r"\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]ein\w*)\b", formal)


def test_every_detail_is_used_and_is_called_the_same_in_form_and_texts():
    used = {GERMAN[n] for name in TITLES for n in unfilled(kaues_text(name, Language.GERMAN), {})}

    assert used == {detail.key for detail in DETAILS}
    for detail in DETAILS:
        assert translate(Language.GERMAN, detail.label) == detail.german


def test_placeholders_that_nobody_knows_are_unfilled_too():
    text = "[[Anschrift]] [[Faxnummer]] [[Anschrift]] [[Postal address]]"

    assert unfilled(text, {}) == ["Anschrift", "Faxnummer", "Postal address"]
    assert unfilled(text, {"anschrift": "Herten"}) == ["Faxnummer"]
    assert filled_in(text, {"anschrift": "Herten"}) == "Herten [[Faxnummer]] Herten Herten"


def test_what_is_missing_is_marked():
    page = shown("Bei [[Anschrift]] & [[E-Mail]]", {"email": "kaue@example.org"})

    assert "<mark>[[Anschrift]]</mark>" in page
    assert 'href="mailto:kaue@example.org"' in page
    assert page.count("<mark>") == 1


@given(st.text(max_size=60))
def test_details_are_plain_words_whatever_is_in_them(value):
    value = clean_text(value)
    page = shown("Vorher [[Anschrift]] nachher", {"anschrift": value})

    if value:
        assert set(re.findall(r"</?(\w+)", page)) <= {"p", "br", "mark"}
    else:
        assert "<mark>" in page


@pytest.mark.parametrize(
    "value",
    [
        "<b>x</b>",
        "**x**",
        "# x",
        "- x",
        "1. x",
        "[x](https://evil.example)",
        "`x`",
        "&lt;",
        "+49 x",
    ],
)
def test_details_are_shown_as_they_were_typed(value):
    page = shown("[[Anschrift]]", {"anschrift": value})

    # Quotation marks aside, this is what HTML makes of the very text.
    assert (
        page.strip()
        == "<p>" + value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</p>"
    )


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("/smartvest/themen/12-daten", "/smartvest/themen/12-daten"),
        ("/smartvest/themen?q=geheim#x", "/smartvest/themen"),
        ("/", "/"),
        ("//evil.example/x", ""),
        ("/\\evil.example", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("/a b", ""),
        ("/[", ""),
        ("/" + "a" * 300, ""),
        ("", ""),
    ],
)
def test_only_paths_of_ours_are_filled_in(given_, kept):
    assert our_path(given_) == kept


KEYS = [
    "/anmelden/link/{}",
    "/en/anmelden/link/{}",
    "/anmelden%2Flink/{}",
    "/einladung/{}",
    "/einladung/{}/",
    "/konto/adresse/{}",
    "/abbestellen/{}",
    "/anmelden/code?vorgang={}",
    "/somewhere/{}",
    "/en/somewhere/{}/else",
]


@pytest.mark.parametrize("address", KEYS)
def test_an_address_that_is_a_key_is_filled_in_nowhere_and_not_kept(address):
    for token in {keyed.new_token() for _ in range(30)} | {"ab12" * 16}:
        full = address.format(token)
        assert our_path(full) == ""
        assert token not in without_keys(f"https://kaue.example.org{full} geht nicht")
    assert our_path("/einladung/kurz") == ""
    assert our_path(unsubscribing.path(7)) == ""


@pytest.mark.parametrize(
    "plain",
    [
        "/anmelden",
        "/en/konto/adresse",
        "/einladung",
        "/smartvest/themen/12-offene-daten-fuer-alle-im-kreis-recklinghausen-2027",
        "/smartvest/themen/12-donaudampfschifffahrtsgesellschaftskapitaen",
        "/smartvest/themen/12-donaudampfschifffahrtsgesellschaftskapitaen-2027",
        "/smartvest/Datenschutz-Grundverordnung-Umsetzung-Hinweise",
    ],
)
def test_an_address_with_a_reading_stays(plain):
    assert our_path(plain) == plain
    assert without_keys(plain) == plain
