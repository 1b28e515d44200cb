"""Choosing another order than the one that was laid down: with a reason, which everybody reads."""

from litestar import Controller, post

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.pitch import queries as line_ups
from kaue.pitch.actions import NoSuchPitch
from kaue.pitch.forms import ChoiceForm
from kaue.pitch.vote_pages import vote_page
from kaue.stage import actions
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, go_to


class OrderPages(Controller):
    path = "/pult/{slug:str}/abstimmung/reihenfolge"

    @post(status_code=200)
    async def choose(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        frozen = await line_ups.frozen_list(event.id)
        if frozen is None:
            raise NoSuchPitch
        wanted = ChoiceForm.of(form)
        if problems := wanted.problems(frozen):
            return await vote_page(request, form, problems)
        by = await the_person(request)
        await actions.order_by(event, wanted.method, by=by, reason=wanted.reason)
        return go_to(request, f"/pult/{event.slug}/abstimmung", tell="reihenfolge-gewaehlt")
