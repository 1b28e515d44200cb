"""What fits on a wall that nobody can scroll: how many lines words take in the projector's letters,
and what goes onto the next page. Knows no feature.

Reckoned here and not in the browser, so that every projector, and one without JavaScript, turns the
same pages at the same moment.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Generic, TypeVar

SECONDS = 12
"""How long a page stays."""

_WIDTHS = {
    25: "!',.:;·‘’‚",
    30: " IijlÌÍÎÏìíîïı",
    35: "()J[]`{}",
    40: "frt²³¹",
    45: '"*-“”„|',
    50: "17?Fcszç",
    55: "#$+/235<=>ELTZ\\_agkvxy~ÈÉÊËàáâãäåýÿ–",
    60: "04689ACPSVXY^bdehnopqu€ÀÁÂÃÄÅÇÝèéêëðñòóôõöøùúûüþ",
    65: "BDGKRß«»",
    70: "HNOQUÑÒÓÔÕÖØÙÚÛÜ",
    75: "w…",
    80: "&M—",
}
_WIDTH = {letter: width / 100 for width, letters in _WIDTHS.items() for letter in letters}
_WIDEST = 1.3
"""Of our letters @ is the widest, at 1.05; those of other fonts and pictures may be wider."""

LEAST = 5.2
"""Size of the smallest letters that are read from 15 metres, in hundredths of the height of a
picture of 16 : 9: their capitals are 60 mm high where it is 3 m wide.
"""

LEADING = 1.12
_WIDE = 16 / 9 * 100
_FOOT, _FOOT_WITHOUT, _FOOT_WORDS, _FOOT_SIZE = 10.6, 1.6, 62 / 100 * _WIDE, 6.0

_FILLED = 0.85
"""Share of a line that a part of a word fills which has to be broken: it is broken by syllable."""


def width(text: str) -> float:
    """How wide it is at most, in our bold letters, in their size."""
    return sum(_WIDTH.get(letter, 0.9 if letter in "W%mæ" else _WIDEST) for letter in text)


def lines(text: str, room: float) -> int:
    """How many it takes at most where a line is so wide; in the size of the letters, too."""
    full, used = 0, 0.0
    for word in text.split():
        wide = width(word)
        if used and used + width(" ") + wide <= room:
            used += width(" ") + wide
            continue
        full += bool(used)
        parts = 1 if wide <= room else ceil(wide / (_FILLED * room))
        full += parts - 1
        used = wide if parts == 1 else room
    return full + bool(used)


def above_the_foot(address: str) -> float:
    """Hundredths of the height above the foot of a picture that is full. An address that takes
    several lines there makes the foot higher.
    """
    words = LEADING * _FOOT_SIZE * lines(address, _FOOT_WORDS / _FOOT_SIZE)
    return 99.4 - max(_FOOT, _FOOT_WITHOUT + words)


def high(text: str, wide: float, size: float) -> float:
    """How high text is, in a column of so many hundredths of the width, in letters of this size."""
    return LEADING * size * lines(text, wide / 100 * _WIDE / size)


Head = TypeVar("Head")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Part(Generic[Head, Row]):
    """Rows below what they are headed by."""

    head: Head
    rows: Sequence[Row]


Page = Sequence[Part[Head, Row]]


def pages(
    parts: Page[Head, Row], *, room: float, head: float, row: Callable[[Row], float]
) -> list[Page[Head, Row]]:
    """One after the other, nothing left out. A part stays together if one page holds all of it;
    else its head is said again. There is one page at least.
    """
    made: list[list[Part[Head, Row]]] = [[]]
    left = room
    for part in parts:
        whole = head + sum(map(row, part.rows))
        if made[-1] and left < whole <= room:
            made.append([])
            left = room
        first = 0
        for n, one in enumerate(part.rows):
            begins = n == first
            if row(one) + head * begins > left and (made[-1] or not begins):
                made[-1] += [Part(part.head, part.rows[first:n])] if n > first else []
                made.append([])
                first, left = n, room
            left -= row(one) + head * (n == first)
        made[-1].append(Part(part.head, part.rows[first:]))
        left -= 0 if part.rows else head
    return list(made)


@dataclass(frozen=True, slots=True)
class Picture(Generic[Head, Row]):
    """What is on the wall just now: page `number` `of` so many, the next one in `again` seconds.

    `size` names how large its letters are.
    """

    size: str
    parts: Page[Head, Row]
    number: int
    of: int
    again: int


SIZES = {"huge": 1.5, "large": 1.25, "": 1.0}
"""By how much letters may be larger than they have to be, as static/css/stage-plan.css names it."""


def picture(made: Callable[[float], list[Page[Head, Row]]], at: datetime) -> Picture[Head, Row]:
    """In the largest letters in which one page holds all; else the page whose turn it is.

    `made` are the pages in letters so much larger. By the clock alone: all projectors agree.
    """
    size, found = next(
        (size, found)
        for size, scale in SIZES.items()
        if len(found := made(scale)) == 1 or scale == 1
    )
    tick = int(at.timestamp())
    number = tick // SECONDS % len(found)
    return Picture(size, found[number], number + 1, len(found), SECONDS - tick % SECONDS)
