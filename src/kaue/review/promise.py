"""Until when an answer is promised: so many working days, Monday to Friday. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WEEKEND = 5


def due(since: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same time of day, `days` working days later; what comes at a weekend counts from Monday.

    Holidays are left out: each county has its own, and the promise says "usually".
    """
    at = since.astimezone(zone)
    if at.weekday() >= WEEKEND:
        monday = at + timedelta(days=7 - at.weekday())
        at = monday.replace(hour=0, minute=0, second=0, microsecond=0)
    left = days
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < WEEKEND
    return at


def is_late(since: datetime, days: int, zone: ZoneInfo, at: datetime) -> bool:
    return due(since, days, zone) < at
