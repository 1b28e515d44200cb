"""What runs beside the site, again and again: forgetting what need not be kept, morning digests."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from kaue.account.address import forget_old_changes
from kaue.background import described
from kaue.comments.actions import forget_deleted
from kaue.digests.actions import send_due
from kaue.directory.actions import forget_old_visits
from kaue.invitations.actions import forget_old_invitations
from kaue.limits.actions import forget_attempts
from kaue.limits.proofs import forget_spent_proofs
from kaue.mail.actions import forget_old as forget_old_mail
from kaue.people.actions import forget_old_sign_ins
from kaue.pitch.draws import commit_all
from kaue.rehearsal.actions import forget_old as forget_old_rehearsals
from kaue.reports.actions import forget_old_reports
from kaue.results.notes import forget_removed
from kaue.retention.actions import anonymise_due, forget_unused
from kaue.review import looking
from kaue.signin import codes
from kaue.stage.presses import forget_old as forget_old_presses
from kaue.standing.actions import forget_reports

Step = tuple[str, Callable[[], Awaitable[object]]]
"""What the log calls it, and what is done."""

TIDYING: tuple[Step, ...] = (
    ("old sign-ins", forget_old_sign_ins),
    ("old visits to the directory", forget_old_visits),
    ("old codes", codes.forget_old),
    ("deleted comments", forget_deleted),
    ("old mail", forget_old_mail),
    ("old invitations", forget_old_invitations),
    ("counted attempts", forget_attempts),
    ("old barrier reports", forget_reports),
    ("old reports", forget_old_reports),
    ("spent proofs", forget_spent_proofs),
    ("old changes of addresses", forget_old_changes),
    ("who had what open", looking.forget_old),
    ("removed notes", forget_removed),
    ("old rehearsals", forget_old_rehearsals),
    ("names of past events", anonymise_due),
    ("unused accounts", forget_unused),
    ("old presses", forget_old_presses),
    ("seeds of draws", commit_all),
)
"""What need not be kept is forgotten, and what is due is done. No step waits for another."""

TIDY_EVERY = 600.0
"""Seconds between two rounds of tidying."""

MORNING: tuple[Step, ...] = (("digests", send_due),)

DIGESTS_EVERY = 300.0
"""Seconds between two looks at whether it is morning somewhere."""

log = logging.getLogger("kaue")


async def tidy_up() -> None:
    while True:
        await one_round(TIDYING)
        await asyncio.sleep(TIDY_EVERY)


async def send_digests() -> None:
    while True:
        await one_round(MORNING)
        await asyncio.sleep(DIGESTS_EVERY)


async def one_round(steps: tuple[Step, ...]) -> None:
    """Every step once. One that fails is named in the log and tried again in the next round."""
    for name, step in steps:
        try:
            await step()
        except Exception as error:
            log.warning("%s has to wait: %s", name, described(error))
