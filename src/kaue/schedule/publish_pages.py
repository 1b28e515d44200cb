"""For moderators: what would be new, and the button that publishes it."""

from litestar import Controller, get, post
from markupsafe import escape

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.mail.outbox import absolute
from kaue.people.guards import the_person
from kaue.schedule import insight, plan_queries, publishing
from kaue.schedule.concerns import concerns_of
from kaue.schedule.drafts import the_draft
from kaue.schedule.insight import Insight
from kaue.schedule.publishing import (
    LONGEST_NOTE,
    DraftChanged,
    NothingToPublish,
    PublishedMeanwhile,
)
from kaue.schedule.sentences import CONCERNS
from kaue.schedule.times import Clocks
from kaue.web.forms import Form, Problem, read_form, refused, words_problems
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.text import clean_line
from kaue.web.visit import Visit, visit_of

NOTHING = N_("Nothing has changed since the last version, so there is nothing to publish.")
SCHEDULE = N_("Schedule")
FRAME_LOOKS = 'width="100%" height="800" loading="lazy"'
TOO_LATE = {
    PublishedMeanwhile: N_(
        "Somebody else published a version meanwhile. Below is what is new now."
    ),
    DraftChanged: N_("The board was changed meanwhile. Below is what would be published now."),
}


class PublishPages(Controller):
    path = "/pult/{slug:str}/zeitplan/veroeffentlichen"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        return await _page(request, await the_event(request), Form())

    @post(status_code=200)
    async def publish(self, request: AnyRequest) -> Answer:
        """`version` and `entwurf` say what was seen, so nobody publishes what they have not."""
        event, form = await the_event(request), await read_form(request)
        note = clean_line(form.value("neu"))
        if problems := words_problems("neu", note, LONGEST_NOTE):
            return await _page(request, event, form, problems)
        seen = await insight.look(await insight.the_wall(event))
        try:
            await publishing.publish(
                event,
                note=note,
                by=await the_person(request),
                after_version=form.number("version"),
                seen=form.value("entwurf"),
                kept=seen.kept if seen.possible else None,
                possible=seen.possible or None,
            )
        except NothingToPublish:
            return await _page(request, event, form, late=NOTHING)
        except (PublishedMeanwhile, DraftChanged) as error:
            return await _page(request, event, form, late=TOO_LATE[type(error)])
        return go_to(request, _here(event), tell="veroeffentlicht")


def _here(event: EventView) -> str:
    return f"/pult/{event.slug}/zeitplan/veroeffentlichen"


def _frame(event: EventView, visit: Visit) -> str:
    """HTML with which another page shows the published plan."""
    address = absolute(visit.language, f"/{event.slug}/zeitplan/einbetten")
    title = f"{event.title}: {visit.say(SCHEDULE)}"
    return f'<iframe src="{address}" title="{escape(title)}" {FRAME_LOOKS}></iframe>'


async def _page(
    request: AnyRequest,
    event: EventView,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    late: str = "",
) -> Answer:
    draft = await the_draft(event.id)
    wall = await insight.the_wall(event)
    seen = await insight.look(wall) if draft.changes else Insight()
    visit = visit_of(request)
    moments = [one.starts_at for one in draft.sessions]
    return page(
        request,
        "schedule/publish.html",
        status=422 if problems else 409 if late else 200,
        event=event,
        draft=draft,
        tray=wall.tray,
        found=concerns_of(wall, seen),
        cards=wall.cards,
        concerns=CONCERNS,
        form=refused(request, form, problems or {}),
        late=late,
        longest=LONGEST_NOTE,
        clocks=Clocks(visit.language, event.zone).on_several(moments),
        embed=_frame(event, visit),
        versions=await plan_queries.versions(event.id),
    )
