"""The administration's desk: what waits, and one topic with all that can be done about it."""

from typing import Any

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import looking, queries, queue
from kaue.review.flags import flags
from kaue.review.promise import is_late
from kaue.review.topic_page import topic_page
from kaue.tables import TopicState
from kaue.topics import queries as topics
from kaue.topics.forms import FORMATS
from kaue.topics.lookups import the_topic
from kaue.web.dates import now
from kaue.web.forms import Form, whole_number
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, fragment, page
from kaue.web.text import clean_line

WAITS = "wartet"
TABS = {
    WAITS: (N_("Waiting"), TopicState.SUBMITTED),
    "rueckfrage": (N_("Asked back"), TopicState.ASKED_BACK),
    "freigegeben": (N_("Accepted"), TopicState.ACCEPTED),
    "abgelehnt": (N_("Rejected"), TopicState.REJECTED),
    "ausgeblendet": (N_("Hidden"), TopicState.HIDDEN),
    "zusammengelegt": (N_("Merged"), TopicState.MERGED),
    "zurueckgezogen": (N_("Withdrawn"), TopicState.WITHDRAWN),
}


class ReviewPages(Controller):
    path = "/redaktion/{slug:str}"

    @get()
    async def queue(self, request: AnyRequest) -> Answer:
        tab = request.query_params.get("stand", WAITS)
        if tab in TABS and tab != WAITS:
            return await _state_page(request, tab)
        return await _queue_page(request)

    @get("/themen/{topic:str}")
    async def show(self, request: AnyRequest) -> Answer:
        await looking.look((await the_topic(request)).id, by=await the_person(request))
        return await topic_page(request, Form())

    @get("/themen/{topic:str}/dabei")
    async def who_looks(self, request: AnyRequest) -> Answer:
        """Asked again and again while the page of the topic is open."""
        event, topic = await the_event(request), await the_topic(request)
        person = await the_person(request)
        await looking.look(topic.id, by=person)
        others = (await looking.others(event.id, person)).get(topic.id, [])
        return fragment(request, "review/_looking.html", event=event, topic=topic, others=others)


async def _queue_page(request: AnyRequest) -> Answer:
    event, person, at = await the_event(request), await the_person(request), now()
    given = request.query_params
    kind = given.get("art", "")
    wanted = queue.Wanted(clean_line(given.get("q", ""))[:100], kind if kind in queue.KINDS else "")
    everything = await queue.how_many(event.id)
    start = max(whole_number(given.get("ab", "0")), 0)
    if wanted.is_set:
        matching = wanted.matching(await queue.waiting(event.id))
        found, shown = len(matching), matching[start : start + queue.PAGE]
    else:
        found = everything
        shown = await queue.waiting(event.id, start=start, most=queue.PAGE)
    oldest = await queue.waiting(event.id, most=1)
    if start and not shown:
        raise NotFoundException
    return page(
        request,
        "review/queue.html",
        event=event,
        **await _around(request, WAITS),
        everything=everything,
        oldest=oldest[0].since if oldest else None,
        found=found,
        items=shown,
        start=start,
        page_size=queue.PAGE,
        wanted=wanted,
        kinds=queue.KINDS,
        late={
            (one.kind, one.number)
            for one in shown
            if is_late(one.since, event.answer_days, event.zone, at)
        },
        flags={
            (one.kind, one.number): flags("" if one.kind == "kommentar" else one.title, one.text)
            for one in shown
            if one.kind not in {"meldung", "widerspruch"}
        },
        looking=await looking.others(event.id, person),
    )


async def _state_page(request: AnyRequest, tab: str) -> Answer:
    event = await the_event(request)
    found = await topics.in_state(event.id, TABS[tab][1])
    start = max(whole_number(request.query_params.get("ab", "0")), 0)
    return page(
        request,
        "review/topics.html",
        event=event,
        **await _around(request, tab),
        topics=await topics.for_staff(event, found[start : start + queue.PAGE]),
        found=len(found),
        start=start,
        page_size=queue.PAGE,
        formats=FORMATS,
    )


async def _around(request: AnyRequest, tab: str) -> dict[str, Any]:
    """What stands on every list of the desk: where one is, and what can be undone."""
    event = await the_event(request)
    act = whole_number(request.query_params.get("akt", ""))
    return {
        "tabs": TABS,
        "tab": tab,
        "counts": await queries.counts(event.id),
        "undoable": await queries.undoable(event.id, act),
    }
