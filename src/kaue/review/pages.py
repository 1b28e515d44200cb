"""The administration's desk: what waits, one topic, and the decision."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import actions, queries
from kaue.review.forms import LONGEST_NOTE, RejectionForm
from kaue.review.reasons import REASONS
from kaue.tables import TopicFormat, TopicState
from kaue.topics import queries as topics
from kaue.topics.forms import FORMATS
from kaue.topics.lookups import the_topic
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

TABS = {
    "wartet": (N_("Waiting"), TopicState.SUBMITTED),
    "freigegeben": (N_("Accepted"), TopicState.ACCEPTED),
    "abgelehnt": (N_("Rejected"), TopicState.REJECTED),
    "zurueckgezogen": (N_("Withdrawn"), TopicState.WITHDRAWN),
}


class ReviewPages(Controller):
    path = "/redaktion/{slug:str}"

    @get()
    async def queue(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        tab = request.query_params.get("stand", "wartet")
        tab = tab if tab in TABS else "wartet"
        return page(
            request,
            "review/queue.html",
            event=event,
            topics=await topics.in_state(event.id, TABS[tab][1]),
            counts=await queries.counts(event.id),
            tabs=TABS,
            tab=tab,
            formats=FORMATS,
        )

    @get("/themen/{topic:str}")
    async def show(self, request: AnyRequest) -> Answer:
        return await _topic_page(request, Form())

    @post("/themen/{topic:str}/freigeben", status_code=200)
    async def accept(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        version = form.number("version")
        await actions.accept(topic, version=version, by=await the_person(request))
        return go_to(request, _queue(request), tell="freigegeben")

    @post("/themen/{topic:str}/ablehnen", status_code=200)
    async def reject(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        wanted = RejectionForm.of(form)
        if problems := wanted.problems():
            return await _topic_page(request, form, problems)
        person = await the_person(request)
        await actions.reject(topic, wanted, version=form.number("version"), by=person)
        return go_to(request, _queue(request), tell="abgelehnt")

    @post("/themen/{topic:str}/zuruecklegen", status_code=200)
    async def reopen(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        await actions.reopen(topic, version=form.number("version"), by=await the_person(request))
        return go_to(request, f"{_queue(request)}/themen/{topic.id}", tell="wieder-offen")


def _queue(request: AnyRequest) -> str:
    return f"/redaktion/{request.path_params['slug']}"


async def _topic_page(
    request: AnyRequest, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    event, topic = await the_event(request), await the_topic(request)
    return page(
        request,
        "review/show.html",
        status=422 if problems else 200,
        event=event,
        topic=topic,
        format_label=visit_of(request).say(FORMATS[TopicFormat(topic.format)]),
        history=await queries.history(topic.id),
        reasons=REASONS,
        longest_note=LONGEST_NOTE,
        form=refused(request, form, problems or {}),
    )
