"""The moderator's list: the whole order at a glance, before the count and after; and as files."""

from typing import Any

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.pitch import exports, queries
from kaue.web.page import Answer, AnyRequest, download, page


class ListPages(Controller):
    path = "/pult/{slug:str}"

    @get("/rangliste")
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return page(request, "pitch/desk.html", **await board(event, told=None))

    @get("/rangliste.json")
    async def as_json(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        body = exports.as_json(await queries.moderators_line_up(event))
        name = f"{event.slug}-rangliste.json"
        return download(body, media_type="application/json", name=name)

    @get("/rangliste.csv")
    async def as_csv(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        body = exports.as_csv(await queries.moderators_line_up(event))
        return download(body, media_type="text/csv", name=f"{event.slug}-rangliste.csv")


async def board(event: EventView, *, told: str | None) -> dict[str, Any]:
    """What the moderator's list shows; `told` is the place to tell of."""
    return {
        "event": event,
        "line_up": await queries.moderators_line_up(event),
        "told": told,
    }
