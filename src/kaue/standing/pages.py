"""Pages that every installation has, and what operations ask for."""

from litestar import Controller, Response, get

from kaue import db, settings
from kaue.events.queries import open_ones
from kaue.standing import queries, texts
from kaue.standing.forms import our_path
from kaue.web.errors import came_from
from kaue.web.page import Answer, AnyRequest, page
from kaue.web.visit import visit_of


class StandingPages(Controller):
    @get("/hilfe")
    async def help_(self, request: AnyRequest) -> Answer:
        return page(request, "standing/help.html", events=await open_ones())

    @get("/quellcode")
    async def source(self, request: AnyRequest) -> Answer:
        return page(request, "standing/source.html")

    @get("/impressum")
    async def legal_notice(self, request: AnyRequest) -> Answer:
        return await _text_page(request, "impressum")

    @get("/datenschutz")
    async def privacy(self, request: AnyRequest) -> Answer:
        return await _text_page(request, "datenschutz")

    @get("/nutzungsregeln")
    async def rules(self, request: AnyRequest) -> Answer:
        return await _text_page(request, "nutzungsregeln")

    @get("/barrierefreiheit")
    async def accessibility(self, request: AnyRequest) -> Answer:
        """With the way to the form, which then knows the page one came from."""
        return await _text_page(request, "barrierefreiheit", came_from=our_path(came_from(request)))


async def _text_page(request: AnyRequest, name: str, came_from: str = "") -> Answer:
    found = await queries.text(name, visit_of(request).language)
    return page(
        request,
        "standing/text.html",
        title=texts.TITLES[name],
        text=texts.shown(found.text, await queries.details()),
        reports_barriers=name == "barrierefreiheit",
        came_from=came_from,
    )


class OperationsPages(Controller):
    @get("/healthz", media_type="text/plain")
    async def healthz(self) -> str:
        """Requests are served."""
        return "ok\n"

    @get("/readyz", media_type="text/plain")
    async def readyz(self) -> Response[str]:
        """The database answers, and in production the legal texts are complete."""
        try:
            await db.ping()
            missing = await queries.unfilled_legal_texts()
        except db.Unavailable:
            return Response("database unavailable\n", status_code=503)
        if missing and settings.current().production:
            lines = ["placeholders to fill in, at /verwaltung/texte/angaben:", *missing, ""]
            return Response("\n".join(lines), status_code=503)
        return Response("ready\n", status_code=200)
