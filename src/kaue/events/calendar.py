"""The moments of an event, reckoned from its day as the clocks on its walls show them. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# (days from the day itself, local time)
USUAL = {
    "submit_from": (-42, time(0, 0)),
    "submit_until": (-1, time(20, 0)),
    "vote_from": (-28, time(0, 0)),
    "vote_until": (0, time(10, 15)),
    "starts_at": (0, time(10, 0)),
    "pitch_at": (0, time(10, 30)),
    "sessions_at": (0, time(11, 30)),
    "ends_at": (0, time(16, 0)),
    "anonymise_at": (180, time(3, 0)),
}


class NoSuchTime(Exception):
    """The clocks are put forward over this moment."""


def at_wall(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment when the clocks there show `local`, the first of two. Raises NoSuchTime."""
    moment = local.replace(tzinfo=zone, fold=0)
    seen_again = datetime.fromtimestamp(moment.timestamp(), zone)
    if seen_again.replace(tzinfo=None) != local:
        raise NoSuchTime
    return moment


def usual(day: date, zone: ZoneInfo) -> dict[str, datetime]:
    """For an event of one day, from scratch."""
    return {name: _usual(name, day, zone) for name in USUAL}


def moved(
    moments: Mapping[str, datetime | None], day: date, zone: ZoneInfo
) -> dict[str, datetime | None]:
    """The same moments around another day: as many days before or after, at the same local time.

    Where no moment was set from which no names are kept, it is the usual one after the end.
    """
    starts_at = moments["starts_at"]
    assert starts_at is not None
    shift = day - starts_at.astimezone(zone).date()
    there = {
        name: _nearest(moment.astimezone(zone).replace(tzinfo=None, fold=0) + shift, zone)
        if moment
        else None
        for name, moment in moments.items()
    }
    ends_at = there["ends_at"]
    if ends_at and not there["anonymise_at"]:
        last_day = ends_at.astimezone(zone).date()
        there["anonymise_at"] = _usual("anonymise_at", last_day, zone)
    return there


def _usual(name: str, day: date, zone: ZoneInfo) -> datetime:
    days, at = USUAL[name]
    return _nearest(datetime.combine(day + timedelta(days=days), at), zone)


def _nearest(local: datetime, zone: ZoneInfo) -> datetime:
    """A time that is skipped when clocks go forward becomes the one they then show."""
    return datetime.fromtimestamp(local.replace(tzinfo=zone).timestamp(), zone)


FIRST_YEAR, LAST_YEAR = 2000, 2200
"""Beyond these something was mistyped."""


def typed(text: str, zone: ZoneInfo) -> datetime | None:
    """As browsers send it, or as people type it where they offer no calendar.

    None for nothing. Raises ValueError, NoSuchTime.
    """
    text = text.strip()
    if not text:
        return None
    for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S"):
        try:
            local = datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone follows
        except ValueError:
            continue
        if FIRST_YEAR <= local.year <= LAST_YEAR:
            return at_wall(local, zone)
    raise ValueError(text)


def shown(moment: datetime, zone: ZoneInfo) -> str:
    """As a browser's field for day and time takes it."""
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
