"""The way to a new mail address: asking for it, and the links in both mailboxes."""

from collections.abc import Mapping

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import settings
from kaue.account import address
from kaue.account.forms import AddressForm
from kaue.account.lookups import the_account
from kaue.account.queries import Account
from kaue.limits import actions as limits
from kaue.people import forms as people_forms
from kaue.people.guards import who
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page


class AddressPages(Controller):
    """What the person does."""

    path = "/konto/adresse"

    @get()
    async def show_address(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        return await _address_page(request, account, Form())

    @post(status_code=200)
    async def ask_for_address(self, request: AnyRequest) -> Answer:
        account = await the_account(request)
        form = await read_form(request)
        wanted = AddressForm.of(form)
        if not settings.current().mails:
            raise NotFoundException
        if problems := wanted.problems(account):
            return await _address_page(request, account, form, problems)
        try:
            await address.ask(account, wanted.email)
        except limits.TooOften as often:
            return await _address_page(request, account, form, {"": often.problem}, refusal=429)
        return go_to(request, "/konto/adresse", tell="adresse-bestaetigen")


class AddressLinkPages(Controller):
    """Where mailed links lead, in whichever browser they are opened."""

    path = "/konto/adresse/{token:str}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Only looks: mail scanners follow links, too."""
        change = await address.find(request.path_params["token"])
        return page(request, "account/address_link.html", stored=False, change=change)

    @post(status_code=200)
    async def confirm(self, request: AnyRequest) -> Answer:
        token, person = request.path_params["token"], await who(request)
        sign_in = person.sign_in if person else 0
        change = await address.confirm(token, in_browser=person, sign_in=sign_in)
        if not change.is_complete:
            return go_to(request, f"/konto/adresse/{token}")
        own = person is not None and person.id == change.person
        return go_to(request, "/konto/adresse" if own else "/anmelden", tell="adresse-neu")


async def _address_page(
    request: AnyRequest,
    account: Account,
    form: Form,
    problems: Mapping[str, Problem] | None = None,
    refusal: int = 422,
) -> Answer:
    return page(
        request,
        "account/address.html",
        status=refusal if problems else 200,
        account=account,
        form=refused(request, form, problems or {}),
        limits=people_forms,
        mails=settings.current().mails,
        waiting=await address.waiting(account.id),
    )
