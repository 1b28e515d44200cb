"""The forms under a topic: comment, answer, edit, delete, bring back."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.comments import actions, queries
from kaue.comments.forms import LONGEST, CommentForm
from kaue.comments.queries import CommentView
from kaue.events.guards import participant
from kaue.events.lookups import the_event
from kaue.limits import actions as limits
from kaue.people.guards import the_person
from kaue.tables import CommentState
from kaue.topics.lookups import the_topic
from kaue.topics.queries import TopicView
from kaue.web.forms import Form, Problem, filled, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page

PATH = "/{slug:str}/themen/{topic:str}/kommentare"


class WritePages(Controller):
    """Writing comes before signing in, sending after it."""

    path = PATH

    @get()
    async def show_form(self, request: AnyRequest) -> Answer:
        """The form alone, to answer (`?antwort=7`) or to comment, also before signing in."""
        topic = await the_topic(request)
        form = filled(antwort=request.query_params.get("antwort", ""))
        return await _form_page(request, topic, form)

    @post(status_code=200, guards=[participant])
    async def write(self, request: AnyRequest) -> Answer:
        topic, person = await the_topic(request), await the_person(request)
        form = await read_form(request)
        wanted = CommentForm.of(form)
        if problems := wanted.problems():
            return await _form_page(request, topic, form, problems)
        try:
            await limits.spend("comment", str(person.id))
        except limits.TooOften as refusal:
            again = {"": refusal.problem}
            return await _form_page(request, topic, form, again, refusal=429)
        comment_id = await actions.write(topic, wanted, by=person)
        written = await queries.find(comment_id)
        tell = "kommentiert" if written and written.is_public else "kommentar-wartet"
        return go_to(request, f"{topic.path}#kommentar-{comment_id}", tell=tell)


class CommentPages(Controller):
    path = PATH

    @get("/{comment:int}/bearbeiten")
    async def show_edit(self, request: AnyRequest) -> Answer:
        topic, comment = await the_topic(request), await _own_comment(request)
        if comment.state == CommentState.HIDDEN:
            raise actions.HiddenByEditors
        return await _form_page(request, topic, filled(kommentar=comment.text), editing=comment)

    @post("/{comment:int}/bearbeiten", status_code=200)
    async def edit(self, request: AnyRequest) -> Answer:
        topic, comment = await the_topic(request), await _own_comment(request)
        form = await read_form(request)
        wanted = CommentForm.of(form)
        if problems := wanted.problems():
            return await _form_page(request, topic, form, problems, editing=comment)
        event, person = await the_event(request), await the_person(request)
        state = await actions.edit(comment.id, event, wanted, by=person)
        tell = "kommentar-wartet" if state == CommentState.WAITING else "geaendert"
        return go_to(request, f"{topic.path}#kommentar-{comment.id}", tell=tell)

    @post("/{comment:int}/loeschen", status_code=200)
    async def delete(self, request: AnyRequest) -> Answer:
        topic, comment = await the_topic(request), await _own_comment(request)
        await actions.delete(topic, comment.id, by=await the_person(request))
        gone = f"{topic.path}?geloescht={comment.id}#kommentare"
        return go_to(request, gone, tell="kommentar-geloescht")

    @post("/{comment:int}/wiederherstellen", status_code=200)
    async def restore(self, request: AnyRequest) -> Answer:
        topic, comment = await the_topic(request), await _own_comment(request)
        await actions.restore(topic, comment.id, by=await the_person(request))
        there = f"{topic.path}#kommentar-{comment.id}"
        return go_to(request, there, tell="kommentar-wieder-da")


async def _own_comment(request: AnyRequest) -> CommentView:
    """The comment in the address, if it is under this topic and this person's; or a 404."""
    comment = await queries.find(request.path_params["comment"])
    topic, person = await the_topic(request), await the_person(request)
    if comment is None or comment.topic != topic.id or comment.author != person.id:
        raise NotFoundException
    return comment


async def _form_page(
    request: AnyRequest,
    topic: TopicView,
    form: Form,
    problems: dict[str, Problem] | None = None,
    editing: CommentView | None = None,
    refusal: int = 422,
) -> Answer:
    """The form. With problems: status `refusal`."""
    answered = CommentForm.of(form).answer_to
    found = await queries.find(answered) if answered else None
    return page(
        request,
        "comments/form.html",
        status=refusal if problems else 200,
        event=await the_event(request),
        topic=topic,
        form=refused(request, form, problems or {}),
        editing=editing,
        answered=found if found and found.topic == topic.id and found.is_public else None,
        longest=LONGEST,
    )
