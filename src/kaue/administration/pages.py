"""Setting up barcamps: the list of all, a new one, and everything that can be said of one."""

import asyncio

from litestar import Controller, get, post

from kaue import db
from kaue.administration import actions
from kaue.administration.editing import base, edit_page, saved
from kaue.administration.forms import (
    FROM_SCRATCH,
    LONGEST,
    AccentForm,
    DatesForm,
    NewEventForm,
    TextsForm,
    dates_of,
    suggested_day,
    texts_of,
    theme_problems,
)
from kaue.events import actions as events
from kaue.events import colours, logos, queries
from kaue.events.lookups import the_event
from kaue.results import next_year
from kaue.standing import queries as standing
from kaue.web.dates import BERLIN, now
from kaue.web.forms import Form, Problem, filled, read_file, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.text import clean_line
from kaue.web.visit import visit_of

TAKEN = N_("There already is a barcamp or another page at this address. Choose another one.")
SAME_THEME = N_("There already is a theme of this name.")
NO_PICTURE = N_("Choose a picture: PNG, JPEG or WebP.")
TOO_BIG = N_("The picture is too big. Choose one of at most %(num)s kilobytes.")
WRONG_SIZE = N_("The picture has to be 24 to 4,000 pixels wide and high.")
TOO_LIGHT = N_(
    "Text in this colour is too hard to read: its contrast is %(contrast)s to 1, and 4.5 are"
    " needed. The nearest shade that works is %(shade)s."
)


class AdministrationPages(Controller):
    path = "/verwaltung"

    @get()
    async def overview(self, request: AnyRequest) -> Answer:
        everything, at = await queries.all_ones(), now()
        return page(
            request,
            "administration/overview.html",
            current=[one for one in everything if one.archived_at is None],
            prepared=[one for one in everything if one.archived_at and one.ends_at > at],
            past=[one for one in everything if one.archived_at and one.ends_at <= at],
            open_reports=(await standing.report_counts())[False],
        )

    @get("/neu")
    async def show_new(self, request: AnyRequest) -> Answer:
        day = suggested_day(now().astimezone(BERLIN).date())
        source = request.query_params.get("vorlage", FROM_SCRATCH)
        return await _new_page(request, filled(tag=day.isoformat(), vorlage=source))

    @post("/neu", status_code=200)
    async def make_new(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = NewEventForm.of(form)
        sources = {one.slug: one for one in await queries.all_ones()}
        problems = wanted.problems(set(sources))
        if not problems and wanted.day:
            source = sources.get(wanted.source)
            try:
                await actions.set_up(
                    source,
                    slug=wanted.slug,
                    title=wanted.title,
                    day=wanted.day,
                    along=wanted.along,
                )
            except (events.ReservedAddress, db.Conflict):
                problems = {"kuerzel": TAKEN}
            else:
                return go_to(request, f"/verwaltung/barcamps/{wanted.slug}", tell="angelegt")
        return await _new_page(request, form, problems)


class EventAdministrationPages(Controller):
    path = "/verwaltung/barcamps/{slug:str}"

    @get()
    async def show_texts(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return edit_page(request, "texts", event, texts_of(event))

    @post(status_code=200)
    async def save_texts(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = TextsForm.of(form)
        return await saved(request, "texts", form, wanted.problems(), wanted.columns)

    @get("/termine")
    async def show_dates(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return edit_page(request, "dates", event, dates_of(event))

    @post("/termine", status_code=200)
    async def save_dates(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = DatesForm.of(form)
        problems = wanted.problems()
        return await saved(request, "dates", form, problems, {} if problems else wanted.columns)

    @get("/themenfelder")
    async def show_themes(self, request: AnyRequest) -> Answer:
        return await _themes_page(request, Form())

    @post("/themenfelder", status_code=200)
    async def add_theme(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        name = clean_line(form.value("thema"))
        problems = theme_problems(name)
        if not problems:
            try:
                await events.add_theme(event, name)
            except db.Conflict:
                problems = {"thema": SAME_THEME}
            else:
                return go_to(request, f"{base(event)}/themenfelder", tell="gespeichert")
        return await _themes_page(request, form, problems)

    @post("/themenfelder/{theme:int}/entfernen", status_code=200)
    async def remove_theme(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await events.remove_theme(event, request.path_params["theme"])
        return go_to(request, f"{base(event)}/themenfelder", tell="gespeichert")

    @get("/aussehen")
    async def show_look(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return edit_page(request, "look", event, filled(akzent=event.accent))

    @post("/aussehen", status_code=200)
    async def save_accent(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = AccentForm.of(form)
        problems = wanted.problems()
        if wanted.accent and wanted.too_light:
            form = Form(form.given, {"akzent": _too_light(request, wanted.accent)})
            return edit_page(request, "look", await the_event(request), form, status=422)
        return await saved(request, "look", form, problems, {"accent": wanted.accent})

    # Beyond the bound of other forms, so that whoever brings too much is told so in the form.
    @post("/logo", status_code=200, request_max_body_size=4 * logos.LARGEST_UPLOAD)
    async def set_logo(self, request: AnyRequest) -> Answer:
        event, content = await the_event(request), await read_file(request, "logo")
        problem: Problem | None = None
        if not content:
            problem = NO_PICTURE
        elif len(content) > logos.LARGEST_UPLOAD:
            problem = TOO_BIG, logos.LARGEST_UPLOAD // 1024
        else:
            try:
                await events.set_logo(event, await asyncio.to_thread(logos.redrawn, content))
            except logos.NotAPicture:
                problem = NO_PICTURE
            except logos.WrongSize:
                problem = WRONG_SIZE
        if problem is None:
            return go_to(request, f"{base(event)}/aussehen", tell="gespeichert")
        form = refused(request, filled(akzent=event.accent), {"logo": problem})
        return edit_page(request, "look", event, form, status=422)

    @post("/logo/entfernen", status_code=200)
    async def remove_logo(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await events.remove_logo(event)
        return go_to(request, f"{base(event)}/aussehen", tell="gespeichert")

    @post("/archiv", status_code=200)
    async def archive(self, request: AnyRequest) -> Answer:
        """States what is wanted: archiv=1 or 0."""
        event, form = await the_event(request), await read_form(request)
        if form.value("archiv") == "1":
            await events.archive(event)
            return go_to(request, base(event), tell="archiviert")
        await events.announce(event)
        return go_to(request, base(event), tell="angekuendigt")


async def _new_page(
    request: AnyRequest, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    return page(
        request,
        "administration/new.html",
        status=422 if problems else 200,
        form=refused(request, form, problems or {}),
        sources=await queries.all_ones(),
        along=await next_year.how_many(),
        from_scratch=FROM_SCRATCH,
        longest=LONGEST,
    )


async def _themes_page(
    request: AnyRequest, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    event = await the_event(request)
    return page(
        request,
        "administration/themes.html",
        status=422 if problems else 200,
        event=event,
        used=await queries.themes_in_use(event.id),
        form=refused(request, form, problems or {}),
        longest=LONGEST,
        over=event.ends_at <= now(),
    )


def _too_light(request: AnyRequest, accent: str) -> str:
    contrast = min(colours.contrast(accent, ground) for ground in colours.LIGHT_GROUNDS)
    return visit_of(request).say(
        TOO_LIGHT,
        # Rounded down, so that 4.49 is not said to be too little and 4.5 at once.
        contrast=int(contrast * 10) / 10,
        shade=colours.nearest_readable(accent),
    )
