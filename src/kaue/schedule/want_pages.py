"""What one session asks of its room, and when its hosts are away."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.schedule import board, board_queries, queries
from kaue.schedule.board_queries import Wants
from kaue.schedule.forms import EQUIPMENT
from kaue.tables import Equipment
from kaue.topics import queries as topics
from kaue.topics.queries import TopicView
from kaue.web.forms import Form, filled, read_form
from kaue.web.page import Answer, AnyRequest, go_to, page


class WantPages(Controller):
    path = "/pult/{slug:str}/zeitplan/themen/{topic:int}"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        topic = await _the_topic(request)
        wants = await board_queries.wants_of(event.id, topic.id)
        return page(
            request,
            "schedule/wants.html",
            event=event,
            topic=topic,
            rounds=[one for one in await queries.rounds(event.id) if not one.is_for_all],
            equipment=EQUIPMENT,
            form=_form_of(wants),
        )

    @post(status_code=200)
    async def save(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        topic = await _the_topic(request)
        await board.want(event, topic.id, _wants(form), by=await the_person(request))
        return go_to(
            request, f"/pult/{event.slug}/zeitplan?karte={topic.id}#auswahl", tell="gespeichert"
        )


async def _the_topic(request: AnyRequest) -> TopicView:
    event = await the_event(request)
    topic = await topics.find(request.path_params["topic"])
    if topic is None or topic.event != event.id or not topic.is_public:
        raise NotFoundException
    return topic


def _form_of(wants: Wants) -> Form:
    return filled(
        ausstattung=wants.equipment,
        stufenfrei="1" if wants.step_free else "",
        weg=[str(one) for one in wants.away],
    )


def _wants(form: Form) -> Wants:
    chosen = form.values("ausstattung")
    away = {int(one) for one in form.values("weg") if one.isascii() and one.isdigit()}
    return Wants(
        tuple(one for one in Equipment if one in chosen),
        form.value("stufenfrei") == "1",
        frozenset(one for one in away if one < 2**31),
    )
