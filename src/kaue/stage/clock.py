"""The clock of a pitch. Pure: what is stored, and the moment, give the seconds."""

from dataclasses import dataclass, replace
from datetime import datetime

SOON = 10
"""Seconds before the end at which desk and projector say so, calmly."""

MORE = 30
"""Seconds that one press adds."""

LONGEST = 3600


@dataclass(frozen=True, slots=True)
class Clock:
    """Had `seconds_left` when it was started; stands while `started_at` is None.

    So many of its seconds pass in each true one as its `pace` says.
    """

    seconds_left: int
    started_at: datetime | None = None
    pace: int = 1

    @property
    def runs(self) -> bool:
        return self.started_at is not None

    def left(self, at: datetime) -> int:
        """Whole seconds, below zero once time is up; a clock that was forgotten stops somewhere."""
        if self.started_at is None:
            return self.seconds_left
        passed = int((at - self.started_at).total_seconds() * self.pace)
        return max(-LONGEST, self.seconds_left - passed)

    def started(self, at: datetime) -> "Clock":
        return self if self.runs else replace(self, started_at=at)

    def paused(self, at: datetime) -> "Clock":
        return replace(self, seconds_left=self.left(at), started_at=None)

    def paced(self, pace: int, at: datetime) -> "Clock":
        """As it stands, going on at another pace."""
        return Clock(self.left(at), at if self.runs else None, pace)

    def given(self, seconds: int) -> "Clock":
        """As if it had had so many from the beginning."""
        return replace(self, seconds_left=max(0, min(seconds, LONGEST)))
