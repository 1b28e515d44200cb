"""One topic as staff see it; also after a refused decision, with what was typed."""

from kaue.audit.acts import SAID
from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import actions, looking, queries
from kaue.review.actions import waits
from kaue.review.changes import changes
from kaue.review.clash import Clash
from kaue.review.flags import CROWD, flags
from kaue.review.forms import LONGEST_NOTE
from kaue.review.promise import due
from kaue.review.reasons import catalogue
from kaue.tables import TopicFormat
from kaue.topics import alike
from kaue.topics import queries as topics
from kaue.topics.forms import FORMATS
from kaue.topics.lookups import the_topic
from kaue.topics.queries import TopicView
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, refused, whole_number
from kaue.web.page import Answer, AnyRequest, page
from kaue.web.visit import visit_of


async def topic_page(
    request: AnyRequest,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    clash: Clash | None = None,
    mail: str = "",
) -> Answer:
    """422 with problems, 409 with a clash. `mail` is what the author would get."""
    event, topic = await the_event(request), await the_topic(request)
    person, language = await the_person(request), visit_of(request).language
    history = await queries.history(topic.id)
    last = history[0] if history else None
    before, proposal = queries.seen_before(topic, history), queries.open_proposal(topic, last)
    act = whole_number(request.query_params.get("akt", ""))
    return page(
        request,
        "review/show.html",
        status=422 if problems else 409 if clash else 200,
        event=event,
        topic=(await topics.for_staff(event, [topic]))[0],
        form=refused(request, form, problems or {}),
        clash=clash,
        mail=mail,
        format_label=visit_of(request).say(FORMATS[TopicFormat(topic.format)]),
        waits=waits(topic),
        due=due(topic.waits_since or topic.submitted_at or now(), event.answer_days, event.zone),
        late_after=now(),
        flags=await _flags(topic),
        title_changes=changes(before.title, topic.title) if before else [],
        text_changes=changes(before.text, topic.text) if before else [],
        before=before,
        alike=await alike.for_staff(event, topic),
        others=(await looking.others(event.id, person)).get(topic.id, []),
        history=history,
        said=SAID,
        proposal=proposal,
        own_proposal=proposal is not None and proposal.decided_by == person.id,
        home=await _home(topic),
        undoable=await queries.undoable(event.id, act),
        can_undo=last is not None and actions.can_undo(topic, last),
        reasons=await catalogue(event.id, language),
        longest_note=LONGEST_NOTE,
    )


async def _flags(topic: TopicView) -> list[str]:
    found = flags(topic.title, topic.text)
    if topic.author and await queries.came_in_a_crowd(topic.author):
        found.append(CROWD)
    return found


async def _home(topic: TopicView) -> TopicView | None:
    return await topics.find(topic.merged_into) if topic.merged_into else None
