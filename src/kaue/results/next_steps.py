"""Saying what is done about a topic after the day. Every change is in the decision log."""

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.people.actor import HasId
from kaue.results.forms import StepForm
from kaue.results.queries import StepView, forget, step_of
from kaue.tables import Progress
from kaue.topics.queries import TopicView
from kaue.web.dates import now

GERMAN = {
    Progress.PLANNED: "geplant",
    Progress.UNDER_WAY: "in Arbeit",
    Progress.DONE: "erledigt",
    Progress.NOT_PURSUED: "nicht weiter verfolgt",
}
"""In the log words stay as they are written, in whatever language it is read."""


class StepChanged(Exception):
    """Somebody else entered something after this page was opened."""


async def enter(topic: TopicView, wanted: StepForm, *, version: int, by: HasId) -> None:
    """Store it; `version` is the one that was seen, 0 for none. Raises StepChanged.

    What stands there already is neither stored nor told again.
    """
    async with db.unit_of_work():
        known = await step_of(topic.id)
        if known and _said(known) == _said(wanted):
            return
        stored = await (_change if version else _begin)(topic.id, wanted, version, by)
        if not stored:
            raise StepChanged
        await _log(topic, _said(wanted), by)
    forget(topic.event)


async def remove(topic: TopicView, *, version: int, by: HasId) -> None:
    """As if nothing had been entered. Raises StepChanged."""
    async with db.unit_of_work():
        gone = await db.write(
            "DELETE FROM next_step WHERE topic = {} AND version = {} RETURNING id",
            topic.id,
            version,
        )
        if not gone:
            raise StepChanged
        await _log(topic, "entfernt", by)
    forget(topic.event)


async def _begin(topic_id: int, wanted: StepForm, _: int, by: HasId) -> bool:
    stored = await db.write(
        "INSERT INTO next_step (topic, step, office, day, state, reason, version, entered_by,"
        " entered_at) VALUES ({}, {}, {}, {}, {}, {}, 1, {}, {})"
        " ON CONFLICT (topic) DO NOTHING RETURNING id",
        topic_id,
        wanted.step,
        wanted.office,
        wanted.day,
        wanted.state,
        _reason(wanted),
        by.id,
        now(),
    )
    return bool(stored)


async def _change(topic_id: int, wanted: StepForm, version: int, by: HasId) -> bool:
    stored = await db.write(
        "UPDATE next_step SET step = {}, office = {}, day = {}, state = {}, reason = {},"
        " version = version + 1, entered_by = {}, entered_at = {}"
        " WHERE topic = {} AND version = {} RETURNING id",
        wanted.step,
        wanted.office,
        wanted.day,
        wanted.state,
        _reason(wanted),
        by.id,
        now(),
        topic_id,
        version,
    )
    return bool(stored)


def _reason(wanted: StepForm) -> str:
    """Kept only where it belongs: a form may still hold the one of before."""
    return wanted.reason if wanted.state == Progress.NOT_PURSUED else ""


def _said(one: StepForm | StepView) -> str:
    reason = one.reason if one.state == Progress.NOT_PURSUED else ""
    words = (one.step, one.office, one.day and f"bis {one.day}", reason)
    return ": ".join([GERMAN[Progress(one.state)], " · ".join(filter(None, words))])


async def _log(topic: TopicView, words: str, by: HasId) -> None:
    await audit.note(topic.event, Act.NEXT_STEP, Subject.TOPIC, topic.id, by=by, note=words)
