"""What became of the topics, for everybody, on a page and as files."""

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.results import open_data, queries
from kaue.results.queries import Life
from kaue.results.sections import sections_of
from kaue.web.dates import now
from kaue.web.page import Answer, AnyRequest, download, page
from kaue.web.visit import visit_of


class ResultPages(Controller):
    path = "/{slug:str}"

    @get("/ergebnisse")
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        over = event.ends_at <= now()
        lives = await queries.lives(event) if over else []
        return page(
            request,
            "results/show.html",
            event=event,
            over=over,
            count=len(lives),
            sections=[
                (id_, visit_of(request).say(heading), found)
                for id_, heading, found in sections_of(lives)
            ],
            smallest=open_data.SMALLEST,
        )

    @get("/ergebnisse.json")
    async def as_json(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        body = open_data.as_json(event, await _lives_told(event))
        name = f"{event.slug}-ergebnisse.json"
        return download(body, media_type="application/json", name=name)

    @get("/ergebnisse.csv")
    async def as_csv(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        body = open_data.as_csv(await _lives_told(event))
        return download(body, media_type="text/csv", name=f"{event.slug}-ergebnisse.csv")


async def _lives_told(event: EventView) -> list[Life]:
    """Before the end there is nothing to tell."""
    if now() < event.ends_at:
        raise NotFoundException
    return await queries.lives(event)
