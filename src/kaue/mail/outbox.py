"""Messages wait in the database, written in the same unit of work as what they tell of."""

from datetime import timedelta
from functools import partial
from typing import Any

from kaue import db, settings
from kaue.mail import bell, unsubscribing
from kaue.mail.kinds import NOTICES
from kaue.tables import Language, Mail, Person
from kaue.web.dates import now
from kaue.web.language import address, german
from kaue.web.templates import render
from kaue.web.text import clean_line, clean_text

LONGEST_SUBJECT = 200
NEWEST = 200


async def put(person: Person, template: str, **context: Any) -> None:
    """Queue a message in the person's language.

    People without an address (code cards, anonymised) simply get none.
    """
    if person.email:
        await put_to(
            person.email, person.language, template, name=person.name, person=person.id, **context
        )


async def put_to(
    email: str,
    language: str,
    template: str,
    *,
    name: str = "",
    person: int | None = None,
    about: str = "",
    hold: timedelta | None = None,
    **context: Any,
) -> None:
    """Queue a message to an address that may not belong to an account yet.

    The first line of the template is the subject; `link(path)` in it is a whole address. It is
    not sent before `hold` is over; until then take_back() knows it by what it is `about`.
    """
    kind = kind_of(template)
    language = spoken(language)
    subject, text = subject_and_text(language, template, name=name, **context)
    at = now()
    if kind in NOTICES and person is not None:
        text += "\n" + _farewell(language, person)
    await Mail(
        person=person,
        address=email,
        kind=kind,
        language=language,
        subject=subject,
        text=text,
        written_at=at,
        next_try_at=at + hold if hold else None,
        about=about,
    ).save()
    bell.ring()


async def take_back(about: str) -> bool:
    """Drop what tells of this and has not been sent or mailed yet; whether there was any."""
    mails = await db.write(
        "DELETE FROM mail WHERE about = {} AND sent_at IS NULL AND claimed_at IS NULL"
        " AND failed_at IS NULL RETURNING id",
        about,
    )
    notices = await db.write(
        "DELETE FROM notice WHERE about = {} AND mailed_at IS NULL RETURNING id", about
    )
    return bool(mails or notices)


def kind_of(template: str) -> str:
    return template.removeprefix("mail/").removesuffix(".txt")


def spoken(language: str) -> Language:
    """The language in which this installation writes to somebody who has chosen `language`."""
    return Language.ENGLISH if language == Language.ENGLISH else german()


async def language_of(person: int | None) -> Language:
    """The one in which this installation writes to a person, or to whoever has no account."""
    found = await db.rows("SELECT language FROM person WHERE id = {}", person or 0)
    return spoken(found[0]["language"]) if found else german()


def subject_and_text(language: Language, template: str, **context: Any) -> tuple[str, str]:
    """A mail's template, filled in."""
    message = render(language, template, link=partial(absolute, language), **context)
    subject, _, text = message.strip().partition("\n")
    return clean_line(subject)[:LONGEST_SUBJECT], clean_text(text) + "\n"


def absolute(language: str, path: str) -> str:
    """A path of ours as a link that works everywhere."""
    return settings.current().public_url + address(language, path)


def _farewell(language: Language, person: int) -> str:
    """Why one gets this, and how to get it no more. `-- ` begins what mail programs set apart."""
    words = render(
        language,
        "mail/_farewell.txt",
        link=partial(absolute, language),
        unsubscribe=unsubscribing.path(person),
    )
    return "-- \n" + clean_text(words) + "\n"


async def newest() -> list[dict[str, Any]]:
    """What the demo would have sent, newest first."""
    return await db.rows(
        "SELECT id, address, kind, language, subject, text, written_at, sent_at, failed_at"
        " FROM mail ORDER BY id DESC LIMIT {}",
        NEWEST,
    )
