"""The moderator's list: counting, and the whole order at a glance; and as files."""

from typing import Any

from litestar import Controller, get, post

from kaue.events import sealing
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.pitch import actions, exports, queries
from kaue.pitch.forms import LONGEST_REASON
from kaue.pitch.orders import ORDERS
from kaue.topics.forms import FORMATS
from kaue.web.dates import now
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, download, go_to, page
from kaue.web.text import clean_line


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

    @post("/rangliste/einfrieren", status_code=200)
    async def freeze(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        method, _, _ = ORDERS.get(form.value("reihenfolge"), ORDERS["stimmen"])
        await actions.freeze(
            event.id,
            event.slug,
            after_version=form.number("version"),
            by=await the_person(request),
            method=method,
            reason=clean_line(form.value("grund"))[:LONGEST_REASON],
        )
        return go_to(request, _here(request), tell="eingefroren")

    @post("/abstimmung-beenden", status_code=200)
    async def end_voting(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await actions.end_voting(event.id, event.slug)
        return go_to(request, _here(request), tell="abstimmung-beendet")


async def board(event: EventView, *, told: str | None) -> dict[str, Any]:
    """What the moderator's list shows; `told` is the place to tell of."""
    voting_over = event.vote_until <= now()
    return {
        "event": event,
        "line_up": await queries.moderators_line_up(event),
        "formats": FORMATS,
        "told": told,
        "orders": ORDERS,
        "voting_over": voting_over,
        "may_count": voting_over or sealing.may_count_early(event.counts),
    }


def _here(request: AnyRequest) -> str:
    return f"/pult/{request.path_params['slug']}/rangliste"
