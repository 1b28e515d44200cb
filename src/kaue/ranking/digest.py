"""A fingerprint of a frozen list that anybody can recompute."""

from collections.abc import Iterable
from hashlib import sha256

Ranked = tuple[int, ...]
"""Rank, topic, votes; then whatever other numbers the order was made from."""


def digest(
    event: str,
    version: int,
    method: str,
    lines: Iterable[Ranked],
    *,
    seed: str = "",
    nonce: str = "",
) -> str:
    """SHA-256, in hex, of `event;version;method` and one line `rank;topic;votes` each, with \\n.

    With a seed the first line is `event;version;method;seed`, and with a nonce it ends with that:
    small numbers that nobody is told could be found by trying.
    """
    first = (event, version, method, *(part for part in (seed, nonce) if part))
    return sha256("".join(map(_line, (first, *lines))).encode()).hexdigest()


def _line(parts: Iterable[object]) -> str:
    return ";".join(map(str, parts)) + "\n"
