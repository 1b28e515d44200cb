"""Reporting what must not stay so, and what staff decide about it."""

from datetime import timedelta
from typing import Any, TypeVar

from kaue import db, keyed
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.comments import queries as comments
from kaue.limits import actions as limits
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.reports.cases import Case, Thing
from kaue.reports.forms import ReportForm
from kaue.review import actions as review
from kaue.review import comment_actions
from kaue.review.deciding import HOLD, AlreadyDecided, untell
from kaue.review.forms import RejectionForm
from kaue.review.queries import latest_decision
from kaue.review.reasons import said_of
from kaue.tables import Report, ReportKind, Verdict
from kaue.topics import queries as topics
from kaue.web.dates import now

CONTACT_KEPT = timedelta(days=30)
"""After the decision: until then it may be taken back, and answered once more."""

DECIDED_KEPT = timedelta(days=365)
REPORTS_KEPT = timedelta(days=3 * 365)
"""However open they are: by then nobody will answer any more."""

Found = TypeVar("Found")


async def report(thing: Thing, wanted: ReportForm, *, language: str, by: HasId | None) -> str:
    """Keep it for the editors. Returns the token of the page that tells what becomes of it.

    An address that has got many mails today gets none, and is not kept: the page answers as well.
    """
    token = keyed.new_token()
    contact = wanted.contact if await _may_be_mailed(wanted.contact) else ""
    async with db.unit_of_work():
        await Report(
            event=thing.event,
            topic=None if thing.comment else thing.topic,
            comment=thing.comment,
            ground=wanted.ground,
            text=wanted.text,
            author=by.id if by else None,
            contact=contact,
            language=language,
            token_hash=keyed.token_hash(token),
            written_at=now(),
        ).save()
        if contact:
            # Not a word of theirs: anybody can type anybody's address.
            await outbox.put_to(
                contact,
                language,
                "mail/report_received.txt",
                event_title=thing.event_title,
                path=path_of(thing.event_slug, token),
            )
    return token


def path_of(slug: str, token: str) -> str:
    return f"/{slug}/meldung/{token}"


async def _may_be_mailed(contact: str) -> bool:
    if not contact:
        return False
    try:
        await limits.spend("report_mail", contact)
    except limits.TooOften:
        return False
    return True


async def uphold(case: Case, wanted: RejectionForm, *, version: int, by: HasId) -> int:
    """Hide the thing, with a reason its author sees, and answer everybody who reported it.

    Returns the act by which it was hidden, for reopen(). Raises AlreadyDecided. What is not
    public any more stays so: then 0.
    """
    act = 0
    async with db.unit_of_work():
        for row in await close(case, upheld=True, by=by):
            reason = await said_of(wanted.reason, row["language"])
            words = f"{reason}\n\n{wanted.note}".strip()
            await db.write("UPDATE report SET note = {} WHERE id = {}", words, row["id"])
            await _answer(case, row, words, upheld=True)
        if case.thing.is_public:
            act = await _hide(case.thing, wanted, version=version, by=by)
        await log(case, Act.UPHELD, by=by, reason=wanted.reason, note=wanted.note)
    topics.list_changed(case.thing.event)
    return act


async def _hide(thing: Thing, wanted: RejectionForm, *, version: int, by: HasId) -> int:
    if thing.comment:
        comment = _still_there(await comments.find(thing.comment))
        await comment_actions.hide(comment, wanted, version=version, by=by)
        return version + 1
    topic = _still_there(await topics.find(thing.topic))
    return await review.hide(topic, wanted, version=version, by=by)


def _still_there(found: Found | None) -> Found:
    if found is None:
        raise AlreadyDecided
    return found


async def dismiss(case: Case, words: str, *, by: HasId) -> None:
    """Leave the thing where it is, and say why. Raises AlreadyDecided.

    A report that came after this page was opened stays open: nobody has read it.
    """
    async with db.unit_of_work():
        for row in await close(case, upheld=False, by=by, note=words):
            await _answer(case, row, words, upheld=False)
        await log(case, Act.DISMISSED, by=by, note=words)


