"""The arithmetic of the decision log: what each entry's hash is made of. Pure.

Every hash is SHA-256 over UTF-8 parts with a NUL between them, in hexadecimal, so that anybody can
work it out anew from an exported log.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

BEGINNING = "0" * 64
"""Stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Link:
    """What is chained. `who_hash` and `said_hash` stand for what may be erased one day."""

    event: int
    number: int
    acted_at: datetime
    act: str
    subject: str
    subject_number: int
    reason: str
    who_hash: str
    said_hash: str

    def hash(self, before: str) -> str:
        return _hash(
            before,
            str(self.event),
            str(self.number),
            moment(self.acted_at),
            self.act,
            self.subject,
            str(self.subject_number),
            self.reason,
            self.who_hash,
            self.said_hash,
        )


def moment(at: datetime) -> str:
    """A moment as it is hashed: 2026-11-25T18:00:00.000000+00:00"""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def who_hash(salt: str, person: int) -> str:
    return _hash(salt, "who", str(person))


def said_hash(salt: str, note: str) -> str:
    return _hash(salt, "said", note)


def _hash(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
