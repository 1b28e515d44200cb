"""Paper for the stage, at any moment."""

import asyncio

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.pitch import queries as line_ups
from kaue.stage import sheets
from kaue.web.page import Answer, AnyRequest, download
from kaue.web.visit import visit_of


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
