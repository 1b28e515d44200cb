"""The hall follows along on its phones: who pitches, what comes, and "Ich komme"."""

from litestar import Controller, get, post
from markupsafe import Markup

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.actor import Actor
from kaue.people.guards import the_person, who
from kaue.pitch import live
from kaue.stage import coming, hall
from kaue.web.forms import read_form, yes_or_no
from kaue.web.page import Answer, AnyRequest, by_htmx, go_to, html_answer, page
from kaue.web.streams import stream
from kaue.web.templates import render
from kaue.web.tickets import Key
from kaue.web.visit import visit_of


class PhonePages(Controller):
    path = "/{slug:str}/pitch"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await who(request)
        piece, _ = await _piece(request, event, person)
        if by_htmx(request):
            return html_answer(request, piece, stored=False)
        auto = request.query_params.get("von-selbst") == "1"
        ready = Markup(piece.decode())  # noqa: S704 - rendered from templates
        return page(request, "stage/phone.html", event=event, piece=ready, auto=auto)

    @get("/live")
    async def follow(self, request: AnyRequest) -> Answer:
        """The number of the version, each time it has grown."""
        event = await the_event(request)
        return stream(request, Key("stage", event.id), live.version)


class ComingPages(Controller):
    path = "/{slug:str}/pitch"

    @post("/{pitch:int}/komme", status_code=200)
    async def come(self, request: AnyRequest) -> Answer:
        """`komme=1|0` is what is wanted, so that a double tap is harmless."""
        event, form = await the_event(request), await read_form(request)
        wanted = yes_or_no(form, "komme")
        person, pitch = await the_person(request), request.path_params["pitch"]
        await coming.say(event, pitch, wanted, by=person)
        if by_htmx(request):
            piece, comes = await _piece(request, event, person)
            told = render(visit_of(request).language, "stage/_told.html", comes=comes)
            return html_answer(request, piece + told.encode(), stored=False)
        return go_to(request, f"/{event.slug}/pitch")


async def _piece(request: AnyRequest, event: EventView, person: Actor | None) -> tuple[bytes, bool]:
    """For this person; and whether they have said that they come to what is on stage."""
    language = visit_of(request).language
    seen = await hall.shown(event, language)
    if person is None:
        return seen.filled(), False
    turns = seen.turns_of(person.id)
    own = render(language, "stage/_turns.html", turns=turns).encode() if turns else b""
    comes = await coming.comes(seen.current, person.id)
    return seen.filled(turns=own, comes=comes), comes
