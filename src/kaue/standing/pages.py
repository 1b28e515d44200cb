"""Pages that every installation has, and what operations ask for."""

from litestar import Controller, Response, get

from kaue import db
from kaue.web.page import Answer, AnyRequest, page


class StandingPages(Controller):
    @get("/hilfe")
    async def help_(self, request: AnyRequest) -> Answer:
        return page(request, "standing/help.html")

    @get("/datenschutz")
    async def privacy(self, request: AnyRequest) -> Answer:
        return page(request, "standing/privacy.html")

    @get("/barrierefreiheit")
    async def accessibility(self, request: AnyRequest) -> Answer:
        return page(request, "standing/accessibility.html")

    @get("/quellcode")
    async def source(self, request: AnyRequest) -> Answer:
        return page(request, "standing/source.html")


class OperationsPages(Controller):
    @get("/healthz", media_type="text/plain")
    async def healthz(self) -> str:
        """Requests are served."""
        return "ok\n"

    @get("/readyz", media_type="text/plain")
    async def readyz(self) -> Response[str]:
        """The database answers, too."""
        try:
            await db.ping()
        except db.Unavailable:
            return Response("database unavailable\n", status_code=503)
        return Response("ready\n", status_code=200)
