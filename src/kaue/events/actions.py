"""Creating an event. Editing one in the browser is a later chapter."""

from collections.abc import Mapping
from typing import Any

from kaue import db
from kaue.tables import Event, Theme

RESERVED = {
    "anmelden", "abmelden", "registrieren", "passwort", "konto", "redaktion", "pult", "beamer",
    "verwaltung", "hilfe", "nutzungsregeln", "impressum", "datenschutz", "barrierefreiheit",
    "leichte-sprache", "gebaerdensprache", "quellcode", "postfach", "healthz", "readyz", "metrics",
    "static", "en", "j", "api",
}  # fmt: skip


class ReservedAddress(Exception):
    """The address is one of kaue's own."""


async def create(*, themes: Mapping[str, str], **values: Any) -> Event:
    """Store an event with its themes (slug → name). Raises ReservedAddress, db.Conflict."""
    if values["slug"] in RESERVED:
        raise ReservedAddress
    event = Event(**values)
    async with db.unit_of_work():
        await event.save()
        for slug, name in themes.items():
            await Theme(event=event.id, slug=slug, name=name).save()
    return event
