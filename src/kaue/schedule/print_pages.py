"""Paper for doors and walls, at any moment: the board as it is."""

import asyncio

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.schedule import insight, queries, sheets
from kaue.web.page import Answer, AnyRequest, download
from kaue.web.visit import visit_of


class SchedulePrintPages(Controller):
    path = "/pult/{slug:str}/druck"

    @get("/tuerschilder.pdf")
    async def door_signs(self, request: AnyRequest) -> Answer:
        return await _printed(request, sheets.door_signs, "tuerschilder")

    @get("/zeitplan.pdf")
    async def session_grid(self, request: AnyRequest) -> Answer:
        return await _printed(request, sheets.session_grid, "zeitplan")


async def _printed(request: AnyRequest, draw: sheets.Draw, name: str) -> Answer:
    event = await the_event(request)
    wall = await insight.the_wall(event)
    held = {
        one.cell: (wall.cards[one.topic].title, wall.cards[one.topic].topic.host_names)
        for one in wall.placed
    }
    day = sheets.Day(event, wall.rooms, await queries.rounds(event.id), held)
    pdf = await asyncio.to_thread(sheets.printed, draw, day, visit_of(request).language)
    return download(pdf, media_type="application/pdf", name=f"{event.slug}-{name}.pdf")
