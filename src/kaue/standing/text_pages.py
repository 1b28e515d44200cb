"""Where admins write the standing texts, and fill in once what only they know."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.people.guards import the_person
from kaue.standing import actions, queries, texts
from kaue.standing.actions import ChangedMeanwhile
from kaue.standing.forms import (
    LONGEST_DETAIL,
    LONGEST_TEXT,
    detail_problems,
    details_in,
    text_problems,
)
from kaue.standing.queries import TextView
from kaue.tables import Language
from kaue.web.errors import error_page
from kaue.web.forms import Form, filled, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.visit import visit_of

BEFORE = "vorher-"
"""Before a field's name: what stood in it when the page was opened."""

MEANWHILE = N_("Somebody else saved meanwhile. What you see below is yours; save again to keep it.")
GONE = N_("Somebody else saved this text meanwhile. Look at it again.")
SPOKEN = {Language.GERMAN: N_("German"), Language.ENGLISH: N_("English")}


class TextPages(Controller):
    path = "/verwaltung/texte"

    @get()
    async def overview(self, request: AnyRequest) -> Answer:
        known = await queries.details()
        found = await queries.all_texts()
        return page(
            request,
            "standing/texts.html",
            texts=[(one, texts.unfilled(one.text, known)) for one in found],
            titles=texts.TITLES,
            spoken=_languages(),
            missing=[one for one in texts.DETAILS if not known.get(one.key)],
        )

    @get("/angaben")
    async def show_details(self, request: AnyRequest) -> Answer:
        return _details_page(request, _as_stored(await queries.details()))

    @post("/angaben", status_code=200)
    async def save_details(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = details_in(form)
        if problems := detail_problems(wanted):
            return _details_page(request, refused(request, form, problems), status=422)
        before = {key: form.value(BEFORE + key) for key in wanted}
        try:
            await actions.save_details(wanted, before=before, by=await the_person(request))
        except ChangedMeanwhile:
            stored = await queries.details()
            # Saving once more is then meant to replace what stands there now.
            fields = dict(_as_stored(stored).given)
            fields.update({key: [value] for key, value in wanted.items()})
            form = refused(request, Form(fields), {"": MEANWHILE})
            theirs = {key: stored.get(key, "") for key in wanted if stored.get(key) != wanted[key]}
            return _details_page(request, form, status=409, theirs=theirs)
        return go_to(request, "/verwaltung/texte", tell="angaben-gespeichert")

    @get("/{text:str}")
    async def edit(self, request: AnyRequest) -> Answer:
        found = await _the_text(request, request.query_params.get("sprache", ""))
        form = filled(text=found.text, version=found.version)
        return await _edit_page(request, found, form)

    @post("/{text:str}", status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        found = await _the_text(request, form.value("sprache"))
        wanted = form.value("text")
        if problems := text_problems(wanted):
            return await _edit_page(request, found, refused(request, form, problems), status=422)
        if form.value("aktion") == "vorschau":
            return await _edit_page(request, found, form, preview=wanted)
        try:
            await actions.save_text(
                found.name,
                found.language,
                wanted,
                version=form.value("version"),
                by=await the_person(request),
            )
        except ChangedMeanwhile:
            found = await _the_text(request, found.language)
            mine = refused(request, filled(text=wanted, version=found.version), {"": MEANWHILE})
            return await _edit_page(request, found, mine, status=409, theirs=found.text)
        return go_to(request, "/verwaltung/texte", tell="text-gespeichert")

    @get("/{text:str}/zuruecksetzen")
    async def ask_to_reset(self, request: AnyRequest) -> Answer:
        found = await _the_text(request, request.query_params.get("sprache", ""))
        kaues = texts.kaues_text(found.name, found.language)
        return page(
            request,
            "standing/reset.html",
            text=found,
            title=texts.TITLES[found.name],
            spoken=_languages()[found.language],
            now=texts.shown(found.text, await queries.details()),
            then=texts.shown(kaues, await queries.details()),
        )

    @post("/{text:str}/zuruecksetzen", status_code=200)
    async def reset(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        found = await _the_text(request, form.value("sprache"))
        try:
            await actions.reset_text(found.name, found.language, version=form.value("version"))
        except ChangedMeanwhile:
            return error_page(request, 409, visit_of(request).say(GONE))
        return go_to(request, "/verwaltung/texte", tell="text-zurueckgesetzt")


def _languages() -> dict[str, str]:
    german, english = queries.languages()
    return {german: SPOKEN[Language.GERMAN], english: SPOKEN[Language.ENGLISH]}


async def _the_text(request: AnyRequest, language: str) -> TextView:
    """The text that the address names; without a language of ours the German one."""
    name = request.path_params["text"]
    if name not in texts.TITLES:
        raise NotFoundException
    german, english = queries.languages()
    return await queries.text(name, english if language == english else german)


async def _edit_page(
    request: AnyRequest,
    found: TextView,
    form: Form,
    *,
    status: int = 200,
    preview: str = "",
    theirs: str = "",
) -> Answer:
    known = await queries.details()
    return page(
        request,
        "standing/edit.html",
        status=status,
        text=found,
        title=texts.TITLES[found.name],
        spoken=_languages(),
        form=form,
        preview=texts.shown(preview, known) if preview else None,
        theirs=theirs,
        unfilled=texts.unfilled(form.value("text"), known),
        longest=LONGEST_TEXT,
    )


def _as_stored(known: dict[str, str]) -> Form:
    fields = {one.key: known.get(one.key, "") for one in texts.DETAILS}
    return filled(**fields, **{BEFORE + key: value for key, value in fields.items()})


def _details_page(
    request: AnyRequest, form: Form, *, status: int = 200, theirs: dict[str, str] | None = None
) -> Answer:
    return page(
        request,
        "standing/details.html",
        status=status,
        details=texts.DETAILS,
        form=form,
        before=BEFORE,
        theirs=theirs or {},
        longest=LONGEST_DETAIL,
    )
