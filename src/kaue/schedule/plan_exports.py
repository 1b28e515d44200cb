"""The plan as files. No addresses, nobody's stars, and no cell that a spreadsheet would execute."""

import io
import json
from datetime import datetime
from typing import Any

from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.schedule.plan_queries import PlanView, SessionView
from kaue.web import sheets
from kaue.web.dates import iso

COLUMNS = ("day", "begins", "ends", "room", "title", "hosts", "format", "topic", "url")
WIDTHS = (11, 7, 7, 20, 60, 30, 12, 7, 50)


def as_data(event: EventView, plan: PlanView | None, language: str) -> dict[str, Any]:
    """All that everybody may know of it; without sessions before it is published."""
    return {
        "event": event.slug,
        "timezone": event.timezone,
        "version": plan.version if plan else None,
        "published_at": iso(plan.published_at) if plan else None,
        "note": plan.note if plan else "",
        "sessions": [_data(event, one, language) for one in plan.sessions] if plan else [],
    }


def _data(event: EventView, one: SessionView, language: str) -> dict[str, Any]:
    return {
        "starts_at": _local(event, one.starts_at).isoformat(timespec="seconds"),
        "ends_at": _local(event, one.ends_at).isoformat(timespec="seconds"),
        "room": one.room_name or None,
        "for_everybody": one.is_for_all,
        "cancelled": one.is_off,
        "title": one.title,
        "hosts": list(one.hosts),
        "format": one.format or None,
        "topic": None if one.is_off else one.topic,
        "url": absolute(language, one.path) if one.path else None,
    }


def as_json(event: EventView, plan: PlanView, language: str) -> str:
    return json.dumps(as_data(event, plan, language), ensure_ascii=False, indent=1)


def as_csv(event: EventView, plan: PlanView, language: str) -> str:
    return sheets.as_csv(COLUMNS, _records(event, plan, language))


def as_xlsx(event: EventView, plan: PlanView, language: str) -> bytes:
    """Every cell is text. To be called beside the event loop."""
    # Only whoever asks for one pays for it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True})
    book.set_properties({"title": event.title, "created": plan.published_at.replace(tzinfo=None)})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    page = book.add_worksheet("Zeitplan" if language != "en" else "Schedule")
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for n, (column, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        page.set_column(n, n, width, wrapped)
        page.write_string(0, n, column, bold)
    for row, record in enumerate(_records(event, plan, language), start=1):
        for n, column in enumerate(COLUMNS):
            page.write_string(row, n, str(record[column]))
    book.close()
    return file.getvalue()


def _records(event: EventView, plan: PlanView, language: str) -> list[dict[str, object]]:
    """What is cancelled keeps its place, without a title."""
    return [
        {
            "day": f"{_local(event, one.starts_at):%Y-%m-%d}",
            "begins": f"{_local(event, one.starts_at):%H:%M}",
            "ends": f"{_local(event, one.ends_at):%H:%M}",
            "room": one.room_name,
            "title": one.title,
            "hosts": one.host_names,
            "format": one.format,
            "topic": "" if one.topic is None or one.is_off else one.topic,
            "url": absolute(language, one.path) if one.path else "",
        }
        for one in plan.sessions
    ]


def _local(event: EventView, moment: datetime) -> datetime:
    return moment.astimezone(event.zone)
