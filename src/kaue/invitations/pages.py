"""The page behind an invitation's link, and for admins: who holds which role."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import keyed, settings
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.invitations import actions, queries
from kaue.invitations.forms import IN_EVENT, ROLES, InviteForm
from kaue.invitations.queries import ADMIN, Offer
from kaue.people.guards import the_person, who
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, html_answer, page, whole_page
from kaue.web.visit import visit_of


class InvitationPages(Controller):
    path = "/einladung/{token:str}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Looking uses nothing up: mail scanners look, too."""
        return await _offer_page(request, await _the_offer(request))

    @post(status_code=200)
    async def accept(self, request: AnyRequest) -> Answer:
        offer, person = await _the_offer(request), await who(request)
        token = request.path_params["token"]
        if person is None and offer.state(now()) == "open":
            return go_to(
                request, f"/anmelden?weiter={actions.path_of(token)}", tell="erst-anmelden"
            )
        try:
            if person is None:
                raise actions.InvitationInvalid
            await actions.accept(token, by=person)
        except actions.InvitationInvalid:
            # What became of it meanwhile, or whose it is, the page says.
            return await _offer_page(request, await _the_offer(request), refusal=True)
        return go_to(request, offer.work_path, tell="rolle-angenommen")


async def _the_offer(request: AnyRequest) -> Offer:
    offer = await queries.by_token_hash(keyed.token_hash(request.path_params["token"]))
    if offer is None:
        raise NotFoundException
    return offer


async def _offer_page(request: AnyRequest, offer: Offer, *, refusal: bool = False) -> Answer:
    person, state = await who(request), offer.state(now())
    fits = person is not None and await queries.is_meant_for(offer, person.id)
    html = whole_page(
        visit_of(request),
        "invitations/show.html",
        offer=offer,
        state=state,
        fits=fits,
        refusal=refusal,
        roles=ROLES,
        here_path=actions.path_of(request.path_params["token"]),
    )
    status = 410 if state != "open" else 409 if refusal else 200
    # Never stored: its address is a key.
    return html_answer(request, html.encode(), status=status, stored=False)


class RolePages(Controller):
    """The same pages for one event and, without one, for the admins of the installation."""

    @get(["/verwaltung/rollen", "/verwaltung/barcamps/{slug:str}/rollen"])
    async def show(self, request: AnyRequest) -> Answer:
        return await _roles_page(request, Form())

    @post(["/verwaltung/rollen", "/verwaltung/barcamps/{slug:str}/rollen"], status_code=200)
    async def invite(self, request: AnyRequest) -> Answer:
        event, form = await _event_if_any(request), await read_form(request)
        wanted = InviteForm.of(form, in_event=event is not None)
        if problems := wanted.problems(in_event=event is not None):
            return await _roles_page(request, form, problems)
        by, language = await the_person(request), visit_of(request).language
        token = await actions.invite(wanted.email, wanted.role, event, language=language, by=by)
        if settings.current().mails:
            return go_to(request, _roles(request), tell="eingeladen")
        # Nobody will mail it. It is shown this once: only its hash is kept.
        link = settings.current().public_url + visit_of(request).address(actions.path_of(token))
        return await _roles_page(request, Form(), link=link)

    @post(
        ["/verwaltung/rollen/entziehen", "/verwaltung/barcamps/{slug:str}/rollen/entziehen"],
        status_code=200,
    )
    async def remove(self, request: AnyRequest) -> Answer:
        event, form = await _event_if_any(request), await read_form(request)
        person = form.number("person")
        if event is None:
            await actions.remove_admin(person)
        else:
            await actions.remove(person, form.value("rolle"), event.id)
        return go_to(request, _roles(request), tell="rolle-entzogen")

    @post(
        ["/verwaltung/rollen/widerrufen", "/verwaltung/barcamps/{slug:str}/rollen/widerrufen"],
        status_code=200,
    )
    async def revoke(self, request: AnyRequest) -> Answer:
        event, form = await _event_if_any(request), await read_form(request)
        await actions.revoke(form.number("einladung"), event.id if event else None)
        return go_to(request, _roles(request), tell="einladung-widerrufen")


async def _event_if_any(request: AnyRequest) -> EventView | None:
    return await the_event(request) if "slug" in request.path_params else None


def _roles(request: AnyRequest) -> str:
    slug = request.path_params.get("slug")
    return f"/verwaltung/barcamps/{slug}/rollen" if slug else "/verwaltung/rollen"


async def _roles_page(
    request: AnyRequest,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    link: str | None = None,
) -> Answer:
    event = await _event_if_any(request)
    event_id = event.id if event else None
    return page(
        request,
        "invitations/roles.html",
        status=422 if problems else 200,
        event=event,
        base=_roles(request),
        holders=await queries.holders(event_id),
        offers=await queries.waiting(event_id),
        at=now(),
        roles=ROLES,
        on_offer=IN_EVENT if event else (ADMIN,),
        days=actions.VALID_FOR.days,
        link=link,
        form=refused(request, form, problems or {}),
    )
