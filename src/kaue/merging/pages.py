"""Merging and splitting at the administration's desk; and who hosts what became of two topics."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.merging import actions, hosting, queries
from kaue.merging.lookups import the_part
from kaue.people.guards import the_person
from kaue.review.clash import Clash
from kaue.review.deciding import HOLD, AlreadyDecided
from kaue.review.topic_page import topic_page
from kaue.tables import TopicState
from kaue.topics import queries as topics
from kaue.topics.actions import NotPossibleNow
from kaue.topics.filters import LONGEST
from kaue.topics.lookups import the_topic
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused, whole_number, yes_or_no
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.text import clean_line

MERGE = N_("Merge with another topic")
CHOOSE = N_("Choose the topic that this one is to become a part of.")


class MergePages(Controller):
    path = "/redaktion/{slug:str}/themen/{topic:str}"

    @get("/zusammenlegen")
    async def show(self, request: AnyRequest) -> Answer:
        """Which topic with (`?q=`), what that would mean (`?mit=7`), or that it is done."""
        source = await the_topic(request)
        if source.state == TopicState.MERGED:
            return await _merged_page(request, source)
        if source.state not in actions.MERGEABLE:
            raise NotPossibleNow
        given = request.query_params
        if "mit" not in given:
            return await _choice_page(request, source)
        home = await _home(source, whole_number(given["mit"]))
        return await _preview_page(request, source, home)

    @post("/zusammenlegen", status_code=200)
    async def merge(self, request: AnyRequest) -> Answer:
        source, form = await the_topic(request), await read_form(request)
        if not form.value("mit"):
            return await _choice_page(request, source, {"mit": CHOOSE})
        home = await _home(source, form.number("mit"))
        try:
            await actions.merge(
                source,
                home,
                version=form.number("version"),
                home_version=form.number("version_mit"),
                by=await the_person(request),
            )
        except AlreadyDecided:
            return await _look_again(request, source, home)
        return go_to(request, _desk(source, "/zusammenlegen"), tell="zusammengelegt")

    @post("/trennen", status_code=200)
    async def split(self, request: AnyRequest) -> Answer:
        source, form = await the_topic(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        await actions.split(source, version=version, by=by)
        home = await topics.home_of(source)
        # There it can be merged again, if that was a slip.
        again = f"/zusammenlegen?mit={home.id}" if home else ""
        return go_to(request, _desk(source, again), tell="getrennt")


class HostPages(Controller):
    """What the two authors say to each other about hosting."""

    path = "/{slug:str}/themen/{topic:str}/mithalten"

    @post(status_code=200)
    async def offer(self, request: AnyRequest) -> Answer:
        """The author of what was merged: `mithalten=1|0`."""
        part, person = await the_part(request), await the_person(request)
        if person.id != part.topic.author:
            raise NotFoundException
        if yes_or_no(await read_form(request), "mithalten"):
            await hosting.offer(part, by=person)
            tell = "mithalten-angeboten"
        else:
            await hosting.take_back(part, by=person)
            tell = "mithalten-nicht"
        return go_to(request, part.home.path, tell=tell)

    @post("/antwort", status_code=200)
    async def answer(self, request: AnyRequest) -> Answer:
        """The author of what it was merged into: `einverstanden=1|0`."""
        part, person = await the_part(request), await the_person(request)
        if person.id != part.home.author:
            raise NotFoundException
        if yes_or_no(await read_form(request), "einverstanden"):
            await hosting.agree(part, by=person)
            tell = "mithalten-zu-zweit"
        else:
            await hosting.decline(part, by=person)
            tell = "mithalten-abgelehnt"
        return go_to(request, part.home.path, tell=tell)


async def _home(source: TopicView, number: int) -> TopicView:
    home = await topics.find(number)
    if home is None or home.event != source.event:
        raise NotFoundException
    if home.id == source.id or not home.is_public:
        raise actions.HomeNotPublic
    return home


def _desk(topic: TopicView, more: str = "") -> str:
    return f"/redaktion/{topic.event_slug}/themen/{topic.id}{more}"


async def _choice_page(
    request: AnyRequest, source: TopicView, problems: dict[str, Problem] | None = None
) -> Answer:
    event = await the_event(request)
    words = clean_line(request.query_params.get("q", ""))[:LONGEST]
    return page(
        request,
        "merging/choose.html",
        status=422 if problems else 200,
        event=event,
        topic=source,
        words=words,
        longest=LONGEST,
        candidates=await queries.candidates(event, source, words),
        parts=await queries.parts(source, None),
        form=refused(request, Form(), problems or {}),
    )


async def _look_again(request: AnyRequest, source: TopicView, home: TopicView) -> Answer:
    """Somebody was quicker: what the two are by now, to decide anew where that is possible."""
    fresh, other = await topics.find(source.id), await topics.find(home.id)
    if fresh and fresh.state == TopicState.MERGED:
        return await _merged_page(request, fresh, late=True)
    if not (fresh and other and other.is_public and fresh.state in actions.MERGEABLE):
        return await topic_page(request, Form(), clash=Clash(MERGE, words=home.title))
    return await _preview_page(request, fresh, other, late=True)


async def _preview_page(
    request: AnyRequest, source: TopicView, home: TopicView, *, late: bool = False
) -> Answer:
    if await queries.parts(source, None):
        raise actions.HomeOfOthers
    event = await the_event(request)
    return page(
        request,
        "merging/preview.html",
        status=409 if late else 200,
        event=event,
        topic=source,
        home=home,
        people=await queries.people(event, source.id, home.id),
        late=late,
    )


async def _merged_page(request: AnyRequest, source: TopicView, *, late: bool = False) -> Answer:
    merge = await queries.merge_of(source.id)
    return page(
        request,
        "merging/merged.html",
        status=409 if late else 200,
        late=late,
        event=await the_event(request),
        topic=source,
        home=await topics.find(source.merged_into or 0),
        merge=merge,
        held=merge is not None and now() < merge.decided_at + HOLD,
    )
