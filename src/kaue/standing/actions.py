"""Changing standing texts, and reporting barriers."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from kaue import db
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.standing.forms import BarrierForm
from kaue.standing.texts import PREFIX
from kaue.tables import BarrierReport, Language, Person
from kaue.web.dates import now

CLOSED_REPORTS_KEPT = timedelta(days=365)
REPORTS_KEPT = timedelta(days=3 * 365)
"""However open they are: by then nobody will answer any more."""


class ChangedMeanwhile(Exception):
    """Somebody else saved the same text after this page was opened."""


async def save_text(name: str, language: str, text: str, *, version: str, by: HasId) -> None:
    """Say it in the operator's own words. Raises ChangedMeanwhile.

    `version` is that of the text which was edited; empty for kaue's own.
    """
    await _store(name, language, text, _moment(version), by)


async def reset_text(name: str, language: str, *, version: str) -> None:
    """Go back to kaue's text; the operator's is gone. Raises ChangedMeanwhile."""
    deleted = await db.write(
        "DELETE FROM standing_text WHERE name = {} AND language = {} AND changed_at = {}"
        " RETURNING id",
        name,
        language,
        _moment(version),
    )
    if not deleted:
        raise ChangedMeanwhile


async def save_details(
    wanted: Mapping[str, str], *, before: Mapping[str, str], by: HasId | None = None
) -> None:
    """Store what differs from `before`, what the form was opened with. Raises ChangedMeanwhile."""
    async with db.unit_of_work():
        rows = await db.rows(
            "SELECT name, text, changed_at FROM standing_text WHERE name LIKE {}", PREFIX + "%"
        )
        stored = {row["name"]: row for row in rows}
        for key, value in wanted.items():
            row = stored.get(PREFIX + key)
            is_now = row["text"] if row else ""
            if value == is_now or value == before.get(key, ""):
                continue
            if is_now != before.get(key, ""):
                raise ChangedMeanwhile
            at = row["changed_at"] if row else None
            await _store(PREFIX + key, Language.GERMAN, value, at, by)


async def _store(
    name: str, language: str, text: str, known: datetime | None, by: HasId | None
) -> None:
    """One of two who save at once wins: the row must be as it was `known`, or not there."""
    person = by.id if by else None
    if known is None:
        done = await db.write(
            "INSERT INTO standing_text (name, language, text, changed_by, changed_at)"
            " VALUES ({}, {}, {}, {}, {}) ON CONFLICT DO NOTHING RETURNING id",
            name,
            str(language),
            text,
            person,
            now(),
        )
    else:
        done = await db.write(
            "UPDATE standing_text SET text = {}, changed_by = {}, changed_at = {}"
            " WHERE name = {} AND language = {} AND changed_at = {} RETURNING id",
            text,
            person,
            now(),
            name,
            str(language),
            known,
        )
    if not done:
        raise ChangedMeanwhile


def _moment(version: str) -> datetime | None:
    if not version:
        return None
    try:
        moment = datetime.fromisoformat(version)
    except ValueError as error:
        raise ChangedMeanwhile from error
    if moment.tzinfo is None:
        raise ChangedMeanwhile
    return moment


async def report_barrier(wanted: BarrierForm) -> None:
    """Keep the report and tell the admins. Raises limits.TooOften for one contact.

    Reports without a contact are never refused: nobody could tell whom one would lock out.
    """
    if wanted.contact:
        await limits.spend("barrier_report", wanted.contact.casefold())
    mailed = await _may_be_mailed()
    async with db.unit_of_work():
        await BarrierReport(
            text=wanted.text, page=wanted.page, contact=wanted.contact, written_at=now()
        ).save()
        if mailed:
            for admin in await Person.objects().where(
                Person.is_admin.eq(True), Person.blocked_at.is_null(), Person.email.is_not_null()
            ):
                await outbox.put(
                    admin,
                    "mail/barrier_report.txt",
                    text=wanted.text,
                    page=wanted.page,
                    answer_wanted=bool(wanted.contact),
                )


async def _may_be_mailed() -> bool:
    """A flood of reports fills the list, not the admins' mailboxes."""
    try:
        await limits.spend("barrier_report", "mail to admins")
    except limits.TooOften:
        return False
    return True


async def close_report(report_id: int, *, closed: bool) -> bool:
    """Note that it is dealt with, or not after all. False when there is no such report."""
    changed = await db.write(
        "UPDATE barrier_report SET closed_at = CASE WHEN {} THEN COALESCE(closed_at, {}) END"
        " WHERE id = {} RETURNING id",
        closed,
        now(),
        report_id,
    )
    return bool(changed)


async def forget_reports() -> None:
    """Delete reports that were dealt with a year ago, and those that nobody will answer."""
    await db.write(
        "DELETE FROM barrier_report WHERE closed_at < {} OR written_at < {}",
        now() - CLOSED_REPORTS_KEPT,
        now() - REPORTS_KEPT,
    )
