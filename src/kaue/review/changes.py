"""What has changed between two wordings, word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|[^\s]+")
LONGEST = 2_000
"""Words. Longer texts are shown as a whole before and after: comparing them would take too long."""

SAME, GONE, NEW = "same", "gone", "new"


class Piece(NamedTuple):
    """`kind` is SAME, GONE or NEW."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; what is gone stands before what came instead."""
    if before == after:
        return [Piece(SAME, after)]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > LONGEST:
        return [piece for piece in (Piece(GONE, before), Piece(NEW, after)) if piece.text]
    return list(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Piece(SAME, "".join(new[c:d]))
            continue
        if b > a:
            yield Piece(GONE, "".join(old[a:b]))
        if d > c:
            yield Piece(NEW, "".join(new[c:d]))


def is_small(before: str, after: str) -> bool:
    """Whether it can pass for mended spelling: nine of ten letters stay, in their order."""
    return SequenceMatcher(None, before, after, autojunk=False).ratio() >= 0.9
