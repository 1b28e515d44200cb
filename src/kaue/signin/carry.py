"""Carrying what somebody began through the sign-in: to the door in hidden fields, and after it
into the very route it was meant for.
"""

import re
from typing import Any
from urllib.parse import parse_qsl

from kaue import settings
from kaue.limits.lookups import SIGN_IN
from kaue.limits.proofs import Proof, new_challenge
from kaue.people.cookies import cookie
from kaue.people.guards import cookie_name
from kaue.signin.acts import Act, unpacked
from kaue.signin.codes import GOOD_FOR
from kaue.web.errors import SignInNeeded, came_from, lead_to
from kaue.web.forms import MOST_FIELDS, Form
from kaue.web.onward import own_path, with_query
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, page
from kaue.web.visit import Visit, visit_of

DOOR = "/anmelden"

OF_THE_DOOR = "-tuer"

LONGEST_WAY = 500
"""Characters of a path to go on to: what the column takes."""


def on_sign_in_needed(request: AnyRequest, needed: SignInNeeded) -> Answer:
    """The sign-in page with what was sent in it; for reading, the way there and back."""
    act = _begun(request, needed.sent)
    if act is None:
        return lead_to(request, DOOR, "erst-anmelden")
    if by_htmx(request):
        # The form is then sent once more as a plain one, by answers.js, and gets the page below.
        return fragment(request, "parts/nothing.html", status=401)
    visit = visit_of(request)
    # The page belongs to the door: links to its other language must lead there.
    visit.here, visit.query = DOOR, ""
    form = Form({"handlung": [act.packed()], "weiter": [act.came_from]})
    proof = Proof(new_challenge(SIGN_IN)) if needed.crowded else None
    return sign_in_page(request, form, status=401, proof=proof)


def sign_in_page(
    request: AnyRequest, form: Form, *, status: int = 200, proof: Proof | None = None
) -> Answer:
    """The door, with the form as typed so far. A typed password is never sent back."""
    kept = {name: values for name, values in form.given.items() if name != "passwort"}
    return page(
        request,
        "signin/sign_in.html",
        status=status,
        form=Form(kept, form.messages),
        act=act_of(form),
        proof=proof,
        mails=settings.current().mails,
        onward=way_on(form),
    )


def act_of(form: Form) -> Act | None:
    return unpacked(form.value("handlung"))


def way_on(form: Form, otherwise: str = "/") -> str:
    """Where the person wanted to go (`weiter`); only ever a path of ours."""
    path = own_path(form.value("weiter"), "")
    return path if path and len(path) <= LONGEST_WAY else otherwise


def browser_secret(request: AnyRequest) -> str:
    """By which this browser is known to have asked for a mail; empty if it has not."""
    return request.cookies.get(cookie_name(OF_THE_DOOR), "")


def remember_browser(answer: Answer, secret: str) -> None:
    lasting = int(2 * GOOD_FOR.total_seconds())
    answer.set_cookie(cookie(secret, max_age=lasting, purpose=OF_THE_DOOR))


async def finish(
    request: AnyRequest,
    act: Act | None,
    *,
    token: str,
    otherwise: str,
    tell: str,
    above_all: bool = False,
) -> Answer:
    """What the route of `act` answers to the person whose sign-in has this token.

    Without an act: the way to `otherwise`. The cookie is still to be set. `tell` is told where
    there is nothing else to tell, or `above_all`.
    """
    if act is None:
        return go_to(request, otherwise, tell=tell)
    visit = visit_of(request)
    seen = Visit(visit.language, act.path, "", visit.request_id)
    status, headers, body = await _sent_on(request, act, token, seen)
    if status == 303:
        location = _told(headers.get("location", "/"), above_all and tell)
        return Answer(b"", status_code=303, headers={"location": location} | _PRIVATE)
    return Answer(body, status_code=status, media_type="text/html", headers=_PRIVATE)


async def lay_out(request: AnyRequest, act: Act) -> Answer:
    """What was begun, filled in to be looked over by whoever is signed in. Nothing is done."""
    if act.preview is None:
        return page(request, "signin/begun.html", stored=False, act=act, form=act.form)
    here = visit_of(request)
    seen = Visit(here.language, here.here, here.query, here.request_id)
    token = request.cookies.get(cookie_name(), "")
    status, _, body = await _sent_on(request, act.preview, token, seen)
    return Answer(body, status_code=status, media_type="text/html", headers=_PRIVATE)


_PRIVATE = {"cache-control": "no-store"}


def _begun(request: AnyRequest, sent: bytes) -> Act | None:
    if request.method != "POST":
        return None
    try:
        fields = parse_qsl(sent.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    act = Act(visit_of(request).here, tuple(fields), came_from(request))
    return act if act.announced else None


def _told(location: str, instead: str | bool) -> str:
    """The address, with the news that the sign-in worked unless it has other news, or `instead`.

    News stand on top of the page, so what we add them to leads there and not to a place in it.
    """
    path = location.partition("#")[0]
    if "hinweis=" in path:
        if not instead:
            return location
        path = re.sub(r"[?&]hinweis=[a-z-]*$", "", path)
    return with_query(path, f"hinweis={instead or 'handlung-getan'}")


async def _sent_on(
    request: AnyRequest, act: Act, token: str, seen: Visit
) -> tuple[int, dict[str, str], bytes]:
    """Send the kept form through the site once more, now with a cookie. Its guards decide."""
    visit = visit_of(request)
    own = settings.current().public_url.partition("://")[2]
    headers = {
        "host": request.headers.get("host", own),
        "content-type": "application/x-www-form-urlencoded",
        "content-length": str(len(act.body)),
        "cookie": f"{cookie_name()}={token}",
        "referer": f"http://{request.headers.get('host', own)}{visit.address(act.came_from)}",
    }
    scope: Any = {
        key: request.scope[key]
        for key in ("type", "asgi", "http_version", "scheme", "server", "client", "root_path")
        if key in request.scope
    }
    raw = [(name.encode(), value.encode("latin-1", "replace")) for name, value in headers.items()]
    seen.headers = dict(raw)
    scope |= {
        "method": "POST",
        "path": act.path,
        "raw_path": act.path.encode(),
        "query_string": b"",
        "headers": raw,
        "state": {},
        "kaue": seen,
    }
    answered: dict[str, Any] = {"body": b""}

    async def receive() -> Any:
        return {"type": "http.request", "body": act.body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            answered.update(message)
        else:
            answered["body"] += message.get("body", b"")

    await request.app(scope, receive, send)
    got = {name.decode().lower(): value.decode("latin-1") for name, value in answered["headers"]}
    return answered["status"], got, answered["body"]
