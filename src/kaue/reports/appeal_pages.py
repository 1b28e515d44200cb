"""Authors appeal against what was decided about a topic or a comment of theirs."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.reports import appeals, queries
from kaue.reports.cases import ReportView, Thing
from kaue.reports.forms import LONGEST, appeal_problems
from kaue.reports.lookups import own_thing
from kaue.review.reasons import said_of
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

THINGS = ["/widerspruch", "/kommentare/{comment:int}/widerspruch"]


class AppealPages(Controller):
    path = "/{slug:str}/themen/{topic:str}"

    @get(THINGS)
    async def show_form(self, request: AnyRequest) -> Answer:
        thing = await own_thing(request)
        if appealed := await queries.appeal(thing.event, thing.topic, thing.comment):
            return await _appealed_page(request, thing, appealed)
        if not thing.may_be_appealed:
            raise appeals.NothingToAppeal
        return await _form_page(request, thing, Form())

    @post(THINGS, status_code=200)
    async def appeal(self, request: AnyRequest) -> Answer:
        thing, person = await own_thing(request), await the_person(request)
        form = await read_form(request)
        if appealed := await queries.appeal(thing.event, thing.topic, thing.comment):
            return await _appealed_page(request, thing, appealed)
        words = form.value("worte")
        if thing.may_be_appealed and (problems := appeal_problems(words)):
            return await _form_page(request, thing, form, problems)
        await appeals.appeal(thing, words, language=visit_of(request).language, by=person)
        return go_to(request, thing.topic_path, tell="widersprochen")


async def _form_page(
    request: AnyRequest, thing: Thing, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    against = await queries.against(thing, now())
    return page(
        request,
        "reports/appeal.html",
        status=422 if problems else 200,
        event=await the_event(request),
        thing=thing,
        against=against,
        against_reason=await said_of(against.reason, visit_of(request).language) if against else "",
        longest=LONGEST,
        form=refused(request, form, problems or {}),
    )


async def _appealed_page(request: AnyRequest, thing: Thing, appealed: ReportView) -> Answer:
    """Once is all there is; what became of it stands here, too."""
    return page(
        request,
        "reports/appealed.html",
        status=409,
        event=await the_event(request),
        thing=thing,
        appeal=appealed,
    )
