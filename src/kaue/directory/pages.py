"""The door through the operator's directory. Outside of an installation with one: 404.

Setting out answers with a page that leads on, not with a redirect: our Content-Security-Policy
lets forms go to ourselves only, and browsers hold redirects to it. Coming back is a GET from
another site, which must change nothing; its page sends a form of ours.
"""

import logging

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import settings
from kaue.directory import actions, issuer, tokens
from kaue.people import actions as people
from kaue.people.browsers import browser_of
from kaue.people.cookies import carrying, cookie
from kaue.people.guards import cookie_name
from kaue.settings import Directory
from kaue.tables import Language
from kaue.web.forms import read_form
from kaue.web.language import N_
from kaue.web.onward import own_path
from kaue.web.page import Answer, AnyRequest, go_to, html_answer, page, whole_page
from kaue.web.visit import visit_of

DOOR = "/anmelden/verzeichnis"
BACK = f"{DOOR}/zurueck"

OF_THE_VISIT = "-directory"
"""The cookie that ties a visit to the browser that set out: a code sent to somebody else is
worth nothing there.
"""

IN_ENGLISH = "en-"
"""Begins the state of an English visit: the directory knows one way back, in no language."""

REFUSED = N_("%(name)s did not let you in, or you went back.")
FAILURES: dict[type[Exception], tuple[int, str]] = {
    issuer.Unreachable: (
        503,
        N_("%(name)s does not answer just now. Try again in a minute, or sign in another way."),
    ),
    issuer.CodeRefused: (422, N_("That took too long, or was used already. Begin once more.")),
    actions.UnknownVisit: (
        422,
        N_("That took too long, or began in another browser. Begin once more."),
    ),
    tokens.TokenRefused: (
        422,
        N_(
            "What %(name)s says about you cannot be verified. Begin once more, or tell those"
            " who run this site."
        ),
    ),
    actions.NotLinked: (
        422,
        N_("Your address has an account here that %(name)s must not enter. Sign in another way."),
    ),
    people.Blocked: (403, N_("This account is closed. Ask those who run this site.")),
}

log = logging.getLogger("kaue.directory")


class DirectoryPages(Controller):
    @post(DOOR, status_code=200)
    async def depart(self, request: AnyRequest) -> Answer:
        directory, form = _directory(), await read_form(request)
        onward, english = own_path(form.value("weiter")), _is_english(request)
        try:
            departure = await actions.depart(
                directory, next_=onward, mark=IN_ENGLISH if english else ""
            )
        except issuer.Unreachable as failure:
            return _failed(request, directory, failure, onward)
        answer = page(request, "directory/depart.html", address=departure.address)
        max_age = int(actions.VALID_FOR.total_seconds())
        answer.set_cookie(cookie(departure.browser, max_age=max_age, purpose=OF_THE_VISIT))
        return answer

    @get(BACK)
    async def show_arrival(self, request: AnyRequest) -> Answer:
        directory, sent = _directory(), request.query_params
        if sent.get("state", "").startswith(IN_ENGLISH) and not _is_english(request):
            visit_of(request).language = Language.ENGLISH
            return go_to(request, f"{BACK}?{visit_of(request).query}")
        if "error" in sent or not (sent.get("code") and sent.get("state")):
            return _failed_page(request, directory, 422, REFUSED)
        values = {"code": sent["code"], "state": sent["state"]}
        shown = whole_page(visit_of(request), "directory/arrive.html", **values)
        return html_answer(request, shown.encode(), stored=False)

    @post(BACK, status_code=200)
    async def arrive(self, request: AnyRequest) -> Answer:
        directory, form = _directory(), await read_form(request)
        try:
            arrival = await actions.arrive(
                directory,
                state=form.value("state"),
                code=form.value("code"),
                browser=request.cookies.get(cookie_name(OF_THE_VISIT), ""),
                browser_name=browser_of(request),
                language=visit_of(request).language,
            )
        except tuple(FAILURES) as failure:
            return _failed(request, directory, failure)
        answer = go_to(request, arrival.next, tell="angemeldet")
        answer.set_cookie(cookie("", max_age=0, purpose=OF_THE_VISIT))
        return await carrying(request, answer, arrival.token)


def _directory() -> Directory:
    directory = settings.current().directory
    if directory is None:
        raise NotFoundException
    return directory


def _is_english(request: AnyRequest) -> bool:
    return visit_of(request).language == Language.ENGLISH


def _failed(
    request: AnyRequest, directory: Directory, failure: Exception, onward: str = "/"
) -> Answer:
    """Only the kind of failure is noted: the rest may name a person."""
    causes = [type(one).__name__ for one in (failure, failure.__cause__) if one is not None]
    log.warning("%s %s", " from ".join(causes), visit_of(request).request_id)
    return _failed_page(request, directory, *FAILURES[type(failure)], onward)


def _failed_page(
    request: AnyRequest, directory: Directory, status: int, message: str, onward: str = "/"
) -> Answer:
    text = visit_of(request).say(message, name=directory.name)
    return page(request, "directory/failed.html", status=status, message=text, onward=onward)
