"""Whoever writes in an event: what it is, and whether staff trust or block them."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import people
from kaue.review.forms import LONGEST_NOTE, block_problems
from kaue.review.people import PersonView
from kaue.tables import TopicState
from kaue.topics import queries as topics
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page


class PeoplePages(Controller):
    path = "/redaktion/{slug:str}/personen"

    @get()
    async def all_special(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        found = await people.special(event.id)
        return page(request, "review/people.html", event=event, people=found)

    @get("/{number:int}")
    async def show(self, request: AnyRequest) -> Answer:
        return await _page(request, await _person(request), Form())

    @post("/{number:int}/vertrauen", status_code=200)
    async def trust(self, request: AnyRequest) -> Answer:
        """States what is wanted: vertrauen=1 or 0."""
        event, person, form = (
            await the_event(request),
            await _person(request),
            await read_form(request),
        )
        wanted = form.value("vertrauen") == "1"
        await people.trust(event, person, wanted=wanted, by=await the_person(request))
        tell = "vertraut" if wanted else "nicht-mehr-vertraut"
        return go_to(request, f"/redaktion/{event.slug}/personen/{person.id}", tell=tell)

    @post("/{number:int}/sperren", status_code=200)
    async def block(self, request: AnyRequest) -> Answer:
        """States what is wanted: sperren=1 with words, or 0."""
        event, person, form = (
            await the_event(request),
            await _person(request),
            await read_form(request),
        )
        by, there = await the_person(request), f"/redaktion/{event.slug}/personen/{person.id}"
        if form.value("sperren") != "1":
            await people.unblock(event, person, by=by)
            return go_to(request, there, tell="entsperrt")
        why = form.value("worte")
        if problems := block_problems(why):
            return await _page(request, person, form, problems)
        await people.block(event, person, why, by=by)
        return go_to(request, there, tell="gesperrt")


async def _person(request: AnyRequest) -> PersonView:
    event = await the_event(request)
    found = await people.find(event.id, request.path_params["number"])
    if found is None:
        raise NotFoundException
    return found


async def _page(
    request: AnyRequest, person: PersonView, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    event = await the_event(request)
    wrote = [
        topic
        for topic in await topics.by_author(person.id)
        if topic.event == event.id and topic.state != TopicState.DRAFT
    ]
    return page(
        request,
        "review/person.html",
        status=422 if problems else 200,
        event=event,
        somebody=person,
        topics=wrote,
        form=refused(request, form, problems or {}),
        longest_note=LONGEST_NOTE,
    )
