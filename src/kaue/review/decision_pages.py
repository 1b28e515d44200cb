"""The buttons on a topic's page: each states what is wanted about the version that was seen."""

from collections.abc import Awaitable, Callable

from litestar import Controller, post

from kaue.events.lookups import the_event
from kaue.mail import outbox
from kaue.people.guards import the_person
from kaue.review import actions, looking
from kaue.review.clash import Clash, clash_of
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import RejectionForm, question_problems
from kaue.review.reasons import catalogue, said_of
from kaue.review.topic_page import topic_page
from kaue.topics.lookups import the_topic
from kaue.topics.queries import TopicView
from kaue.web.forms import Form, read_form
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to
from kaue.web.visit import visit_of

PREVIEW = "vorschau"


class DecisionPages(Controller):
    path = "/redaktion/{slug:str}/themen/{topic:str}"

    @post("/freigeben", status_code=200)
    async def accept(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        act = actions.accept(topic, version=version, by=by)
        return await _decided(request, form, act, N_("Accept"), "freigegeben")

    @post("/ablehnen", status_code=200)
    async def reject(self, request: AnyRequest) -> Answer:
        event, topic = await the_event(request), await the_topic(request)
        proposes = event.second_pair and await actions.proposes(topic)
        tell = "ablehnung-vorgeschlagen" if proposes else "abgelehnt"
        return await _with_reason(request, actions.reject, "mail/rejected.txt", N_("Reject"), tell)

    @post("/rueckfrage", status_code=200)
    async def ask_back(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        question = form.value("frage")
        if problems := question_problems(question):
            return await topic_page(request, form, problems)
        by, version = await the_person(request), form.number("version")
        act = actions.ask_back(topic, question, version=version, by=by)
        return await _decided(request, form, act, N_("Ask back"), "zurueckgefragt")

    @post("/ausblenden", status_code=200)
    async def hide(self, request: AnyRequest) -> Answer:
        return await _with_reason(
            request, actions.hide, "mail/hidden.txt", N_("Hide"), "ausgeblendet"
        )

    @post("/einblenden", status_code=200)
    async def show(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        act = actions.show(topic, version=version, by=by)
        return await _decided(request, form, act, N_("Show again"), "eingeblendet")

    @post("/zuruecklegen", status_code=200)
    async def reopen(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        act = actions.reopen(topic, version=version, by=by)
        there = f"{_desk(request)}/themen/{topic.id}"
        wanted = N_("Take the decision back")
        return await _decided(request, form, act, wanted, "wieder-offen", there)

    @post("/rueckgaengig", status_code=200)
    async def undo(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        by = await the_person(request)
        try:
            undone = await actions.undo(topic, form.number("akt"), by=by)
        except AlreadyDecided:
            return await topic_page(request, form, clash=Clash(N_("Undo")))
        tell = "rueckgaengig-mit-mail" if undone.told else "rueckgaengig"
        return go_to(request, f"{_desk(request)}/themen/{topic.id}", tell=tell)


def _desk(request: AnyRequest) -> str:
    return f"/redaktion/{request.path_params['slug']}"


async def _with_reason(
    request: AnyRequest,
    act: Callable[..., Awaitable[int]],
    template: str,
    wanted: str,
    tell: str,
) -> Answer:
    """What needs a reason: the form again without one, the mail to look at, or the act itself."""
    topic, form = await the_topic(request), await read_form(request)
    words = RejectionForm.of(form)
    known = await catalogue(topic.event, visit_of(request).language)
    if problems := words.problems(known):
        return await topic_page(request, form, problems)
    if form.value("aktion") == PREVIEW:
        return await topic_page(request, form, mail=await _mail(topic, template, words))
    by, version = await the_person(request), form.number("version")
    return await _decided(request, form, act(topic, words, version=version, by=by), wanted, tell)


async def _decided(
    request: AnyRequest,
    form: Form,
    act: Awaitable[int],
    wanted: str,
    tell: str,
    there: str = "",
) -> Answer:
    """Back to the queue, where the act can be undone; or what somebody else did meanwhile."""
    try:
        decision = await act
    except AlreadyDecided:
        topic = await the_topic(request)
        await looking.look(topic.id, by=await the_person(request))
        return await topic_page(request, form, clash=await clash_of(request, form, wanted))
    await looking.stop((await the_topic(request)).id, by=await the_person(request))
    return go_to(request, f"{there or _desk(request)}?akt={decision}", tell=tell)


async def _mail(topic: TopicView, template: str, wanted: RejectionForm) -> str:
    """What the author would get, in the author's language."""
    language = await outbox.language_of(topic.author)
    subject, text = outbox.subject_and_text(
        language,
        template,
        name=topic.author_name,
        topic=topic,
        path=topic.path,
        reason=await said_of(wanted.reason, language),
        note=wanted.note,
    )
    return f"{subject}\n\n{text}"
