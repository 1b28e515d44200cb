"""Casting and withdrawing votes: one vote per person and topic."""

from kaue import db
from kaue.people.actor import HasId
from kaue.tables import TopicState
from kaue.topics.queries import TopicView
from kaue.web.dates import now

# One statement decides and stores, so that no vote slips in after voting has ended or twice.
# On PostgreSQL the lock makes it wait for a count that is being taken (see pitch/actions.py).
_CAST = (
    "INSERT INTO vote (topic, person, cast_at)"
    " SELECT t.id, {}, {} FROM topic t JOIN event e ON e.id = t.event"
    " WHERE t.id = {} AND t.state = {} AND e.vote_from <= {} AND e.vote_until > {}"
)
_ONCE = " ON CONFLICT (topic, person) DO NOTHING RETURNING id"

_WITHDRAW = (
    "DELETE FROM vote WHERE topic = {} AND person = {} AND EXISTS ("
    "SELECT 1 FROM event e WHERE e.id = {} AND e.vote_from <= {} AND e.vote_until > {})"
    " RETURNING id"
)


class VotingClosed(Exception):
    """The topic takes no votes just now."""


async def cast(topic: TopicView, *, by: HasId) -> None:
    """Give the topic this person's vote. Doing so twice changes nothing. Raises VotingClosed."""
    at = now()
    stored = await db.write(
        _CAST + db.for_share("e") + _ONCE,
        by.id,
        at,
        topic.id,
        str(TopicState.ACCEPTED),
        at,
        at,
    )
    if not stored and not await _has_voted(topic, by):
        raise VotingClosed


async def withdraw(topic: TopicView, *, by: HasId) -> None:
    """Take this person's vote back. Without a vote, nothing changes. Raises VotingClosed."""
    at = now()
    gone = await db.write(_WITHDRAW, topic.id, by.id, topic.event, at, at)
    if not gone and await _has_voted(topic, by):
        raise VotingClosed


async def _has_voted(topic: TopicView, by: HasId) -> bool:
    found = await db.rows(
        "SELECT 1 AS one FROM vote WHERE topic = {} AND person = {}", topic.id, by.id
    )
    return bool(found)
