"""Letting go of people once their event is over: names go, what was counted stays."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kaue import db
from kaue.account.leaving import KEEP_PASSES_ONLY, KEEP_VOTES_ONLY
from kaue.account.queries import PARTICIPATION
from kaue.events.queries import forget
from kaue.topics.queries import list_changed
from kaue.web.dates import now

UNUSED = timedelta(days=730)
"""An account of this age that is signed in nowhere and has nothing in it is deleted."""


class NotOver(Exception):
    """As long as the event goes on, votes need the people who cast them."""


@dataclass(frozen=True, slots=True)
class Report:
    """What anonymising an event does, or would do."""

    people: int
    """How many names leave the event."""
    accounts: int
    """How many of their accounts are deleted, because they took part in no other event."""
    topics: int
    comments: int
    votes: int
    drafts: int
    """Seen by nobody but their authors, so deleted."""


_LOCK = "SELECT e.slug, e.ends_at, e.vote_until FROM event e WHERE e.id = {}"

_ONLY_HERE = (
    " WHERE is_admin = {} AND id IN (SELECT person FROM part WHERE event = {})"
    " AND id NOT IN (SELECT person FROM part WHERE person IS NOT NULL AND event IN"
    " (SELECT id FROM event WHERE id <> {} AND anonymised_at IS NULL))"
)
_HOW_MANY_ONLY_HERE = "SELECT COUNT(*) AS n FROM person"
_BIND_TO_IT = "UPDATE person SET only_event = {}"
_HOW_MANY_PEOPLE = "SELECT COUNT(DISTINCT person) AS n FROM part WHERE event = {}"

_COUNTS = {
    "topics": "SELECT COUNT(*) AS n FROM topic"
    " WHERE author IS NOT NULL AND state <> 'draft' AND event = {}",
    "comments": "SELECT COUNT(*) AS n FROM comment"
    " WHERE author IS NOT NULL AND topic IN (SELECT id FROM topic WHERE event = {})",
    "votes": "SELECT COUNT(*) AS n FROM vote"
    " WHERE person IS NOT NULL AND topic IN (SELECT id FROM topic WHERE event = {})",
    "drafts": "SELECT COUNT(*) AS n FROM topic WHERE state = 'draft' AND event = {}",
}

_CLOSE = (
    "UPDATE event SET anonymised_at = COALESCE(anonymised_at, {}),"
    " archived_at = COALESCE(archived_at, {}), voters_then = COALESCE(voters_then,"
    " (SELECT COUNT(DISTINCT v.person) FROM vote v JOIN topic t ON t.id = v.topic"
    " WHERE t.event = {})) WHERE id = {}"
)

_FORGET_ADDRESSES = (
    "DELETE FROM mail WHERE address IN (SELECT email FROM person WHERE only_event = {})",
    "DELETE FROM mailed_code WHERE email IN (SELECT email FROM person WHERE only_event = {})",
    "DELETE FROM invitation WHERE lower(email) IN (SELECT email FROM person WHERE only_event = {})",
    "DELETE FROM address_change WHERE email IN (SELECT email FROM person WHERE only_event = {})",
    "UPDATE barrier_report SET contact = '' WHERE lower(contact) IN"
    " (SELECT email FROM person WHERE only_event = {})",
    "UPDATE report SET contact = '' WHERE lower(contact) IN"
    " (SELECT email FROM person WHERE only_event = {})",
)
_SOMEBODYS = "person IS NOT NULL AND topic IN (SELECT id FROM topic WHERE event = {})"
_UNLINK = (
    "DELETE FROM topic WHERE state = 'draft' AND event = {}",
    "UPDATE topic SET author = NULL WHERE author IS NOT NULL AND event = {}",
    KEEP_VOTES_ONLY + _SOMEBODYS,
    KEEP_PASSES_ONLY + _SOMEBODYS,
    "UPDATE host SET person = NULL WHERE person IS NOT NULL"
    " AND topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE comment SET author = NULL WHERE author IS NOT NULL"
    " AND topic IN (SELECT id FROM topic WHERE event = {})",
    # What was not public is no record of the day.
    "UPDATE comment SET text = '', note = '' WHERE state <> 'shown'"
    " AND topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE decision SET decided_by = NULL WHERE decided_by IS NOT NULL"
    " AND topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE ranking SET frozen_by = NULL WHERE frozen_by IS NOT NULL AND event = {}",
    "UPDATE card SET person = NULL WHERE person IS NOT NULL AND event = {}",
    "DELETE FROM role WHERE event = {}",
    "DELETE FROM on_site WHERE event = {}",
    "DELETE FROM invitation WHERE event = {}",
    "DELETE FROM notice WHERE event = {}",
    "UPDATE topic SET on_behalf_of = '', entered_by = NULL"
    " WHERE (on_behalf_of <> '' OR entered_by IS NOT NULL) AND event = {}",
    "UPDATE step SET acted_by = NULL WHERE event = {}",
    "UPDATE plan SET published_by = NULL WHERE event = {}",
    "DELETE FROM star WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "DELETE FROM projector_link WHERE event = {}",
    # What came of a session stays; what nobody may read goes.
    "DELETE FROM note WHERE (removed_at IS NOT NULL OR hidden_because <> '')"
    " AND topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE note SET written_by = NULL WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE next_step SET entered_by = NULL WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "DELETE FROM next_year WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "UPDATE coming SET person = NULL WHERE pitch IN (SELECT p.id FROM pitch p"
    " JOIN topic t ON t.id = p.topic WHERE t.event = {})",
    "UPDATE tally SET entered_by = NULL WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    # Without its salt nobody can guess who or what the hashes in the log stand for.
    "UPDATE log_entry SET acted_by = NULL, note = '', salt = '' WHERE salt <> '' AND event = {}",
    # What nobody has answered by now cannot be answered without its words.
    "DELETE FROM report WHERE decided_at IS NULL AND event = {}",
    "UPDATE report SET author = NULL, decided_by = NULL, contact = '', text = '', note = ''"
    " WHERE event = {}",
    "DELETE FROM suggestion WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "DELETE FROM looking WHERE topic IN (SELECT id FROM topic WHERE event = {})",
    "DELETE FROM trust WHERE event = {}",
)
"""Each takes the event's number, like _FORGET_ADDRESSES."""

