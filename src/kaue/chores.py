"""What runs beside the site, again and again: forgetting what need not be kept, morning digests."""

import asyncio
import logging

from kaue.account.address import forget_old_changes
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
from kaue.standing.actions import forget_reports

TIDY_EVERY = 600.0
"""Seconds between two rounds of forgetting what need not be kept."""

DIGESTS_EVERY = 300.0
"""Seconds between two looks at whether it is morning somewhere."""

log = logging.getLogger("kaue")


async def tidy_up() -> None:
    while True:
        try:
            await forget_old_sign_ins()
            await forget_old_visits()
            await codes.forget_old()
            await forget_deleted()
            await forget_old_mail()
            await forget_old_invitations()
            await forget_attempts()
            await forget_reports()
            await forget_old_reports()
            await forget_spent_proofs()
            await forget_old_changes()
            await looking.forget_old()
            await forget_removed()
            await forget_old_rehearsals()
            await anonymise_due()
            await forget_unused()
            await commit_all()
        except Exception as error:
            log.warning("tidying up has to wait: %s", type(error).__name__)
        await asyncio.sleep(TIDY_EVERY)


async def send_digests() -> None:
    while True:
        try:
            await send_due()
        except Exception as error:
            log.warning("digests have to wait: %s", type(error).__name__)
        await asyncio.sleep(DIGESTS_EVERY)
