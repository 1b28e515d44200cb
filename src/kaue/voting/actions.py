"""Casting and withdrawing votes: one vote per person and topic."""

from kaue import db
from kaue.people.actor import HasId
from kaue.tables import TopicState
from kaue.topics.queries import TopicView
from kaue.web.dates import now

# One statement decides and stores, so that no vote slips in after voting has ended or twice.
# On PostgreSQL the locks make it wait for a count that is being taken (see pitch/actions.py),
# and for a decision about the topic.
_IF_OPEN = (
    " FROM topic t JOIN event e ON e.id = t.event"
    " WHERE t.id = {} AND t.state = {} AND e.vote_from <= {} AND e.vote_until > {}"
    " AND e.archived_at IS NULL"
)
_OPEN = "SELECT 1 AS one" + _IF_OPEN
_CAST = "INSERT INTO vote (topic, person, cast_at) SELECT t.id, {}, {}" + _IF_OPEN
_ONCE = " ON CONFLICT (topic, person) DO NOTHING RETURNING id"
_WITHDRAW = (
    "DELETE FROM vote WHERE topic = {} AND person = {} AND EXISTS ("
    "SELECT 1 FROM event e WHERE e.id = {} AND e.vote_from <= {} AND e.vote_until > {}"
    " AND e.archived_at IS NULL"
)


class VotingClosed(Exception):
    """The topic takes no votes just now."""


async def cast(topic: TopicView, *, by: HasId) -> None:
    """Give the topic this person's vote. Doing so twice changes nothing. Raises VotingClosed."""
    at = now()
    stored = await db.write(
        _CAST + db.for_share("e") + db.for_share("t") + _ONCE,
        by.id,
        at,
        topic.id,
        str(TopicState.ACCEPTED),
        at,
        at,
    )
    if not stored and not await _has_voted(topic, by) and await _is_closed(topic):
        raise VotingClosed


async def withdraw(topic: TopicView, *, by: HasId) -> None:
    """Take this person's vote back. Without a vote, nothing changes. Raises VotingClosed."""
    at = now()
    statement = _WITHDRAW + db.for_share("e") + ") RETURNING id"
    gone = await db.write(statement, topic.id, by.id, topic.event, at, at)
    if not gone and await _has_voted(topic, by) and await _is_closed(topic):
        raise VotingClosed


async def _has_voted(topic: TopicView, by: HasId) -> bool:
    found = await db.rows(
        "SELECT 1 AS one FROM vote WHERE topic = {} AND person = {}", topic.id, by.id
    )
    return bool(found)


async def _is_closed(topic: TopicView) -> bool:
    """Else the opposite click of the same person was faster, and there is nothing to refuse."""
    at = now()
    found = await db.rows(_OPEN, topic.id, str(TopicState.ACCEPTED), at, at)
    return not found
