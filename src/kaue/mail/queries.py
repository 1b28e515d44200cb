"""Reading what waits to be sent, or was."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.mail.kinds import NOTICES


@dataclass(frozen=True, slots=True)
class MailView:
    """A mail as it is sent. `attempts` counts the claims, and so tells one claim from the next."""

    id: int
    person: int | None
    address: str
    kind: str
    language: str
    subject: str
    text: str
    written_at: datetime
    attempts: int
    sent_at: datetime | None
    failed_at: datetime | None

    @property
    def is_notice(self) -> bool:
        return self.kind in NOTICES and self.person is not None


_MAILS = (
    "SELECT id, person, address, kind, language, subject, text, written_at, attempts, sent_at,"
    " failed_at FROM mail "
)


async def find(mail_id: int) -> MailView | None:
    found = await db.rows(_MAILS + "WHERE id = {}", mail_id)
    return MailView(**found[0]) if found else None


async def undelivered() -> dict[str, int]:
    """How many mails of each kind could not be delivered, as far back as that is kept."""
    found = await db.rows(
        "SELECT kind, COUNT(*) AS n FROM mail WHERE failed_at IS NOT NULL GROUP BY kind"
        " ORDER BY kind"
    )
    return {row["kind"]: row["n"] for row in found}


async def waiting() -> int:
    """How many mails are still to be sent."""
    found = await db.rows(
        "SELECT COUNT(*) AS n FROM mail WHERE sent_at IS NULL AND failed_at IS NULL"
    )
    return int(found[0]["n"])
