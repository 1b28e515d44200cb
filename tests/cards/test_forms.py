"""What is typed from paper is understood however it is spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue import keyed
from kaue.cards.forms import RangeForm, in_groups, typed_letters, wanted_number
from kaue.web.forms import filled

CODES = st.text(keyed.LETTERS, min_size=8, max_size=8)


@given(
    CODES,
    st.lists(st.sampled_from(["", " ", "-", "–", ".", " \t", "_", "/"]), min_size=9),
    st.data(),
)
def test_case_and_gaps_do_not_matter(code, gaps, data):
    letters = [data.draw(st.sampled_from([one, one.lower()])) for one in code]
    typed = gaps[0] + "".join(one + gap for one, gap in zip(letters, gaps[1:], strict=False))

    assert typed_letters(filled(code=typed), 8) == code


@given(CODES)
def test_what_is_printed_can_be_typed(code):
    assert typed_letters(filled(code=in_groups(code)), 8) == code


@given(st.text(max_size=20))
def test_whatever_is_typed_is_letters_or_nothing(text):
    letters = typed_letters(filled(code=text), 8)

    assert letters == "" or (len(letters) == 8 and set(letters) <= set(keyed.LETTERS))


@pytest.mark.parametrize("text", ["", "ABCDEFG", "ABCDEFGHJ", "ABCDEFG0", "ABCDEFGI", "ABCDEFGÄ"])
def test_what_cannot_be_on_a_card_is_no_code(text):
    assert typed_letters(filled(code=text), 8) == ""


def test_wide_letters_of_other_keyboards_are_letters():
    assert typed_letters(filled(code="ＡＢＣＤ ＥＦＧＨ"), 8) == "ABCDEFGH"


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("400", 400), (" 17 ", 17)])
def test_so_many_can_be_printed_at_once(text, number):
    assert wanted_number(filled(anzahl=text.strip())) == (number, {})


@pytest.mark.parametrize("text", ["", "0", "401", "-1", "viele", "1e3", "999999999999"])
def test_so_many_cannot(text):
    assert list(wanted_number(filled(anzahl=text))[1]) == ["anzahl"]


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [("3", "", (3, 3)), ("3", "3", (3, 3)), ("3", "9", (3, 9))],
)
def test_a_range_is_one_card_or_several(first, last, wanted):
    form = RangeForm.of(filled(von=first, bis=last))

    assert (form.first, form.last) == wanted
    assert form.problems() == {}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "", "von"), ("0", "", "von"), ("x", "3", "von"), ("4", "3", "bis"), ("4", "x", "bis")],
)
def test_a_range_that_is_none(first, last, field):
    assert list(RangeForm.of(filled(von=first, bis=last)).problems()) == [field]