async def reopen(case: Case, *, act: int = 0, by: HasId) -> None:
    """Take a decision back, for all who were answered with it. Raises AlreadyDecided.

    With what was done to the thing by it, if that is the last that happened there: `act` is a
    topic's decision, or the version of a comment that came of it. Without, the thing stays as it
    is and is shown or hidden from its own page.
    """
    async with db.unit_of_work():
        opened = await db.write(
            "UPDATE report SET decided_at = NULL, decided_by = NULL, upheld = NULL, note = ''"
            " WHERE event = {} AND kind = {} AND COALESCE(topic, 0) = {}"
            " AND COALESCE(comment, 0) = {} AND decided_at = {} RETURNING id",
            *_same(case),
            case.decided_at,
        )
        if not opened:
            raise AlreadyDecided
        unread = [await outbox.take_back(about(row["id"])) for row in opened]
        if act:
            await _undo(case.thing, act, by=by, tells=not (case.is_appeal and all(unread)))
        await log(case, Verdict.REOPENED, by=by)


async def _undo(thing: Thing, act: int, *, by: HasId, tells: bool) -> None:
    """Without `tells` the author has not heard of the act, of which one mail was to tell."""
    if thing.comment:
        comment = _still_there(await comments.find(thing.comment))
        await comment_actions.undo(comment, version=act, by=by)
        return
    topic = _still_there(await topics.find(thing.topic))
    await review.undo(topic, act, by=by)
    undone = await latest_decision(topic.id)
    if undone is not None and not tells:
        await untell(undone.id)


async def close(case: Case, *, upheld: bool, by: HasId, note: str = "") -> list[dict[str, Any]]:
    """Note the decision with all open reports of the case; of two who decide at once, one does.

    With an upheld one go those that came meanwhile: they want the same. Returns the rows that
    are to be answered. Raises AlreadyDecided.
    """
    at = now()
    closed = await db.write(
        "UPDATE report SET decided_at = {}, decided_by = {}, upheld = {}, note = {}"
        " WHERE event = {} AND kind = {} AND COALESCE(topic, 0) = {} AND COALESCE(comment, 0) = {}"
        " AND decided_at IS NULL AND ({} OR id <= {}) RETURNING id",
        at,
        by.id,
        upheld,
        note,
        *_same(case),
        upheld,
        case.number,
    )
    if case.number not in {row["id"] for row in closed}:
        raise AlreadyDecided
    return await db.rows(
        "SELECT id, author, contact, language, written_at FROM report"
        " WHERE event = {} AND kind = {} AND COALESCE(topic, 0) = {} AND COALESCE(comment, 0) = {}"
        " AND decided_at = {} ORDER BY id",
        *_same(case),
        at,
    )


def _same(case: Case) -> tuple[int, str, int, int]:
    """Event, kind, topic and comment of everything in a case, as its rows have them."""
    kind = str(ReportKind.APPEAL if case.is_appeal else ReportKind.REPORT)
    comment = case.thing.comment or 0
    return case.thing.event, kind, 0 if comment else case.thing.topic, comment


async def _answer(case: Case, row: dict[str, Any], words: str, *, upheld: bool) -> None:
    """By mail, if it was wished for; the page with the token says the same."""
    if row["contact"]:
        await outbox.put_to(
            row["contact"],
            row["language"],
            "mail/report_decided.txt",
            about=about(row["id"]),
            hold=HOLD,
            thing=case.thing,
            written_at=row["written_at"],
            upheld=upheld,
            words=words,
        )


async def log(
    case: Case, act: Act | Verdict, *, by: HasId, reason: str = "", note: str = ""
) -> None:
    """To be called last, as audit.note() is."""
    await audit.note(
        case.thing.event, act, Subject.REPORT, case.number, by=by, reason=reason, note=note
    )


def about(report: int) -> str:
    """How a mail names the report it answers."""
    return f"report-{report}"


async def forget_old_reports() -> None:
    """Erase addresses of answered reports, and delete what was decided long ago."""
    at = now()
    await db.write(
        "UPDATE report SET contact = '' WHERE contact <> '' AND decided_at < {}", at - CONTACT_KEPT
    )
    await db.write(
        "DELETE FROM report WHERE decided_at < {} OR written_at < {}",
        at - DECIDED_KEPT,
        at - REPORTS_KEPT,
    )
