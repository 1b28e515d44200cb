"""Messages wait in the database, written in the same unit of work as what they tell of."""

from typing import Any

from kaue import db, settings
from kaue.tables import Language, Mail, Person
from kaue.web.dates import now
from kaue.web.language import address, german
from kaue.web.templates import render

NEWEST = 200


async def put(person: Person, template: str, **context: Any) -> None:
    """Queue a message in the person's language. Its first line is the subject.

    People without an address (code cards, anonymised) simply get none.
    """
    if not person.email:
        return
    language = Language.ENGLISH if person.language == Language.ENGLISH else german()
    message = render(
        language,
        template,
        name=person.name,
        link=lambda path: _absolute(language, path),
        **context,
    )
    subject, _, text = message.strip().partition("\n")
    await Mail(
        person=person.id,
        address=person.email,
        subject=" ".join(subject.split())[:200],
        text=text.strip() + "\n",
        written_at=now(),
    ).save()


def _absolute(language: str, path: str) -> str:
    return settings.current().public_url + address(language, path)


async def newest() -> list[dict[str, Any]]:
    """What the demo would have sent, newest first."""
    return await db.rows(
        "SELECT id, address, subject, text, written_at FROM mail ORDER BY id DESC LIMIT {}", NEWEST
    )
