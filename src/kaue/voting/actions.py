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
# Whose vote came from a merged topic, and who presses here as well, is for this one by itself.
_ONCE = (
    " ON CONFLICT (topic, person) DO UPDATE SET merged_from = NULL"
    " WHERE vote.merged_from IS NOT NULL RETURNING id"
)
_WHERE_OPEN = (
    "SELECT t.merged_into FROM topic t JOIN event e ON e.id = t.event"
    " WHERE t.id = {} AND e.vote_from <= {} AND e.vote_until > {} AND e.archived_at IS NULL"
)
_WITHDRAW = (
    "DELETE FROM vote WHERE person = {}"
    " AND (topic = {} OR topic IN (SELECT m.id FROM topic m WHERE m.merged_into = {}))"
)


class VotingClosed(Exception):
    """The topic takes no votes just now."""


class PartOfAnother(Exception):
    """The topic was merged into another one: votes for it are given and taken back there."""


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
    """Take this person's vote back, also for what was merged into the topic: splitting does not
    bring it back. Without a vote, nothing changes. Raises VotingClosed, PartOfAnother.
    """
    at = now()
    async with db.unit_of_work():
        # Locked first: a merge or a split that is under way moves votes.
        asked = _WHERE_OPEN + db.for_share("e") + db.for_share("t")
        found = await db.rows(asked, topic.id, at, at)
        if found and found[0]["merged_into"] is None:
            await db.write(_WITHDRAW, by.id, topic.id, topic.id)
    if found and found[0]["merged_into"]:
        raise PartOfAnother
    if not found and await _has_voted(topic, by):
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
