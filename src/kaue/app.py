"""Puts kaue together. The routers below are the site map and the permission map in one."""

import contextlib
import gc
import logging
from collections.abc import AsyncIterator
from typing import Any

from litestar import Litestar, Router
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from kaue import background, chores, db, descriptors, settings
from kaue.account.address_pages import AddressLinkPages, AddressPages
from kaue.account.pages import AccountPages
from kaue.administration.pages import AdministrationPages, EventAdministrationPages
from kaue.administration.review_pages import EventReviewPages
from kaue.administration.vote_pages import EventVotePages
from kaue.api.pages import ApiPages
from kaue.cards.on_site_pages import OnSitePages, PosterPages
from kaue.cards.pages import CardPages, KeyPages
from kaue.comments.pages import CommentPages, WritePages
from kaue.directory.pages import DirectoryPages
from kaue.events.guards import moderator_only, participant, staff_only
from kaue.events.pages import EventPages
from kaue.events.workspace import note_workspace
from kaue.invitations.pages import InvitationPages, RolePages
from kaue.limits.actions import TooOften
from kaue.limits.pages import on_too_often
from kaue.mail import sender
from kaue.mail.pages import MailPages
from kaue.merging.pages import HostPages, MergePages
from kaue.people.guards import admin_only, anyone, signed_in
from kaue.pitch import live
from kaue.pitch.pages import ListPages
from kaue.pitch.ranking_pages import CountPages, RankingPages, ReceiptPages
from kaue.pitch.vote_pages import VoteDeskPages
from kaue.refusals import REFUSALS
from kaue.rehearsal.pages import RehearsalPages
from kaue.reports.appeal_pages import AppealPages
from kaue.reports.desk_pages import ReportDeskPages
from kaue.reports.pages import ReportPages, ReportStatusPages
from kaue.results.desk_pages import ResultDeskPages
from kaue.results.next_year_pages import NextYearPages
from kaue.results.note_pages import NotePages
from kaue.results.pages import ResultPages
from kaue.review.badge import note_waiting
from kaue.review.comment_pages import CommentReviewPages
from kaue.review.decision_pages import DecisionPages
from kaue.review.log_pages import LogPages
from kaue.review.on_behalf_pages import OnBehalfPages
from kaue.review.pages import ReviewPages
from kaue.review.people_pages import PeoplePages
from kaue.review.wording_pages import AnswerPages, WordingPages
from kaue.schedule.board_pages import BoardPages
from kaue.schedule.embed_pages import EmbedPages
from kaue.schedule.file_pages import OwnCalendarPages, PlanFilePages
from kaue.schedule.plan_pages import PlanPages, StarPages
from kaue.schedule.print_pages import SchedulePrintPages
from kaue.schedule.publish_pages import PublishPages
from kaue.schedule.room_pages import RoomPages
from kaue.schedule.round_pages import RoundPages
from kaue.schedule.want_pages import WantPages
from kaue.second_factor.pages import SecondFactorPages
from kaue.signin import carry
from kaue.signin.code_pages import CodePages
from kaue.signin.pages import DoorPages
from kaue.stage.desk_pages import DeskPages
from kaue.stage.live_pages import LivePages, WorkerPages
from kaue.stage.order_pages import OrderPages
from kaue.stage.phone_pages import ComingPages, PhonePages
from kaue.stage.print_pages import PaperPages, PrintPages
from kaue.stage.projector_pages import ProjectorDeskPages, ProjectorPages
from kaue.standing.barrier_pages import BarrierDeskPages, BarrierPages
from kaue.standing.pages import OperationsPages, StandingPages
from kaue.standing.text_pages import TextPages
from kaue.tallies.pages import TallyPages
from kaue.topics.pages import AuthorPages, ProposePages, TopicPages
from kaue.transparency.pages import TransparencyPages
from kaue.voting.deck_pages import DecisionPages as DeckDecisionPages
from kaue.voting.deck_pages import DeckPages
from kaue.voting.pages import VotePages
from kaue.web import errors
from kaue.web.front import Front
from kaue.web.log import set_up_log
from kaue.web.numbers import only_possible_numbers
from kaue.web.page import AnyRequest
from kaue.web.visit import visit_of

LARGEST_BODY = 64 * 1024

OPERATIONS = Router("/", route_handlers=[OperationsPages])
SAME_FOR_ALL = Router("/", route_handlers=[EmbedPages, ApiPages, LivePages, WorkerPages])
"""Nobody is asked who they are."""

