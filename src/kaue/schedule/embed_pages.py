"""The plan within somebody else's page, such as the county's: no script, no cookie, no person."""

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.schedule import plan_queries
from kaue.schedule.plan_pages import clocks_of, days_of
from kaue.web.dates import now
from kaue.web.page import Answer, AnyRequest, page
from kaue.web.visit import visit_of


class EmbedPages(Controller):
    path = "/{slug:str}/zeitplan/einbetten"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        plan = await plan_queries.latest(event.id)
        clocks = clocks_of(request, event, plan)
        visit_of(request).embeddable = True
        return page(
            request,
            "schedule/embed.html",
            event=event,
            plan=plan,
            clocks=clocks,
            days=days_of(plan.times if plan else [], clocks),
            at=now(),
        )
