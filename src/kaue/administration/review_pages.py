"""How an event is reviewed: when, by how many, how soon, and for which reasons."""

from typing import Any

from litestar import Controller, get, post

from kaue.administration import actions, queries
from kaue.administration.editing import base, edit_page, saved
from kaue.administration.review_forms import (
    COMMENTS,
    LONGEST_REASON,
    MOST_DAYS,
    TOPICS,
    ReasonForm,
    ReviewForm,
    review_of,
)
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.review import reasons
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to

SAME = N_("There already is this reason.")
TOO_MANY = N_("There are %(num)s already. Remove one first."), actions.MOST_REASONS


class EventReviewPages(Controller):
    path = "/verwaltung/barcamps/{slug:str}/pruefung"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return edit_page(request, "review", event, review_of(event), **await _more(event))

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted, more = ReviewForm.of(form), await _more(event)
        return await saved(request, "review", form, wanted.problems(), wanted.columns, **more)

    @post("/gruende", status_code=200)
    async def add_reason(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = ReasonForm.of(form)
        problems = wanted.problems()
        if not problems:
            try:
                await actions.add_reason(event, wanted.text, wanted.text_en)
            except actions.SameReason:
                problems = {"grund": SAME}
            except actions.TooManyReasons:
                problems = {"grund": TOO_MANY}
            else:
                return _back(request, event)
        return await _refused_reason(request, event, form, problems)

    @post("/gruende/{reason:int}/entfernen", status_code=200)
    async def remove_reason(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await actions.remove_reason(event, request.path_params["reason"])
        return _back(request, event)

    @post("/gruende/{reason:int}/zurueckholen", status_code=200)
    async def put_reason_back(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await actions.put_reason_back(event, request.path_params["reason"])
        return _back(request, event)


def _back(request: AnyRequest, event: EventView) -> Answer:
    return go_to(request, f"{base(event)}/pruefung#gruende", tell="gespeichert")


async def _refused_reason(
    request: AnyRequest, event: EventView, form: Form, problems: dict[str, Problem]
) -> Answer:
    """What was typed of the reason, above what is stored of the rest."""
    both = Form({**review_of(event).given, **form.given})
    shown = refused(request, both, problems)
    return edit_page(request, "review", event, shown, status=422, **await _more(event))


async def _more(event: EventView) -> dict[str, Any]:
    return {
        "topic_modes": TOPICS,
        "comment_modes": COMMENTS,
        "most_days": MOST_DAYS,
        "longest_reason": LONGEST_REASON,
        "most_reasons": actions.MOST_REASONS,
        "kaues": list(reasons.REASONS.values()),
        "own": await reasons.own_reasons(event.id),
        "removed": await queries.removed_reasons(event.id),
    }
