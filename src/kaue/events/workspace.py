"""Where a barcamp stands, for the bar of those who work on it: its phase, and what is next."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.events import queries
from kaue.events.queries import EventView
from kaue.people.actor import Actor
from kaue.web.dates import now
from kaue.web.language import N_
from kaue.web.nav import in_workspace
from kaue.web.page import AnyRequest, by_htmx
from kaue.web.visit import Workspace, visit_of
from kaue.web.workspace import ADMIN


@dataclass(frozen=True, slots=True)
class Progress:
    """Of the day: whether votes are counted, pitches are still to come, and a plan is public."""

    counted: bool = False
    pitching: bool = False
    published: bool = False


async def note_workspace(request: AnyRequest) -> None:
    """For whole pages of those who work on a barcamp. To be called once it is known who asks."""
    visit, slug = visit_of(request), request.path_params.get("slug")
    if visit.person is None or slug is None or not in_workspace(visit.here) or by_htmx(request):
        return
    event = await queries.by_slug(slug)
    if event is None:
        return
    phase, next_part = standing(event, now(), await _progress(event))
    visit.workspace = Workspace(
        event.slug,
        event.title,
        phase,
        next_part,
        _roles(visit.person, event),
        event.rehearsal_of is not None,
    )


def _roles(person: Actor, event: EventView) -> frozenset[str]:
    held = frozenset(person.held_in(event))
    return held | {ADMIN} if person.is_admin else held


def standing(event: EventView, at: datetime, progress: Progress) -> tuple[str, str]:
    """In a few words where it stands, and which part of the workspace is next, if any is."""
    over = event.ends_at <= at
    if event.archived_at:
        return (N_("In the archive"), "") if over else (N_("In preparation"), "settings")
    if over:
        return N_("The day is over"), "results"
    if progress.counted:
        return _after_the_count(event, at, progress)
    if event.vote_until <= at:
        return N_("Voting is over"), "voting"
    return _before_the_count(event, at), ""


def _after_the_count(event: EventView, at: datetime, progress: Progress) -> tuple[str, str]:
    plan = "" if progress.published else "schedule"
    if event.sessions_at <= at:
        return N_("Sessions"), plan
    if not progress.pitching:
        return N_("Pitches are through"), plan
    return (N_("Pitches") if event.pitch_at <= at else N_("Votes are counted")), "desk"


def _before_the_count(event: EventView, at: datetime) -> str:
    topics, votes = event.takes_topics(at), event.takes_votes(at)
    if topics and votes:
        return N_("Topics and votes")
    if topics or votes:
        return N_("Proposing") if topics else N_("Voting")
    return N_("Not open yet") if at < event.submit_from else N_("Break between the phases")


async def _progress(event: EventView) -> Progress:
    """Nothing is asked while votes are taken: what may be counted then is counted again."""
    voting_over = event.counted_at or event.vote_until <= now()
    found = await db.rows(_PROGRESS, event.id) if voting_over else []
    if not found:
        return Progress()
    return Progress(
        counted=True,
        pitching=bool(found[0]["pitching"]),
        published=bool(found[0]["published"]),
    )


_PROGRESS = (
    "SELECT EXISTS (SELECT 1 FROM pitch p JOIN topic t ON t.id = p.topic"
    " WHERE p.ranking = r.id AND p.state = 'waiting' AND t.state = 'accepted') AS pitching,"
    " EXISTS (SELECT 1 FROM plan n WHERE n.event = r.event) AS published"
    " FROM ranking r WHERE r.event = {} ORDER BY r.version DESC LIMIT 1"
)
