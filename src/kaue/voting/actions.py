"""Casting and withdrawing votes, and passing: one decision per person and topic."""

# ruff: noqa: S608 - statements are put together from constants of this module only

from collections.abc import Iterable
from typing import Any

from kaue import db
from kaue.events import queries as events
from kaue.people.actor import HasId
from kaue.tables import TopicState
from kaue.topics.queries import TopicView
from kaue.voting.queries import ALLOWED, GIVEN, WINDOW
from kaue.web.dates import now

# One statement decides and stores, so that no vote slips in after voting has ended or twice.
# On PostgreSQL the locks make it wait for a count that is being taken (see pitch/actions.py),
# and for a decision about the topic; what was counted meanwhile takes no more.
_IF_OPEN = (
    " FROM topic t JOIN event e ON e.id = t.event JOIN person p ON p.id = {}"
    " WHERE t.id = {} AND t.state = {} AND " + WINDOW
)
_IF_ALLOWED = _IF_OPEN + " AND " + ALLOWED
_IF_LEFT = (
    _IF_ALLOWED + " AND (e.votes_each = 0 OR e.votes_each > (SELECT COUNT(*) FROM vote w"
    " JOIN topic u ON u.id = w.topic WHERE w.person = p.id AND w.topic <> t.id AND u.event = e.id"
    " AND " + GIVEN + "))"
)
_CAST = "INSERT INTO vote (topic, person, cast_at) SELECT t.id, p.id, {}" + _IF_LEFT
# Whose vote came from a merged topic, and who presses here as well, is for this one by itself.
_ONCE = (
    " ON CONFLICT (topic, person) DO UPDATE SET merged_from = NULL"
    " WHERE vote.merged_from IS NOT NULL RETURNING id"
)
_GO_ON = (
    "INSERT INTO pass (topic, person, passed_at) SELECT t.id, p.id, {}"
    + _IF_ALLOWED
    + " AND NOT EXISTS (SELECT 1 FROM vote v WHERE v.topic = t.id AND v.person = p.id)"
)
_GO_ON_ONCE = " ON CONFLICT (topic, person) DO NOTHING RETURNING id"
_LOCK = "SELECT t.id FROM topic t JOIN event e ON e.id = t.event WHERE t.id = {}"
_MINE = (
    " AND (topic = {} OR topic IN (SELECT m.id FROM topic m WHERE m.merged_into = {}))"
    " AND EXISTS (SELECT 1 FROM topic t JOIN event e ON e.id = t.event"
    " WHERE t.id = {} AND t.merged_into IS NULL AND " + WINDOW + ") RETURNING id"
)
_WITHDRAW = "DELETE FROM vote WHERE person = {}" + _MINE
_TAKE_PASS_BACK = "DELETE FROM pass WHERE person = {}" + _MINE
# A merge can bring a vote to where its person had passed over, and so can two taps at once.
_NO_LONGER_PASSED = (
    "DELETE FROM pass WHERE topic = {} AND person = {} AND EXISTS"
    " (SELECT 1 FROM vote v WHERE v.topic = pass.topic AND v.person = pass.person)"
)
_EVENT_OPEN = "SELECT 1 AS one FROM event e WHERE e.slug = {} AND " + WINDOW


class VotingClosed(Exception):
    """The topic takes no votes just now."""


class MayNotVote(Exception):
    """The event lets others vote, who came in another way."""


class NoVotesLeft(Exception):
    """The person has given as many votes as the event allows."""


class PartOfAnother(Exception):
    """The topic was merged into another one: votes for it are given and taken back there."""


async def cast(topic: TopicView, *, by: HasId) -> None:
    """Give the topic this person's vote; a pass of theirs goes. Doing so twice changes nothing.

    Raises VotingClosed, MayNotVote, NoVotesLeft.
    """
    at = now()
    statement = _CAST + db.for_share("e") + db.for_share("t") + _ONCE
    values = (at, *_window(topic, by, at))
    event = await events.by_slug(topic.event_slug)
    if (event and event.votes_each) or await _has(topic, by, _PASSED):
        async with db.unit_of_work():
            # Of two votes at the same moment the second one has to see the first.
            await db.take_turns("votes", by.id)
            stored = await db.write(statement, *values)
            await db.write(_NO_LONGER_PASSED, topic.id, by.id)
    else:
        stored = await db.write(statement, *values)
    if not stored and not await _has(topic, by, _VOTED):
        await _refuse(topic, by, _REFUSED)


