"""The accent's contrast, in light and dark, for every colour somebody may choose."""

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.events import colours
from kaue.places import TEMPLATES

any_colour = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
TOKENS = (TEMPLATES.parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # Black on white, the grey that just passes, the one that just fails.
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_wcag_defines(one, other, ratio):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(one, other) == colours.contrast(other, one)


def test_the_grounds_are_those_of_the_stylesheet():
    def values(token):
        return re.findall(rf"--{token}: (#\w+);", TOKENS)

    def long(value):
        return value if len(value) == 7 else "#" + "".join(c * 2 for c in value[1:])

    light = {long(values("ground")[0]), long(values("card")[0])}
    assert light == set(colours.LIGHT_GROUNDS)
    assert set(values("ground")[1:]) == {colours.DARK_GROUND}
    assert set(values("card")[1:]) == {colours.DARK_CARD}
    assert set(values("text")[1:]) == {colours.DARK_TEXT}


@given(any_colour)
def test_the_nearest_shade_is_readable_and_a_readable_one_is_its_own(accent):
    shade = colours.nearest_readable(accent)

    assert colours.is_readable(shade)
    assert (shade == accent) == colours.is_readable(accent)


@given(any_colour)
def test_everything_is_readable_in_both_rooms(chosen):
    light = colours.light_shades(colours.nearest_readable(chosen))
    dark = colours.dark_shades(chosen)

    pairs = chain(
        ((light.action, ground) for ground in (*colours.LIGHT_GROUNDS, light.soft)),
        [(light.on, light.action)],
        ((dark.action, ground) for ground in (colours.DARK_GROUND, colours.DARK_CARD, dark.soft)),
        [(dark.on, dark.action), (colours.DARK_TEXT, dark.soft)],
    )
    assert all(colours.contrast(*pair) >= colours.ENOUGH for pair in pairs)


@given(any_colour)
def test_the_stylesheet_holds_nothing_but_tokens(accent):
    css = colours.stylesheet(accent)

    assert set(re.findall(r"(--[a-z-]+):", css)) == {"--action", "--action-soft", "--on-action"}
    assert css.count("{") == css.count("}")


@given(st.text(max_size=10))
def test_only_six_digits_are_a_colour(text):
    found = colours.colour(text)

    assert found is None or re.fullmatch(r"#[0-9a-f]{6}", found)


def test_a_colour_may_be_typed_in_several_ways():
    assert colours.colour(" 0B5660 ") == colours.colour("#0b5660") == "#0b5660"
    assert colours.colour("#0b5") is None
    assert colours.colour("red") is None
