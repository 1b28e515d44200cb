"""How every decision about a topic is made: the topic moves if it still is what was seen, the
decision is kept, the author is told, and the log gets its entry; all together or not at all.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Subject
from kaue.mail import outbox
from kaue.people.actor import HasId
from kaue.tables import Decision, TopicState, Verdict
from kaue.topics.actions import tell_author
from kaue.topics.queries import TopicView, list_changed
from kaue.web.dates import now

HOLD = timedelta(seconds=12)
"""Mails about a decision wait as long: who undoes it at once has told nobody."""

UNREVIEWED = "unreviewed"
"""As a state before: public, and nobody had looked at it yet."""


class AlreadyDecided(Exception):
    """Somebody else decided, or the author changed the topic, after this page was opened."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision does. `template` is the mail to the author; without one nobody is told."""

    verdict: Verdict
    to: TopicState
    reason: str = ""
    note: str = ""
    other: int | None = None
    template: str = ""


async def decide(topic: TopicView, change: Change, *, version: int, by: HasId, **told: Any) -> int:
    """Carry it out. Returns the decision's number. Raises AlreadyDecided.

    `told` is what the mail's template needs beside the topic.
    """
    async with db.unit_of_work():
        await move(topic, version, change.to)
        decision = await keep(topic, change, by=by)
        if change.template:
            await tell(topic, decision, change.template, **told)
        await log(topic, change, by=by)
    list_changed(topic.event)
    return decision


async def move(topic: TopicView, version: int, to: TopicState) -> None:
    """Only from the state and version that were seen. What staff have moved, they have looked at.

    What goes back to the queue keeps its place there: it has waited long enough.
    """
    moved = await db.write(
        "UPDATE topic SET state = {}, unreviewed = {}, version = version + 1"
        " WHERE id = {} AND state = {} AND version = {} RETURNING id",
        str(to),
        False,
        topic.id,
        topic.state,
        version,
    )
    if not moved:
        raise AlreadyDecided


async def keep(topic: TopicView, change: Change, *, by: HasId) -> int:
    decision = Decision(
        topic=topic.id,
        decided_by=by.id,
        verdict=change.verdict,
        reason=change.reason or None,
        note=change.note,
        decided_at=now(),
        was=state_of(topic),
        version=topic.version + 1,
        title=topic.title,
        text=topic.text,
        other=change.other,
    )
    await decision.save()
    return decision.id


def state_of(topic: TopicView) -> str:
    return UNREVIEWED if topic.unreviewed else topic.state


def plain(was: str) -> TopicState:
    """The state alone, of what state_of() kept."""
    return TopicState.ACCEPTED if was == UNREVIEWED else TopicState(was)


async def tell(topic: TopicView, decision: int, template: str, **told: Any) -> None:
    """Let the author know, a little later."""
    await tell_author(topic, template, about=about(decision), hold=HOLD, **told)


async def log(topic: TopicView, change: Change, *, by: HasId) -> None:
    """To be called last: the log is ours alone from here to the end of the unit of work."""
    await audit.note(
        topic.event,
        change.verdict,
        Subject.TOPIC,
        topic.id,
        by=by,
        reason=change.reason,
        note=change.note,
    )


def about(decision: int) -> str:
    """How a mail names the decision it tells of."""
    return f"decision-{decision}"


async def untell(decision: int) -> bool:
    """Take back what nobody has read yet. False when there was nothing left to take back."""
    return await outbox.take_back(about(decision))
