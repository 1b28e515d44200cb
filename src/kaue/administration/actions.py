"""Setting up an event from scratch or as a copy."""

from datetime import date

from kaue.administration.template import TEXTS, THEMES
from kaue.events import actions as events
from kaue.events import calendar
from kaue.events.queries import EventView
from kaue.web.dates import BERLIN, now


async def set_up(source: EventView | None, *, slug: str, title: str, day: date) -> None:
    """The new event is in preparation: it has an address, but is not announced.

    Raises events.ReservedAddress, db.Conflict.
    """
    if source is not None:
        await events.copy(source, slug=slug, title=title, day=day)
        return
    moments = calendar.usual(day, BERLIN)
    await events.create(
        slug=slug, title=title, archived_at=now(), themes=THEMES, **TEXTS, **moments
    )
