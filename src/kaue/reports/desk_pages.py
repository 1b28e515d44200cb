"""The editors' list of reports and appeals, and the decision about each."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.reports import actions, appeals, queries
from kaue.reports.cases import Case
from kaue.reports.forms import GROUNDS, LONGEST, answer_problems
from kaue.reports.lookups import the_case
from kaue.review.clash import Clash, clash_of
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import LONGEST_NOTE, RejectionForm
from kaue.review.reasons import catalogue, said_of
from kaue.web.forms import Form, Problem, read_form, refused, whole_number
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

TABS = {"offen": N_("Open"), "erledigt": N_("Done")}


class ReportDeskPages(Controller):
    path = "/redaktion/{slug:str}/meldungen"

    @get()
    async def show_list(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        done = request.query_params.get("stand", "") == "erledigt"
        counts = {
            "offen": await queries.open_count(event.id),
            "erledigt": await queries.decided_count(event.id),
        }
        return page(
            request,
            "reports/desk.html",
            event=event,
            cases=await (queries.decided_cases if done else queries.open_cases)(event.id),
            tabs={key: (label, counts[key]) for key, label in TABS.items()},
            tab="erledigt" if done else "offen",
            grounds=GROUNDS,
            kept_days=actions.DECIDED_KEPT.days,
            undoable=await _undoable(request, event.id),
            act=whole_number(request.query_params.get("akt", "")),
        )

    @get("/{report:int}")
    async def show(self, request: AnyRequest) -> Answer:
        return await _case_page(request, await the_case(request), Form())

    @post("/{report:int}/stattgeben", status_code=200)
    async def uphold(self, request: AnyRequest) -> Answer:
        """Of a report: hide it, with a reason. Of an appeal: put back what was decided."""
        case, form = await the_case(request), await read_form(request)
        person, version = await the_person(request), form.number("version")
        wanted = RejectionForm.of(form)
        known = await catalogue(case.thing.event, visit_of(request).language)
        words = form.value("zusage")
        problems = wanted.problems(known)
        if case.is_appeal:
            problems = answer_problems(words, "zusage", required=False)
        if problems:
            return await _case_page(request, case, form, problems)
        try:
            if case.is_appeal:
                act = await appeals.grant(case, words, version=version, by=person)
                return _decided(request, case, act, tell="widerspruch-stattgegeben")
            act = await actions.uphold(case, wanted, version=version, by=person)
        except AlreadyDecided:
            tried = N_("Grant the appeal") if case.is_appeal else N_("Uphold the report")
            return await _look_again(request, form, tried)
        return _decided(request, case, act, tell="meldung-stattgegeben")

    @post("/{report:int}/abweisen", status_code=200)
    async def dismiss(self, request: AnyRequest) -> Answer:
        case, form = await the_case(request), await read_form(request)
        words, person = form.value("antwort"), await the_person(request)
        if problems := answer_problems(words):
            return await _case_page(request, case, form, problems)
        try:
            if case.is_appeal:
                await appeals.refuse(case, words, by=person)
                return _decided(request, case, tell="widerspruch-abgewiesen")
            await actions.dismiss(case, words, by=person)
        except AlreadyDecided:
            tried = N_("Refuse the appeal") if case.is_appeal else N_("Dismiss the report")
            return await _look_again(request, form, tried)
        return _decided(request, case, tell="meldung-abgewiesen")

    @post("/{report:int}/wieder-offen", status_code=200)
    async def reopen(self, request: AnyRequest) -> Answer:
        """Also what was done to the thing, if it is just done: `akt`, from _decided()."""
        form = await read_form(request)
        act, by = max(whole_number(form.value("akt")), 0), await the_person(request)
        try:
            await actions.reopen(await the_case(request), act=act, by=by)
        except AlreadyDecided:
            tried = N_("Undo") if form.value("akt") else N_("Open again")
            return await _look_again(request, form, tried)
        return go_to(request, _desk(request), tell="meldung-wieder-offen")


def _decided(request: AnyRequest, case: Case, act: int = 0, *, tell: str) -> Answer:
    """Back to the list, where it can be undone."""
    return go_to(request, f"{_desk(request)}?fall={case.number}&akt={act}", tell=tell)


async def _undoable(request: AnyRequest, event_id: int) -> Case | None:
    case = await queries.case(event_id, whole_number(request.query_params.get("fall", "")))
    return case if case and case.decided_at else None


async def _look_again(request: AnyRequest, form: Form, wanted: str) -> Answer:
    """Somebody was quicker: the case as it is by now, and what was wanted and typed."""
    clash = await clash_of(request, form, wanted)
    return await _case_page(request, await the_case(request), form, clash=clash)


def _desk(request: AnyRequest) -> str:
    return f"/redaktion/{request.path_params['slug']}/meldungen"


async def _case_page(
    request: AnyRequest,
    case: Case,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    clash: Clash | None = None,
) -> Answer:
    event, language = await the_event(request), visit_of(request).language
    against = await queries.against(case.thing, case.since) if case.is_appeal else None
    return page(
        request,
        "reports/case.html",
        status=422 if problems else 409 if clash else 200,
        event=event,
        case=case,
        thing=case.thing,
        against=against,
        against_reason=await said_of(against.reason, language) if against else "",
        may_decide=not case.is_appeal or await appeals.may_decide(case, await the_person(request)),
        reasons=await catalogue(event.id, language),
        grounds=GROUNDS,
        longest=LONGEST,
        longest_note=LONGEST_NOTE,
        form=refused(request, form, problems or {}),
        clash=clash,
    )
