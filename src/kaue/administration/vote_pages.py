"""How an event votes: whom numbers are told, who votes, how often, what counts besides, and which
order leads the pitches.
"""

from functools import partial
from typing import Any

from litestar import Controller, get, post

from kaue.administration import actions
from kaue.administration.editing import edit_page, saved
from kaue.administration.vote_forms import (
    MOST_VOTES,
    VoteForm,
    order_is_fixed,
    order_problems,
    vote_of,
)
from kaue.events.lookups import the_event
from kaue.events.orders import ORDERS
from kaue.events.queries import EventView
from kaue.events.vote_rules import ADDED, COUNTS, offered_ways
from kaue.people.guards import the_person
from kaue.web.dates import now
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest


class EventVotePages(Controller):
    path = "/verwaltung/barcamps/{slug:str}/abstimmung"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        return edit_page(request, "vote", event, vote_of(event), **_more(event))

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = VoteForm.of(form)
        change = partial(actions.change_rules, by=await the_person(request))
        problems = order_problems(event, wanted) | wanted.problems()
        return await saved(
            request, "vote", form, problems, wanted.columns, change=change, **_more(event)
        )


def _more(event: EventView) -> dict[str, Any]:
    return {
        "counts": COUNTS,
        "ways": offered_ways(),
        "added": ADDED,
        "orders": ORDERS,
        "order_is_fixed": order_is_fixed(event),
        "most_votes": MOST_VOTES,
        "has_begun": event.vote_from <= now(),
    }
