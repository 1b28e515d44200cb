"""Puts kaue together. The routers below are the site map and the permission map in one."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

from litestar import Litestar, Router
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp

from kaue import db, settings
from kaue.comments.actions import forget_deleted
from kaue.comments.pages import CommentPages
from kaue.events.guards import moderator_only, staff_only
from kaue.events.pages import EventPages
from kaue.mail.pages import MailPages
from kaue.people.actions import forget_old_sign_ins
from kaue.people.guards import anyone, signed_in
from kaue.people.pages import PeoplePages
from kaue.pitch.pages import DeskPages, ProjectorPages
from kaue.refusals import REFUSALS
from kaue.review.pages import ReviewPages
from kaue.standing.pages import OperationsPages, StandingPages
from kaue.topics.pages import AccountPages, AuthorPages, TopicPages
from kaue.voting.pages import VotePages
from kaue.web import errors
from kaue.web.front import Front
from kaue.web.log import set_up_log
from kaue.web.visit import visit_of

LARGEST_BODY = 64 * 1024
TIDY_EVERY = 600.0
"""Seconds between two rounds of forgetting what need not be kept."""

OPERATIONS = Router("/", route_handlers=[OperationsPages])
EVERYONE = Router(
    "/",
    guards=[anyone],
    route_handlers=[EventPages, TopicPages, PeoplePages, StandingPages, ProjectorPages, MailPages],
)
PARTICIPANTS = Router(
    "/", guards=[signed_in], route_handlers=[AuthorPages, VotePages, CommentPages, AccountPages]
)
STAFF = Router("/", guards=[staff_only], route_handlers=[ReviewPages])
MODERATORS = Router("/", guards=[moderator_only], route_handlers=[DeskPages])

log = logging.getLogger("kaue")


def create_app() -> ASGIApp:
    """The whole of kaue as an ASGI application. Raises settings.Unsafe."""
    set_up_log()
    return Front(create_site())


def create_site() -> Litestar:
    """The routed part, behind Front."""
    return Litestar(
        [OPERATIONS, EVERYONE, PARTICIPANTS, STAFF, MODERATORS],
        lifespan=[_running],
        exception_handlers=_exception_handlers(),
        openapi_config=None,
        logging_config=None,
        request_max_body_size=LARGEST_BODY,
    )


@contextlib.asynccontextmanager
async def _running(_: Litestar) -> AsyncIterator[None]:
    db.connect(settings.current().database_url)
    await db.migrate()
    await db.open_()
    tidying = asyncio.create_task(_tidy_up())
    try:
        yield
    finally:
        tidying.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await tidying
        await db.close()


async def _tidy_up() -> None:
    while True:
        try:
            await forget_old_sign_ins()
            await forget_deleted()
        except Exception as error:
            log.warning("tidying up has to wait: %s", type(error).__name__)
        await asyncio.sleep(TIDY_EVERY)


def _exception_handlers() -> dict[int | type[Exception], Any]:
    def refuse(request: Any, error: Exception) -> Any:
        status, message = REFUSALS[type(error)]
        return errors.error_page(request, status, visit_of(request).say(message))

    handlers: dict[Any, Any] = dict.fromkeys(REFUSALS, refuse)
    handlers[HTTPException] = errors.on_http_error
    handlers[db.Unavailable] = errors.on_unavailable
    handlers[errors.SignInNeeded] = errors.on_sign_in_needed
    handlers[Exception] = errors.on_crash
    return handlers
