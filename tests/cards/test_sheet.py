"""What is printed is read again: every letter is there, and nothing is cut off."""

import re
from itertools import pairwise

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

import printed
from kaue import keyed
from kaue.cards import sheet
from kaue.cards.actions import Fresh
from kaue.events.queries import EventView
from kaue.web.paper import finished
from world import LONG_TITLE, UNBROKEN

MOMENTS = ("submit_from", "submit_until", "vote_from", "vote_until", "starts_at", "pitch_at")
TITLES = [
    "Smart in Vest",
    LONG_TITLE,
    UNBROKEN,
    "W" * 120,
    "Ja?",
    'Ein \\ (schräger) "Titel" – mit € & <b>',
    "🎉 Łódź-Barcamp, Москва 2026 ①",
]


def event_called(title):
    texts = dict.fromkeys(("claim", "claim_en", "about", "about_en", "organiser", "place"), "")
    moments = dict.fromkeys((*MOMENTS, "sessions_at", "ends_at"))
    more = {"address": "", "timezone": "Europe/Berlin", "themes": ()}
    return EventView(id=1, slug="camp-9", title=title, **texts, **moments, **more)


def pages_of(title, cards):
    pdf = sheet.drawn(event_called(title), cards)
    pdf.set_compression(False)
    return printed.read(finished(pdf))


def card_of(text):
    """(column, row) of the card on which something stands."""
    return int((text.left - sheet.LEFT) // 85), int((text.baseline - sheet.TOP) // 55)


def some(how_many):
    return [Fresh(n + 1, keyed.new_letters(8)) for n in range(how_many)]


def test_every_card_has_its_letters_and_its_number():
    cards = some(23)

    pages = pages_of("Barcamp", cards)

    assert len(pages) == 3
    found = [text.text for page in pages for text in page.texts]
    for card in cards:
        assert found.count(f"{card.code[:4]} {card.code[4:]}") == 1
        assert found.count(f"Nr. {card.number}") == 1
    for page, how_many in zip(pages, (10, 10, 3), strict=True):
        assert len({card_of(text) for text in page.texts}) == how_many


def test_letters_and_number_stand_on_the_same_card():
    cards = some(10)
    (page,) = pages_of("Barcamp", cards)
    by_card = {}
    for text in page.texts:
        by_card.setdefault(card_of(text), []).append(text.text)

    for card in cards:
        (mine,) = [texts for texts in by_card.values() if f"Nr. {card.number}" in texts]
        assert f"{card.code[:4]} {card.code[4:]}" in mine


@pytest.mark.parametrize("title", TITLES)
def test_nothing_is_cut_off_however_long_the_title(title, setting):
    setting(KAUE_PUBLIC_URL=f"https://{'beteiligung-kreis-' * 3}re.example.org")
    (page,) = pages_of(title, [Fresh(123456, "WWWWWWWW"), *some(9)])

    for text in page.texts:
        column, row = card_of(text)
        left, top = sheet.LEFT + column * 85, sheet.TOP + row * 55
        assert left + 3 <= text.left
        assert text.right <= left + 85 - 3, text.text
        assert top + 3 <= text.baseline - text.size * printed.MM * 0.7
        assert text.baseline + text.size * printed.MM * 0.2 <= top + 55 - 3


@pytest.mark.parametrize("title", TITLES)
def test_lines_do_not_lie_on_each_other_nor_on_the_qr_code(title):
    (page,) = pages_of(title, [Fresh(123456, "WWWWWWWW")])
    qr_left = min(left for left, *_ in page.filled)
    qr_top = min(top for _, top, *_ in page.filled)
    qr_bottom = max(top + tall for _, top, _, tall in page.filled)

    lines = sorted(page.texts, key=lambda text: text.baseline)
    for above, below in pairwise(lines):
        beside = min(above.right, below.right) < max(above.left, below.left)
        assert beside or below.baseline - above.baseline > below.size * printed.MM * 0.9
    for text in lines:
        beside = text.right < qr_left
        over = text.baseline + 0.2 * text.size * printed.MM < qr_top
        under = text.baseline - 0.7 * text.size * printed.MM > qr_bottom
        assert beside or over or under, text.text


def test_the_whole_title_is_there():
    (page,) = pages_of(LONG_TITLE, some(1))

    words = "".join(text.text for text in page.texts).replace(" ", "")
    assert LONG_TITLE.replace(" ", "") in words


def test_letters_that_the_font_lacks_lose_their_accents_or_go():
    (page,) = pages_of("🎉 Łódź-Fest", some(1))

    assert page.texts[0].text == "ódz-Fest"


def test_a_title_of_which_nothing_can_be_printed_gives_way_to_the_address():
    (page,) = pages_of("🎉🎊", some(1))

    assert page.texts[0].text == "camp-9"


@pytest.mark.parametrize("root", ["", "/barcamp"])
def test_the_qr_code_leads_to_the_form_with_the_letters_behind_the_hash(setting, root):
    setting(KAUE_PUBLIC_URL="https://kaue.example.org", KAUE_ROOT_PATH=root)
    (page,) = pages_of("Barcamp", [Fresh(1, "ABCDEFGH")])

    drawn = segno.make(f"https://kaue.example.org{root}/karte#ABCDEFGH", error="m", micro=False)
    wanted = [list(row) for row in drawn.matrix_iter(border=2)]
    side = 25 / len(wanted)
    left = sheet.LEFT + 85 - 5 - 25
    top = sheet.TOP + 5 + 12
    got = [[0] * len(wanted) for _ in wanted]
    for x, y, width, _ in page.filled:
        for n in range(round(width / side)):
            got[round((y - top) / side)][round((x - left) / side) + n] = 1
    assert got == [[int(dark) for dark in row] for row in wanted]


def test_the_language_is_german_with_english_below(setting):
    setting(KAUE_PUBLIC_URL="https://kaue.example.org", KAUE_GERMAN="sie")
    (page,) = pages_of("Barcamp", some(1))

    words = " ".join(text.text for text in page.texts)
    assert "Heben Sie die Karte gut auf" in words
    assert "kaue.example.org/karte" in words
    assert "Keep this card." in words


@given(
    st.text(min_size=1, max_size=120).filter(lambda text: not re.search(r"[\ud800-\udfff]", text))
)
@settings(max_examples=25, deadline=None)
def test_any_title_can_be_printed(title):
    (page,) = pages_of(title, [Fresh(1, "ABCDEFGH")])

    assert "ABCD EFGH" in [text.text for text in page.texts]
    assert all(text.right < sheet.LEFT + 85 for text in page.texts)
