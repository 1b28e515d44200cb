"""The pitch desk: one screen that turns the line-up into a living queue."""

from functools import partial

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.pitch.pages import board
from kaue.stage import actions
from kaue.stage import steps as desk_steps
from kaue.stage.acts import METHODS
from kaue.stage.desk_piece import PACES, desk_piece
from kaue.stage.forms import (
    LONGEST_PITCH,
    SHORTEST_PITCH,
    WITH_WHICH,
    LateForm,
    wanted_showing,
    wanted_state,
)
from kaue.stage.pressing import Act, Meant, carry_out
from kaue.tables import Showing
from kaue.web.forms import Form, Problem, read_form, refused, yes_or_no
from kaue.web.page import Answer, AnyRequest, answer, by_htmx, fragment, go_to, page


class DeskPages(Controller):
    path = "/pult/{slug:str}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Htmx asks for the same again whenever the version has grown."""
        shown = await desk_piece(request, Form())
        if by_htmx(request):
            return fragment(request, "stage/_desk.html", **shown)
        return page(request, "stage/desk.html", **shown)

    @post("/pitches/{pitch:int}/stand", status_code=200)
    async def mark(self, request: AnyRequest) -> Answer:
        event, form, pitch = await _asked(request)
        state = wanted_state(form)
        if state is None:
            raise ClientException
        meant = Meant(pitch, f"stand={state}", lambda line: line.state == state)
        act = partial(actions.mark, event, pitch, state)
        return await _pressed(request, form, act, "#jetzt", meant)

    @post("/pitches/{pitch:int}/platz", status_code=200)
    async def move(self, request: AnyRequest) -> Answer:
        """`platz` is the wanted place, so that a double tap is harmless."""
        event, form, pitch = await _asked(request)
        place = form.number("platz")
        if place < 0:
            raise ClientException
        meant = Meant(pitch, "platz", lambda line: line.position == place)
        act = partial(actions.move, event, pitch, to=place)
        return await _pressed(request, form, act, f"#pitch-{pitch}", meant)

    @post("/pitches/{pitch:int}/da", status_code=200)
    async def presence(self, request: AnyRequest) -> Answer:
        """`da=1`: found, and next; `da=0`: not here, to the end."""
        event, form, pitch = await _asked(request)
        if form.value("da") == "1":
            return await _pressed(request, form, partial(actions.find, event, pitch), "#jetzt")
        if form.value("da") != "0":
            raise ClientException
        meant = Meant(pitch, "da=0", lambda line: line.not_here and line.is_open)
        return await _pressed(request, form, partial(actions.miss, event, pitch), "#jetzt", meant)

    @post("/pitches/{pitch:int}/laenger", status_code=200)
    async def take_longer(self, request: AnyRequest) -> Answer:
        event, form, pitch = await _asked(request)
        wanted = yes_or_no(form, "laenger")
        act = partial(actions.take_longer, event, pitch, wanted)
        return await _pressed(request, form, act, "#jetzt")

    @post("/pitches/{pitch:int}/haende", status_code=200)
    async def count_hands(self, request: AnyRequest) -> Answer:
        """`haende` is how many there are now; `mehr=1|-1` is one beside those of others."""
        event, form, pitch = await _asked(request)
        if more := form.value("mehr"):
            if more not in {"1", "-1"}:
                raise ClientException
            act = partial(actions.add_hands, event, pitch, int(more))
            return await _pressed(request, form, act, "#haende")
        hands = form.number_or_zero("haende")
        if hands < 0:
            raise ClientException
        act = partial(actions.count_hands, event, pitch, hands)
        return await _pressed(request, form, act, "#haende")

    @post("/pitches/{pitch:int}/uhr", status_code=200)
    async def clock(self, request: AnyRequest) -> Answer:
        """`uhr=start|pause`, or how many seconds it is to have had."""
        event, form, pitch = await _asked(request)
        wanted, seconds = form.value("uhr"), form.number("uhr")
        if wanted == "start":
            act = partial(actions.start_clock, event, pitch)
        elif wanted == "pause":
            act = partial(actions.pause_clock, event, pitch)
        elif seconds >= 0:
            act = partial(actions.give_time, event, pitch, seconds)
        else:
            raise ClientException
        press = f"uhr={wanted}" if seconds < 0 else "uhr"
        # The clock of a pitch that is over stands.
        meant = Meant(pitch, press, lambda _: wanted == "pause")
        return await _pressed(request, form, act, "#uhr", meant)

    @post("/uhrstart", status_code=200)
    async def let_start(self, request: AnyRequest) -> Answer:
        """`uhrstart=1|0`: whether the next pitch starts its clock."""
        event, form = await the_event(request), await read_form(request)
        act = partial(actions.let_start, event, yes_or_no(form, "uhrstart"))
        return await _pressed(request, form, act, "#uhr")

    @post("/pitchdauer", status_code=200)
    async def set_length(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        seconds = form.number("sekunden")
        if not SHORTEST_PITCH <= seconds <= LONGEST_PITCH:
            raise ClientException
        return await _pressed(request, form, partial(actions.set_length, event, seconds), "#uhr")

    @post("/tempo", status_code=200)
    async def set_pace(self, request: AnyRequest) -> Answer:
        """Only a rehearsal's clock may run faster."""
        event, form = await the_event(request), await read_form(request)
        pace = form.number("tempo")
        if event.rehearsal_of is None or pace not in PACES:
            raise ClientException
        return await _pressed(request, form, partial(actions.set_pace, event, pace), "#uhr")

    @post("/reihenfolge", status_code=200)
    async def order(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        if form.value("nach") not in METHODS:
            raise ClientException
        method, _ = METHODS[form.value("nach")]
        act = partial(actions.order_by, event, method)
        return await _pressed(request, form, act, "#reihenfolge-jetzt")

    @post("/zeigen", status_code=200)
    async def project(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        showing = wanted_showing(form)
        if showing is None:
            raise ClientException
        if form.value("zurueck") == "zeitplan":
            await actions.show(event, showing, by=await the_person(request))
            tell = "auf-dem-beamer" if showing == Showing.DRAFT else "nicht-auf-dem-beamer"
            return go_to(request, f"/pult/{event.slug}/zeitplan", tell=tell)
        return await _pressed(request, form, partial(actions.show, event, showing), "#beamer")

    @post("/anhalten", status_code=200)
    async def hold(self, request: AnyRequest) -> Answer:
        """`anhalten=1|0` is what is wanted."""
        event, form = await the_event(request), await read_form(request)
        act = partial(actions.hold, event, yes_or_no(form, "anhalten"))
        return await _pressed(request, form, act, "#beamer")

    @post("/nachzuegler", status_code=200)
    async def add_late(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = LateForm.of(form)
        if problems := wanted.problems():
            return await _refused(request, form, problems)
        act = partial(actions.add_late, event, wanted.title, wanted.name)
        return await _pressed(request, form, act, "#nachzuegler")

    @post("/pitches/{pitch:int}/zusammenlegen", status_code=200)
    async def merge(self, request: AnyRequest) -> Answer:
        """`mit` is the other pitch; of the two the one that is held first stays."""
        event, form, pitch = await _asked(request)
        if not form.value("mit"):
            return await _refused(request, form, {"mit": WITH_WHICH})
        act = partial(actions.merge, event, pitch, form.number("mit"))
        return await _pressed(request, form, act, "#zusammenlegen")

    @post("/rueckgaengig", status_code=200)
    async def undo(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        act = partial(desk_steps.undo, event.id, number=form.number("schritt"))
        return await _pressed(request, form, act, "#jetzt")


async def _asked(request: AnyRequest) -> tuple[EventView, Form, int]:
    """The event, what was sent, and the pitch it is about."""
    pitch = int(request.path_params["pitch"])
    return await the_event(request), await read_form(request), pitch


async def _pressed(
    request: AnyRequest, form: Form, act: Act, place: str, meant: Meant | None = None
) -> Answer:
    """How the desk stands once it is done, or why it was not."""
    return await carry_out(request, form, act, meant) or await _answer(request, form, place)


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
        **await desk_piece(request, Form(), told=place),
    )


async def _refused(request: AnyRequest, form: Form, problems: dict[str, Problem]) -> Answer:
    shown = await desk_piece(request, refused(request, form, problems))
    if by_htmx(request):
        return fragment(request, "stage/_desk.html", status=422, **shown)
    return page(request, "stage/desk.html", status=422, **shown)
