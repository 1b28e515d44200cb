"""The start page of an event with its colour and logo, and the doors to all events."""

from typing import Any

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from kaue.cards import queries as cards
from kaue.events import colours, queries
from kaue.events.lookups import the_event
from kaue.events.phases import phases
from kaue.events.queries import EventView
from kaue.events.sharing import qr_code, short_address
from kaue.schedule import plan_queries
from kaue.topics import queries as topics
from kaue.topics.order import shuffled
from kaue.topics.seed import seed_of
from kaue.web.dates import days_until, now
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import Visit, visit_of

TASTERS = 3


class EventPages(Controller):
    @get("/")
    async def door(self, request: AnyRequest) -> Answer:
        """The list of events, or straight into the only one."""
        events = await queries.open_ones()
        if len(events) == 1:
            query = visit_of(request).query
            return go_to(request, f"/{events[0].slug}" + (f"?{query}" if query else ""))
        return page(request, "events/list.html", events=events, past=await queries.past_ones())

    @get("/archiv")
    async def archive(self, request: AnyRequest) -> Answer:
        return page(request, "events/archive.html", past=await queries.past_ones())

    @get("/{slug:str}")
    async def start(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        listed = await topics.listed(event.id)
        return page(
            request,
            "events/start.html",
            event=event,
            phases=phases(event, now(), visit_of(request).language),
            topics=shuffled(listed, seed_of(request))[:TASTERS],
            topic_count=len(listed),
            takes_topics=event.takes_topics(now()),
            takes_votes=event.takes_votes(now()),
            on_the_day=event.starts_at <= now() < event.ends_at,
            is_over=event.ends_at <= now(),
            pill=_pill(event, visit_of(request)),
            address=short_address(event.slug),
            qr=qr_code(event.slug),
            plan=await plan_queries.latest(event.id),
            presence=await cards.presence(visit_of(request).person, event),
            others=[one for one in await queries.past_ones() if one.id != event.id],
        )

    @get("/{slug:str}/farben.css")
    async def colours(self, request: AnyRequest) -> Response[str]:
        event = await the_event(request)
        if not event.accent:
            raise NotFoundException
        css = colours.stylesheet(event.accent)
        return _kept(request, css, "text/css", colours.version(event.accent))

    @get("/{slug:str}/logo")
    async def logo(self, request: AnyRequest) -> Response[bytes]:
        event = await the_event(request)
        found = await queries.logo(event.id)
        if found is None:
            raise NotFoundException
        content, media_type, digest = found
        return _kept(request, content, media_type, digest)


def _kept(request: AnyRequest, content: Any, media_type: str, version: str) -> Response[Any]:
    """Kept for ever by whoever asked for this very version; else asked for anew each time."""
    asked = request.query_params.get("v") == version
    kept = "public, max-age=31536000, immutable" if asked else "no-cache"
    return Response(content, media_type=media_type, headers={"cache-control": kept})


def _pill(event: EventView, visit: Visit) -> str:
    """How long it is until the day, in a few words."""
    days = days_until(event.starts_at, event.zone)
    if days > 1:
        return visit.say(N_("%(days)s days to go"), days=days)
    if days == 1:
        return visit.say(N_("It is tomorrow"))
    if event.ends_at <= now():
        return visit.say(N_("It is over. Thank you for coming!"))
    return visit.say(N_("It is today"))
