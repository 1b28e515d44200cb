"""Telling people what concerns them, as often as they want to hear of it."""

from datetime import timedelta
from typing import Any

from kaue import db
from kaue.mail import outbox
from kaue.mail.kinds import BUNDLED
from kaue.tables import Notice, Notify, Person
from kaue.web.dates import now

AT_MOST_EVERY = timedelta(hours=1)
"""Of the same thing, such as comments on one topic. What comes sooner waits for the morning."""


async def tell(
    person_id: int | None,
    event_id: int,
    template: str,
    *,
    path: str,
    about: str = "",
    hold: timedelta | None = None,
    **context: Any,
) -> None:
    """Let a person know, within the unit of work of what there is to tell.

    A mail at once (`matters`), a line in tomorrow's (`digest`), or nothing. People without an
    address and closed accounts hear nothing. `path` is the page of ours that the notice is about;
    the template gets it, too. For `about` and `hold` see outbox.put_to().
    """
    person = await Person.objects().get(Person.id == person_id) if person_id else None
    if person is None or not person.email or person.blocked_at or person.notify == Notify.NONE:
        return
    language = outbox.spoken(person.language)
    context["path"] = path
    subject, _ = outbox.subject_and_text(language, template, name=person.name, **context)
    bundled = outbox.kind_of(template) in BUNDLED
    if person.notify == Notify.DIGEST or (bundled and await _told_lately(person.id, subject)):
        await _keep_for_tomorrow(person.id, event_id, subject, path, about)
    else:
        await outbox.put(person, template, about=about, hold=hold, **context)


async def _told_lately(person_id: int, subject: str) -> bool:
    """Two at the very same moment may both be mailed: that does no harm."""
    found = await db.rows(
        "SELECT 1 FROM mail WHERE person = {} AND subject = {} AND written_at > {} LIMIT 1",
        person_id,
        subject,
        now() - AT_MOST_EVERY,
    )
    return bool(found)


async def _keep_for_tomorrow(
    person_id: int, event_id: int, subject: str, path: str, about: str
) -> None:
    await Notice(
        person=person_id,
        event=event_id,
        subject=subject,
        path=path,
        created_at=now(),
        about=about,
    ).save()
