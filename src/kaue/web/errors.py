"""When something goes wrong: a page in the visitor's language that says what to do next."""

import json
import logging
import re
import traceback
from typing import Any
from urllib.parse import quote

from litestar import Request
from litestar.exceptions import HTTPException
from litestar.types import Receive, Scope, Send

from kaue import db
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, page
from kaue.web.visit import visit_of

log = logging.getLogger("kaue.errors")

RETRY_AFTER = "5"
"""Seconds. Long enough for a restarted database, short enough to wait for."""

FOR_PROGRAMS = "/api/"
"""Below this address nobody reads pages."""

FOR_EVERYBODY = {"access-control-allow-origin": "*"}
"""The header with which pages of other sites may read an answer."""

EXPLAINED = {
    400: (
        N_("We did not understand that"),
        N_("The request was incomplete. Go back and try again."),
    ),
    403: (
        N_("You may not do that"),
        N_("Your account has no right to this page, or the request came from another site."),
    ),
    404: (
        N_("There is nothing here"),
        N_("The address may be mistyped, or what was here is no longer public."),
    ),
    405: (N_("That does not work here"), N_("Go back and use the button on the page.")),
    409: (
        N_("That is not possible right now"),
        N_("The page has changed meanwhile. Look at it again."),
    ),
    413: (N_("That is too much"), N_("Shorten your text and send it again.")),
    429: (
        N_("Please wait a moment"),
        N_("That was very often in a short time. It works again in a minute."),
    ),
    500: (
        N_("Something broke on our side"),
        N_("It is not your fault. Try again in a minute; what you sent may not be saved."),
    ),
    503: (
        N_("We cannot do that just now"),
        N_("The server is busy or being repaired. Nothing is lost; try again in a few seconds."),
    ),
}


class SignInNeeded(Exception):
    """The page is for people who are signed in. `sent` is the body of the form that was sent,
    `crowded` whether signing in from this network takes a proof.
    """

    def __init__(self, sent: bytes = b"", *, crowded: bool = False) -> None:
        self.sent = sent
        self.crowded = crowded


class SecondFactorNeeded(Exception):
    """This person may come in, once a second factor was shown."""


def error_page(request: AnyRequest, status: int, message: str | None = None) -> Answer:
    """The page for a status, or for htmx its fragment; `message` replaces the explanation."""
    visit = visit_of(request)
    title, explanation = EXPLAINED.get(status, EXPLAINED[500 if status >= 500 else 400])
    if visit.here.startswith(FOR_PROGRAMS):
        return _for_programs(status, title)
    texts: dict[str, Any] = {
        "title": visit.say(title),
        "explanation": message or visit.say(explanation),
    }
    if by_htmx(request):
        answer = fragment(request, "parts/refusal.html", status=status, **texts)
        # The control that was pressed stays; only the message is shown.
        answer.headers["hx-reswap"] = "none"
    else:
        answer = page(
            request,
            "errors/error.html",
            status=status,
            request_id=visit.request_id,
            code=status,
            back=visit.address(came_from(request)) if request.headers.get("referer") else None,
            **texts,
        )
    if status == 503:
        answer.headers["retry-after"] = RETRY_AFTER
    return answer


def _for_programs(status: int, title: str) -> Answer:
    headers = FOR_EVERYBODY | {"cache-control": "no-store"}
    if status == 503:
        headers["retry-after"] = RETRY_AFTER
    body = json.dumps({"error": title}).encode()
    return Answer(body, status_code=status, media_type="application/json", headers=headers)


async def send_error(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    """Answer before any routing has happened."""
    request: AnyRequest = Request(scope, receive, send)
    answer = error_page(request, status)
    await answer.to_asgi_response(None, request)(scope, receive, send)


def on_http_error(request: AnyRequest, error: HTTPException) -> Answer:
    if error.status_code >= 500:
        log.error("%s %s", visit_of(request).request_id, type(error).__name__)
    answer = error_page(request, error.status_code)
    if error.status_code == 405:
        answer.headers.update(error.headers or {})
    return answer


def on_unavailable(request: AnyRequest, error: db.Unavailable) -> Answer:
    log.warning(
        "database unavailable: %s %s", type(error.__cause__).__name__, visit_of(request).request_id
    )
    return error_page(request, 503)


def on_second_factor_needed(request: AnyRequest, _: SecondFactorNeeded) -> Answer:
    """Lead to where the second factor is shown, or set up, and back afterwards."""
    return lead_to(request, "/anmelden/zweiter-faktor", "erst-bestaetigen")


def lead_to(request: AnyRequest, door: str, notice: str) -> Answer:
    """To a door at which something must be shown first, and back afterwards."""
    visit = visit_of(request)
    reads = request.method == "GET"
    here = visit.here + (f"?{visit.query}" if visit.query else "")
    wanted = here if reads else came_from(request)
    target = f"{door}?weiter=" + quote(wanted, safe="/")
    if not reads:
        target += f"&hinweis={notice}"
    if by_htmx(request):
        answer = fragment(request, "parts/nothing.html", status=401)
        answer.headers["hx-redirect"] = visit.address(target)
        return answer
    return go_to(request, target)


def came_from(request: AnyRequest, otherwise: str = "/") -> str:
    """The path of ours on which a form was sent, without sub-path and language."""
    visit = visit_of(request)
    _, _, rest = request.headers.get("referer", "").partition("://")
    host, slash, path = rest.partition("/")
    own = visit.address("/")
    # What just happened there has been told.
    full = re.sub(r"hinweis=[a-z-]*&?", "", slash + path).rstrip("?&")
    if host != request.headers.get("host") or not full.startswith(own):
        return otherwise
    return "/" + full[len(own) :]


def on_crash(request: Request[Any, Any, Any], error: Exception) -> Answer:
    """One log line with the request id; the message is left out: it may hold an address."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s %s\n%s", visit_of(request).request_id, type(error).__name__, frames)
    return error_page(request, 500)
