"""Telling those who follow a topic what is done about it: once a day at most, whatever changes."""

from datetime import UTC, datetime, timedelta

from kaue import db
from kaue.digests import once
from kaue.events import queries as events
from kaue.mail import notices, outbox
from kaue.results import queries as results
from kaue.results.forms import PROGRESS
from kaue.results.queries import StepView
from kaue.tables import Progress
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView
from kaue.web.language import translate

SETTLED = timedelta(minutes=10)
"""Whoever mends a slip within these is told of once, and rightly."""

A_DAY = timedelta(days=1)

AFTERWARDS = "afterwards"
"""What these notices are about: unlike others they are told of archived barcamps, too."""


async def tell_followers(at: datetime) -> None:
    """To be called again and again. Whoever entered the step is not told of it."""
    for row in await results.steps_to_tell(at - SETTLED, at - A_DAY):
        topic, step = await topics.find(row["topic"]), await results.step_of(row["topic"])
        if topic and step:
            await _tell(topic, step, at, but=row["entered_by"])
        await db.write("UPDATE next_step SET told_at = {} WHERE topic = {}", at, row["topic"])


async def _tell(topic: TopicView, step: StepView, at: datetime, *, but: int | None) -> None:
    """One small unit of work per person; who was told before a restart is not told again."""
    title = await _title_of(topic)
    day = at.astimezone(UTC).date()
    for person_id in await results.followers(topic.id):
        if person_id == but:
            continue
        async with db.unit_of_work():
            if await once.is_first("next-step", topic.id, person_id, day=day):
                language = await outbox.language_of(person_id)
                await notices.tell(
                    person_id,
                    topic.event,
                    "mail/next_step.txt",
                    # The subject names no topic, so that lines of several become one in a digest.
                    path=f"/{topic.event_slug}/ergebnisse#thema-{topic.id}",
                    about=AFTERWARDS,
                    event_title=title,
                    topic=topic,
                    step=step,
                    said=translate(language, PROGRESS[Progress(step.state)]),
                )


async def _title_of(topic: TopicView) -> str:
    event = await events.by_slug(topic.event_slug)
    return event.title if event else ""
