"""Paper for the stage, at any moment."""

import asyncio

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.pitch import queries as line_ups
from kaue.schedule import plan_queries
from kaue.schedule import queries as schedule
from kaue.stage import sheets
from kaue.stage.papers import PLAN, ROOMS, papers
from kaue.web.page import Answer, AnyRequest, download, page
from kaue.web.visit import visit_of


class PaperPages(Controller):
    """What there is to print, in one place."""

    path = "/pult/{slug:str}/papier"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await the_person(request)
        there = {ROOMS: await schedule.rooms(event.id), PLAN: await plan_queries.latest(event.id)}
        return page(
            request,
            "stage/papers.html",
            event=event,
            papers=list(papers(person.held_in(event))),
            there={name for name, found in there.items() if found},
        )


class PrintPages(Controller):
    path = "/pult/{slug:str}/druck"

    @get("/pitchliste.pdf")
    async def pitch_list(self, request: AnyRequest) -> Answer:
        return await _printed(request, sheets.pitch_list, "pitchliste")

    @get("/moderationskarten.pdf")
    async def cue_cards(self, request: AnyRequest) -> Answer:
        return await _printed(request, sheets.cue_cards, "moderationskarten")


async def _printed(request: AnyRequest, draw: sheets.Draw, name: str) -> Answer:
    event = await the_event(request)
    line_up = await line_ups.moderators_line_up(event)
    # Beside the event loop: letters that fit take a while to find.
    pdf = await asyncio.to_thread(draw, event, line_up, visit_of(request).language)
    return download(pdf, media_type="application/pdf", name=f"{event.slug}-{name}.pdf")
