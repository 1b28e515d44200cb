"""Rounds: when sessions run, and what is for everybody in between."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.schedule import board_queries, queries, rooms
from kaue.schedule.forms import (
    LONGEST_TITLE,
    OVERLAPS,
    RoundForm,
    RoundsForm,
    another_round,
    form_of_round,
    usual_rounds,
)
from kaue.schedule.queries import RoundView
from kaue.schedule.removing import asking, just_removed
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page


class RoundPages(Controller):
    path = "/pult/{slug:str}/runden"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Before there are any, a form for all at once; then one for another one."""
        event = await the_event(request)
        found = await queries.rounds(event.id)
        last = found[-1].ends_at if found else None
        form = another_round(last, event.zone) if last else usual_rounds(event)
        return await _page(request, event, form, found)

    @post(status_code=200)
    async def add(self, request: AnyRequest) -> Answer:
        """One of them: sessions, or something for everybody."""
        event, form = await the_event(request), await read_form(request)
        found = await queries.rounds(event.id)
        wanted = RoundForm.of(form, event.zone, found)
        problems = wanted.problems()
        if not problems:
            try:
                await rooms.add_rounds(event, [wanted.span], title=wanted.title)
            except rooms.RoundsOverlap:
                problems = {"von": OVERLAPS}
            else:
                return go_to(request, _here(event), tell="gespeichert")
        return await _page(request, event, form, found, problems)

    @post("/mehrere", status_code=200)
    async def add_several(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = RoundsForm.of(form, event.zone)
        problems = wanted.problems()
        if not problems:
            try:
                await rooms.add_rounds(event, wanted.spans)
            except rooms.RoundsOverlap:
                problems = {"beginn": OVERLAPS}
            else:
                return go_to(request, _here(event), tell="gespeichert")
        found = await queries.rounds(event.id)
        return await _page(request, event, form, found, problems, several=True)

    @get("/{round:int}")
    async def edit(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        one, _ = await _the_round(request, event)
        return _edit_page(request, event, one, form_of_round(one, event.zone))

    @post("/{round:int}", status_code=200)
    async def change(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        one, others = await _the_round(request, event)
        wanted = RoundForm.of(form, event.zone, others)
        problems = wanted.problems()
        if not problems:
            try:
                await rooms.change_round(event, one.id, wanted.span, title=wanted.title)
            except rooms.RoundsOverlap:
                problems = {"von": OVERLAPS}
            else:
                return go_to(request, _here(event), tell="gespeichert")
        return _edit_page(request, event, one, form, problems)

    @get("/{round:int}/entfernen")
    async def ask(self, request: AnyRequest) -> Answer:
        """Which sessions would lose their place with it."""
        event = await the_event(request)
        one, _ = await _the_round(request, event)
        losing = await board_queries.held_in(event.id, round=one.id)
        return await asking(request, event, _here(event), losing, round=one)

    @post("/{round:int}/entfernen", status_code=200)
    async def remove(self, request: AnyRequest) -> Answer:
        """`sessions` says which were named; nobody takes away others than these."""
        event, form = await the_event(request), await read_form(request)
        number, by = _number(request), await the_person(request)
        try:
            await rooms.remove_round(event, number, seen=form.value("sessions"), by=by)
        except rooms.StillHeld:
            return go_to(request, f"{_here(event)}/{number}/entfernen")
        return go_to(request, _here(event), tell="entfernt")


def _here(event: EventView) -> str:
    return f"/pult/{event.slug}/runden"


def _number(request: AnyRequest) -> int:
    return int(request.path_params["round"])


async def _the_round(request: AnyRequest, event: EventView) -> tuple[RoundView, list[RoundView]]:
    """And all the others."""
    found = await queries.rounds(event.id)
    for one in found:
        if one.id == _number(request):
            return one, [other for other in found if other is not one]
    raise NotFoundException


async def _page(
    request: AnyRequest,
    event: EventView,
    form: Form,
    found: list[RoundView],
    problems: dict[str, Problem] | None = None,
    *,
    several: bool = False,
) -> Answer:
    return page(
        request,
        "schedule/rounds.html",
        status=422 if problems else 200,
        event=event,
        rounds=found,
        held={one.round for one in await board_queries.held_in(event.id)},
        removed=await just_removed(event, "round-gone"),
        one=not several and ("von" in form.given or bool(found)),
        form=refused(request, form, problems or {}),
        longest=LONGEST_TITLE,
    )


def _edit_page(
    request: AnyRequest,
    event: EventView,
    one: RoundView,
    form: Form,
    problems: dict[str, Problem] | None = None,
) -> Answer:
    return page(
        request,
        "schedule/round.html",
        status=422 if problems else 200,
        event=event,
        round=one,
        form=refused(request, form, problems or {}),
        longest=LONGEST_TITLE,
    )
