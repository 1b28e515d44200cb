"""The pages on which something of one event is changed, and what saving one of them answers."""

from collections.abc import Awaitable, Callable
from typing import Any

from kaue.administration.forms import LONGEST
from kaue.events import actions as events
from kaue.events import logos, queries
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page

MEANWHILE = N_("Somebody else saved meanwhile. What you see below is yours; save again to keep it.")

PATHS = {
    "texts": "",
    "dates": "/termine",
    "look": "/aussehen",
    "review": "/pruefung",
    "vote": "/abstimmung",
}


def base(event: EventView) -> str:
    return f"/verwaltung/barcamps/{event.slug}"


async def saved(
    request: AnyRequest,
    which: str,
    form: Form,
    problems: dict[str, Problem],
    columns: dict[str, Any],
    *,
    change: Callable[..., Awaitable[None]] = events.change,
    **more: Any,
) -> Answer:
    """Store the columns and go on, or show the form again with what is wrong.

    `change` stores them, as events.actions.change() does.
    """
    event = await the_event(request)
    if not problems:
        try:
            await change(event, columns, seen=form.value("stand"))
        except events.EventChanged:
            event = await queries.load(event.slug) or event
            form = refused(request, form, {"": MEANWHILE})
            return edit_page(request, which, event, form, status=409, **more)
        return go_to(request, base(event) + PATHS[which], tell="gespeichert")
    form = refused(request, form, problems)
    return edit_page(request, which, event, form, status=422, **more)


def edit_page(
    request: AnyRequest, which: str, event: EventView, form: Form, *, status: int = 200, **more: Any
) -> Answer:
    """`more` is what only this page shows."""
    return page(
        request,
        f"administration/{which}.html",
        status=status,
        event=event,
        form=form,
        stamp=events.stamp(event),
        longest=LONGEST,
        over=event.ends_at <= now(),
        largest=logos.LARGEST_UPLOAD // 1024,
        **more,
    )
