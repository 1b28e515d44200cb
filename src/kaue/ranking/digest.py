"""A fingerprint of a frozen list that anybody can recompute."""

from collections.abc import Iterable
from hashlib import sha256

Ranked = tuple[int, int, int]
"""Rank, topic, votes."""


def digest(event: str, version: int, method: str, lines: Iterable[Ranked]) -> str:
    """SHA-256, in hex, of `event;version;method` and one line `rank;topic;votes` each, with \\n."""
    text = f"{event};{version};{method}\n"
    text += "".join(f"{rank};{topic};{votes}\n" for rank, topic, votes in lines)
    return sha256(text.encode()).hexdigest()
