"""The published plan as files, the same for everybody; and one's own stars as a calendar."""

import asyncio
from collections.abc import Callable

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.schedule import frab, history, ical, plan_exports, plan_queries, plan_sheets, stars
from kaue.schedule.plan_queries import PlanView
from kaue.web.page import Answer, AnyRequest, download, public_download
from kaue.web.visit import visit_of

Draw = Callable[[EventView, PlanView, str], bytes]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PlanFilePages(Controller):
    path = "/{slug:str}"

    @get("/zeitplan.ics")
    async def calendar(self, request: AnyRequest) -> Answer:
        event, plan = await _published(request)
        courses = await history.courses(event.id)
        body = ical.calendar(
            event,
            plan,
            courses,
            plan.sessions,
            name=event.title,
            language=visit_of(request).language,
            gone=[one for one in courses.values() if one.gone],
        )
        return _file(request, event, body, ical.MEDIA_TYPE, "zeitplan.ics")

    @get("/zeitplan/raum/{room:int}/kalender.ics")
    async def calendar_of_room(self, request: AnyRequest) -> Answer:
        event, plan = await _published(request)
        room = int(request.path_params["room"])
        if room not in plan.rooms:
            raise NotFoundException
        body = ical.calendar(
            event,
            plan,
            await history.courses(event.id),
            [one for one in plan.sessions if one.room == room],
            name=f"{event.title}: {plan.rooms[room]}",
            language=visit_of(request).language,
        )
        return _file(request, event, body, ical.MEDIA_TYPE, f"zeitplan-raum-{room}.ics")

    @get("/zeitplan.json")
    async def as_json(self, request: AnyRequest) -> Answer:
        event, plan = await _published(request)
        body = plan_exports.as_json(event, plan, visit_of(request).language)
        return _file(request, event, body, "application/json", "zeitplan.json")

    @get("/zeitplan.csv")
    async def as_csv(self, request: AnyRequest) -> Answer:
        event, plan = await _published(request)
        body = plan_exports.as_csv(event, plan, visit_of(request).language)
        return _file(request, event, body, "text/csv", "zeitplan.csv")

    @get("/zeitplan.xlsx")
    async def as_xlsx(self, request: AnyRequest) -> Answer:
        return await _drawn(request, plan_exports.as_xlsx, XLSX, "zeitplan.xlsx")

    @get("/schedule.xml")
    async def as_xml(self, request: AnyRequest) -> Answer:
        return await _drawn(request, frab.schedule_xml, frab.MEDIA_TYPE, "schedule.xml")

    @get("/zeitplan.pdf")
    async def grid(self, request: AnyRequest) -> Answer:
        return await _drawn(request, plan_sheets.grid, "application/pdf", "zeitplan.pdf")

    @get("/zeitplan-liste.pdf")
    async def handout(self, request: AnyRequest) -> Answer:
        name = "zeitplan-liste.pdf"
        return await _drawn(request, plan_sheets.handout, "application/pdf", name)


class OwnCalendarPages(Controller):
    path = "/{slug:str}/zeitplan/meine.ics"

    @get()
    async def calendar(self, request: AnyRequest) -> Answer:
        """What one has marked, and what is for everybody."""
        event, plan = await _published(request)
        mine = await stars.starred(event.id, (await the_person(request)).id)
        courses = await history.courses(event.id)
        body = ical.calendar(
            event,
            plan,
            courses,
            [one for one in plan.sessions if one.is_for_all or one.topic in mine],
            name=event.title,
            language=visit_of(request).language,
            gone=[one for one in courses.values() if one.gone and one.topic in mine],
        )
        return download(body, media_type=ical.MEDIA_TYPE, name=f"{event.slug}-meine.ics")


async def _published(request: AnyRequest) -> tuple[EventView, PlanView]:
    event = await the_event(request)
    plan = await plan_queries.latest(event.id)
    if plan is None:
        raise NotFoundException
    return event, plan


async def _drawn(request: AnyRequest, draw: Draw, media_type: str, name: str) -> Answer:
    event, plan = await _published(request)
    body = await asyncio.to_thread(draw, event, plan, visit_of(request).language)
    return _file(request, event, body, media_type, name)


def _file(
    request: AnyRequest, event: EventView, body: str | bytes, media_type: str, name: str
) -> Answer:
    name = f"{event.slug}-{name}"
    if event.rehearsal_of is not None:
        return download(body, media_type=media_type, name=name)
    return public_download(request, body, media_type=media_type, name=name)
