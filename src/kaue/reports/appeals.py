"""Authors who do not agree with what was decided against them: once each, to other eyes."""

from typing import Any

from kaue import db, keyed
from kaue.audit.acts import Act
from kaue.comments import queries as comments
from kaue.events import queries as events
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.reports import queries
from kaue.reports.actions import about, close, log
from kaue.reports.cases import Case, Thing
from kaue.review import actions as review
from kaue.review import comment_actions
from kaue.review.deciding import HOLD, untell
from kaue.tables import Person, ReportKind, TopicState
from kaue.topics import queries as topics
from kaue.web.dates import now


class NothingToAppeal(Exception):
    """Nothing stands that was decided against this topic or comment."""


class AppealedAlready(Exception):
    """Each topic and each comment has one appeal."""


class DecidedYourself(Exception):
    """The event wants other eyes than those which decided first."""


async def appeal(thing: Thing, words: str, *, language: str, by: HasId) -> None:
    """Ask the editors to look once more. Raises NothingToAppeal, AppealedAlready."""
    if not thing.may_be_appealed:
        raise NothingToAppeal
    # A unique index keeps it one; nobody knows the token, because the topic's page tells.
    stored = await db.write(
        "INSERT INTO report (event, topic, comment, kind, ground, text, author, contact, language,"
        " token_hash, written_at, note)"
        " VALUES ({}, {}, {}, {}, 'other', {}, {}, '', {}, {}, {}, '')"
        " ON CONFLICT DO NOTHING RETURNING id",
        thing.event,
        None if thing.comment else thing.topic,
        thing.comment,
        str(ReportKind.APPEAL),
        words,
        by.id,
        language,
        keyed.token_hash(keyed.new_token()),
        now(),
    )
    if not stored:
        raise AppealedAlready


async def grant(case: Case, words: str, *, version: int, by: HasId) -> int:
    """What was rejected waits in the queue again, what was hidden is shown.

    Returns the act by which it was, for reopen(), or 0. Raises AlreadyDecided, DecidedYourself.
    """
    await _if_other_eyes(case, by)
    async with db.unit_of_work():
        for row in await close(case, upheld=True, by=by, note=words):
            await _answer(case, row, words, granted=True)
        act = await _put_back(case.thing, version=version, by=by)
        await log(case, Act.UPHELD, by=by, note=words)
    topics.list_changed(case.thing.event)
    return act


async def refuse(case: Case, words: str, *, by: HasId) -> None:
    """Leave it as it was decided, and say why. Raises AlreadyDecided, DecidedYourself."""
    await _if_other_eyes(case, by)
    async with db.unit_of_work():
        for row in await close(case, upheld=False, by=by, note=words):
            await _answer(case, row, words, granted=False)
        await log(case, Act.DISMISSED, by=by, note=words)


async def may_decide(case: Case, by: HasId) -> bool:
    """Whoever made the decision may not, where the event wants a second pair of eyes."""
    event = await events.by_slug(case.thing.event_slug)
    if event is None or not event.second_pair:
        return True
    first = await queries.against(case.thing, case.since)
    return first is None or first.by != by.id


async def _if_other_eyes(case: Case, by: HasId) -> None:
    if not await may_decide(case, by):
        raise DecidedYourself


async def _put_back(thing: Thing, *, version: int, by: HasId) -> int:
    """Unless its author or somebody else has done so meanwhile."""
    if not thing.may_be_appealed:
        return 0
    if thing.comment:
        comment = await comments.find(thing.comment)
        if comment is None:
            return 0
        await comment_actions.show(comment, version=version, by=by)
        return version + 1
    topic = await topics.find(thing.topic)
    if topic is None:
        return 0
    back = review.show if thing.topic_state == TopicState.HIDDEN else review.reopen
    # One mail is enough: it tells of the appeal.
    act = await back(topic, version=version, by=by)
    await untell(act)
    return act


async def _answer(case: Case, row: dict[str, Any], words: str, *, granted: bool) -> None:
    author = await Person.objects().get(Person.id == row["author"]) if row["author"] else None
    if author is not None:
        await outbox.put(
            author,
            "mail/appeal_decided.txt",
            about=about(row["id"]),
            hold=HOLD,
            thing=case.thing,
            granted=granted,
            words=words,
        )
