"""A fingerprint of a frozen list that anybody can recompute."""

from collections.abc import Iterable
from hashlib import sha256

Ranked = tuple[int, ...]
"""Rank, topic, votes; then whatever other numbers the order was made from."""


def digest(
    event: str, version: int, method: str, lines: Iterable[Ranked], *, seed: str = ""
) -> str:
    """SHA-256, in hex, of `event;version;method` and one line `rank;topic;votes` each, with \\n.

    With a seed the first line is `event;version;method;seed`.
    """
    first = (event, version, method, seed) if seed else (event, version, method)
    return sha256("".join(map(_line, (first, *lines))).encode()).hexdigest()


def _line(parts: Iterable[object]) -> str:
    return ";".join(map(str, parts)) + "\n"
