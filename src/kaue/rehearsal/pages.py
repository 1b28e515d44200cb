"""Where moderators begin a rehearsal, begin it anew, and end it."""

from litestar import Controller, get, post

from kaue.events import queries
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.rehearsal import actions
from kaue.web.page import Answer, AnyRequest, go_to, page


class RehearsalPages(Controller):
    """Asked for in a rehearsal, they speak of the event it is made for."""

    path = "/pult/{slug:str}/probe"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await _the_real_one(request)
        return page(
            request,
            "rehearsal/show.html",
            event=event,
            rehearsal=await queries.rehearsal_of(event),
            days=actions.KEPT.days,
        )

    @post(status_code=200)
    async def begin(self, request: AnyRequest) -> Answer:
        rehearsal = await actions.begin(await _the_real_one(request))
        return go_to(request, f"/pult/{rehearsal.slug}", tell="probe-beginnt")

    @post("/beenden", status_code=200)
    async def end(self, request: AnyRequest) -> Answer:
        event = await _the_real_one(request)
        await actions.end(event)
        return go_to(request, f"/pult/{event.slug}", tell="probe-beendet")


async def _the_real_one(request: AnyRequest) -> EventView:
    event = await the_event(request)
    if event.rehearsal_of is None:
        return event
    real = await queries.by_slug(await queries.slug_of(event.rehearsal_of))
    assert real is not None
    return real
