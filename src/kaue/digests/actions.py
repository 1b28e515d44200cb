"""The mails of the morning: what is new for each person, what waits for the editors, and on the day
of a barcamp its programme. Each once, with any number of processes, and after any restart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from kaue import db, settings
from kaue.digests import following, once, queries
from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.mail import outbox
from kaue.tables import Language, Notify, Person
from kaue.web import dates

MORNING = time(7)
"""In the event's time zone; in Berlin for what belongs to no event."""


@dataclass
class News:
    """Lines of one wording, such as comments on one topic; `path` leads to the first."""

    subject: str
    path: str
    times: int = 1


async def send_due(at: datetime | None = None) -> None:
    """Queue what is due and was not queued yet. To be called again and again."""
    if not settings.current().mails:
        return
    at = at or dates.now()
    await _tell_news(at)
    await following.tell_followers(at)
    for event in await events.open_ones():
        local = at.astimezone(event.zone)
        if local.time() < MORNING or at >= event.ends_at:
            continue
        await _tell_staff(event, local.date())
        if event.starts_at.astimezone(event.zone).date() == local.date():
            await _tell_programme(event, local.date())


async def _tell_news(at: datetime) -> None:
    """Everything kept until this morning; what comes later waits for the next."""
    local = at.astimezone(dates.BERLIN)
    day = local.date() if local.time() >= MORNING else local.date() - timedelta(days=1)
    morning = datetime.combine(day, MORNING, dates.BERLIN).astimezone(UTC)
    for person_id in await queries.with_notices(morning):
        async with db.unit_of_work():
            news = await _taken_news(person_id, morning, at)
            if news:
                await _put(person_id, "mail/daily.txt", news=news)


async def _taken_news(person_id: int, morning: datetime, at: datetime) -> list[News]:
    """What is new, marked as mailed in the same unit of work: nobody else takes it, too."""
    taken = await db.write(
        "UPDATE notice SET mailed_at = {} WHERE person = {} AND mailed_at IS NULL"
        " AND created_at < {} RETURNING id, event, subject, path, about",
        at,
        person_id,
        morning,
    )
    archived = {
        row["id"] for row in await db.rows("SELECT id FROM event WHERE archived_at IS NOT NULL")
    }
    news: dict[str, News] = {}
    for row in sorted(taken, key=lambda row: row["id"]):
        if row["subject"] in news:
            news[row["subject"]].times += 1
        elif row["event"] not in archived or row["about"] == following.AFTERWARDS:
            news[row["subject"]] = News(row["subject"], row["path"])
    return list(news.values())


async def _tell_staff(event: EventView, day: date) -> None:
    if await once.was_done("queue", event.id, day=day):
        return
    queue = await queries.waiting_in(event.id)
    staff = await queries.staff_of(event.id) if queue.count else []
    await _put_once("queue", event, day, staff, queue=queue)


async def _tell_programme(event: EventView, day: date) -> None:
    if await once.was_done("programme", event.id, day=day):
        return
    people = await queries.taking_part_in(event.id)
    # 10:30 reads the same in every language.
    clock = partial(dates.clock, language=Language.GERMAN, zone=event.zone)
    await _put_once("programme", event, day, people, clock=clock)


async def _put_once(
    what: str, about: EventView, day: date, people: Iterable[int], **context: Any
) -> None:
    """One small unit of work per person: nobody else's write waits for hundreds of mails."""
    for person_id in people:
        async with db.unit_of_work():
            if await once.is_first(what, about.id, person_id, day=day):
                await _put(person_id, f"mail/{what}.txt", event=about, **context)
    await once.is_first(what, about.id, day=day)


async def _put(person_id: int, template: str, **context: Any) -> None:
    person = await Person.objects().get(Person.id == person_id)
    if person and person.notify != Notify.NONE and not person.blocked_at:
        await outbox.put(person, template, **context)
