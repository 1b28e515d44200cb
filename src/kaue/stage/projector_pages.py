"""What the hall sees: chosen at the desk, shown by whoever has the link."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import any_event, the_event
from kaue.events.queries import EventView
from kaue.events.sharing import qr_code, short_address
from kaue.people.guards import the_person
from kaue.pitch import count_queries
from kaue.pitch import queries as line_ups
from kaue.pitch.orders import ORDERS, key_of
from kaue.schedule import wall_queries
from kaue.stage import links, queries
from kaue.stage.clock import SOON
from kaue.tables import Showing
from kaue.web.dates import days_until, now
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, nothing_new, page
from kaue.web.visit import visit_of

TOP = 8
"""Lines of the ranking that can be read from the last row."""


class ProjectorPages(Controller):
    """Behind a link that moderators make and revoke."""

    path = "/beamer/{slug:str}"

    @get("/{token:str}")
    async def show(self, request: AnyRequest) -> Answer:
        """Asks again whenever something has changed; a revoked link shows nothing any more."""
        event = await any_event(request)
        if not await links.works(event.id, request.path_params["token"]):
            raise NotFoundException
        await links.seen(event.id, request.path_params["token"])
        stage = await queries.the_stage(event.id)
        if stage.held and by_htmx(request):
            # Nothing to swap: the picture stays.
            return nothing_new()
        return await _stage(request, event)


class ProjectorDeskPages(Controller):
    """For moderators: a look at what the hall sees, and the links."""

    path = "/pult/{slug:str}/beamer"

    @get()
    async def manage(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return await _links_page(request, event)

    @get("/vorschau")
    async def preview(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return await _stage(request, event)

    @get("/links")
    async def links_again(self, request: AnyRequest) -> Answer:
        """Where the new link was shown: in another language it is not shown again."""
        event = await the_event(request)
        return go_to(request, f"/pult/{event.slug}/beamer")

    @post("/links", status_code=200)
    async def make_link(self, request: AnyRequest) -> Answer:
        """The new link is shown once, on the page that answers."""
        event = await the_event(request)
        token = await links.make(event.id, by=await the_person(request))
        return await _links_page(request, event, new=f"/beamer/{event.slug}/{token}")

    @post("/links/{link:int}/widerrufen", status_code=200)
    async def revoke(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await links.revoke(event.id, request.path_params["link"])
        return go_to(request, f"/pult/{event.slug}/beamer", tell="widerrufen")


async def _links_page(request: AnyRequest, event: EventView, *, new: str = "") -> Answer:
    return page(
        request,
        "stage/links.html",
        event=event,
        new=visit_of(request).address(new) if new else "",
        host=short_address("").rstrip("/"),
        links=await links.working(event.id),
    )


async def _stage(request: AnyRequest, event: EventView) -> Answer:
    stage, line_up = await queries.the_stage(event.id), await line_ups.line_up(event.id)
    clock = stage.clock(line_up.current)
    shown: dict[str, Any] = {
        "event": event,
        "itself": visit_of(request).address(visit_of(request).here),
        "stage": stage,
        "line_up": line_up,
        "clock": clock,
        "seconds": clock.left(now()),
        "soon": SOON,
        "is_today": days_until(event.pitch_at, event.zone) == 0,
        "ranked": await _top(line_up) if stage.showing == "ranking" else [],
        "on_wall": await wall_queries.on_the_wall(event, visit_of(request).language, now())
        if stage.showing == Showing.SCHEDULE
        else None,
        "draft": await wall_queries.draft_on_the_wall(event)
        if stage.showing == Showing.DRAFT
        else None,
        "order": ORDERS[key_of(line_up.frozen.method if line_up.frozen else "")][1],
        "address": short_address(event.slug),
        "qr": qr_code(event.slug),
    }
    if by_htmx(request):
        return fragment(request, "stage/_stage.html", **shown)
    return page(request, "stage/stage.html", stored=False, **shown)


async def _top(line_up: line_ups.LineUp) -> list[dict[str, Any]]:
    """The first places of the count, with numbers where these are published."""
    frozen = line_up.frozen
    if frozen is None:
        return []
    lines = await count_queries.lines(frozen.id)
    ranked = sorted(lines, key=lambda line: line.place(frozen.method))[:TOP]
    return [
        {"title": line.title, "votes": line.together(frozen.added) if frozen.tells_votes else None}
        for line in ranked
    ]
