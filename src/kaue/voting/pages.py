"""One button: the vote."""

from litestar import Controller, post
from litestar.exceptions import ClientException

from kaue.limits.actions import spend_lightly
from kaue.limits.rules import Purpose
from kaue.people.guards import the_person
from kaue.topics.lookups import the_listed_topic, the_voted_topic
from kaue.topics.queries import TopicView, recounted
from kaue.voting import actions
from kaue.web.errors import came_from
from kaue.web.forms import read_form
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to


class VotePages(Controller):
    path = "/{slug:str}/themen/{topic:str}/stimme"

    @post(status_code=200)
    async def set_vote(self, request: AnyRequest) -> Answer:
        """The form says which state is wanted (`dafuer=1|0`), so a double tap is harmless."""
        given = (await read_form(request)).value("dafuer")
        if given not in {"0", "1"}:
            raise ClientException
        wanted, person = given == "1", await the_person(request)
        spend_lightly(Purpose.VOTE, str(person.id))
        topic = await the_listed_topic(request) if wanted else await the_voted_topic(request)
        if topic.merged_into:
            return _where_it_counts(request, topic)
        if wanted:
            await actions.cast(topic, by=person)
        else:
            await actions.withdraw(topic, by=person)
        topic = await recounted(topic)
        if not topic.is_public:
            # Taken back from /konto; what the topic says now is not for everybody's eyes.
            return go_to(request, "/konto", tell="stimme-zurueck")
        if not by_htmx(request):
            return go_to(request, _place(request, topic))
        return fragment(
            request,
            "voting/_button.html",
            topic=topic,
            voted=wanted,
            takes_votes=True,
            told=True,
        )


def _where_it_counts(request: AnyRequest, topic: TopicView) -> Answer:
    """Nobody votes for another topic unasked: what was pressed is explained on the topic's page."""
    if by_htmx(request):
        raise actions.PartOfAnother
    return go_to(request, topic.path)


def _place(request: AnyRequest, topic: TopicView) -> str:
    """The topic's place in the list as it was filtered, or the topic's own page."""
    came = came_from(request)
    if came.partition("?")[0] == topic.path:
        return f"{topic.path}#stimme-{topic.id}"
    listed = f"/{topic.event_slug}/themen"
    back = came if came.partition("?")[0] == listed else listed
    return f"{back}#thema-{topic.id}"
