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
    """Had `seconds_left` when it was started; stands while `started_at` is None."""

    seconds_left: int
    started_at: datetime | None = None

    @property
    def runs(self) -> bool:
        return self.started_at is not None

    def left(self, at: datetime) -> int:
        """Whole seconds, below zero once time is up."""
        if self.started_at is None:
            return self.seconds_left
        return self.seconds_left - int((at - self.started_at).total_seconds())

    def started(self, at: datetime) -> "Clock":
        return self if self.runs else replace(self, started_at=at)

    def paused(self, at: datetime) -> "Clock":
        return Clock(self.left(at))

    def given(self, seconds: int) -> "Clock":
        """As if it had had so many from the beginning."""
        return replace(self, seconds_left=max(0, min(seconds, LONGEST)))
