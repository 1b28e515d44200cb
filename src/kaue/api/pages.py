"""The public API: reading only, the same for everybody, from every origin."""

import json

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue.api import documents, openapi
from kaue.api.documents import Document
from kaue.events import queries as events
from kaue.events.queries import EventView
from kaue.schedule import plan_queries
from kaue.topics import queries as topics
from kaue.web.errors import FOR_EVERYBODY
from kaue.web.page import Answer, AnyRequest, public_answer
from kaue.web.visit import visit_of


class ApiPages(Controller):
    path = "/api/v1"

    @get("/openapi.json")
    async def describe(self, request: AnyRequest) -> Answer:
        return _answer(request, openapi.document())

    @get("/events")
    async def list_events(self, request: AnyRequest) -> Answer:
        found = [*await events.open_ones(), *await events.past_ones()]
        return _answer(request, documents.of_events(found, visit_of(request).language))

    @get("/events/{slug:str}")
    async def show_event(self, request: AnyRequest) -> Answer:
        event = await _public_event(request)
        public = await topics.listed(event.id)
        language = visit_of(request).language
        return _answer(request, documents.of_event(event, len(public), language))

    @get("/events/{slug:str}/topics")
    async def list_topics(self, request: AnyRequest) -> Answer:
        event = await _public_event(request)
        listed = await topics.listed(event.id)
        return _answer(request, documents.of_topics(event, listed, visit_of(request).language))

    @get("/events/{slug:str}/schedule")
    async def show_schedule(self, request: AnyRequest) -> Answer:
        event = await _public_event(request)
        plan = await plan_queries.latest(event.id)
        return _answer(request, documents.of_schedule(event, plan, visit_of(request).language))


async def _public_event(request: AnyRequest) -> EventView:
    """One that the list has: no rehearsal, and none that is not announced yet."""
    slug = request.path_params["slug"]
    for event in [*await events.open_ones(), *await events.past_ones()]:
        if event.slug == slug:
            return event
    raise NotFoundException


def _answer(request: AnyRequest, document: Document) -> Answer:
    body = json.dumps(document, ensure_ascii=False).encode()
    return public_answer(request, body, media_type="application/json", headers=FOR_EVERYBODY)
