"""The topic list, one topic, and the forms of its author."""

from collections.abc import Mapping

from litestar import Controller, get, post

from kaue.comments import queries as comments
from kaue.comments.forms import LONGEST as LONGEST_COMMENT
from kaue.events.guards import participant
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.vote_rules import ways_of
from kaue.limits import actions as limits
from kaue.merging import queries as merging
from kaue.people.guards import the_person, who
from kaue.reports import queries as reports
from kaue.results import queries as results
from kaue.review import queries as review
from kaue.schedule import plan_queries
from kaue.tables import TopicFormat, TopicState
from kaue.topics import actions, alike, queries
from kaue.topics.cards import cards
from kaue.topics.filters import Filter
from kaue.topics.forms import (
    CLOSED,
    FORMATS,
    HOST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    WISH,
    TopicForm,
    form_of,
)
from kaue.topics.lookups import own_topic, the_topic
from kaue.topics.order import ORDERS, ordered
from kaue.topics.queries import TopicView
from kaue.topics.seed import seed_of
from kaue.voting import queries as voting
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, filled, read_form, refused, whole_number
from kaue.web.frames import framed
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, fragment, go_to, moved_to, page
from kaue.web.text import clean_line
from kaue.web.visit import visit_of

PREVIEW, DRAFT = "vorschau", "entwurf"

LOOK_AGAIN = N_("The topic was changed meanwhile. Compare, then save again.")


