"""The tally: votes on paper and hands in the hall, one line for each topic."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.pitch import queries as line_ups
from kaue.tallies import actions, queries
from kaue.tallies.forms import TallyForm, form_of, most_fields
from kaue.tallies.queries import Line, with_hands
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

MEANWHILE = N_(
    "Somebody else entered numbers meanwhile. What was typed here stands below; where it differs,"
    " the stored number stands beside it. Save again to keep what is below."
)


class TallyPages(Controller):
    path = "/redaktion/{slug:str}/auszaehlung"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """`?vom-pult=1` fills in the hands from the pitch desk; nothing is saved by that."""
        event = await the_event(request)
        lines = await queries.lines(event.id)
        from_desk = request.query_params.get("vom-pult") == "1"
        shown = with_hands(lines, await line_ups.hands(event.id)) if from_desk else lines
        return await _page(request, lines, form_of(shown))

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        lines = await queries.lines(event.id)
        form = await read_form(request, most=most_fields(lines))
        wanted = TallyForm.of(form, lines)
        if problems := wanted.problems():
            return await _page(request, lines, form, problems=problems, status=422)
        try:
            await actions.enter(
                event.id, wanted, seen=form.value("stand"), by=await the_person(request)
            )
        except actions.TalliedMeanwhile:
            lines = await queries.lines(event.id)
            return await _page(request, lines, form, problems={"": MEANWHILE}, status=409)
        return go_to(request, f"/redaktion/{event.slug}/auszaehlung", tell="gespeichert")


async def _page(
    request: AnyRequest,
    lines: list[Line],
    form: Form,
    *,
    problems: dict[str, Problem] | None = None,
    status: int = 200,
) -> Answer:
    event = await the_event(request)
    return page(
        request,
        "tallies/show.html",
        status=status,
        event=event,
        lines=lines,
        stamp=queries.stamp(lines),
        form=refused(request, form, problems or {}),
        already=form_of(lines) if status == 409 else None,
        at_desk=with_hands(lines, await line_ups.hands(event.id)) != lines,
    )
