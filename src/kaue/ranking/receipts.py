"""Receipts: everybody can check that their own votes were counted, and nobody learns them.

With a count, one hash per person is published, sorted, without any name. Who knows the salt and
the topics of one person can redo that hash; who does not, learns nothing from it. So each person
needs a salt of their own for each count, as hard to guess as a key (`secrets.token_hex(16)`): with
a salt that can be guessed, so can the few topics.
"""

from collections.abc import Collection, Iterable
from hashlib import sha256


def receipt(salt: str, count: str, topics: Iterable[int]) -> str:
    """SHA-256, in hex, of `salt;count;topics`: numbers in ascending order, joined by commas.

    `count` is `event;version`, so that a receipt holds for one count only.
    """
    numbers = ",".join(str(topic) for topic in sorted(set(topics)))
    return sha256(f"{salt};{count};{numbers}".encode()).hexdigest()


def holds(published: Collection[str], salt: str, count: str, topics: Iterable[int]) -> bool:
    """Whether exactly these votes are among the published receipts of the count."""
    return receipt(salt, count, topics) in published
