"""The hall follows along on its phones: who pitches, what comes, and "Ich komme"."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.actor import Actor
from kaue.people.guards import the_person, who
from kaue.pitch import live
from kaue.pitch import queries as line_ups
from kaue.stage import coming, queries
from kaue.web.dates import now
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, page
from kaue.web.streams import stream

NEXT = 5


class PhonePages(Controller):
    path = "/{slug:str}/pitch"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        shown = await _shown(request, await the_event(request), await who(request))
        if by_htmx(request):
            return fragment(request, "stage/_phone.html", **shown)
        return page(request, "stage/phone.html", **shown)

    @get("/live")
    async def follow(self, request: AnyRequest) -> Answer:
        """The number of the version, each time it has grown."""
        event = await the_event(request)
        return stream(request, event.id, live.version)


class ComingPages(Controller):
    path = "/{slug:str}/pitch"

    @post("/{pitch:int}/komme", status_code=200)
    async def come(self, request: AnyRequest) -> Answer:
        """`komme=1|0` is what is wanted, so that a double tap is harmless."""
        event, form = await the_event(request), await read_form(request)
        if form.value("komme") not in {"0", "1"}:
            raise ClientException
        person, pitch = await the_person(request), request.path_params["pitch"]
        await coming.say(event, pitch, form.value("komme") == "1", by=person)
        if by_htmx(request):
            shown = await _shown(request, event, person) | {"told": True}
            return fragment(request, "stage/_phone.html", **shown)
        return go_to(request, f"/{event.slug}/pitch")


async def _shown(request: AnyRequest, event: EventView, person: Actor | None) -> dict[str, Any]:
    stage, line_up = await queries.the_stage(event.id), await line_ups.line_up(event.id)
    current = line_up.current
    clock, at = stage.clock(current), now()
    mine = await coming.of(event.id, person.id) if person else set()
    return {
        "event": event,
        "stage": stage,
        "line_up": line_up,
        "coming": line_up.waiting[:NEXT],
        "comes": current is not None and current.pitch in mine,
        "turns": line_ups.turns_of(line_up, person.id, max(clock.left(at), 0), stage.seconds)
        if person
        else [],
        "told": False,
        "auto": request.query_params.get("von-selbst") == "1",
    }
