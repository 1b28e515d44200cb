"""The second factor: its place in the account, and the door at which it is shown."""

from typing import Any
from urllib.parse import quote

import segno
from litestar import Controller, get, post
from markupsafe import Markup

from kaue import settings
from kaue.limits import actions as limits
from kaue.people.cookies import carrying
from kaue.people.guards import cookie_name, the_person
from kaue.second_factor import actions, codes, queries
from kaue.second_factor.forms import LONGEST_CODE, WRONG, WRONG_NEW, CodeForm, SetUpForm
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.onward import own_path
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

ACCOUNT = "/konto/zweiter-faktor"
SETTING_UP = f"{ACCOUNT}/einrichten"
DOOR = "/anmelden/zweiter-faktor"

RENEW, SWITCH_OFF = "codes", "aus"


class SecondFactorPages(Controller):
    @get(ACCOUNT)
    async def show(self, request: AnyRequest) -> Answer:
        return await _state_page(request)

    @post(ACCOUNT, status_code=200)
    async def change(self, request: AnyRequest) -> Answer:
        """New recovery codes, or none any more. Both need a code, from however strong a sign-in."""
        form, person = await read_form(request), await the_person(request)
        wanted = CodeForm.of(form)
        if await queries.of_person(person.id) is None:
            return go_to(request, ACCOUNT)
        if problems := wanted.problems():
            return await _state_page(request, form, problems)
        try:
            if form.value("was") == SWITCH_OFF:
                await actions.switch_off(wanted.code, by=person)
                return go_to(request, ACCOUNT, tell="zweiter-faktor-aus")
            fresh, token = await actions.renew_recovery_codes(wanted.code, by=person)
        except actions.WrongCode:
            return await _state_page(request, form, {"code": WRONG})
        except limits.TooOften as often:
            return await _state_page(request, form, {"code": often.problem}, refusal=429)
        return await _codes_page(request, fresh, token)

    @get(SETTING_UP)
    async def show_setting_up(self, request: AnyRequest) -> Answer:
        return await _set_up_page(request, _remembering(request))

    @post(SETTING_UP, status_code=200)
    async def set_up(self, request: AnyRequest) -> Answer:
        form, person = await read_form(request), await the_person(request)
        wanted, secret = SetUpForm.of(form), _drafted(request, person.id)
        replacing = await queries.of_person(person.id) is not None
        if problems := wanted.problems(replacing=replacing):
            return await _set_up_page(request, form, problems)
        try:
            if replacing:
                done = await actions.replace(secret, wanted.code, current=wanted.current, by=person)
            else:
                done = await actions.set_up(secret, wanted.code, by=person)
        except actions.WrongNewCode:
            return await _set_up_page(request, form, {"code": WRONG_NEW})
        except actions.WrongCode:
            return await _set_up_page(request, form, {"bisher": WRONG})
        except limits.TooOften as often:
            return await _set_up_page(request, form, {"code": often.problem}, refusal=429)
        return await _codes_page(request, *done, onward=own_path(form.value("weiter"), ACCOUNT))

    @get(DOOR)
    async def ask(self, request: AnyRequest) -> Answer:
        """Whoever has no factor yet sets one up first; only then the role opens its doors."""
        person, form = await the_person(request), _remembering(request)
        if person.strong:
            return go_to(request, own_path(form.value("weiter")))
        if await queries.of_person(person.id) is None:
            return go_to(request, f"{SETTING_UP}?{visit_of(request).query}")
        return _door_page(request, form)

    @post(DOOR, status_code=200)
    async def answer(self, request: AnyRequest) -> Answer:
        form, person = await read_form(request), await the_person(request)
        wanted, onward = CodeForm.of(form), own_path(form.value("weiter"))
        if await queries.of_person(person.id) is None:
            return go_to(request, f"{SETTING_UP}?weiter={quote(onward, safe='/')}")
        if problems := wanted.problems():
            return _door_page(request, form, problems)
        try:
            token = await actions.show(wanted.code, by=person)
        except actions.WrongCode:
            return _door_page(request, form, {"code": WRONG})
        except limits.TooOften as often:
            return _door_page(request, form, {"code": often.problem}, refusal=429)
        return await carrying(request, go_to(request, onward, tell="bestaetigt"), token)


def _remembering(request: AnyRequest) -> Form:
    return Form({"weiter": [request.query_params.get("weiter", "")]})


def _drafted(request: AnyRequest, person_id: int) -> str:
    return codes.drafted(person_id, request.cookies.get(cookie_name(), ""))


async def _state_page(
    request: AnyRequest,
    form: Form | None = None,
    problems: dict[str, Problem] | None = None,
    refusal: int = 422,
) -> Answer:
    person = await the_person(request)
    return _form_page(
        request,
        "second_factor/show.html",
        form or Form(),
        problems,
        refusal,
        factor=await queries.of_person(person.id),
        held=person.holds_any,
    )


async def _set_up_page(
    request: AnyRequest,
    form: Form,
    problems: dict[str, Problem] | None = None,
    refusal: int = 422,
) -> Answer:
    person = await the_person(request)
    secret = _drafted(request, person.id)
    address = codes.address(secret, name=person.name, issuer=settings.current().public_host)
    return _form_page(
        request,
        "second_factor/set_up.html",
        form,
        problems,
        refusal,
        replacing=await queries.of_person(person.id) is not None,
        held=person.holds_any,
        secret=codes.in_groups(secret),
        address=address,
        qr=_qr_code(address),
    )


def _door_page(
    request: AnyRequest,
    form: Form,
    problems: dict[str, Problem] | None = None,
    refusal: int = 422,
) -> Answer:
    return _form_page(request, "second_factor/ask.html", form, problems, refusal)


def _form_page(
    request: AnyRequest,
    template: str,
    form: Form,
    problems: dict[str, Problem] | None,
    refusal: int,
    **context: Any,
) -> Answer:
    """What was typed is not shown again: no code is of use twice."""
    kept = Form({"weiter": form.values("weiter")})
    return page(
        request,
        template,
        status=refusal if problems else 200,
        form=refused(request, kept, problems or {}),
        longest=LONGEST_CODE,
        **context,
    )


async def _codes_page(
    request: AnyRequest, fresh: list[str], token: str, onward: str = ACCOUNT
) -> Answer:
    """The recovery codes, this once, with the cookie of the sign-in that is strong now."""
    host = settings.current().public_host
    title = visit_of(request).say(N_("Recovery codes for %(host)s"), host=host)
    file = "\n".join([title, "", *fresh, ""])
    answer = page(
        request,
        "second_factor/codes.html",
        codes=fresh,
        file="data:text/plain;charset=utf-8," + quote(file),
        onward=onward,
    )
    return await carrying(request, answer, token)


def _qr_code(address: str) -> Markup:
    drawn = segno.make(address).svg_inline(
        border=2, omitsize=True, svgclass="qr-code", lineclass=None, light="#fff", dark="#000"
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno; letters of the address are not in it