_DELETE_UNUSED = (
    "DELETE FROM person WHERE created_at < {} AND is_admin = {} AND blocked_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM sign_in s WHERE s.person = person.id)"
    " AND id NOT IN (SELECT person FROM part WHERE person IS NOT NULL AND event IS NOT NULL)"
)


async def anonymise(event_id: int, *, dry_run: bool = False) -> Report:
    """Take every name out of an event that is over; all counts stay. Twice changes nothing more.

    Whoever took part in no other event that still has names loses the account, except admins.
    The event is archived with it, so that nothing new is written under old topics. Raises NotOver.
    """
    async with db.unit_of_work():
        slug = await _lock(event_id)
        report = await _report(event_id)
        if not dry_run:
            await _carry_out(event_id, slug)
    if not dry_run:
        forget(slug)
        list_changed(event_id)
    return report


async def anonymise_due() -> None:
    """Every event whose day for it has come."""
    at = now()
    due = await db.rows(
        "SELECT id FROM event WHERE anonymise_at <= {} AND ends_at <= {} AND vote_until <= {}"
        " AND anonymised_at IS NULL",
        at,
        at,
        at,
    )
    for row in due:
        await anonymise(row["id"])


async def forget_unused() -> None:
    """Delete old accounts that are signed in nowhere and have left no trace in any event."""
    await db.write(PARTICIPATION + _DELETE_UNUSED, now() - UNUSED, False)


async def _lock(event_id: int) -> str:
    found = await db.rows(_LOCK + db.for_update("e"), event_id)
    if max(found[0]["ends_at"], found[0]["vote_until"]) > now():
        raise NotOver
    return str(found[0]["slug"])


async def _report(event_id: int) -> Report:
    return Report(
        people=await _count(PARTICIPATION + _HOW_MANY_PEOPLE, event_id),
        accounts=await _count(
            PARTICIPATION + _HOW_MANY_ONLY_HERE + _ONLY_HERE, False, event_id, event_id
        ),
        **{name: await _count(sql, event_id) for name, sql in _COUNTS.items()},
    )


async def _count(sql: str, *values: Any) -> int:
    return int((await db.rows(sql, *values))[0]["n"])


async def _carry_out(event_id: int, slug: str) -> None:
    at = now()
    # Who leaves is decided before the traces go, and kept as what these people are: of this
    # event only.
    await db.write(PARTICIPATION + _BIND_TO_IT + _ONLY_HERE, event_id, False, event_id, event_id)
    await db.write(_CLOSE, at, at, event_id, event_id)
    await db.write(
        "UPDATE card SET revoked_at = {} WHERE event = {} AND revoked_at IS NULL", at, event_id
    )
    await _forget_mails_about(slug)
    for statement in (*_FORGET_ADDRESSES, *_UNLINK):
        await db.write(statement, event_id)
    await db.write("DELETE FROM person WHERE only_event = {} AND is_admin = {}", event_id, False)


async def _forget_mails_about(slug: str) -> None:
    """Mails that lead to the event may name people in it."""
    name = slug.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    for end in ("/%", "\n%", "?%"):
        await db.write("DELETE FROM mail WHERE text LIKE {} ESCAPE '\\'", f"%/{name}{end}")
