"""Entering a topic for somebody: a title is enough, and the next one can follow at once."""

from litestar import Controller, get, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review.forms import LONGEST_NAME, OnBehalfForm
from kaue.review.on_behalf import enter
from kaue.tables import Channel, TopicFormat
from kaue.topics.forms import FORMATS, HOST, LONGEST_TEXT, LONGEST_TITLE, WISH
from kaue.topics.queries import find
from kaue.web.forms import Form, Problem, filled, read_form, refused, whole_number
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

CHANNELS = {
    Channel.PAPER: N_("On paper"),
    Channel.PHONE: N_("By phone"),
    Channel.MAIL: N_("By mail"),
}


class OnBehalfPages(Controller):
    path = "/redaktion/{slug:str}/neu"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """A stack of paper: how it came stays as it was chosen last."""
        channel = request.query_params.get("weg", Channel.PAPER)
        form = filled(
            weg=channel if channel in set(Channel) else Channel.PAPER,
            format=TopicFormat.DISCUSSION,
            rolle=WISH,
        )
        return await _page(request, form)

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = OnBehalfForm.of(form)
        if problems := wanted.problems(event):
            return await _page(request, form, problems)
        number = await enter(event, wanted, by=await the_person(request))
        there = f"/redaktion/{event.slug}/neu?weg={wanted.channel}&thema={number}"
        return go_to(request, there, tell="eingetragen")


async def _page(
    request: AnyRequest, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    event = await the_event(request)
    entered = await find(max(whole_number(request.query_params.get("thema", "")), 0))
    return page(
        request,
        "review/on_behalf.html",
        status=422 if problems else 200,
        event=event,
        form=refused(request, form, problems or {}),
        entered=entered if entered and entered.event == event.id else None,
        channels=CHANNELS,
        formats=FORMATS,
        host=HOST,
        wish=WISH,
        longest_title=LONGEST_TITLE,
        longest_text=LONGEST_TEXT,
        longest_name=LONGEST_NAME,
    )
