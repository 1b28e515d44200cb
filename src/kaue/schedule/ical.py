"""The plan as a calendar (RFC 5545). Times are UTC, so that no calendar guesses a zone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from kaue import settings
from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.schedule.history import Course, keys
from kaue.schedule.plan_queries import PlanView, SessionView
from kaue.web.language import N_, translate
from kaue.web.text import excerpt

MEDIA_TYPE = "text/calendar"
LONGEST_LINE = 75
"""Octets; what is longer goes on in a line that begins with a blank."""

ASK_AGAIN = "PT15M"

CANCELLED = N_("Cancelled")

Line = tuple[str, str]


def calendar(
    event: EventView,
    plan: PlanView,
    courses: Mapping[str, Course],
    wanted: Iterable[SessionView],
    *,
    name: str,
    language: str,
    gone: Iterable[Course] = (),
) -> str:
    """`wanted` of the plan; of what is `gone` calendars that have it still are told."""
    known = keys((one.topic, one.title) for one in plan.sessions)
    key_of = dict(zip((one.id for one in plan.sessions), known, strict=True))
    lines: list[Line] = [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", f"-//kaue//{event.slug}//DE"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", escaped(name)),
        ("X-WR-CALNAME", escaped(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", ASK_AGAIN),
        ("X-PUBLISHED-TTL", ASK_AGAIN),
    ]
    for one in wanted:
        key = key_of[one.id]
        lines += _session(event, plan, one, key, courses.get(key), language)
    for course in gone:
        lines += _gone(event, plan, course, language)
    return "".join(_folded(f"{key}:{value}") for key, value in [*lines, ("END", "VCALENDAR")])


def escaped(text: str) -> str:
    for sign, with_ in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, with_)
    return text


def _session(
    event: EventView,
    plan: PlanView,
    one: SessionView,
    key: str,
    course: Course | None,
    language: str,
) -> Sequence[Line]:
    where = ", ".join(filter(None, (one.room_name, event.place)))
    address = absolute(language, one.path or f"/{event.slug}/zeitplan")
    about = "\n".join(filter(None, (one.host_names, excerpt(one.text, 400), address)))
    return [
        *_begun(event, plan, key, course, one.starts_at, one.ends_at),
        ("SUMMARY", escaped(translate(language, CANCELLED) if one.is_off else one.title)),
        ("LOCATION", escaped(where)),
        ("DESCRIPTION", escaped(about)),
        ("URL", address),
        ("STATUS", "CANCELLED" if one.is_off else "CONFIRMED"),
        ("END", "VEVENT"),
    ]


def _gone(event: EventView, plan: PlanView, course: Course, language: str) -> Sequence[Line]:
    """Without its title, which may be public no more."""
    return [
        *_begun(event, plan, course.key, course, course.starts_at, course.ends_at),
        ("SUMMARY", escaped(translate(language, CANCELLED))),
        ("STATUS", "CANCELLED"),
        ("END", "VEVENT"),
    ]


def _begun(
    event: EventView,
    plan: PlanView,
    key: str,
    course: Course | None,
    starts_at: datetime,
    ends_at: datetime,
) -> Sequence[Line]:
    host = settings.current().public_url.partition("://")[2]
    return [
        ("BEGIN", "VEVENT"),
        ("UID", f"{event.slug}-{key}@{host.partition(':')[0]}"),
        ("DTSTAMP", _utc(plan.published_at)),
        ("LAST-MODIFIED", _utc(course.changed_at if course else plan.published_at)),
        ("SEQUENCE", str(course.changed if course else 0)),
        ("DTSTART", _utc(starts_at)),
        ("DTEND", _utc(ends_at)),
    ]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> str:
    """Between letters, never within one."""
    pieces: list[str] = []
    piece, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece, length = "", 0
        piece += letter
        length += size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
