"""The editors' page about the time after the day: what becomes of each topic, and of its note."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.results import next_steps, notes, queries
from kaue.results.forms import LONGEST, PROGRESS, StepForm, form_of_step
from kaue.results.lookups import the_result
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, filled, read_form, refused, words_problems
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

MEANWHILE = N_(
    "Somebody else changed this meanwhile. What was typed here stands below, what is stored stands"
    " above it. Save again to keep what is below."
)
NO_WORDS = N_("Say why; whoever wrote it will read it.")


class ResultDeskPages(Controller):
    path = "/redaktion/{slug:str}/ergebnisse"

    @get()
    async def show_list(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        begun = event.sessions_at <= now()
        return page(
            request,
            "results/desk.html",
            event=event,
            begun=begun,
            lives=await queries.lives(event) if begun else [],
            progress=PROGRESS,
        )

    @get("/{topic:str}")
    async def show(self, request: AnyRequest) -> Answer:
        """With a removed step in the address, so that it can be entered again."""
        topic = await the_result(request)
        given = request.query_params
        step = await queries.step_of(topic.id)
        again = Form({name: given.getall(name) for name in given})
        form = again if step is None and again.value("stand") else form_of_step(step)
        return await _page(request, topic, form)

    @post("/{topic:str}", status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        topic, form = await the_result(request), await read_form(request)
        wanted = StepForm.of(form)
        if problems := wanted.problems():
            return await _page(request, topic, form, problems=problems)
        version = max(form.number("version"), 0)
        try:
            await next_steps.enter(topic, wanted, version=version, by=await the_person(request))
        except next_steps.StepChanged:
            return await _page(request, topic, form, problems={"": MEANWHILE}, status=409)
        return go_to(request, _list_of(topic), tell="gespeichert")

    @post("/{topic:str}/entfernen", status_code=200)
    async def remove(self, request: AnyRequest) -> Answer:
        """The form then still holds it: saving it is the undo."""
        topic, form = await the_result(request), await read_form(request)
        held = form_of_step(await queries.step_of(topic.id))
        await next_steps.remove(topic, version=form.number("version"), by=await the_person(request))
        given = Form({name: values for name, values in held.given.items() if name != "version"})
        back = f"{_list_of(topic)}/{topic.id}?{given.in_address()}"
        return go_to(request, back, tell="schritt-entfernt")

    @post("/{topic:str}/notiz/ausblenden", status_code=200)
    async def hide_note(self, request: AnyRequest) -> Answer:
        topic, form = await the_result(request), await read_form(request)
        words = form.value("worte")
        problems = words_problems("worte", words, LONGEST["worte"], missing=NO_WORDS)
        if problems:
            step = form_of_step(await queries.step_of(topic.id))
            shown = Form(dict(step.given) | {"worte": [words]})
            return await _page(request, topic, shown, problems=problems)
        by, version = await the_person(request), form.number("fassung")
        await notes.hide(topic, words, version=version, by=by)
        return go_to(request, f"{_list_of(topic)}/{topic.id}#notiz", tell="notiz-ausgeblendet")

    @post("/{topic:str}/notiz/einblenden", status_code=200)
    async def show_note(self, request: AnyRequest) -> Answer:
        topic = await the_result(request)
        await notes.show(topic, by=await the_person(request))
        return go_to(request, f"{_list_of(topic)}/{topic.id}#notiz", tell="notiz-eingeblendet")


def _list_of(topic: TopicView) -> str:
    return f"/redaktion/{topic.event_slug}/ergebnisse"


async def _page(
    request: AnyRequest,
    topic: TopicView,
    form: Form,
    *,
    problems: dict[str, Problem] | None = None,
    status: int = 422,
) -> Answer:
    """With problems: `status`. At 409 the form takes the stored version, so that saving goes on."""
    event, stored = await the_event(request), await queries.step_of(topic.id)
    meanwhile = bool(problems) and status == 409
    if meanwhile:
        version = filled(version=str(stored.version if stored else 0))
        form = Form({**form.given, **version.given})
    return page(
        request,
        "results/step.html",
        status=status if problems else 200,
        event=event,
        topic=topic,
        life=(await queries.facts(event.id)).life(topic),
        form=refused(request, form, problems or {}),
        known=stored,
        meanwhile=meanwhile,
        note=await queries.note_of(topic.id),
        progress=PROGRESS,
        longest=LONGEST,
    )
