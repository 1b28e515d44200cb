"""How the editors of an event decide, for everybody: numbers only."""

from litestar import Controller, get

from kaue.events.lookups import the_event
from kaue.review.reasons import said_of
from kaue.tables import Reason
from kaue.transparency import queries
from kaue.transparency.figures import SMALLEST_GROUP
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, page
from kaue.web.visit import Visit, visit_of

OTHERS = N_("Other reasons")


class TransparencyPages(Controller):
    @get("/{slug:str}/transparenz")
    async def show(self, request: AnyRequest) -> Answer:
        event, visit = await the_event(request), visit_of(request)
        work = await queries.work(event)
        return page(
            request,
            "transparency/show.html",
            event=event,
            work=work,
            reasons=[(await _reason(code, visit), n) for code, n in work.reasons.items()],
            smallest=SMALLEST_GROUP,
        )


async def _reason(code: str, visit: Visit) -> str:
    if code == Reason.OTHER:
        return visit.say(OTHERS)
    return await said_of(code, visit.language) or code
