"""When the pitches will be over. Pure: how many there are, and the moment, give the time."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is still to be pitched: `left` seconds of the current pitch, then so many `waiting` of
    `seconds` each, with `changing` seconds before each of them. A rehearsal's clock has a `pace`.
    """

    left: int
    waiting: int
    seconds: int
    changing: int
    pace: int = 1

    @property
    def lasts(self) -> timedelta:
        """Whoever talks on once the time is up takes none of what the others will need."""
        talking = max(self.left, 0) + self.waiting * self.seconds
        return timedelta(seconds=talking / self.pace + self.waiting * self.changing)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`spare`: whole minutes left until the sessions begin (`until`), below zero so many too late.
    Both are None where no sessions begin on that day.
    """

    ends_at: datetime
    until: datetime | None = None
    spare: int | None = None


def forecast(ahead: Ahead, at: datetime, *, until: datetime, zone: ZoneInfo) -> Forecast:
    """For pitches that go on `at` that moment; the day is that of the `zone`."""
    ends_at = at + ahead.lasts
    if until.astimezone(zone).date() != ends_at.astimezone(zone).date():
        return Forecast(ends_at)
    return Forecast(ends_at, until, math.floor((until - ends_at).total_seconds() / 60))