EVERYONE = Router(
    "/",
    guards=[anyone],
    route_handlers=[
        EventPages,
        TopicPages,
        ProposePages,
        WritePages,
        DoorPages,
        CodePages,
        KeyPages,
        OnSitePages,
        DirectoryPages,
        StandingPages,
        BarrierPages,
        ProjectorPages,
        PhonePages,
        PlanPages,
        PlanFilePages,
        RankingPages,
        MailPages,
        InvitationPages,
        AddressLinkPages,
        TransparencyPages,
        ResultPages,
        ReportPages,
        ReportStatusPages,
    ],
)
PARTICIPANTS = Router(
    "/",
    guards=[participant],
    route_handlers=[
        AuthorPages,
        AnswerPages,
        VotePages,
        CommentPages,
        HostPages,
        AppealPages,
        ReceiptPages,
        DeckPages,
        DeckDecisionPages,
        ComingPages,
        StarPages,
        OwnCalendarPages,
        NotePages,
        NextYearPages,
    ],
)
OWNERS = Router(
    "/", guards=[signed_in], route_handlers=[AccountPages, AddressPages, SecondFactorPages]
)
STAFF = Router(
    "/",
    guards=[staff_only],
    route_handlers=[
        ReviewPages,
        DecisionPages,
        CommentReviewPages,
        WordingPages,
        MergePages,
        OnBehalfPages,
        PeoplePages,
        LogPages,
        ReportDeskPages,
        CardPages,
        TallyPages,
        ResultDeskPages,
    ],
)
MODERATORS = Router(
    "/",
    guards=[moderator_only],
    route_handlers=[
        ListPages,
        VoteDeskPages,
        CountPages,
        DeskPages,
        OrderPages,
        ProjectorDeskPages,
        PaperPages,
        PrintPages,
        PosterPages,
        RehearsalPages,
        BoardPages,
        WantPages,
        RoomPages,
        RoundPages,
        SchedulePrintPages,
        PublishPages,
    ],
)
ADMINS = Router(
    "/",
    guards=[admin_only],
    route_handlers=[
        AdministrationPages,
        EventAdministrationPages,
        EventReviewPages,
        EventVotePages,
        RolePages,
        TextPages,
        BarrierDeskPages,
    ],
)

log = logging.getLogger("kaue")


def create_app() -> ASGIApp:
    """The whole of kaue as an ASGI application. Raises settings.Unsafe."""
    set_up_log()
    site = Front(create_site())
    _look_for_garbage_seldom()
    return site


def _look_for_garbage_seldom() -> None:
    """What was built above stays for good, and a request leaves next to no cycles behind.

    Looking through all of it every few hundred objects cost a tenth of the processor's time, and
    made one answer in a hundred wait twice as long (bench.deck).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def create_site() -> Litestar:
    """The routed part, behind Front."""
    return Litestar(
        [OPERATIONS, SAME_FOR_ALL, EVERYONE, PARTICIPANTS, OWNERS, STAFF, MODERATORS, ADMINS],
        lifespan=[_running],
        before_request=_before_each,
        exception_handlers=_exception_handlers(),
        openapi_config=None,
        logging_config=None,
        request_max_body_size=LARGEST_BODY,
    )


async def _before_each(request: AnyRequest) -> None:
    await only_possible_numbers(request)
    await note_waiting(request)
    await note_workspace(request)


@contextlib.asynccontextmanager
async def _running(_: Litestar) -> AsyncIterator[None]:
    descriptors.allow_as_many_as_possible()
    db.connect(settings.current().database_url)
    await db.migrate()
    await db.open_()
    live.end_with_the_server()
    try:
        async with background.beside(*_beside_the_site()):
            yield
    finally:
        await db.close()


def _beside_the_site() -> list[tuple[str, background.Work]]:
    works: list[tuple[str, background.Work]] = [
        ("tidying up", chores.tidy_up),
        ("morning digests", chores.send_digests),
        ("calls between processes", live.listen),
    ]
    if sender.is_on():
        works.append(("sending mail", sender.run))
    return works


def _exception_handlers() -> dict[int | type[Exception], Any]:
    def refuse(request: Any, error: Exception) -> Any:
        status, message = REFUSALS[type(error)]
        return errors.error_page(request, status, visit_of(request).say(message))

    handlers: dict[Any, Any] = dict.fromkeys(REFUSALS, refuse)
    handlers[TooOften] = on_too_often
    handlers[HTTPException] = errors.on_http_error
    handlers[db.Unavailable] = errors.on_unavailable
    handlers[errors.SignInNeeded] = carry.on_sign_in_needed
    handlers[errors.SecondFactorNeeded] = errors.on_second_factor_needed
    handlers[Exception] = errors.on_crash
    return handlers
