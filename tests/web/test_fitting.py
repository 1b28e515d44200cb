"""What fits on a wall: lines of words, and pages that leave nothing out."""

from datetime import UTC, datetime

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from kaue.places import STATIC
from kaue.web.assets import manifest
from kaue.web.fitting import SECONDS, Part, lines, pages, picture, width

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("weight", ["400", "600"])
def test_no_letter_is_wider_than_we_think(weight):
    font = TTFont(STATIC / manifest()[f"fira-{weight}.woff2"])
    units = font["head"].unitsPerEm
    advances = font["hmtx"]

    wrong = [
        chr(code)
        for code, name in font.getBestCmap().items()
        if advances[name][0] / units > width(chr(code)) + 0.001
    ]
    font.close()

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 10, 0),
        ("aaaa", 2.2, 1),
        ("aaaa bbbb", 5, 1),
        ("aaaa bbbb", 4, 2),
        ("aaaa aaaaaaaaaaaaaaaaaaaa bb", 4.4, 5),
        ("ein Wort und noch eins", 100, 1),
    ],
)
def test_words_take_so_many_lines(text, room, expected):
    assert lines(text, room) == expected


def split(*sizes, room=10):
    """Pages of parts with so many rows, each 1 high as the heads are."""
    parts = [Part(n, list(range(size))) for n, size in enumerate(sizes)]
    made = pages(parts, room=room, head=1, row=lambda _: 1)
    return [[(part.head, len(part.rows)) for part in page] for page in made]


def test_a_part_stays_together_if_one_page_holds_it():
    assert split(4, 4) == [[(0, 4), (1, 4)]]
    assert split(4, 5) == [[(0, 4)], [(1, 5)]]
    assert split(12) == [[(0, 9)], [(0, 3)]]
    assert split(3, 12) == [[(0, 3), (1, 5)], [(1, 7)]]
    assert split() == [[]]
    assert split(0, 0) == [[(0, 0), (1, 0)]]


def test_what_is_higher_than_a_page_is_alone_on_one():
    made = pages([Part("x", [20, 3, 30])], room=10, head=1, row=lambda size: size)

    assert [[list(part.rows) for part in page] for page in made] == [[[20]], [[3]], [[30]]]


@given(st.lists(st.integers(0, 40), max_size=8))
def test_nothing_is_left_out_and_no_page_is_too_high(sizes):
    made = split(*sizes)

    shown = [(head, size) for page in made for head, size in page]
    assert [sum(size for head, size in shown if head == n) for n in range(len(sizes))] == sizes
    assert [head for head, _ in shown] == sorted(head for head, _ in shown)
    assert all(sum(1 + size for _, size in page) <= 10 for page in made)
    assert all(made) or not sizes


def at(seconds, numbers=(3, 2, 2)):
    """The picture of as many pages as there are numbers at the scales 1.5, 1.25 and 1."""
    scales = dict(zip((1.5, 1.25, 1.0), numbers, strict=True))
    moment = datetime.fromtimestamp(NOON.timestamp() // SECONDS // 2 * SECONDS * 2 + seconds, UTC)
    return picture(lambda scale: [[Part(n, [])] for n in range(scales[scale])], moment)


def test_pages_turn_by_the_clock_alone():
    turns = [(one.number, one.again) for one in map(at, (0, 1, 11, 12, 23, 24))]

    assert turns == [(1, 12), (1, 11), (1, 1), (2, 12), (2, 1), (1, 12)]
    assert at(12).parts[0].head == 1
    assert at(0).of == 2


def test_letters_are_as_large_as_all_of_it_has_room_in():
    assert [(one.size, one.of) for one in (at(0), at(0, (2, 1, 1)), at(0, (1, 1, 1)))] == [
        ("", 2),
        ("large", 1),
        ("huge", 1),
    ]
