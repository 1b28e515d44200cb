"""What an open page may follow, as it is written into the page."""

from hmac import compare_digest
from typing import NamedTuple

from kaue import keyed

_SIGNED = 16
"""Hex digits of a ticket's signature."""


class Key(NamedTuple):
    """What can be followed: a kind of thing, and its number."""

    kind: str
    number: int

    @property
    def word(self) -> str:
        return f"{self.kind}-{self.number}"

    @classmethod
    def of(cls, word: str) -> "Key | None":
        """From its word; None for anything else."""
        kind, dash, number = word.partition("-")
        return cls(kind, int(number)) if dash and kind.isalpha() and number.isdecimal() else None


def ticket(kind: str, number: int) -> str:
    """Lets whoever was shown a page follow this key. It tells nothing and opens nothing else; it is
    the same for everybody, so that pages stay the same for everybody.
    """
    word = Key(kind, number).word
    return f"{word}.{keyed.keyed_hash('follow', word)[:_SIGNED]}"


def key_in(text: str) -> Key | None:
    """Of a ticket that this installation has made; None for anything else."""
    word, _, _ = text.partition(".")
    key = Key.of(word)
    if key is None or not compare_digest(ticket(*key).encode(), text.encode()):
        return None
    return key
