"""The plain order: most votes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

METHOD = "votes"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic as far as ranking is concerned."""

    topic: int
    votes: int
    submitted_at: datetime
    title: str = ""


def by_votes(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Most votes first; among equals whoever submitted first; then the lower number."""
    return sorted(candidates, key=lambda one: (-one.votes, one.submitted_at, one.topic))
