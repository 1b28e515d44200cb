"""The deck, the decisions made in it, and all of one's own in one place."""

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.vote_rules import ways_of
from kaue.limits.actions import spend_lightly
from kaue.limits.rules import Purpose
from kaue.people.guards import the_person
from kaue.topics import queries as topics
from kaue.topics.cards import card
from kaue.topics.lookups import the_voted_topic
from kaue.topics.queries import TopicView, recounted
from kaue.voting import actions, queries
from kaue.voting.deck import Deck, deck_of
from kaue.web.dates import now
from kaue.web.forms import read_form, whole_number
from kaue.web.frames import filled, framed
from kaue.web.page import Answer, AnyRequest, by_htmx, go_to, html_answer, page
from kaue.web.visit import visit_of

FOR, GO_ON, OPEN = "dafuer", "weiter", "offen"
ACTS = {FOR: actions.cast, GO_ON: actions.pass_over, OPEN: actions.undecide}


class DeckPages(Controller):
    path = "/{slug:str}/entdecken"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await the_person(request)
        deck = await deck_of(event, person)
        last = deck.decided_about(whole_number(request.query_params.get("zuletzt", "")))
        given = await queries.given_of(event, person)
        return framed(
            request,
            "voting/deck.html",
            gaps={"deck": _piece(request, event, deck, last, given=given)},
            fixed={"ways": ways_of(event)},
            event=event,
            takes_votes=event.takes_votes(now()),
            may_vote=await queries.may_vote(event, person),
        )


class DecisionPages(Controller):
    """Each button states what is wanted, so that a double tap is harmless."""

    path = "/{slug:str}"

    @post("/themen/{topic:str}/entscheidung", status_code=200)
    async def decide(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        wanted = form.value("entscheidung")
        if wanted not in ACTS:
            raise ClientException
        event, person = await the_event(request), await the_person(request)
        spend_lightly(Purpose.VOTE, str(person.id))
        topic = await the_voted_topic(request)
        if topic.merged_into:
            raise actions.PartOfAnother
        await ACTS[wanted](topic, by=person)
        await recounted(topic)
        if form.value("zurueck") == "stimmen":
            return go_to(request, f"/{event.slug}/stimmen#thema-{topic.id}", tell="entschieden")
        last = topic if wanted != OPEN else None
        if by_htmx(request):
            deck, given = await deck_of(event, person), await queries.given_of(event, person)
            piece = _piece(request, event, deck, last, given=given, told=True)
            return html_answer(request, piece, stored=False)
        there = f"/{event.slug}/entdecken"
        return go_to(request, f"{there}?zuletzt={topic.id}" if last else there)

    @get("/stimmen")
    async def mine(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await the_person(request)
        deck = await deck_of(event, person)
        dealt = {one.id for one in deck.voted}
        return page(
            request,
            "voting/mine.html",
            event=event,
            deck=deck,
            others=[
                one
                for one in await topics.voted_topics(person.id)
                if one.event == event.id and one.id not in dealt
            ],
            given=await queries.given_of(event, person),
            takes_votes=event.takes_votes(now()),
        )


def _piece(
    request: AnyRequest,
    event: EventView,
    deck: Deck,
    last: TopicView | None,
    *,
    given: int | None,
    told: bool = False,
) -> bytes:
    """The card to decide now; `last` can be taken back, `told` is the answer to a press."""
    language = visit_of(request).language
    now_shown = deck.card
    top = card("voting/_card.html", now_shown, language, focused=told) if now_shown else b""
    return filled(
        language,
        "voting/_deck.html",
        gaps={
            "card": top,
            "undo": card("voting/_undo.html", last, language) if last else b"",
            "done": b"%d" % deck.done,
            "total": b"%d" % deck.total,
        },
        event=event,
        # Only where it is a sentence of its own, which has a plural.
        all_decided=0 if now_shown else deck.total,
        open=now_shown is not None,
        given=given,
        takes_votes=event.takes_votes(now()),
        told=told,
    )
