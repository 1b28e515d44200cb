"""How much waits, in the navigations of page and desk: only for staff, and only in their event."""

from kaue.events import queries as events
from kaue.review.waiting import waiting
from kaue.web.page import AnyRequest
from kaue.web.visit import visit_of


async def note_waiting(request: AnyRequest) -> None:
    """To be called once it is known who is asking."""
    visit, slug = visit_of(request), request.path_params.get("slug")
    if visit.person is None or slug is None:
        return
    event = await events.by_slug(slug)
    if event is not None and visit.person.may_review(event):
        visit.waiting = await waiting(event.id)
