"""The pitch desk: one screen that turns the line-up into a living queue."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.events import queries as events
from kaue.events import sealing
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.pitch import queries as line_ups
from kaue.pitch.pages import board
from kaue.review.forms import LONGEST_NAME
from kaue.stage import actions, queries
from kaue.stage import steps as desk_steps
from kaue.stage.acts import ACTS, METHODS, SHOWN, offered
from kaue.stage.clock import MORE, SOON
from kaue.stage.forms import (
    LONGEST_PITCH,
    SHORTEST_PITCH,
    WITH_WHICH,
    LateForm,
    wanted_showing,
    wanted_state,
)
from kaue.steps import queries as steps
from kaue.tables import Scene, Showing
from kaue.topics.forms import FORMATS, LONGEST_TITLE
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, answer, by_htmx, fragment, go_to, page

PACES = (1, 5, 20)
"""At which the clock of a rehearsal may run."""

NEXT = 2
"""Pitches that the desk shows beside the current one."""


class DeskPages(Controller):
    path = "/pult/{slug:str}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Htmx asks for the same again whenever the version has grown."""
        shown = await _desk(request, Form())
        if by_htmx(request):
            return fragment(request, "stage/_desk.html", **shown)
        return page(request, "stage/desk.html", **shown)

    @post("/pitches/{pitch:int}/stand", status_code=200)
    async def mark(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        state = wanted_state(form)
        if state is None:
            raise ClientException
        await actions.mark(event, _pitch(request), state, by=await the_person(request))
        return await _answer(request, form, "#jetzt")

    @post("/pitches/{pitch:int}/platz", status_code=200)
    async def move(self, request: AnyRequest) -> Answer:
        """`platz` is the wanted place, so that a double tap is harmless."""
        event, form = await the_event(request), await read_form(request)
        pitch, place = _pitch(request), form.number("platz")
        if place < 0:
            raise ClientException
        await actions.move(event, pitch, to=place, by=await the_person(request))
        return await _answer(request, form, f"#pitch-{pitch}")

    @post("/pitches/{pitch:int}/da", status_code=200)
    async def presence(self, request: AnyRequest) -> Answer:
        """`da=1`: found, and next; `da=0`: not here, to the end."""
        event, form = await the_event(request), await read_form(request)
        act = {"1": actions.find, "0": actions.miss}.get(form.value("da"))
        if act is None:
            raise ClientException
        await act(event, _pitch(request), by=await the_person(request))
        return await _answer(request, form, "#jetzt")

    @post("/pitches/{pitch:int}/laenger", status_code=200)
    async def take_longer(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        if form.value("laenger") not in {"0", "1"}:
            raise ClientException
        wanted = form.value("laenger") == "1"
        await actions.take_longer(event, _pitch(request), wanted, by=await the_person(request))
        return await _answer(request, form, "#jetzt")

    @post("/pitches/{pitch:int}/haende", status_code=200)
    async def count_hands(self, request: AnyRequest) -> Answer:
        """`haende` is how many there are now, not how many more."""
        event, form = await the_event(request), await read_form(request)
        hands = form.number_or_zero("haende")
        if hands < 0:
            raise ClientException
        await actions.count_hands(event, _pitch(request), hands, by=await the_person(request))
        return await _answer(request, form, "#haende")

    @post("/pitches/{pitch:int}/uhr", status_code=200)
    async def clock(self, request: AnyRequest) -> Answer:
        """`uhr=start|pause`, or how many seconds it is to have had."""
        event, form = await the_event(request), await read_form(request)
        pitch, by, wanted = _pitch(request), await the_person(request), form.value("uhr")
        if wanted == "start":
            await actions.start_clock(event, pitch, by=by)
        elif wanted == "pause":
            await actions.pause_clock(event, pitch, by=by)
        elif form.number("uhr") >= 0:
            await actions.give_time(event, pitch, form.number("uhr"), by=by)
        else:
            raise ClientException
        return await _answer(request, form, "#uhr")

    @post("/pitchdauer", status_code=200)
    async def set_length(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        seconds = form.number("sekunden")
        if not SHORTEST_PITCH <= seconds <= LONGEST_PITCH:
            raise ClientException
        await actions.set_length(event, seconds, by=await the_person(request))
        return await _answer(request, form, "#uhr")

    @post("/tempo", status_code=200)
    async def set_pace(self, request: AnyRequest) -> Answer:
        """Only a rehearsal's clock may run faster."""
        event, form = await the_event(request), await read_form(request)
        if event.rehearsal_of is None or form.number("tempo") not in PACES:
            raise ClientException
        await actions.set_pace(event, form.number("tempo"), by=await the_person(request))
        return await _answer(request, form, "#uhr")

    @post("/reihenfolge", status_code=200)
    async def order(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        if form.value("nach") not in METHODS:
            raise ClientException
        method, _ = METHODS[form.value("nach")]
        await actions.order_by(event, method, by=await the_person(request))
        return await _answer(request, form, "#reihenfolge-jetzt")

    @post("/zeigen", status_code=200)
    async def project(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        showing = wanted_showing(form)
        if showing is None:
            raise ClientException
        await actions.show(event, showing, by=await the_person(request))
        if form.value("zurueck") == "zeitplan":
            tell = "auf-dem-beamer" if showing == Showing.DRAFT else "nicht-auf-dem-beamer"
            return go_to(request, f"/pult/{event.slug}/zeitplan", tell=tell)
        return await _answer(request, form, "#beamer")

    @post("/anhalten", status_code=200)
    async def hold(self, request: AnyRequest) -> Answer:
        """`anhalten=1|0` is what is wanted."""
        event, form = await the_event(request), await read_form(request)
        if form.value("anhalten") not in {"0", "1"}:
            raise ClientException
        wanted = form.value("anhalten") == "1"
        await actions.hold(event, wanted, by=await the_person(request))
        return await _answer(request, form, "#beamer")

    @post("/nachzuegler", status_code=200)
    async def add_late(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = LateForm.of(form)
        if problems := wanted.problems():
            return await _refused(request, form, problems)
        await actions.add_late(event, wanted.title, wanted.name, by=await the_person(request))
        return await _answer(request, form, "#nachzuegler")

    @post("/pitches/{pitch:int}/zusammenlegen", status_code=200)
    async def merge(self, request: AnyRequest) -> Answer:
        """`mit` is the other pitch; of the two the one that is held first stays."""
        event, form = await the_event(request), await read_form(request)
        if not form.value("mit"):
            return await _refused(request, form, {"mit": WITH_WHICH})
        by = await the_person(request)
        await actions.merge(event, _pitch(request), form.number("mit"), by=by)
        return await _answer(request, form, "#zusammenlegen")

    @post("/rueckgaengig", status_code=200)
    async def undo(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        by = await the_person(request)
        await desk_steps.undo(event.id, number=form.number("schritt"), by=by)
        return await _answer(request, form, "#jetzt")


def _pitch(request: AnyRequest) -> int:
    return int(request.path_params["pitch"])


async def _answer(request: AnyRequest, form: Form, place: str) -> Answer:
    """Back to where it was pressed: on the desk, or in the list (`von=liste`)."""
    event = await the_event(request)
    if form.value("von") == "liste":
        return answer(
            request,
            "pitch/_board.html",
            or_go_to=f"/pult/{event.slug}/rangliste{place}",
            **await board(event, told=place),
        )
    return answer(
        request,
        "stage/_desk.html",
        or_go_to=f"/pult/{event.slug}{place}",
        **await _desk(request, Form(), told=place),
    )


async def _refused(request: AnyRequest, form: Form, problems: dict[str, Problem]) -> Answer:
    shown = await _desk(request, refused(request, form, problems))
    if by_htmx(request):
        return fragment(request, "stage/_desk.html", status=422, **shown)
    return page(request, "stage/desk.html", status=422, **shown)


async def _desk(request: AnyRequest, form: Form, *, told: str | None = None) -> dict[str, Any]:
    event = await the_event(request)
    line_up = await line_ups.moderators_line_up(event)
    stage = await queries.the_stage(event.id)
    past = await steps.past(event.id, Scene.DESK)
    clock, at = stage.clock(line_up.current), now()
    return {
        "event": event,
        "line_up": line_up,
        "coming": line_up.waiting[:NEXT],
        "others": [
            line for line in line_up.lines if line.topic.is_public and line is not line_up.current
        ],
        "missing": [line for line in line_up.lines if line.not_here and line.is_open],
        "stage": stage,
        "clock": clock,
        "seconds": clock.left(at),
        "history": past.steps,
        "undoable": desk_steps.undoable(past, line_up),
        "formats": FORMATS,
        "acts": ACTS,
        "methods": offered(line_up.frozen),
        "shown": SHOWN,
        "paces": PACES,
        "later": actions.LATER,
        "more": MORE,
        "soon": SOON,
        "longest_title": LONGEST_TITLE,
        "longest_name": LONGEST_NAME,
        "lengths": (30, 45, 60, 90, 120, 180),
        "form": form,
        "told": told,
        **(await _before(event) if line_up.frozen is None else {}),
    }


async def _before(event: EventView) -> dict[str, Any]:
    """How far things are before there is a pitch order."""
    over = event.vote_until <= now()
    return {
        "voting_over": over,
        "may_count": over or sealing.may_count_early(event.counts),
        "rehearsal": None if event.rehearsal_of else await events.rehearsal_of(event),
    }
