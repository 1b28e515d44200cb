"""Reporting a barrier without an account, and the admins' list of what was reported."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.limits.actions import TooOften
from kaue.limits.lookups import proof_ahead, proof_wanted
from kaue.limits.pages import told
from kaue.limits.rules import Purpose
from kaue.standing import actions, queries
from kaue.standing.forms import (
    LONGEST_CONTACT,
    LONGEST_PAGE,
    LONGEST_REPORT,
    BarrierForm,
    our_path,
)
from kaue.web.forms import Form, filled, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

TABS = {"offen": N_("Open"), "erledigt": N_("Done")}


class BarrierPages(Controller):
    path = "/barriere-melden"

    @get()
    async def show_form(self, request: AnyRequest) -> Answer:
        where = our_path(request.query_params.get("seite", ""))
        proof = await proof_ahead(request, Purpose.BARRIER_REPORT)
        return _form_page(request, filled(seite=where), proof=proof)

    @post(status_code=200)
    async def report(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = BarrierForm.of(form)
        if problems := wanted.problems():
            proof = await proof_ahead(request, Purpose.BARRIER_REPORT)
            form = refused(request, form, problems)
            return _form_page(request, form, status=422, proof=proof)
        if proof := await proof_wanted(request, form, Purpose.BARRIER_REPORT):
            return _form_page(request, form, status=429, proof=proof)
        try:
            await actions.report_barrier(wanted)
        except TooOften as refusal:
            form = Form(form.given, {"kontakt": told(request, refusal)})
            return _form_page(request, form, status=429, proof=None)
        return go_to(request, "/barrierefreiheit", tell="barriere-gemeldet")


def _form_page(request: AnyRequest, form: Form, *, proof: Any, status: int = 200) -> Answer:
    return page(
        request,
        "standing/barrier.html",
        status=status,
        form=form,
        proof=proof,
        longest_report=LONGEST_REPORT,
        longest_page=LONGEST_PAGE,
        longest_contact=LONGEST_CONTACT,
    )


class BarrierDeskPages(Controller):
    path = "/verwaltung/barrieren"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        tab = request.query_params.get("stand", "")
        tab = tab if tab in TABS else "offen"
        reports = await queries.reports(closed=tab == "erledigt")
        counts = await queries.report_counts()
        return page(
            request,
            "standing/barriers.html",
            reports=reports,
            linked={one.id: our_path(one.page) for one in reports},
            tabs={key: (label, counts[key == "erledigt"]) for key, label in TABS.items()},
            tab=tab,
            kept_days=actions.CLOSED_REPORTS_KEPT.days,
        )

    @post("/{report:int}/stand", status_code=200)
    async def close(self, request: AnyRequest) -> Answer:
        """The wanted state is sent, so that pressing twice does no harm."""
        form = await read_form(request)
        closed = form.value("erledigt") == "1"
        if not await actions.close_report(request.path_params["report"], closed=closed):
            raise NotFoundException
        # The tab one was on, where the report has gone from.
        return go_to(
            request,
            "/verwaltung/barrieren" + ("" if closed else "?stand=erledigt"),
            tell="barriere-erledigt" if closed else "barriere-wieder-offen",
        )
