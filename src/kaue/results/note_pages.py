"""The form in which hosts write what came of their session."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.results import notes, queries
from kaue.results.forms import LONGEST, NoteForm, form_of_note
from kaue.results.lookups import the_held_topic
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

MEANWHILE = N_(
    "The note was changed meanwhile. What was typed here stands below, what is stored stands above"
    " it. Save again to keep what is below."
)


class NotePages(Controller):
    path = "/{slug:str}/themen/{topic:str}/notiz"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        topic = await the_held_topic(request)
        return await _page(request, topic, form_of_note(await queries.note_of(topic.id)))

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        topic, form = await the_held_topic(request), await read_form(request)
        wanted, by = NoteForm.of(form), await the_person(request)
        if problems := wanted.problems():
            return await _page(request, topic, form, problems)
        try:
            await notes.write(topic, wanted, version=max(form.number("version"), 0), by=by)
        except notes.NoteChanged:
            note = await queries.note_of(topic.id)
            kept = Form({**form.given, "version": [str(note.version if note else 0)]})
            return await _page(request, topic, kept, {"": MEANWHILE}, status=409)
        return go_to(request, f"{topic.path}#danach", tell="notiz-gespeichert")

    @post("/entfernen", status_code=200)
    async def remove(self, request: AnyRequest) -> Answer:
        topic, form = await the_held_topic(request), await read_form(request)
        await notes.remove(topic, version=form.number("version"))
        return go_to(request, f"{topic.path}#danach", tell="notiz-entfernt")

    @post("/zurueckholen", status_code=200)
    async def restore(self, request: AnyRequest) -> Answer:
        topic = await the_held_topic(request)
        await notes.restore(topic)
        return go_to(request, f"{topic.path}#danach", tell="notiz-wieder-da")


async def _page(
    request: AnyRequest,
    topic: TopicView,
    form: Form,
    problems: dict[str, Problem] | None = None,
    status: int = 422,
) -> Answer:
    """With problems: `status`, and at 409 what is stored above what was typed."""
    note = await queries.note_of(topic.id)
    return page(
        request,
        "results/note.html",
        status=status if problems else 200,
        event=await the_event(request),
        topic=topic,
        note=note,
        restorable=note is not None and note.is_restorable(now()),
        meanwhile=bool(problems) and status == 409,
        form=refused(request, form, problems or {}),
        longest=LONGEST,
    )
