"""Sends what waits in the outbox, in every process that serves, each mail by one of them.

A mail is claimed by a statement before it is sent and marked after the server has taken it. A
process that dies in between leaves a claim behind; once stale, another sends the mail again. So a
mail is sent once, except when a process is killed in the instant between the server's yes and our
mark: then it may come twice, rather than never. It then has the same Message-ID, by which servers
and mail programs take the two for one.

No transaction is open while talking to the server, and no request ever waits for it.
"""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kaue import db, settings
from kaue.mail import actions, message, queries
from kaue.mail.bell import Bell
from kaue.mail.kinds import SHORT_LIVED
from kaue.mail.queries import MailView
from kaue.mail.relay import Unreachable, connected, refusal
from kaue.web.dates import now

if TYPE_CHECKING:
    from aiosmtplib import SMTP

log = logging.getLogger("kaue.mail")

LOOK_EVERY = 30.0
"""Seconds between two looks when nobody rings: for mails of other processes and second tries."""

SETTLE = 0.3
"""Seconds from the bell to the look; most units of work have ended by then."""

FIRST_PAUSE, LONGEST_PAUSE = 15.0, 120.0
"""Seconds between two tries to reach a server that is down: from one to the other, doubling."""

SEND_WITHIN = 60.0
MARK_WITHIN = 120.0
STALE = timedelta(minutes=5)
"""A claim as old as this is of a process that died: nothing above takes as long."""

STOP_WITHIN = 2.0

ROUND = 20
"""Mails per connection; then whatever is urgent comes first again."""

_WAITING = (
    "SELECT id, kind, written_at FROM mail WHERE sent_at IS NULL AND failed_at IS NULL"
    " AND (next_try_at IS NULL OR next_try_at <= {})"
    " AND (claimed_at IS NULL OR claimed_at < {}) ORDER BY id"
)
_CLAIM = (
    "UPDATE mail SET claimed_at = {}, attempts = attempts + 1"
    " WHERE id = {} AND sent_at IS NULL AND failed_at IS NULL"
    " AND (next_try_at IS NULL OR next_try_at <= {})"
    " AND (claimed_at IS NULL OR claimed_at < {}) RETURNING id"
)


def is_on() -> bool:
    """Nothing leaves a demo: everybody there reads what would have been sent."""
    return bool(settings.current().smtp_url) and not settings.current().demo


async def run() -> None:
    """Send until cancelled. Never ends by itself, whatever fails."""
    if not is_on():
        return
    pause = 0.0
    with Bell() as bell:
        while True:
            try:
                while await send_waiting():
                    pass
                pause = 0.0
            except Exception as error:
                pause = min(2 * pause or FIRST_PAUSE, LONGEST_PAUSE)
                cause = error.__cause__ if isinstance(error, Unreachable) else error
                log.warning("mail has to wait: %s", type(cause).__name__)
            # A server that is down is not asked again just because there is one more mail.
            await (asyncio.sleep(pause) if pause else bell.hear(LOOK_EVERY))
            await asyncio.sleep(SETTLE)


async def send_waiting() -> int:
    """One connection, at most ROUND mails. Returns how many were tried. Raises Unreachable."""
    waiting = await _waiting()
    if not waiting:
        return 0
    tried = 0
    async with connected(settings.current().smtp_url) as line:
        for mail_id in waiting:
            if not line.is_connected:
                break
            if mail := await _claimed(mail_id):
                tried += 1
                await _to_the_end(_deliver(mail, line))
    return tried


async def _waiting() -> list[int]:
    """Whatever is urgent first, then in the order of writing. What comes too late is given up."""
    at = now()
    found = await db.rows(_WAITING, at, at - STALE)
    good = []
    for row in found:
        if at < actions.too_late(row["kind"], row["written_at"]):
            good.append(row)
        else:
            log.warning("mail %d (%s) given up", row["id"], row["kind"])
            await actions.note_failed(row["id"])
    good.sort(key=lambda row: row["kind"] not in SHORT_LIVED)
    return [row["id"] for row in good[:ROUND]]


async def _claimed(mail_id: int) -> MailView | None:
    """The mail, ours alone from now on; None when another sender has it."""
    at = now()
    claimed = await db.write(_CLAIM, at, mail_id, at, at - STALE)
    return await queries.find(mail_id) if claimed else None


async def _deliver(mail: MailView, line: "SMTP") -> None:
    """Hand it to the server and note how that went."""
    try:
        async with asyncio.timeout(SEND_WITHIN):
            await _send(mail, line)
    except Exception as error:
        if isinstance(error, TimeoutError):
            line.close()
        # The words of the server may hold the address: class and number have to do.
        code, for_good = refusal(error)
        name = type(error).__name__
        log.warning("mail %d (%s) not sent: %s %s", mail.id, mail.kind, name, code or "")
        if for_good or isinstance(error, message.Unwritable):
            await actions.note_failed(mail.id)
        else:
            await actions.put_off(mail)
    else:
        log.info("mail %d (%s) sent", mail.id, mail.kind)
        await _mark_sent(mail)


async def _send(mail: MailView, line: "SMTP") -> None:
    sender, recipient = message.sender(), message.recipient(mail)
    await line.sendmail(sender.addr_spec, [recipient.addr_spec], message.whole(mail))


async def _mark_sent(mail: MailView) -> None:
    """However long the database takes: an unmarked mail would be sent again."""
    async with asyncio.timeout(MARK_WITHIN):
        while True:
            try:
                return await actions.note_sent(mail)
            except db.Unavailable:
                await asyncio.sleep(1)


async def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """When kaue stops, what is being said to the server is finished, if that does not take long."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=STOP_WITHIN)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        raise
