"""Mending or suggesting a wording, and the author's answer to it."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import wording
from kaue.review.actions import waits
from kaue.review.changes import changes
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import LONGEST_NOTE, WordingForm
from kaue.topics.forms import LONGEST_TEXT, LONGEST_TITLE
from kaue.topics.lookups import own_topic, the_topic
from kaue.topics.queries import TopicView
from kaue.web.forms import Form, Problem, filled, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

MEND = "beheben"
PREVIEW = "vorschau"

MEANWHILE = N_("Somebody changed the topic meanwhile. Compare, then send it again.")
ACCEPTED = N_(
    "Somebody accepted the topic meanwhile. Now only its spelling can be mended; ask the author "
    "in a comment for the rest. What you typed is kept here."
)
DECIDED = N_(
    "Somebody decided about the topic meanwhile, so its wording cannot be changed now. What you "
    "typed is kept here."
)
TOO_MUCH = N_("This changes more than the spelling. Suggest it to the author instead.")
NOBODY = N_("Nobody has an account behind this topic, so nobody can be asked.")
NOTHING = N_("This is the wording as it is. Change something first.")


class WordingPages(Controller):
    path = "/redaktion/{slug:str}/themen/{topic:str}/wortlaut"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        topic = await the_topic(request)
        return await _page(request, topic, filled(titel=topic.title, text=topic.text))

    @post(status_code=200)
    async def send(self, request: AnyRequest) -> Answer:
        topic, form = await the_topic(request), await read_form(request)
        wanted, act = WordingForm.of(form), form.value("aktion")
        problems = wanted.problems()
        if not problems and (wanted.title, wanted.text) == (topic.title, topic.text):
            problems = {"titel": NOTHING}
        if problems or act == PREVIEW:
            return await _page(request, topic, form, problems, compared=not problems)
        try:
            return await _carried_out(request, topic, wanted, form)
        except wording.TooMuch:
            return await _page(request, topic, form, {"titel": TOO_MUCH}, compared=True)
        except wording.NobodyToAsk:
            return await _page(request, topic, form, {"titel": NOBODY}, refusal=409)
        except AlreadyDecided:
            kept = Form({**form.given, "version": [str(topic.version)]})
            again: dict[str, Problem] = {"titel": _meanwhile(topic, act)}
            return await _page(request, topic, kept, again, compared=True, refusal=409)


def _meanwhile(topic: TopicView, act: str) -> str:
    """What can still be done, now that somebody was quicker."""
    if waits(topic) or (act == MEND and topic.is_public):
        return MEANWHILE
    return ACCEPTED if topic.is_public else DECIDED


async def _carried_out(
    request: AnyRequest, topic: TopicView, wanted: WordingForm, form: Form
) -> Answer:
    desk, by = f"/redaktion/{topic.event_slug}", await the_person(request)
    version = form.number("version")
    if form.value("aktion") == MEND:
        act = await wording.correct(topic, wanted, version=version, by=by)
        return go_to(request, f"{desk}/themen/{topic.id}?akt={act}", tell="wortlaut-behoben")
    act = await wording.suggest(topic, wanted, version=version, by=by)
    return go_to(request, f"{desk}?akt={act}", tell="wortlaut-vorgeschlagen")


async def _page(
    request: AnyRequest,
    topic: TopicView,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    compared: bool = False,
    refusal: int = 422,
) -> Answer:
    """With problems: status `refusal`. `compared` shows what would change."""
    wanted = WordingForm.of(form)
    return page(
        request,
        "review/wording.html",
        status=refusal if problems else 200,
        event=await the_event(request),
        topic=topic,
        form=refused(request, form, problems or {}),
        title_changes=changes(topic.title, wanted.title) if compared else [],
        text_changes=changes(topic.text, wanted.text) if compared else [],
        longest_title=LONGEST_TITLE,
        longest_text=LONGEST_TEXT,
        longest_note=LONGEST_NOTE,
    )


class AnswerPages(Controller):
    """The author's side of a suggestion; it is shown on the topic's own page."""

    path = "/{slug:str}/themen/{topic:str}/vorschlag"

    @post(status_code=200)
    async def answer(self, request: AnyRequest) -> Answer:
        topic, form = await own_topic(request), await read_form(request)
        takes = form.value("nehmen") == "1"
        number, by = form.number("vorschlag"), await the_person(request)
        await wording.answer(topic, number, takes=takes, by=by)
        tell = "vorschlag-genommen" if takes else "vorschlag-abgelehnt"
        return go_to(request, f"/{topic.event_slug}/themen/{topic.id}", tell=tell)
