"""The door every request comes through before routing: language, host, origin, headers, log."""

import logging
import secrets
import time
from itertools import count
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kaue import settings
from kaue.web import assets, errors
from kaue.web.headers import framed_headers, security_headers
from kaue.web.language import split_language
from kaue.web.origin import is_forged, is_known_host
from kaue.web.visit import Visit

log = logging.getLogger("kaue.access")

# Unique among all processes that share a log, and cheaper than asking for randomness every time.
_PROCESS = secrets.token_hex(4)
_NUMBERS = count(1)

OPERATIONS = {"/healthz", "/readyz"}
"""Asked by load balancers, which may name the machine instead of the site."""


class Front:
    """Wraps the site. Answers assets, HEAD and forged requests itself."""

    def __init__(self, site: ASGIApp) -> None:
        self.site = site
        self._headers = security_headers()
        self._framed_headers = framed_headers()
        self._root = settings.current().root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        seen: Any = scope
        if seen["type"] != "http":
            await self.site(scope, receive, send)
            return
        began = time.perf_counter()
        visit = _visit(seen, self._root)
        # A copy: the server goes by its own scope, for instance to leave out the body of a HEAD.
        inner: Any = {**seen, "path": visit.here, "raw_path": visit.here.encode(), "kaue": visit}
        answered = 0
        head_only = seen["method"] == "HEAD"
        if head_only:
            inner["method"] = "GET"

        async def send_dressed(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
                headers = list(message["headers"])
                headers.extend(self._framed_headers if visit.embeddable else self._headers)
                headers.append((b"x-request-id", visit.request_id.encode()))
                message["headers"] = headers
            elif head_only and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await self._answer(inner, receive, send_dressed, visit)
        log.info(
            "%s %s %s %.1f ms %s",
            seen["method"],
            inner.get("path_template") or "-",
            answered,
            (time.perf_counter() - began) * 1000,
            visit.request_id,
        )

    async def _answer(self, scope: Any, receive: Receive, send: Send, visit: Visit) -> None:
        headers = visit.headers
        if visit.here not in OPERATIONS and not is_known_host(headers):
            await errors.send_error(scope, receive, send, 400)
        elif is_forged(scope["method"], visit.here, headers):
            await errors.send_error(scope, receive, send, 403)
        elif visit.here.startswith(assets.PREFIX):
            name = visit.here[len(assets.PREFIX) :]
            if scope["method"] != "GET":
                await errors.send_error(scope, receive, send, 405)
            elif not await assets.serve_asset(scope, receive, send, name):
                await errors.send_error(scope, receive, send, 404)
        else:
            await self.site(scope, receive, send)


def _visit(scope: Any, root: str) -> Visit:
    """Takes sub-path and language off the path, so that routes are written once."""
    path = scope["path"]
    if root and (path == root or path.startswith(root + "/")):
        path = path[len(root) :] or "/"
    language, here = split_language(path)
    return Visit(
        language=language,
        here=here,
        query=scope["query_string"].decode("latin-1"),
        request_id=f"{_PROCESS}{next(_NUMBERS):08x}",
        headers=dict(scope["headers"]),
    )
