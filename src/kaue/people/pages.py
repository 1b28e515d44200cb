"""Sign up, sign in, sign out; in a demo, by one click."""

from litestar import Controller, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import NotFoundException

from kaue import settings
from kaue.people import actions, demo_people, forms, queries
from kaue.people.forms import SignInForm, SignUpForm
from kaue.people.guards import cookie_name
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

TAKEN = N_("There already is an account with this address. Sign in instead.")
WRONG = N_("Address and password do not fit together. Check both.")


class PeoplePages(Controller):
    @get("/registrieren")
    async def show_sign_up(self, request: AnyRequest) -> Answer:
        return page(request, "people/sign_up.html", form=_remembering(request), limits=forms)

    @post("/registrieren", status_code=200)
    async def sign_up(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = SignUpForm.of(form)
        problems = wanted.problems()
        if not problems:
            try:
                person = await actions.sign_up(
                    email=wanted.email,
                    name=wanted.name,
                    password=wanted.password,
                    language=visit_of(request).language,
                )
            except actions.AddressTaken:
                problems = {"email": TAKEN}
            else:
                token = await actions.start_sign_in(person)
                return await _carrying(
                    request, go_to(request, _next(form), tell="willkommen"), token
                )
        return _again(request, "people/sign_up.html", form, problems)

    @get("/anmelden")
    async def show_sign_in(self, request: AnyRequest) -> Answer:
        return page(request, "people/sign_in.html", form=_remembering(request), limits=forms)

    @post("/anmelden", status_code=200)
    async def sign_in(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        given = SignInForm.of(form)
        problems = given.problems()
        if not problems:
            try:
                token = await actions.sign_in(email=given.email, password=given.password)
            except actions.WrongPassword:
                problems = {"email": WRONG}
            else:
                return await _carrying(
                    request, go_to(request, _next(form), tell="angemeldet"), token
                )
        return _again(request, "people/sign_in.html", form, problems)

    @post("/anmelden/demo", status_code=200)
    async def enter_demo(self, request: AnyRequest) -> Answer:
        """One click per role. There is no such page outside of a demo."""
        form = await read_form(request)
        role = form.value("rolle")
        email = demo_people.ADDRESSES.get(role)
        person = await queries.by_email(email) if email and settings.current().demo else None
        if person is None:
            raise NotFoundException
        token = await actions.start_sign_in(person)
        there = _next(form, otherwise=demo_people.FIRST_PAGES[role])
        return await _carrying(request, go_to(request, there, tell="angemeldet"), token)

    @post("/abmelden", status_code=200)
    async def sign_out(self, request: AnyRequest) -> Answer:
        if token := request.cookies.get(cookie_name()):
            await actions.sign_out(token)
        answer = go_to(request, "/anmelden", tell="abgemeldet")
        answer.set_cookie(_cookie("", max_age=0))
        return answer


def _remembering(request: AnyRequest) -> Form:
    """An empty form that knows where to go on afterwards."""
    return Form({"weiter": [request.query_params.get("weiter", "")]})


def _next(form: Form, otherwise: str = "/") -> str:
    """Where the person wanted to go; only ever a path of ours."""
    path = form.value("weiter")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path
    return path if is_ours else otherwise


def _again(request: AnyRequest, template: str, form: Form, problems: dict[str, Problem]) -> Answer:
    kept = {name: values for name, values in form.given.items() if name != "passwort"}
    return page(
        request, template, status=422, form=refused(request, Form(kept), problems), limits=forms
    )


async def _carrying(request: AnyRequest, answer: Answer, token: str) -> Answer:
    """The answer with the cookie of a new sign-in; the one the browser had ends."""
    if old := request.cookies.get(cookie_name()):
        await actions.sign_out(old)
    answer.set_cookie(_cookie(token, max_age=int(actions.LONGEST.total_seconds())))
    return answer


def _cookie(token: str, *, max_age: int) -> Cookie:
    """Deleting one needs the same attributes: without Secure, `__Host-` would be ignored."""
    return Cookie(
        key=cookie_name(),
        value=token,
        path="/",
        max_age=max_age,
        secure=settings.current().secure,
        httponly=True,
        samesite="lax",
    )
