"""What is ranked, and who comes first among equals."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from kaue.ranking.draw import place

Key = tuple[str, bool, datetime, int]

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic as far as ranking is concerned. A pass is somebody who saw it and went on.

    `added` are votes counted elsewhere, on paper or by hands: beside them nobody passes.
    """

    topic: int
    votes: int
    passes: int = 0
    submitted_at: datetime | None = None
    title: str = ""
    added: int = 0

    @property
    def together(self) -> int:
        return self.votes + self.added

    @property
    def decisions(self) -> int:
        return self.votes + self.passes


def among_equals(seed: str) -> Callable[[Candidate], Key]:
    """By draw; without a seed whoever submitted first, then the lower number."""

    def key(one: Candidate) -> Key:
        drawn = place(seed, one.topic) if seed else ""
        return drawn, one.submitted_at is None, one.submitted_at or _NEVER, one.topic

    return key
