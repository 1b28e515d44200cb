"""The plan as schedule.xml, which conference apps and signs read (frab, schema by c3voc)."""

import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as Xml

from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.schedule.history import keys
from kaue.schedule.plan_queries import PlanView, SessionView
from kaue.tables import TopicFormat
from kaue.topics.forms import FORMATS
from kaue.web.language import N_, html_language, translate
from kaue.web.text import excerpt, slugify

MEDIA_TYPE = "application/xml"
LARGEST = 2**31 - 1
EVERYWHERE = N_("All rooms")

Named = tuple[str, SessionView]
"""With its key through all versions."""


def schedule_xml(event: EventView, plan: PlanView, language: str) -> bytes:
    known = keys((one.topic, one.title) for one in plan.sessions)
    held = [(key, one) for key, one in zip(known, plan.sessions, strict=True) if not one.is_off]

    def day_of(named: Named) -> date:
        return named[1].starts_at.astimezone(event.zone).date()

    days = [(day, list(found)) for day, found in groupby(held, key=day_of)]
    root = Xml.Element("schedule")
    _add(root, "version", str(plan.version))
    _conference(root, event, [day for day, _ in days])
    for index, (day, found) in enumerate(days, start=1):
        _day(root, event, index, day, found, language)
    if not days:
        # The schema wants one.
        _day(root, event, 1, event.starts_at.astimezone(event.zone).date(), [], language)
    Xml.indent(root)
    return bytes(Xml.tostring(root, encoding="utf-8", xml_declaration=True))


def _conference(root: Xml.Element, event: EventView, days: Sequence[date]) -> None:
    begins, ends = (
        moment.astimezone(event.zone).date() for moment in (event.starts_at, event.ends_at)
    )
    conference = Xml.SubElement(root, "conference")
    _add(conference, "acronym", event.slug)
    _add(conference, "title", event.title)
    _add(conference, "start", min([begins, *days]).isoformat())
    _add(conference, "end", max([ends, *days]).isoformat())
    _add(conference, "days", str(max(1, len(days))))
    _add(conference, "timeslot_duration", "00:15")


def _day(
    root: Xml.Element,
    event: EventView,
    index: int,
    day: date,
    found: Sequence[Named],
    language: str,
) -> None:
    moments = [one for _, session in found for one in session.span] or [
        event.starts_at,
        event.ends_at,
    ]
    element = Xml.SubElement(
        root,
        "day",
        index=str(index),
        date=day.isoformat(),
        start=_local(event, min(moments)),
        end=_local(event, max(moments)),
    )
    everywhere = translate(language, EVERYWHERE)
    for name in dict.fromkeys(one.room_name or everywhere for _, one in found):
        room = Xml.SubElement(element, "room", name=name)
        for key, one in found:
            if (one.room_name or everywhere) == name:
                _session(room, event, key, one, name, language)


def _session(
    room: Xml.Element, event: EventView, key: str, one: SessionView, name: str, language: str
) -> None:
    address = absolute(language, one.path or f"/{event.slug}/zeitplan")
    # Apps know it again by both; their numbers have 31 bits.
    number = zlib.crc32(f"{event.slug}/{key}".encode()) & LARGEST | 1
    guid = str(uuid5(NAMESPACE_URL, absolute("de", f"/{event.slug}/zeitplan/{key}")))
    element = Xml.SubElement(room, "event", id=str(number), guid=guid)
    minutes = round((one.ends_at - one.starts_at).total_seconds() / 60)
    for tag, text in (
        ("date", _local(event, one.starts_at)),
        ("start", f"{one.starts_at.astimezone(event.zone):%H:%M}"),
        ("duration", f"{minutes // 60:02}:{minutes % 60:02}"),
        ("room", name),
        ("slug", f"{event.slug}-{key}-{slugify(one.title)}".rstrip("-")),
        ("title", one.title),
        ("subtitle", ""),
        ("track", ""),
        ("type", translate(language, FORMATS[TopicFormat(one.format)]) if one.format else ""),
        ("language", html_language("de")),
        ("abstract", excerpt(one.text, 400)),
        ("description", one.text),
    ):
        _add(element, tag, text)
    _persons(element, one.hosts)
    links = Xml.SubElement(element, "links")
    Xml.SubElement(links, "link", href=address).text = one.title


def _persons(element: Xml.Element, names: Iterable[str]) -> None:
    persons = Xml.SubElement(element, "persons")
    for name in names:
        _add(persons, "person", name)


def _add(parent: Xml.Element, tag: str, text: str) -> None:
    Xml.SubElement(parent, tag).text = text


def _local(event: EventView, moment: datetime) -> str:
    return moment.astimezone(event.zone).isoformat(timespec="seconds")
