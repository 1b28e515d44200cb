"""What the desk shows."""

import secrets
from datetime import datetime
from typing import Any

from kaue.events import queries as events
from kaue.events import sealing
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.pitch import queries as line_ups
from kaue.pitch.queries import CHANGING, LineUp
from kaue.review.forms import LONGEST_NAME
from kaue.stage import queries
from kaue.stage import steps as desk_steps
from kaue.stage.actions import LATER
from kaue.stage.acts import ACTS, SHOWN, offered
from kaue.stage.clock import MORE, SOON
from kaue.stage.forecast import Ahead, Forecast, forecast
from kaue.stage.queries import Around, StageView
from kaue.steps import queries as steps
from kaue.tables import Scene
from kaue.topics.forms import FORMATS, LONGEST_TITLE
from kaue.web.dates import now
from kaue.web.forms import Form
from kaue.web.page import AnyRequest

PACES = (1, 5, 20)
"""At which the clock of a rehearsal may run."""

LENGTHS = (30, 45, 60, 90, 120, 180)
"""Seconds that a pitch may get."""

NEXT = 2
"""Pitches that the desk shows beside the current one."""


async def desk_piece(request: AnyRequest, form: Form, *, told: str | None = None) -> dict[str, Any]:
    """All that stage/_desk.html needs. `told`: the place to which the answer leads."""
    event = await the_event(request)
    # Its version first: what is read after it may only be newer, so nothing is missed.
    stage = await queries.the_stage(event.id)
    line_up = await line_ups.moderators_line_up(event)
    shown = {
        "event": event,
        "line_up": line_up,
        "stage": stage,
        "form": form,
        "told": told,
    }
    return shown | (await _before(event) if line_up.frozen is None else await _round(shown))


async def _round(shown: dict[str, Any]) -> dict[str, Any]:
    """What a round needs that is being held."""
    event, line_up, stage = shown["event"], shown["line_up"], shown["stage"]
    past = await steps.past(event.id, Scene.DESK)
    around = await queries.around(event.id)
    clock, at = stage.clock(line_up.current), now()
    return {
        "coming": line_up.waiting[:NEXT],
        "others": [
            line for line in line_up.lines if line.topic.is_public and line is not line_up.current
        ],
        "missing": [line for line in line_up.lines if line.not_here and line.is_open],
        "clock": clock,
        "seconds": clock.left(at),
        "at": at,
        "forecast": _forecast(event, line_up, stage, around, at),
        "connected": around.projectors,
        "with_own": around.with_own,
        "press": secrets.token_hex(6),
        "history": past.steps,
        "undoable": desk_steps.undoable(past, line_up),
        "formats": FORMATS,
        "acts": ACTS,
        "methods": offered(line_up.frozen),
        "shown": SHOWN,
        "paces": PACES,
        "later": LATER,
        "more": MORE,
        "soon": SOON,
        "longest_title": LONGEST_TITLE,
        "longest_name": LONGEST_NAME,
        "lengths": LENGTHS,
    }


async def _before(event: EventView) -> dict[str, Any]:
    """How far things are before there is a pitch order."""
    over = event.vote_until <= now()
    return {
        "voting_over": over,
        "may_count": over or sealing.may_count_early(event.counts),
        "rehearsal": None if event.rehearsal_of else await events.rehearsal_of(event),
    }


def _forecast(
    event: EventView, line_up: LineUp, stage: StageView, around: Around, at: datetime
) -> Forecast | None:
    """When the pitches will be over; None once they are. Those of later begin when they are due."""
    if line_up.current is None:
        return None
    left = stage.clock(line_up.current).left(at)
    ahead = Ahead(left, len(line_up.waiting), stage.seconds, CHANGING, stage.pace)
    begun = stage.pitch is not None or line_up.last_done is not None
    begins = at if begun else max(at, event.pitch_at)
    until = around.sessions_at or event.sessions_at
    return forecast(ahead, begins, until=until, zone=event.zone)
