"""Deleting an account, with or without what its person wrote. Nothing brings it back."""

from kaue import db
from kaue.invitations.actions import LastAdmin
from kaue.merging.actions import split_all_of
from kaue.tables import TopicState
from kaue.topics.queries import list_changed
from kaue.web.dates import now

_TOUCHED = (
    "SELECT event FROM topic WHERE author = {}"
    " UNION SELECT t.event FROM vote v JOIN topic t ON t.id = v.topic WHERE v.person = {}"
    " UNION SELECT t.event FROM host h JOIN topic t ON t.id = h.topic WHERE h.person = {}"
    " UNION SELECT t.event FROM comment c JOIN topic t ON t.id = c.topic WHERE c.author = {}"
)
_TAKE_OPEN_VOTES_BACK = (
    "DELETE FROM vote WHERE person = {} AND topic IN ("
    "SELECT t.id FROM topic t JOIN event e ON e.id = t.event WHERE e.vote_until > {}"
)
# Passes go the way of votes.
_TAKE_OPEN_PASSES_BACK = _TAKE_OPEN_VOTES_BACK.replace("FROM vote", "FROM pass")

KEEP_VOTES_ONLY = (
    "UPDATE vote SET person = NULL, cast_at ="
    " (SELECT e.vote_until FROM topic t JOIN event e ON e.id = t.event WHERE t.id = vote.topic)"
    " WHERE "
)
KEEP_PASSES_ONLY = (
    "UPDATE pass SET person = NULL, passed_at ="
    " (SELECT e.vote_until FROM topic t JOIN event e ON e.id = t.event WHERE t.id = pass.topic)"
    " WHERE "
)
"""To be ended by whose. Totals stay; the moments go, too, for those of several votes would tell
that they are one person's."""

_NO_LONGER_HOSTS = (
    "DELETE FROM host WHERE person = {} AND topic IN"
    " (SELECT t.id FROM topic t JOIN event e ON e.id = t.event WHERE e.ends_at > {})"
)
_ERASE_COMMENTS = (
    "UPDATE comment SET text = '', note = '', author = NULL,"
    " deleted_at = COALESCE(deleted_at, {})"
    " WHERE author = {}"
)
_REMOVE_TOPICS = (
    "DELETE FROM topic WHERE author = {} AND id NOT IN (SELECT topic FROM ranked_topic)"
    # A published plan says that it is off, for which it has to know what.
    " AND id NOT IN (SELECT topic FROM session WHERE topic IS NOT NULL)"
)
_EMPTY_FROZEN_TOPICS = (
    "UPDATE topic SET state = {}, text = '', changed_at = {}, version = version + 1"
    " WHERE author = {} AND (id IN (SELECT topic FROM ranked_topic)"
    " OR id IN (SELECT topic FROM session WHERE topic IS NOT NULL))"
)
# What the topic said stands in its decisions and in what was suggested for it, too.
_EMPTY_COPIES = (
    "UPDATE decision SET text = '' WHERE topic IN (SELECT id FROM topic WHERE author = {})",
    "DELETE FROM suggestion WHERE topic IN (SELECT id FROM topic WHERE author = {})",
)
# In one order, so that of two who leave at once the second one sees the first gone.
_ADMINS_IF_ONE_OF_THEM = (
    "SELECT p.id FROM person p WHERE p.is_admin = {} AND p.blocked_at IS NULL"
    " AND EXISTS (SELECT 1 FROM person me WHERE me.id = {} AND me.is_admin = {})"
    " ORDER BY p.id"
)
_LEAVING = "SELECT p.email FROM person p WHERE p.id = {}"


async def leave(person_id: int, *, keeps_content: bool) -> None:
    """Delete the account and every reference to it. Raises LastAdmin.

    Votes are taken back where voting is still open; elsewhere only the totals remain. What the
    person wrote stays without a name, or goes, too: a topic in a frozen list keeps its title,
    which the list is about. Drafts, which nobody else has seen, go in any case.
    """
    async with db.unit_of_work():
        email = await _lock(person_id)
        events = await db.rows(_TOUCHED, person_id, person_id, person_id, person_id)
        await _settle_votes(person_id)
        await db.write(
            "DELETE FROM topic WHERE author = {} AND state = {}",
            person_id,
            str(TopicState.DRAFT),
        )
        if keeps_content:
            await db.write(_ERASE_COMMENTS + " AND deleted_at IS NOT NULL", now(), person_id)
        else:
            await _remove_content(person_id)
        await db.write(
            "UPDATE card SET revoked_at = {} WHERE person = {} AND revoked_at IS NULL",
            now(),
            person_id,
        )
        if email:
            await forget_address(email)
        await db.write("DELETE FROM person WHERE id = {}", person_id)
    for row in events:
        list_changed(row["event"])


async def forget_address(email: str) -> None:
    """Wherever else it stands: in mails, codes, invitations, and reports."""
    await db.write("DELETE FROM mail WHERE address = {}", email)
    await db.write("DELETE FROM mailed_code WHERE email = {}", email)
    await db.write("DELETE FROM invitation WHERE lower(email) = {}", email)
    await db.write("DELETE FROM address_change WHERE email = {}", email)
    await db.write("UPDATE barrier_report SET contact = '' WHERE lower(contact) = {}", email)
    await db.write("UPDATE report SET contact = '' WHERE lower(contact) = {}", email)


async def _lock(person_id: int) -> str | None:
    """Let acts of the person that are on their way end before, and others fail after this."""
    admins = await db.rows(_ADMINS_IF_ONE_OF_THEM + db.for_update("p"), True, person_id, True)
    if [row["id"] for row in admins] == [person_id]:
        raise LastAdmin
    found = await db.rows(_LEAVING + db.for_update("p"), person_id)
    return found[0]["email"] if found else None


async def _settle_votes(person_id: int) -> None:
    at = now()
    await db.write(_TAKE_OPEN_VOTES_BACK + db.for_share("e") + ")", person_id, at)
    await db.write(KEEP_VOTES_ONLY + "person = {}", person_id)
    await db.write(_TAKE_OPEN_PASSES_BACK + db.for_share("e") + ")", person_id, at)
    await db.write(KEEP_PASSES_ONLY + "person = {}", person_id)
    # Nobody else will hold it: before the day it becomes a wish.
    await db.write(_NO_LONGER_HOSTS, person_id, at)
    await db.write("UPDATE host SET person = NULL WHERE person = {}", person_id)


async def _remove_content(person_id: int) -> None:
    await db.write(_ERASE_COMMENTS, now(), person_id)
    await db.write("UPDATE report SET text = '' WHERE author = {}", person_id)
    await db.write("DELETE FROM note WHERE written_by = {}", person_id)
    await split_all_of(person_id)
    await db.write(_REMOVE_TOPICS, person_id)
    await db.write(_EMPTY_FROZEN_TOPICS, str(TopicState.WITHDRAWN), now(), person_id)
    for statement in _EMPTY_COPIES:
        await db.write(statement, person_id)
