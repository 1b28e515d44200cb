"""Why a topic may be rejected or hidden: kaue's own reasons, and those of an event beside them."""

from dataclasses import dataclass

from kaue import db
from kaue.tables import Language, Reason
from kaue.web.language import N_, translate

REASONS = {
    Reason.OFF_TOPIC: N_("It does not fit the subjects of this barcamp."),
    Reason.DUPLICATE: N_("There already is a topic much like it."),
    Reason.UNCLEAR: N_("It is not yet clear what the session would be about."),
    Reason.ADVERTISING: N_("It advertises a product, a company or a party."),
    Reason.RULES: N_("It breaks the rules of use."),
    Reason.OTHER: N_("Another reason, given below."),
}
"""A new one: tables.Reason, a line here, `make migration`."""


@dataclass(frozen=True, slots=True)
class Own:
    """A reason of the event's own. Without an English text the German one is shown."""

    id: int
    text: str
    text_en: str

    @property
    def code(self) -> str:
        return f"own-{self.id}"

    def said(self, language: str) -> str:
        return self.text_en if language == Language.ENGLISH and self.text_en else self.text


async def own_reasons(event_id: int) -> list[Own]:
    """Those that can be chosen, the oldest first."""
    rows = await db.rows(
        "SELECT id, text, text_en FROM own_reason WHERE event = {} AND removed_at IS NULL"
        " ORDER BY id",
        event_id,
    )
    return [Own(**row) for row in rows]


async def catalogue(event_id: int, language: str) -> dict[str, str]:
    """Code → text in `language` of all that can be chosen in this event; other reasons last."""
    said = {str(code): translate(language, text) for code, text in REASONS.items()}
    other = {str(Reason.OTHER): said.pop(str(Reason.OTHER))}
    own = {one.code: one.said(language) for one in await own_reasons(event_id)}
    return said | own | other


async def said_of(code: str | None, language: str) -> str:
    """The text behind a stored code, also of a reason that can no longer be chosen."""
    if code in set(Reason):
        return translate(language, REASONS[Reason(code)])
    number = (code or "").removeprefix("own-")
    if not number.isdigit():
        return ""
    rows = await db.rows("SELECT id, text, text_en FROM own_reason WHERE id = {}", int(number))
    return Own(**rows[0]).said(language) if rows else ""
