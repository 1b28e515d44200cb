"""Moments in time, and numbers, as people say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, format_timedelta
from babel.numbers import format_decimal
from babel.units import format_unit

from kaue.tables import Language

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    return datetime.now(UTC)


def _locale(language: str) -> str:
    return "en_GB" if language == Language.ENGLISH else "de_DE"


def long_day(moment: datetime, language: str, zone: ZoneInfo = BERLIN) -> str:
    """Samstag, 14. November 2026"""
    return format_date(moment.astimezone(zone), "full", locale=_locale(language))


def short_day(moment: datetime, language: str, zone: ZoneInfo = BERLIN) -> str:
    """14. Nov."""
    return format_skeleton("MMMd", moment.astimezone(zone), locale=_locale(language))


def plain_day(day: date, language: str) -> str:
    """31. März 2027"""
    return format_date(day, "long", locale=_locale(language))


def number(value: float, language: str, pattern: str = "#,##0") -> str:
    """1.504"""
    return format_decimal(value, pattern, locale=_locale(language))


def minutes(seconds: int) -> str:
    """`1:05`, or `−0:12` once time is up."""
    whole, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{whole}:{rest:02}"


def clock(moment: datetime, language: str, zone: ZoneInfo = BERLIN) -> str:
    """10:00"""
    return format_time(moment.astimezone(zone), "HH:mm", locale=_locale(language))


def day_and_clock(moment: datetime, language: str, zone: ZoneInfo = BERLIN) -> str:
    """14. Nov., 10:00"""
    return f"{short_day(moment, language, zone)}, {clock(moment, language, zone)}"


def weekday_and_clock(moment: datetime, language: str, zone: ZoneInfo = BERLIN) -> str:
    """Sa., 14. Nov., 10:00"""
    day = format_skeleton("MMMEd", moment.astimezone(zone), locale=_locale(language))
    return f"{day}, {clock(moment, language, zone)}"


def how_long(time: timedelta, language: str) -> str:
    """12 Tage, 5 Stunden or 1 Minute: never more than there is, but for the last minute."""
    minutes = int(time.total_seconds()) // 60
    for unit, length in (("day", 24 * 60), ("hour", 60)):
        if minutes >= 2 * length:
            return format_unit(minutes // length, f"duration-{unit}", locale=_locale(language))
    return format_unit(max(1, minutes), "duration-minute", locale=_locale(language))


def ago(moment: datetime, language: str) -> str:
    """Vor 3 Stunden"""
    return format_timedelta(
        moment - now(), granularity="minute", add_direction=True, locale=_locale(language)
    )


def days_until(moment: datetime, zone: ZoneInfo = BERLIN) -> int:
    """Calendar days from today; 0 today, negative once it is past."""
    today: date = now().astimezone(zone).date()
    return (moment.astimezone(zone).date() - today).days


def milliseconds(moment: datetime) -> int:
    """Since 1970, as scripts in a page reckon."""
    return round(moment.timestamp() * 1000)


def iso(moment: datetime) -> str:
    """For `<time datetime>` and exports."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