class TopicPages(Controller):
    """What everybody may read."""

    path = "/{slug:str}/themen"

    @get()
    async def show_list(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        listed = await queries.listed(event.id)
        person = await who(request)
        voted = await queries.voted_by(person.id, event.id) if person else frozenset()
        wanted = Filter.of(request.query_params)
        shown = ordered(wanted.matching(listed), wanted.order, seed_of(request))
        takes_votes = event.takes_votes(now())
        given = await voting.given_of(event, person)
        language = visit_of(request).language
        return framed(
            request,
            "topics/list.html",
            gaps={"cards": cards(shown, voted, language, takes_votes=takes_votes)},
            fixed={"orders": ORDERS, "formats": FORMATS, "ways": ways_of(event)},
            event=event,
            count=len(shown),
            total=len(listed),
            votes_cast=len(voted) if given is None else given,
            filter=wanted,
            takes_topics=event.takes_topics(now()),
            takes_votes=takes_votes,
            may_vote=person is None or await voting.may_vote(event, person),
        )

    @get("/{topic:str}")
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        topic = await the_topic(request)
        if request.path_params["topic"] != topic.number_and_slug:
            return moved_to(request, topic.path)
        if home := await queries.home_of(topic):
            return moved_to(request, f"{home.path}?zusammengelegt={topic.id}")
        person = await who(request)
        voted = await queries.voted_by(person.id, event.id) if person else frozenset()
        is_own = person is not None and person.id == topic.author
        viewer = person.id if person else None
        thread = await comments.thread(topic.id, viewer)
        parts = await merging.parts(topic, viewer)
        came = whole_number(request.query_params.get("zusammengelegt", ""))
        return page(
            request,
            "topics/show.html",
            event=event,
            topic=topic,
            places=await plan_queries.places_of(event, topic.id, visit_of(request).language),
            format_label=visit_of(request).say(FORMATS[TopicFormat(topic.format)]),
            voted=topic.id in voted,
            told=False,
            takes_votes=event.takes_votes(now()),
            takes_topics=event.takes_topics(now()),
            may_vote=person is None or await voting.may_vote(event, person),
            ways=ways_of(event),
            given=await voting.given_of(event, person),
            is_own=is_own,
            can=_possible(topic),
            decision=await review.explanation(topic),
            suggestion=await review.suggestion(topic) if is_own else None,
            thread=thread,
            parts=parts,
            later=await results.later(event, topic, person),
            came=next((part for part in parts if part.topic.id == came), None),
            why_hidden=await review.why_hidden(
                [*thread, *(one for part in parts for one in part.thread)],
                visit_of(request).language,
            ),
            appeals=await reports.own_appeals(event.id, topic.id, person.id) if person else [],
            comment_form=Form(),
            longest_comment=LONGEST_COMMENT,
            deleted=whole_number(request.query_params.get("geloescht", "")),
        )


def _possible(topic: TopicView) -> set[str]:
    """What its author can do with a topic in its state."""
    acts = {
        "edit": actions.EDITABLE,
        "submit": actions.SUBMITTABLE,
        "withdraw": actions.WITHDRAWABLE,
        "discard": {TopicState.DRAFT},
    }
    return {act for act, states in acts.items() if topic.state in states}


class ProposePages(Controller):
    """Writing comes before signing in, sending after it."""

    path = "/{slug:str}/themen"

    @get("/neu")
    async def new(self, request: AnyRequest) -> Answer:
        """Also before signing in: what is typed here is carried through the sign-in."""
        return await _form_page(request, await the_event(request), filled(rolle=HOST))

    @get("/aehnlich")
    async def similar(self, request: AnyRequest) -> Answer:
        """While a title is being typed: what is there already."""
        event = await the_event(request)
        title = clean_line(request.query_params.get("titel", ""))[:LONGEST_TITLE]
        found = await alike.for_everybody(event.id, title)
        return fragment(request, "topics/_similar.html", event=event, similar=found)

    @post("/neu", status_code=200, guards=[participant])
    async def propose(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await the_person(request)
        form = await read_form(request)
        wanted, act = TopicForm.of(form), form.value("aktion")
        problems = wanted.draft_problems(event) if act == DRAFT else wanted.problems(event)
        if problems or act == PREVIEW:
            return await _form_page(request, event, form, problems=problems, preview=wanted)
        try:
            await limits.spend("topic", str(person.id))
        except limits.TooOften as often:
            return await _form_page(request, event, form, problems={"": often.problem}, refusal=429)
        if act == DRAFT:
            topic_id = await actions.save_draft(event, wanted, by=person)
            return go_to(request, f"/{event.slug}/themen/{topic_id}", tell="entwurf")
        try:
            topic_id = await actions.propose(event, wanted, by=person)
        except actions.ProposingClosed:
            # What was typed stays, and can be kept as a draft.
            return await _form_page(request, event, form, problems={"": CLOSED}, refusal=409)
        return await _handed_in(request, f"/{event.slug}/themen/{topic_id}", topic_id)


class AuthorPages(Controller):
    """What people do with their own topics."""

    path = "/{slug:str}/themen"

    @get("/{topic:str}/bearbeiten")
    async def edit(self, request: AnyRequest) -> Answer:
        topic = await own_topic(request)
        if topic.state not in actions.EDITABLE:
            raise actions.NotPossibleNow
        return await _form_page(request, await the_event(request), form_of(topic), topic=topic)

    @post("/{topic:str}/bearbeiten", status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event, person, topic = (
            await the_event(request),
            await the_person(request),
            await own_topic(request),
        )
        form = await read_form(request)
        wanted, act = TopicForm.of(form), form.value("aktion")
        is_draft = topic.state == TopicState.DRAFT and act == DRAFT
        problems = wanted.draft_problems(event) if is_draft else wanted.problems(event)
        if problems or act == PREVIEW:
            return await _form_page(
                request, event, form, problems=problems, topic=topic, preview=wanted
            )
        hands_in = topic.state == TopicState.REJECTED or (
            topic.state == TopicState.DRAFT and not is_draft
        )
        if hands_in and not event.takes_topics(now()):
            closed: dict[str, Problem] = {"": CLOSED}
            return await _form_page(request, event, form, problems=closed, topic=topic, refusal=409)
        try:
            await actions.edit(topic, event, wanted, version=form.number("version"), by=person)
        except actions.ChangedMeanwhile:
            # What was typed stays; saving again now overwrites knowingly.
            kept = Form({**form.given, "version": [str(topic.version)]})
            again = {"titel": LOOK_AGAIN}
            return await _form_page(request, event, kept, problems=again, topic=topic, refusal=409)
        if topic.state == TopicState.DRAFT and not is_draft:
            await actions.submit(topic.id, event, by=person)
            return await _handed_in(request, topic.path, topic.id)
        return go_to(request, topic.path, tell="geaendert")

    @post("/{topic:str}/einreichen", status_code=200)
    async def submit(self, request: AnyRequest) -> Answer:
        topic = await own_topic(request)
        event, person = await the_event(request), await the_person(request)
        if problems := TopicForm.of(form_of(topic)).problems(event):
            return await _form_page(request, event, form_of(topic), problems=problems, topic=topic)
        await actions.submit(topic.id, event, by=person)
        return await _handed_in(request, topic.path, topic.id)

    @post("/{topic:str}/zurueckziehen", status_code=200)
    async def withdraw(self, request: AnyRequest) -> Answer:
        topic = await own_topic(request)
        await actions.withdraw(topic, by=await the_person(request))
        return go_to(request, topic.path, tell="zurueckgezogen")

    @post("/{topic:str}/verwerfen", status_code=200)
    async def discard(self, request: AnyRequest) -> Answer:
        await actions.discard(await own_topic(request), by=await the_person(request))
        return go_to(request, "/konto", tell="verworfen")


async def _handed_in(request: AnyRequest, path: str, topic_id: int) -> Answer:
    """Whether the editors look first differs by event and by author."""
    topic = await queries.find(topic_id)
    tell = "gleich-oeffentlich" if topic and topic.is_public else "eingereicht"
    return go_to(request, path, tell=tell)


async def _form_page(
    request: AnyRequest,
    event: EventView,
    form: Form,
    *,
    problems: Mapping[str, Problem] | None = None,
    topic: TopicView | None = None,
    preview: TopicForm | None = None,
    refusal: int = 422,
) -> Answer:
    """The form, new or for `topic`. With problems: status `refusal`, and no preview."""
    title = TopicForm.of(form).title if topic is None else ""
    return page(
        request,
        "topics/form.html",
        similar=await alike.for_everybody(event.id, title, form.value("text")),
        status=refusal if problems else 200,
        event=event,
        form=refused(request, form, problems or {}),
        topic=topic,
        preview=None if problems else preview,
        formats=FORMATS,
        host=HOST,
        wish=WISH,
        longest_title=LONGEST_TITLE,
        longest_text=LONGEST_TEXT,
        takes_topics=event.takes_topics(now()),
    )
