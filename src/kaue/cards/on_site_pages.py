"""On site: the code of the day on poster and projector, and where people enter it."""

from datetime import date, datetime, time

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.cards import on_site, queries
from kaue.cards.forms import in_groups, typed_letters
from kaue.events.guards import participant
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.sharing import qr_code, short_address
from kaue.limits.actions import TooOften
from kaue.people.guards import the_person, who
from kaue.web.dates import long_day, now
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

NOT_SIX = N_("Type the six letters that are shown on site.")
WRONG = N_("This is not the code of today. Compare it with the poster or the projector.")


class OnSitePages(Controller):
    path = "/{slug:str}/vor-ort"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        return await _on_site_page(request, Form())

    @post(status_code=200, guards=[participant])
    async def mark(self, request: AnyRequest) -> Answer:
        """`da` is the wanted state, so that a double tap is harmless."""
        event, form = await the_event(request), await read_form(request)
        person = await the_person(request)
        if form.value("da") == "0":
            await on_site.unmark(event, by=person)
            return go_to(request, f"/{event.slug}/vor-ort", tell="nicht-vor-ort")
        if form.value("da") != "1":
            raise ClientException
        code = typed_letters(form, on_site.LENGTH)
        if not code:
            return await _on_site_page(request, form, NOT_SIX, status=422)
        try:
            await on_site.mark(event, code, by=person)
        except on_site.NotTheDay:
            return await _on_site_page(request, form, status=409)
        except on_site.WrongCode:
            return await _on_site_page(request, form, WRONG, status=422)
        except TooOften as often:
            return await _on_site_page(request, form, often.problem, status=429)
        return go_to(request, f"/{event.slug}", tell="vor-ort")


async def _on_site_page(
    request: AnyRequest, form: Form, problem: Problem | None = None, *, status: int = 200
) -> Answer:
    """Outside of the event's days it says when they are, in place of the field."""
    event = await the_event(request)
    return page(
        request,
        "cards/on_site.html",
        status=status,
        event=event,
        days=[_named(request, event, day) for day in on_site.days_of(event)],
        presence=await queries.presence(await who(request), event),
        length=on_site.LENGTH,
        form=refused(request, form, {"code": problem} if problem else {}),
    )


class PosterPages(Controller):
    path = "/pult/{slug:str}/vor-ort"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        return await _poster(request, "cards/poster.html")

    @get("/beamer")
    async def project(self, request: AnyRequest) -> Answer:
        return await _poster(request, "cards/stage.html")


async def _poster(request: AnyRequest, template: str) -> Answer:
    """For today, or for another day of the event, so that posters can be printed ahead."""
    event = await the_event(request)
    days = on_site.days_of(event)
    day = _chosen(event, days, request.query_params.get("tag", ""))
    code = on_site.code_of(event, day)
    return page(
        request,
        template,
        event=event,
        days=[(one.isoformat(), _named(request, event, one)) for one in days],
        chosen=day.isoformat(),
        day=_named(request, event, day),
        code=in_groups(code),
        address=short_address(f"{event.slug}/vor-ort"),
        qr=qr_code(f"{event.slug}/vor-ort#{code}"),
        how_many=await queries.how_many_on_site(event.id),
    )


def _chosen(event: EventView, days: list[date], wanted: str) -> date:
    """Else today, if it is one of them."""
    today = now().astimezone(event.zone).date().isoformat()
    by_name = {day.isoformat(): day for day in days}
    return by_name.get(wanted) or by_name.get(today) or days[0]


def _named(request: AnyRequest, event: EventView, day: date) -> str:
    noon = datetime.combine(day, time(12), event.zone)
    return long_day(noon, visit_of(request).language, event.zone)
