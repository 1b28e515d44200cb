"""Counting and measuring for the public: how long things took, and nobody recognised. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kaue.review.promise import WEEKEND

SMALLEST_GROUP = 3
"""Of fewer, whoever knows one of the authors could tell why that one was rejected."""

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in whole hours and whole days, rounded up: nothing is flattered.

    What came and went within one weekend took an hour.
    """

    hours: int
    days: int

    @classmethod
    def of(cls, span: timedelta) -> "Span":
        return cls(hours=max(1, -(-span // HOUR)), days=max(1, -(-span // DAY)))


@dataclass(frozen=True, slots=True)
class Taken:
    """How long something took: half of all at most `median`, nine of ten at most `ninety`."""

    median: Span
    ninety: Span


def working_time(since: datetime, until: datetime, zone: ZoneInfo) -> timedelta:
    """From one moment to a later one, without Saturdays and Sundays. A working day has 24 hours."""
    start, end = since.astimezone(zone), until.astimezone(zone)
    # As the clocks on the wall show it: a day is a day when the clocks are changed.
    at, last = start.replace(tzinfo=None), end.replace(tzinfo=None)
    total = timedelta()
    while at < last:
        midnight = datetime.combine(at.date() + DAY, datetime.min.time())
        following = min(midnight, last)
        if at.weekday() < WEEKEND:
            total += following - at
        at = following
    return total


def taken(spans: Iterable[timedelta]) -> Taken | None:
    """None when there is nothing to measure."""
    ordered = sorted(spans)
    if not ordered:
        return None
    return Taken(_percentile(ordered, 50), _percentile(ordered, 90))


def _percentile(ordered: Sequence[timedelta], percent: int) -> Span:
    """The smallest one that so many of all do not exceed (nearest rank): one that did happen."""
    return Span.of(ordered[math.ceil(len(ordered) * percent / 100) - 1])


def unrecognised(groups: Mapping[str, int], other: str) -> dict[str, int]:
    """The largest first. Groups that are too small, and `other` itself, are one group at the end.

    Where that one would be too small as well, the smallest of the rest joins it.
    """
    large = {code: n for code, n in groups.items() if code != other and n >= SMALLEST_GROUP}
    ordered = sorted(large, key=lambda code: (-large[code], code))
    rest = sum(groups.values()) - sum(large.values())
    while ordered and 0 < rest < SMALLEST_GROUP:
        rest += large[ordered.pop()]
    return {code: large[code] for code in ordered} | ({other: rest} if rest else {})
