"""Another wording for a topic: small mistakes are mended at once, the rest is the author's say."""

from kaue import db
from kaue.people.actor import HasId
from kaue.review import queries
from kaue.review.actions import waits
from kaue.review.changes import is_small
from kaue.review.deciding import AlreadyDecided, Change, keep, log, move, tell
from kaue.review.forms import WordingForm
from kaue.tables import Suggestion, TopicState, Verdict
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now


class TooMuch(Exception):
    """Beyond mended spelling it is the author who decides; it can be suggested."""


class NobodyToAsk(Exception):
    """Nobody has an account behind this topic."""


async def correct(topic: TopicView, wanted: WordingForm, *, version: int, by: HasId) -> int:
    """Mend small mistakes; everybody sees that it was done. Raises AlreadyDecided, TooMuch."""
    if not (waits(topic) or topic.is_public):
        raise AlreadyDecided
    if not (is_small(topic.title, wanted.title) and is_small(topic.text, wanted.text)):
        raise TooMuch
    change = Change(Verdict.CORRECTED, TopicState(topic.state), note=wanted.note)
    async with db.unit_of_work():
        mended = await db.write(
            "UPDATE topic SET title = {}, text = {}, corrected_at = {}, version = version + 1"
            " WHERE id = {} AND state = {} AND version = {} RETURNING id",
            wanted.title,
            wanted.text,
            now(),
            topic.id,
            topic.state,
            version,
        )
        if not mended:
            raise AlreadyDecided
        decision = await keep(topic, change, by=by)
        await log(topic, change, by=by)
    list_changed(topic.event)
    return decision


async def suggest(topic: TopicView, wanted: WordingForm, *, version: int, by: HasId) -> int:
    """Offer the author another wording. Until the answer the topic is not in the queue.

    Raises AlreadyDecided, NobodyToAsk.
    """
    if not waits(topic):
        raise AlreadyDecided
    if topic.author is None:
        raise NobodyToAsk
    change = Change(Verdict.SUGGESTED, TopicState.ASKED_BACK, note=wanted.note)
    async with db.unit_of_work():
        await move(topic, version, change.to)
        decision = await keep(topic, change, by=by)
        await Suggestion(
            topic=topic.id,
            topic_version=version + 1,
            title=wanted.title,
            text=wanted.text,
            note=wanted.note,
            suggested_by=by.id,
            suggested_at=now(),
        ).save()
        await tell(topic, decision, "mail/suggested.txt", wanted=wanted)
        await log(topic, change, by=by)
    list_changed(topic.event)
    return decision


async def answer(topic: TopicView, number: int, *, takes: bool, by: HasId) -> None:
    """The author takes the wording or keeps the own one; either way the editors look again.

    Raises AlreadyDecided.
    """
    found = await queries.suggestion(topic)
    if found is None or found.id != number or topic.author != by.id:
        raise AlreadyDecided
    async with db.unit_of_work():
        moved = await db.write(
            "UPDATE topic SET title = {}, text = {}, state = {}, waits_since = {},"
            " version = version + 1"
            " WHERE id = {} AND author = {} AND state = {} AND version = {} RETURNING id",
            found.title if takes else topic.title,
            found.text if takes else topic.text,
            str(TopicState.SUBMITTED),
            now(),
            topic.id,
            by.id,
            topic.state,
            topic.version,
        )
        if not moved:
            raise AlreadyDecided
        await db.write(
            "UPDATE suggestion SET answered_at = {}, taken = {} WHERE id = {}",
            now(),
            takes,
            found.id,
        )
    list_changed(topic.event)
