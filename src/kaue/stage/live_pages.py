"""What pages that follow along ask for, beside their pieces."""

from litestar import Controller, Response, get
from litestar.exceptions import NotFoundException

from kaue.pitch import live
from kaue.web import assets
from kaue.web.page import Answer, AnyRequest
from kaue.web.streams import MOST_KEYS, follow, told_once
from kaue.web.tickets import key_in

STREAM = "text/event-stream"


class LivePages(Controller):
    path = "/live"

    @get()
    async def versions(self, request: AnyRequest) -> Answer:
        """`k` is a ticket of a page, one for each key that is followed: see web/streams.py.

        As a stream where the browser asks for one, else as they are now.
        """
        tickets = request.query_params.getall("k", [])[:MOST_KEYS]
        keys = [key for key in map(key_in, tickets) if key is not None]
        if not keys:
            raise NotFoundException
        if STREAM in request.headers.get("accept", ""):
            return follow(keys, live.version)
        return await told_once(keys, live.version)


class WorkerPages(Controller):
    path = "/beamer/worker.js"

    @get()
    async def script(self) -> Answer:
        """The service worker of projectors. Its address never changes."""
        headers = {"cache-control": "no-cache"}
        return Response(assets.content("beamer.js"), media_type="text/javascript", headers=headers)
