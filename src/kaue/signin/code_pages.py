"""Where the mailed code is typed, and where the mailed link leads to."""

from litestar import Controller, get, post

from kaue.limits.actions import TooOften
from kaue.people import actions as people
from kaue.people import cookies
from kaue.people import queries as people_queries
from kaue.people.browsers import browser_of
from kaue.people.guards import who
from kaue.signin import codes, queries
from kaue.signin.acts import Act, unpacked
from kaue.signin.carry import browser_secret, finish, lay_out, sign_in_page
from kaue.signin.codes import CodeGone, Entered, WrongCode, WrongPassword
from kaue.signin.forms import CODE_LENGTH, typed_code
from kaue.signin.queries import Waiting
from kaue.tables import Way
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, filled, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

NOT_A_CODE = N_("Enter the six digits from the mail.")
WRONG_CODE = N_("This is not the code from the newest mail. Tries left: %(num)s.")
OTHER_PASSWORD = N_("This is not the password you chose. Leave the field empty to go on without.")


class CodePages(Controller):
    path = "/anmelden"

    @get("/code")
    async def show(self, request: AnyRequest) -> Answer:
        """Knowing the address of this page is worth nothing without the mail."""
        handle = request.query_params.get("vorgang", "")
        return await _code_page(request, handle)

    @post("/code", status_code=200)
    async def enter(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        handle, code = form.value("vorgang"), typed_code(form)
        if not code:
            return await _code_page(request, handle, NOT_A_CODE, typed=form.value("code"))
        try:
            entered = await codes.enter_by_code(
                handle, code, visit_of(request).language, browser_secret(request)
            )
        except CodeGone:
            return await _code_gone(request, handle)
        except WrongCode as wrong:
            return await _code_page(request, handle, (WRONG_CODE, wrong.left))
        return await _welcome(request, entered, f"/anmelden/code?vorgang={handle}")

    @post("/code/neu", status_code=200)
    async def send_again(self, request: AnyRequest) -> Answer:
        """To the same address; or back to the door with it, to correct it."""
        form = await read_form(request)
        handle = form.value("vorgang")
        if form.value("wie") == "adresse":
            return await _back_to_the_door(request, handle)
        try:
            fresh = await codes.send_again(
                handle, visit_of(request).language, browser_secret(request)
            )
        except CodeGone:
            return go_to(request, "/anmelden")
        except TooOften as often:
            return await _code_page(request, handle, often.problem)
        return go_to(request, f"/anmelden/code?vorgang={fresh}", tell="code-geschickt")

    @get("/link/{token:str}")
    async def show_link(self, request: AnyRequest) -> Answer:
        """Mail scanners open links, too: nothing happens before the button is pressed."""
        return await _link_page(request, Form())

    @post("/link/{token:str}", status_code=200)
    async def follow_link(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        try:
            entered = await codes.enter_by_link(
                request.path_params["token"],
                visit_of(request).language,
                browser_secret(request),
                password=form.value("passwort"),
                acts=form.value("wie") == "mit",
            )
        except CodeGone:
            return await _link_gone(request)
        except WrongPassword:
            return await _link_page(request, refused(request, Form(), {"passwort": OTHER_PASSWORD}))
        except TooOften as often:
            return await _link_page(request, refused(request, Form(), {"passwort": often.problem}))
        return await _welcome(request, entered, visit_of(request).here)


async def _code_page(
    request: AnyRequest, handle: str, problem: Problem | None = None, typed: str = ""
) -> Answer:
    """The field for the code; 410 and a way out once the code is gone."""
    waiting = await queries.by_handle(handle, at=now()) if handle else None
    if waiting is None or waiting.tries >= codes.MOST_TRIES:
        return await _code_gone(request, handle)
    form = filled(vorgang=handle, code=typed)
    return page(
        request,
        "signin/code.html",
        status=422 if problem else 200,
        stored=False,
        form=refused(request, form, {"code": problem} if problem else {}),
        waiting=waiting,
        act=unpacked(waiting.act) if codes.is_from(browser_secret(request), handle) else None,
        length=CODE_LENGTH,
    )


async def _code_gone(request: AnyRequest, handle: str) -> Answer:
    waiting = await queries.by_handle(handle, at=None) if handle else None
    return await _gone(request, waiting, handle, handle=handle if waiting else "")


async def _link_gone(request: AnyRequest) -> Answer:
    token = request.path_params["token"]
    return await _gone(request, await queries.by_token(token, at=None), token)


async def _gone(
    request: AnyRequest, waiting: Waiting | None, tied: str, *, handle: str = ""
) -> Answer:
    """410, unless it was used by whoever asks and there is something left to look over.

    What was begun is shown to nobody but them, and to the browser in which it was begun.
    """
    act = unpacked(waiting.act) if waiting else None
    used = waiting is not None and waiting.used_at is not None
    if waiting and act and used and _has_words(act) and await _is_theirs(request, waiting):
        return await lay_out(request, act)
    begun_here = codes.is_from(browser_secret(request), tied)
    return page(
        request,
        "signin/gone.html",
        status=410,
        handle=handle,
        used=used,
        act=act if begun_here else None,
    )


def _has_words(act: Act) -> bool:
    return bool(act.title or act.words)


async def _is_theirs(request: AnyRequest, waiting: Waiting) -> bool:
    """Whether the address it was mailed to is that of the person who asks."""
    person, owner = await who(request), await people_queries.by_email(waiting.email)
    return person is not None and owner is not None and person.id == owner.id


async def _link_page(request: AnyRequest, form: Form) -> Answer:
    waiting = await queries.by_token(request.path_params["token"], at=now())
    if waiting is None:
        return await _link_gone(request)
    return page(
        request,
        "signin/link.html",
        status=422 if form.messages else 200,
        stored=False,
        form=form,
        waiting=waiting,
        act=unpacked(waiting.act),
        is_same=codes.is_from(browser_secret(request), request.path_params["token"]),
    )


async def _back_to_the_door(request: AnyRequest, handle: str) -> Answer:
    waiting: Waiting | None = await queries.by_handle(handle, at=None)
    if waiting is None:
        return go_to(request, "/anmelden")
    is_same = codes.is_from(browser_secret(request), handle)
    act = waiting.act if is_same else ""
    form = filled(email=waiting.email, handlung=act, weiter=waiting.next)
    return sign_in_page(request, form)


async def _welcome(request: AnyRequest, entered: Entered, here: str) -> Answer:
    """Signed in. What was begun is done; or it is laid out `here`, and was not seen to be done."""
    token = await people.start_sign_in(entered.person, way=Way.MAIL, browser=browser_of(request))
    act, left = unpacked(entered.act), unpacked(entered.left)
    there, tell = entered.next, "willkommen" if entered.is_new else "angemeldet"
    if left and _has_words(left):
        there, tell = here, "noch-nicht-getan"
    if entered.without_password:
        there, tell = there or "/konto/passwort", "ohne-passwort"
    answer = await finish(
        request,
        act,
        token=token,
        otherwise=there or "/",
        tell=tell,
        above_all=entered.without_password,
    )
    if act and answer.status_code == 303:
        await codes.forget_act(entered.row)
    return await cookies.carrying(request, answer, token)
