"""What the hall sees: chosen at the desk, shown by whoever has the link."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import ClientException, NotFoundException

from kaue.events import queries as events
from kaue.events.lookups import any_event, the_event
from kaue.events.queries import EventView
from kaue.events.sharing import qr_code, qr_code_of, short_address
from kaue.people.guards import the_person, who
from kaue.pitch import count_queries
from kaue.pitch import queries as line_ups
from kaue.pitch.orders import ORDERS, key_of
from kaue.schedule import wall_queries
from kaue.stage import links, queries
from kaue.stage.acts import SHOWN
from kaue.stage.clock import SOON
from kaue.stage.forms import LONGEST_PROJECTOR, ProjectorForm
from kaue.stage.hall import NEXT
from kaue.tables import Showing
from kaue.web import fitting
from kaue.web.dates import days_until, now
from kaue.web.fitting import Part, Picture
from kaue.web.forms import Form, filled, read_form, refused
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, nothing_new, page
from kaue.web.visit import visit_of

# As static/css/stage.css has the ranking, in hundredths of the picture's width, and of its height.
_TITLE = 74.0
_HEADING, _BETWEEN, _SIZE = 11.0, 1.5, 6.0


class ProjectorPages(Controller):
    """Behind a link that moderators make and revoke."""

    path = "/beamer/{slug:str}"

    @get("/{token:str}")
    async def show(self, request: AnyRequest) -> Answer:
        """Asks again whenever something has changed; a revoked link shows nothing any more."""
        event = await events.by_slug(request.path_params["slug"])
        # A rehearsal that was ended is gone with its links.
        link = await links.find(event.id, request.path_params["token"]) if event else None
        if event is None or link is None:
            return _gone(request)
        await links.seen(event.id, request.path_params["token"])
        stage = await queries.the_stage(event.id)
        if stage.held and not link.showing and by_htmx(request):
            # Nothing to swap: the picture stays.
            return nothing_new()
        shown = replace(stage, showing=link.showing or stage.showing)
        token = request.path_params["token"]
        phones_at = f"/beamer/{event.slug}/{token}/handy" if event.rehearsal_of else ""
        return await _stage(request, event, shown, phones_at=phones_at)

    @get("/{token:str}/handy")
    async def follow_on_the_phone(self, request: AnyRequest) -> Answer:
        """Of a rehearsal, which only its moderators find: others look on who stand before the
        projector and scan its code. Where they may come in, both are led to the proper page.
        """
        event = await any_event(request)
        await _link(request, event)
        person = await who(request)
        if event.rehearsal_of is None or (person and person.may_moderate(event)):
            return go_to(request, f"/{event.slug}/pitch")
        # Its version first: what is read after it may only be newer.
        stage, here = await queries.the_stage(event.id), visit_of(request).here
        line_up = await line_ups.line_up(event.id)
        shown: dict[str, Any] = {
            "rehearsal": event,
            "stage": stage,
            "line_up": line_up,
            "coming": line_up.waiting[:NEXT],
            "itself": visit_of(request).address(here),
        }
        if by_htmx(request):
            return fragment(request, "stage/_rehearsal.html", **shown)
        return page(request, "stage/rehearsal.html", stored=False, event=None, **shown)


def _gone(request: AnyRequest) -> Answer:
    """A revoked link, or none: no error page before a hall, and nothing of the event any more."""
    if by_htmx(request):
        return fragment(request, "stage/_gone.html")
    return page(request, "stage/gone.html", status=404, stored=False)


async def _link(request: AnyRequest, event: EventView) -> links.LinkView:
    link = await links.find(event.id, request.path_params["token"])
    if link is None:
        raise NotFoundException
    return link


class ProjectorDeskPages(Controller):
    """For moderators: a look at what the hall sees, and the links."""

    path = "/pult/{slug:str}/beamer"

    @get()
    async def manage(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return await _links_page(request, event, Form())

    @get("/vorschau")
    async def preview(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        stage = await queries.the_stage(event.id)
        return await _stage(request, event, stage)

    @get("/links")
    async def links_again(self, request: AnyRequest) -> Answer:
        """Where the new link was shown: in another language it is not shown again."""
        event = await the_event(request)
        return go_to(request, f"/pult/{event.slug}/beamer")

    @post("/links", status_code=200)
    async def make_link(self, request: AnyRequest) -> Answer:
        """The new link is shown once, on the page that answers."""
        event, form = await the_event(request), await read_form(request)
        wanted = ProjectorForm.of(form)
        if problems := wanted.problems():
            return await _links_page(request, event, refused(request, form, problems))
        token = await links.make(
            event.id, by=await the_person(request), name=wanted.name, showing=_picture(wanted)
        )
        return await _links_page(request, event, Form(), new=f"/beamer/{event.slug}/{token}")

    @post("/links/{link:int}", status_code=200)
    async def change(self, request: AnyRequest) -> Answer:
        """What it is called and shows; its projector changes at once."""
        event, form = await the_event(request), await read_form(request)
        link = request.path_params["link"]
        wanted = ProjectorForm.of(form, f"-{link}")
        if problems := wanted.problems(f"-{link}"):
            return await _links_page(request, event, refused(request, form, problems))
        await links.change(event.id, link, name=wanted.name, showing=_picture(wanted))
        return go_to(request, f"/pult/{event.slug}/beamer#link-{link}", tell="gespeichert")

    @post("/links/{link:int}/widerrufen", status_code=200)
    async def revoke(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await links.revoke(event.id, request.path_params["link"])
        return go_to(request, f"/pult/{event.slug}/beamer", tell="widerrufen")


def _picture(wanted: ProjectorForm) -> str:
    if wanted.showing is None:
        raise ClientException
    return wanted.showing


async def _links_page(
    request: AnyRequest, event: EventView, form: Form, *, new: str = ""
) -> Answer:
    return page(
        request,
        "stage/links.html",
        status=422 if form.problems else 200,
        event=event,
        new=visit_of(request).address(new) if new else "",
        host=short_address("").rstrip("/"),
        links=await links.working(event.id),
        shown=SHOWN,
        longest=LONGEST_PROJECTOR,
        form=form,
        filled=filled,
    )


async def _stage(
    request: AnyRequest,
    event: EventView,
    stage: queries.StageView,
    *,
    phones_at: str = "",
) -> Answer:
    line_up = await line_ups.line_up(event.id)
    clock, at = stage.clock(line_up.current), now()
    ways = _way_for_phones(event, phones_at)
    shown: dict[str, Any] = {
        "event": event,
        "itself": visit_of(request).address(visit_of(request).here),
        "stage": stage,
        "line_up": line_up,
        "clock": clock,
        "seconds": clock.left(at),
        "soon": SOON,
        "is_today": days_until(event.pitch_at, event.zone) == 0,
        "order": ORDERS[key_of(line_up.frozen.method if line_up.frozen else "")][1],
        **await _paged(event, stage, line_up, visit_of(request).language, ways["address"], at),
        **ways,
    }
    if by_htmx(request):
        return fragment(request, "stage/_stage.html", **shown)
    return page(request, "stage/stage.html", stored=False, **shown)


def _way_for_phones(event: EventView, phones_at: str) -> dict[str, str]:
    """A rehearsal has no address that guests could type, and in its preview none to scan."""
    if event.rehearsal_of is None:
        return {"address": short_address(event.slug), "qr": qr_code(event.slug)}
    return {"address": "", "qr": qr_code_of(phones_at) if phones_at else ""}


async def _paged(
    event: EventView,
    stage: queries.StageView,
    line_up: line_ups.LineUp,
    language: str,
    address: str,
    at: datetime,
) -> dict[str, Any]:
    """The picture that may take several pages. `paged` is none of it where one is always enough."""
    none = {"paged": None, "beside": False, "planned": False}
    if stage.showing == Showing.RANKING and line_up.frozen:
        return none | {"paged": _ranking(await _ranked(line_up.frozen), address, at)}
    if stage.showing == Showing.SCHEDULE:
        rounds = await wall_queries.on_the_wall(event, language, at)
        if not rounds:
            return none | {"planned": rounds is not None}
        plan = wall_queries.plan_on_the_wall(rounds, address, at)
        return {"paged": plan.picture, "beside": plan.beside, "planned": True}
    if stage.showing == Showing.DRAFT and (draft := await wall_queries.draft_on_the_wall(event)):
        return none | {"paged": wall_queries.draft_picture(draft, address, at)}
    return none


@dataclass(frozen=True, slots=True)
class Ranked:
    """`votes` where everybody is told."""

    place: int
    title: str
    votes: int | None


def _ranking(ranked: Sequence[Ranked], address: str, at: datetime) -> Picture[None, Ranked]:
    """From the first place to the last one."""
    room = fitting.above_the_foot(address) - _HEADING
    return fitting.picture(
        lambda scale: fitting.pages(
            [Part(None, ranked)] if ranked else [],
            room=room,
            head=0,
            row=lambda one: _BETWEEN + fitting.high(one.title, _TITLE, scale * _SIZE),
        ),
        at,
    )


async def _ranked(frozen: line_ups.FrozenList) -> list[Ranked]:
    """All places of the count, with numbers where these are published."""
    lines = await count_queries.lines(frozen.id)
    return [
        Ranked(place, line.title, line.together(frozen.added) if frozen.tells_votes else None)
        for place, line in enumerate(sorted(lines, key=lambda one: one.place(frozen.method)), 1)
    ]
