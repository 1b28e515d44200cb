"""Carrying out what was pressed at the desk: once, and only while it means what was meant."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.pitch import queries as line_ups
from kaue.pitch.queries import Line
from kaue.stage import presses
from kaue.stage.acts import PRESSES
from kaue.stage.forms import press_of
from kaue.stage.presses import PressedBefore, PressedTooLate
from kaue.web.errors import error_page
from kaue.web.forms import Form
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest
from kaue.web.visit import visit_of

BACK = "stand=waiting"
"""The press that makes the pitch before the current one current again."""

TOO_LATE = N_("“%(press)s” for “%(title)s” was not done: the desk had gone on by then.")

Act = Callable[..., Awaitable[None]]
"""What is called with `by=` the Press."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a press (one of PRESSES) wants of the pitch that it names. `is_so` says whether the
    pitch has become that already, as it does when somebody else pressed the same.
    """

    pitch: int
    press: str
    is_so: Callable[[Line], bool]


async def carry_out(
    request: AnyRequest, form: Form, act: Act, meant: Meant | None = None
) -> Answer | None:
    """Act, unless this very press was carried out before. None if that is well.

    Else an answer (409) that says by name what was not done: the pitch that was meant is on stage
    no more, and whoever pressed it may be looking at another one.
    """
    event = await the_event(request)
    press = press_of(form, (await the_person(request)).id)
    if meant is not None:
        press = replace(press, pitch=meant.pitch, back=meant.press == BACK)
    if await presses.is_known(event.id, press.key):
        return None
    try:
        await act(by=press)
    except PressedBefore:
        return None  # It came twice at once.
    except PressedTooLate:
        return await _too_late(request, event, meant) if meant else None
    return None


async def _too_late(request: AnyRequest, event: EventView, meant: Meant) -> Answer | None:
    lines = (await line_ups.line_up(event.id)).lines
    named = next((line for line in lines if line.pitch == meant.pitch), None)
    if named is not None and meant.is_so(named):
        return None
    visit = visit_of(request)
    press, title = visit.say(PRESSES[meant.press]), named.title if named else ""
    return error_page(request, 409, visit.say(TOO_LATE, press=press, title=title))
