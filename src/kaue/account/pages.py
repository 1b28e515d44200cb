"""/konto: what is a person's own, how to come in, what is stored, and how to leave."""

from collections.abc import Mapping

from litestar import Controller, get, post
from litestar.exceptions import ClientException, NotFoundException

from kaue import settings
from kaue.account import actions, data, leaving, queries
from kaue.account.forms import (
    KEEP,
    NOTIFY,
    REMOVE,
    LeavingForm,
    PasswordForm,
    SettingsForm,
    settings_form_of,
)
from kaue.account.labels import COLUMNS, VALUES
from kaue.account.lookups import the_account
from kaue.account.queries import Account
from kaue.limits import actions as limits
from kaue.people import forms as people_forms
from kaue.people import passwords
from kaue.people.actor import Actor
from kaue.people.cookies import cookie
from kaue.people.guards import the_person
from kaue.results import next_year
from kaue.topics import queries as topics
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, download, go_to, page

MAIL_NEEDED = N_("A first password needs a sign-in by mail that is not older than 15 minutes.")
WRONG_PASSWORD = N_("This is not the password you have now.")
OTHERS, EVERYWHERE = "andere", "alle"


class AccountPages(Controller):
    """A person's own corner."""

    path = "/konto"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        person, account = await the_person(request), await the_account(request)
        own = await topics.by_author(person.id)
        public = any(topic.is_public for topic in own)
        return page(
            request,
            "account/show.html",
            account=account,
            mails=settings.current().mails,
            topics=own,
            voted=await topics.voted_topics(person.id),
            voted_in=await queries.voted_in(person.id),
            removals=await queries.removals(person.id),
            roles_held=await queries.roles_held(person.id) if person.roles else [],
            next_year=await next_year.asked(person.id) if public else {},
        )

    @get("/einstellungen")
    async def show_settings(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        return _settings_page(request, account, settings_form_of(account))

    @post("/einstellungen", status_code=200)
    async def save_settings(self, request: AnyRequest) -> Answer:
        person, account = await the_person(request), await the_account(request)
        form = await read_form(request)
        wanted = SettingsForm.of(form)
        if problems := wanted.problems(account, is_team=person.holds_any):
            return _settings_page(request, account, form, problems)
        await actions.save_settings(account, wanted)
        return go_to(request, "/konto", tell="geaendert")

    @get("/passwort")
    async def show_password(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        return await _password_page(request, _with_address(account), Form())

    @post("/passwort", status_code=200)
    async def set_password(self, request: AnyRequest) -> Answer:
        person, account = await the_person(request), await the_account(request)
        form = await read_form(request)
        wanted = PasswordForm.of(form)
        asks = _asks_current(account, person)
        problems = wanted.problems(_with_address(account), asks_current=asks)
        if not problems:
            try:
                await actions.set_password(
                    account, wanted.password, current=wanted.current, by=person
                )
            except actions.WrongPassword:
                problems = {"aktuell": WRONG_PASSWORD}
            except actions.MailNeeded:
                return await _password_page(request, account, Form(), {"": MAIL_NEEDED})
            except actions.Guessable:
                problems = {"passwort": passwords.GUESSABLE}
            except limits.TooOften as often:
                told = {"": often.problem}
                return await _password_page(request, account, form, told, refusal=429)
            else:
                return go_to(request, "/konto", tell="passwort-neu")
        return await _password_page(request, account, form, problems)

    @post("/passwort/entfernen", status_code=200)
    async def remove_password(self, request: AnyRequest) -> Answer:
        person, account = await the_person(request), await the_account(request)
        form = await read_form(request)
        if not (_with_address(account).has_password and settings.current().mails):
            raise NotFoundException
        try:
            await actions.remove_password(account, current=form.value("bisher"), by=person)
        except actions.WrongPassword:
            return await _password_page(request, account, form, {"bisher": WRONG_PASSWORD})
        except limits.TooOften as often:
            return await _password_page(request, account, form, {"": often.problem}, refusal=429)
        return go_to(request, "/konto", tell="passwort-weg")

    @get("/anmeldungen")
    async def show_sign_ins(self, request: AnyRequest) -> Answer:
        person = await the_person(request)
        found = await queries.sign_ins(person.id)
        return page(request, "account/sign_ins.html", sign_ins=found, this_one=person.sign_in)

    @post("/anmeldungen/beenden", status_code=200)
    async def end_sign_ins(self, request: AnyRequest) -> Answer:
        person, which = await the_person(request), (await read_form(request)).value("welche")
        if which == OTHERS:
            await actions.end_sign_ins(person.id, but=person.sign_in)
            return go_to(request, "/konto/anmeldungen", tell="andere-abgemeldet")
        if which != EVERYWHERE:
            raise ClientException
        await actions.end_sign_ins(person.id)
        return _without_cookie(go_to(request, "/anmelden", tell="ueberall-abgemeldet"))

    @post("/anmeldungen/{number:int}/beenden", status_code=200)
    async def end_sign_in(self, request: AnyRequest) -> Answer:
        person, number = await the_person(request), request.path_params["number"]
        await actions.end_sign_in(number if 0 < number < 2**31 else 0, by=person)
        if number == person.sign_in:
            return _without_cookie(go_to(request, "/anmelden", tell="abgemeldet"))
        return go_to(request, "/konto/anmeldungen", tell="anmeldung-beendet")

    @get("/daten")
    async def show_data(self, request: AnyRequest) -> Answer:
        person = await the_person(request)
        sections = await data.about(person.id)
        return page(
            request,
            "account/data.html",
            sections=sections,
            columns=COLUMNS,
            values=VALUES,
            marks=data.MARKS,
            people=data.columns_of_people(),
        )

    @get("/daten.json")
    async def download_data(self, request: AnyRequest) -> Answer:
        person = await the_person(request)
        body = data.as_json(await data.about(person.id))
        return download(body, media_type="application/json", name="meine-daten.json")

    @get("/loeschen")
    async def show_leaving(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        return await _leaving_page(request, account, Form())

    @post("/loeschen", status_code=200)
    async def leave(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        form = await read_form(request)
        wanted = LeavingForm.of(form)
        if problems := wanted.problems():
            return await _leaving_page(request, account, form, problems)
        await leaving.leave(account.id, keeps_content=wanted.content == KEEP)
        return _without_cookie(go_to(request, "/", tell="konto-geloescht"))


def _with_address(account: Account) -> Account:
    """Whoever has no address signs in by card; a password would open nothing."""
    if not account.email:
        raise NotFoundException
    return account


def _without_cookie(answer: Answer) -> Answer:
    answer.set_cookie(cookie("", max_age=0))
    return answer


def _settings_page(
    request: AnyRequest,
    account: Account,
    form: Form,
    problems: Mapping[str, Problem] | None = None,
) -> Answer:
    return page(
        request,
        "account/settings.html",
        status=422 if problems else 200,
        account=account,
        form=refused(request, form, problems or {}),
        notify=NOTIFY,
        longest_name=people_forms.LONGEST_NAME,
        mails=settings.current().mails,
    )


def _asks_current(account: Account, person: Actor) -> bool:
    return account.has_password and not actions.may_do_without_current(account, person)


async def _password_page(
    request: AnyRequest,
    account: Account,
    form: Form,
    problems: Mapping[str, Problem] | None = None,
    refusal: int = 422,
) -> Answer:
    person = await the_person(request)
    return page(
        request,
        "account/password.html",
        status=refusal if problems else 200,
        account=account,
        form=refused(request, form, problems or {}),
        limits=people_forms,
        mails=settings.current().mails,
        asks_current=_asks_current(account, person),
        needs_mail=not account.has_password and not actions.may_do_without_current(account, person),
    )


async def _leaving_page(
    request: AnyRequest,
    account: Account,
    form: Form,
    problems: Mapping[str, Problem] | None = None,
) -> Answer:
    return page(
        request,
        "account/leave.html",
        status=422 if problems else 200,
        account=account,
        form=refused(request, form, problems or {}),
        keep=KEEP,
        remove=REMOVE,
        traces=await queries.traces(account.id),
    )