async def withdraw(topic: TopicView, *, by: HasId) -> None:
    """Take this person's vote back, also for what was merged into the topic: splitting does not
    bring it back. Without a vote, nothing changes. Raises VotingClosed, PartOfAnother.
    """
    if not await _take_back(_WITHDRAW, topic, by):
        await _explain_staying(topic, await _has(topic, by, _VOTED))


async def pass_over(topic: TopicView, *, by: HasId) -> None:
    """This person has seen the topic and goes on; a vote is taken back by it.

    Doing so twice changes nothing. Raises VotingClosed, MayNotVote, PartOfAnother.
    """
    if await _has(topic, by, _VOTED):
        async with db.unit_of_work():
            await withdraw(topic, by=by)
            await _go_on(topic, by)
    else:
        await _go_on(topic, by)


async def undecide(topic: TopicView, *, by: HasId) -> None:
    """Take a vote and a pass back: the topic comes again in the deck. Raises as withdraw()."""
    taken = [await _take_back(each, topic, by) for each in (_TAKE_PASS_BACK, _WITHDRAW)]
    if any(taken):
        return
    stays = await _has(topic, by, _VOTED) or await _has(topic, by, _PASSED)
    await _explain_staying(topic, stays)


async def _go_on(topic: TopicView, by: HasId) -> None:
    at = now()
    statement = _GO_ON + db.for_share("e") + db.for_share("t") + _GO_ON_ONCE
    if not await db.write(statement, at, *_window(topic, by, at)) and not await _has(
        topic, by, _PASSED
    ):
        await _explain_staying(topic, False)
        await _refuse(topic, by, _REFUSED[:2])


async def _take_back(statement: str, topic: TopicView, by: HasId) -> bool:
    at = now()
    # Locked first: a merge or a split that is under way moves votes.
    lock = _LOCK + db.for_share("e") + db.for_share("t"), topic.id
    values = (by.id, topic.id, topic.id, topic.id, at, at)
    return bool(await db.write_after(lock, statement, *values))


_VOTED = "SELECT 1 AS one FROM vote WHERE topic = {} AND person = {}"
_PASSED = "SELECT 1 AS one FROM pass WHERE topic = {} AND person = {}"


async def _has(topic: TopicView, by: HasId, question: str) -> bool:
    return bool(await db.rows(question, topic.id, by.id))


def _window(topic: TopicView, by: HasId, at: Any) -> tuple[Any, ...]:
    return by.id, topic.id, str(TopicState.ACCEPTED), at, at


_REFUSED: tuple[tuple[str, type[Exception]], ...] = (
    ("SELECT 1 AS one" + _IF_OPEN, VotingClosed),
    ("SELECT 1 AS one" + _IF_ALLOWED, MayNotVote),
    ("SELECT 1 AS one" + _IF_LEFT, NoVotesLeft),
)


async def _refuse(
    topic: TopicView, by: HasId, reasons: Iterable[tuple[str, type[Exception]]]
) -> None:
    """Say why nothing was stored. If there is no reason any more, the opposite click of the same
    person was faster, and there is nothing to refuse.
    """
    for question, refusal in reasons:
        if not await db.rows(question, *_window(topic, by, now())):
            raise refusal


async def _explain_staying(topic: TopicView, stays: bool) -> None:
    """Why nothing was taken back, if there was something to take back or it is elsewhere."""
    found = await db.rows("SELECT merged_into FROM topic WHERE id = {}", topic.id)
    if found and found[0]["merged_into"]:
        raise PartOfAnother
    at = now()
    if stays and not await db.rows(_EVENT_OPEN, topic.event_slug, at, at):
        raise VotingClosed
