"""What becomes of queued mails, and what people choose to hear of."""

from datetime import datetime, timedelta

from kaue import db, settings
from kaue.mail.kinds import GOOD_FOR, SHORT_LIVED
from kaue.mail.queries import MailView
from kaue.tables import Notify
from kaue.web.dates import now

GIVE_UP = timedelta(days=2)
KEEP_SENT = timedelta(days=7)
KEEP_FAILED = timedelta(days=30)
"""Without their words: those are erased as soon as nobody needs them for sending."""

BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 360, 720)]

_FAILED = (
    "UPDATE mail SET failed_at = {}, text = '', claimed_at = NULL"
    " WHERE sent_at IS NULL AND failed_at IS NULL"
)


def too_late(kind: str, written_at: datetime) -> datetime:
    """From then on, nobody wants it any more."""
    return written_at + (GOOD_FOR if kind in SHORT_LIVED else GIVE_UP)


async def note_sent(mail: MailView) -> None:
    """Words may hold links that open an account, so they go; so do subjects with a code in them."""
    await db.write(
        "UPDATE mail SET sent_at = {}, text = '', subject = {}, claimed_at = NULL WHERE id = {}",
        now(),
        mail.subject if mail.is_notice else "",
        mail.id,
    )


async def note_failed(mail_id: int) -> None:
    """It will not be tried again."""
    await db.write(_FAILED + " AND id = {}", now(), mail_id)


async def put_off(mail: MailView) -> None:
    """Try again a while later, unless that is too late."""
    again = now() + BACK_OFF[min(mail.attempts, len(BACK_OFF)) - 1]
    if again >= too_late(mail.kind, mail.written_at):
        await note_failed(mail.id)
        return
    await db.write(
        "UPDATE mail SET next_try_at = {}, claimed_at = NULL WHERE id = {} AND attempts = {}",
        again,
        mail.id,
        mail.attempts,
    )


async def forget_old() -> None:
    """Delete what was sent or told a week ago, and what was not a month ago."""
    at = now()
    if not settings.current().demo:
        await db.write(_FAILED + " AND written_at < {}", at, at - GIVE_UP)
    await db.write("DELETE FROM mail WHERE sent_at < {}", at - KEEP_SENT)
    await db.write("DELETE FROM mail WHERE written_at < {}", at - KEEP_FAILED)
    await db.write("DELETE FROM notice WHERE mailed_at < {}", at - KEEP_SENT)
    await db.write("DELETE FROM notice WHERE created_at < {}", at - KEEP_FAILED)


async def choose_notices(person_id: int, wanted: Notify) -> None:
    """From now on the person hears of what concerns it at once, once a day, or not at all."""
    await db.write("UPDATE person SET notify = {} WHERE id = {}", str(wanted), person_id)
