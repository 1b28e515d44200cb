"""The normaliser and the sanitiser: what people type, made harmless."""

import re

import pytest

from kaue.web.text import clean_line, clean_text, excerpt, markdown, slugify

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '[x](https://a.example" onclick="alert(1))',
    "![x](https://evil.example/pixel.png)",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "**<svg/onload=alert(1)>**",
    "`<script>`",
    "<!--ready-->",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("headings", [False, True])
def test_markdown_lets_no_markup_of_its_author_through(attack, headings):
    html = markdown(attack, headings)

    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(r"</?(p|ul|ol|li|em|strong|h2|h3)>|<br>|</a>|<a [^<>]*>", tag), html
        assert not re.search(r"javascript:|data:|onclick", tag.lower()), html


def test_markdown_knows_paragraphs_lists_emphasis_and_links():
    html = markdown("Ein **Wort**,\nnoch eins.\n\n- a\n- b\n\n[mehr](https://example.org)")

    assert "<strong>Wort</strong>" in html
    assert "<br>" in html
    assert html.count("<li>") == 2
    assert 'href="https://example.org"' in html
    assert 'rel="noopener nofollow ugc"' in html


def test_headings_are_for_events_only():
    assert "<h2>" in markdown("## Was", headings=True)
    assert "<h2>" not in markdown("## Was")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800", "\ufffd"),
        ("e\u0301", "\u00e9"),
        ("\u202eabc", "abc"),
        ("\u200b\u2060 \u00ad", ""),
        ("  a\n\n\n\n\nb  ", "a\n\nb"),
        ("👩‍🚒", "👩‍🚒"),
    ],
)
def test_text_is_normalised(typed, kept):
    assert clean_text(typed) == kept


def test_a_line_has_no_line_breaks():
    assert clean_line(" a\n\tb\u00a0c ") == "a b c"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Offene Straßendaten für Übermorgen", "offene-strassendaten-fuer-uebermorgen"),
        ("Bürger & Rat", "buerger-und-rat"),
        ("???", ""),
        ("日本", ""),
        ("x" * 200, "x" * 60),
    ],
)
def test_slugs_are_ascii_and_short(title, slug):
    assert slugify(title) == slug


def test_an_excerpt_is_one_plain_line_cut_at_a_word():
    assert excerpt("**Hallo** Welt,\n\n- wie geht es", 15) == "Hallo Welt …"
    assert excerpt("> Zitat\n\nRadweg -> Rathaus, A > B") == "Zitat Radweg -> Rathaus, A > B"
