"""Reporting without an account, and the page that tells what becomes of it."""

from typing import Any

from litestar import Controller, get, post

from kaue import settings
from kaue.events.lookups import the_event
from kaue.limits.lookups import proof_ahead, proof_wanted
from kaue.limits.rules import Purpose
from kaue.people.guards import who
from kaue.reports import actions
from kaue.reports.cases import Thing
from kaue.reports.forms import GROUNDS, LONGEST, ReportForm
from kaue.reports.lookups import the_public_thing, the_told_case
from kaue.web.forms import Form, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

THINGS = ["/thema/{topic:str}", "/kommentar/{comment:int}"]


class ReportPages(Controller):
    path = "/{slug:str}/melden"

    @get(THINGS)
    async def show_form(self, request: AnyRequest) -> Answer:
        thing = await the_public_thing(request)
        proof = await proof_ahead(request, Purpose.REPORT)
        return await _form_page(request, thing, Form(), proof=proof)

    @post(THINGS, status_code=200)
    async def report(self, request: AnyRequest) -> Answer:
        thing, form = await the_public_thing(request), await read_form(request)
        wanted = ReportForm.of(form)
        if problems := wanted.problems():
            proof = await proof_ahead(request, Purpose.REPORT)
            form = refused(request, form, problems)
            return await _form_page(request, thing, form, status=422, proof=proof)
        if proof := await proof_wanted(request, form, Purpose.REPORT, *_counted(thing, wanted)):
            return await _form_page(request, thing, form, status=429, proof=proof)
        token = await actions.report(
            thing, wanted, language=visit_of(request).language, by=await who(request)
        )
        return go_to(request, actions.path_of(thing.event_slug, token), tell="gemeldet")


def _counted(thing: Thing, wanted: ReportForm) -> list[tuple[str, str]]:
    """By what reports are told apart beside their network."""
    about = [f"{thing.kind} {thing.number}"] + [wanted.contact] * bool(wanted.contact)
    return [(Purpose.REPORT, one) for one in about]


async def _form_page(
    request: AnyRequest, thing: Thing, form: Form, *, proof: Any, status: int = 200
) -> Answer:
    return page(
        request,
        "reports/form.html",
        status=status,
        event=await the_event(request),
        thing=thing,
        form=form,
        proof=proof,
        grounds=GROUNDS,
        longest=LONGEST,
        mails=settings.current().mails,
        kept=actions.CONTACT_KEPT.days,
    )


class ReportStatusPages(Controller):
    path = "/{slug:str}/meldung/{token:str}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        case = await the_told_case(request)
        return page(
            request,
            "reports/status.html",
            stored=False,
            event=await the_event(request),
            thing=case.thing,
            report=case.reports[0],
            grounds=GROUNDS,
        )
