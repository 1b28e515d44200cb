"""The door: in by mailed code or by password, in a demo by one click; and out."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import keyed, settings
from kaue.limits import actions as limits
from kaue.limits.lookups import SIGN_IN, SIGN_UP, proof_ahead, proof_wanted
from kaue.limits.proofs import Proof
from kaue.people import actions as people
from kaue.people import cookies, demo_people, passwords
from kaue.people import forms as bounds
from kaue.people import queries as people_queries
from kaue.people.browsers import browser_of
from kaue.people.guards import cookie_name
from kaue.signin import actions, codes
from kaue.signin.carry import (
    act_of,
    browser_secret,
    finish,
    remember_browser,
    sign_in_page,
    way_on,
)
from kaue.signin.codes import Wish
from kaue.signin.forms import SignInForm, SignUpForm
from kaue.tables import Person, Way
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

TAKEN = N_("There already is an account with this address. Sign in instead.")
WRONG = N_("Address and password do not fit together. Check both.")


class DoorPages(Controller):
    @get("/anmelden")
    async def show_sign_in(self, request: AnyRequest) -> Answer:
        return await _door(request, _remembering(request))

    @post("/anmelden", status_code=200)
    async def sign_in(self, request: AnyRequest) -> Answer:
        """By password if one was typed; otherwise, or if it is wrong, by a mailed code."""
        form = await read_form(request)
        if form.value("wie") == "zeigen":
            return await _door(request, form)
        given = SignInForm.of(form)
        by_mail = settings.current().mails and not given.wants_password
        problems = given.problems()
        if not by_mail and not given.password and "email" not in problems:
            problems["passwort"] = N_("Enter your password.")
        if problems:
            return await _door(request, refused(request, form, problems), status=422)
        about = [("password", given.email)] * bool(given.password)
        about += [("code_request", given.email)] * by_mail
        if proof := await proof_wanted(request, form, SIGN_IN, *about):
            return sign_in_page(request, form, status=429, proof=proof)
        try:
            if given.password:
                person = await _by_password(given, or_by_mail=by_mail)
                if person is not None:
                    return await _welcome(request, form, person, tell="angemeldet")
            return await _mail_code(request, form, Wish(given.email, "", name=given.name))
        except actions.WrongPassword:
            problem: Problem = WRONG
        except limits.TooOften as often:
            problem = often.problem
        return await _door(request, refused(request, form, {"email": problem}), status=422)

    @get("/registrieren")
    async def show_sign_up(self, request: AnyRequest) -> Answer:
        return await _sign_up_page(request, _remembering(request))

    @post("/registrieren", status_code=200)
    async def sign_up(self, request: AnyRequest) -> Answer:
        """The account is made once the address is proven; without mail there is no proof."""
        form = await read_form(request)
        if form.value("wie") == "zeigen":
            return await _sign_up_page(request, form)
        wanted = SignUpForm.of(form)
        problems = wanted.problems()
        if not problems:
            if proof := await proof_wanted(request, form, SIGN_UP, ("register", wanted.email)):
                return await _sign_up_page(request, form, status=429, proof=proof)
            try:
                return await _sign_up(request, form, wanted)
            except Guessable:
                problems = {"passwort": passwords.GUESSABLE}
            except people.AddressTaken:
                problems = {"email": TAKEN}
            except limits.TooOften as often:
                problems = {"email": often.problem}
        return await _sign_up_page(request, refused(request, form, problems), status=422)

    @post("/anmelden/demo", status_code=200)
    async def enter_demo(self, request: AnyRequest) -> Answer:
        """One click per role. There is no such page outside of a demo."""
        form = await read_form(request)
        role = form.value("rolle")
        email = demo_people.ADDRESSES.get(role)
        person = await people_queries.by_email(email) if email and settings.current().demo else None
        if person is None:
            raise NotFoundException
        there = way_on(form, otherwise=demo_people.FIRST_PAGES[role])
        return await _welcome(request, form, person, tell="angemeldet", there=there, way=Way.DEMO)

    @post("/abmelden", status_code=200)
    async def sign_out(self, request: AnyRequest) -> Answer:
        if token := request.cookies.get(cookie_name()):
            await people.sign_out(token)
        answer = go_to(request, "/anmelden", tell="abgemeldet")
        answer.set_cookie(cookies.cookie("", max_age=0))
        return answer


def _remembering(request: AnyRequest) -> Form:
    """An empty form that knows where to go on afterwards."""
    return Form({"weiter": [request.query_params.get("weiter", "")]})


async def _door(request: AnyRequest, form: Form, *, status: int = 200) -> Answer:
    return sign_in_page(request, form, status=status, proof=await proof_ahead(request, SIGN_IN))


async def _sign_up_page(
    request: AnyRequest, form: Form, *, status: int = 200, proof: Proof | None = None
) -> Answer:
    kept = {name: values for name, values in form.given.items() if name != "passwort"}
    return page(
        request,
        "signin/sign_up.html",
        status=status,
        form=Form(kept, form.messages),
        act=act_of(form),
        proof=proof or await proof_ahead(request, SIGN_UP),
        bounds=bounds,
    )


async def _by_password(given: SignInForm, *, or_by_mail: bool) -> Person | None:
    """None if the password is wrong and a code will do as well: browsers fill in old ones."""
    try:
        return await actions.by_password(email=given.email, password=given.password)
    except actions.WrongPassword:
        if or_by_mail:
            return None
        raise


class Guessable(Exception):
    """The password is among the first that others would try."""


async def _sign_up(request: AnyRequest, form: Form, wanted: SignUpForm) -> Answer:
    if await passwords.is_guessable(wanted.password, wanted.name, wanted.email):
        raise Guessable
    hashed = await passwords.hash_password(wanted.password)
    if settings.current().mails:
        wish = Wish(wanted.email, "", name=wanted.name, password_hash=hashed)
        return await _mail_code(request, form, wish)
    person = await people.sign_up(
        email=wanted.email,
        name=wanted.name,
        password_hash=hashed,
        language=visit_of(request).language,
    )
    return await _welcome(request, form, person, tell="willkommen")


async def _mail_code(request: AnyRequest, form: Form, wish: Wish) -> Answer:
    act, browser = act_of(form), browser_secret(request) or keyed.new_token()
    complete = Wish(
        email=wish.email,
        language=visit_of(request).language,
        name=wish.name,
        password_hash=wish.password_hash,
        act=act.packed() if act else "",
        next=way_on(form, otherwise=""),
        browser=browser,
    )
    answer = go_to(request, f"/anmelden/code?vorgang={await codes.send(complete)}")
    remember_browser(answer, browser)
    return answer


async def _welcome(
    request: AnyRequest,
    form: Form,
    person: Person,
    *,
    tell: str,
    there: str | None = None,
    way: Way = Way.PASSWORD,
) -> Answer:
    """Signed in, and what was begun is done."""
    token = await people.start_sign_in(
        person, way=way, strong=way == Way.DEMO, browser=browser_of(request)
    )
    answer = await finish(
        request, act_of(form), token=token, otherwise=there or way_on(form), tell=tell
    )
    return await cookies.carrying(request, answer, token)
