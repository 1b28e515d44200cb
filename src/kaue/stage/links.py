"""Links that let a projector show its pages without anybody signing in on that machine."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from kaue import db, keyed
from kaue.people.actor import HasId
from kaue.web.dates import now

SEEN_EVERY = timedelta(seconds=10)
"""That a projector asked is written down no more often."""

log = logging.getLogger("kaue")


@dataclass(frozen=True, slots=True)
class LinkView:
    """One that still works."""

    id: int
    by_name: str
    made_at: datetime


async def make(event_id: int, *, by: HasId) -> str:
    """A new one. Its token is returned once and kept nowhere."""
    token = keyed.new_token()
    await db.write(
        "INSERT INTO projector_link (event, token_hash, made_by, made_at) VALUES ({}, {}, {}, {})",
        event_id,
        keyed.token_hash(token),
        by.id,
        now(),
    )
    return token


async def revoke(event_id: int, link: int) -> None:
    """Whoever shows it sees nothing from the next look on. Twice changes nothing."""
    await db.write(
        "UPDATE projector_link SET revoked_at = {} WHERE id = {} AND event = {}"
        " AND revoked_at IS NULL",
        now(),
        link,
        event_id,
    )


async def works(event_id: int, token: str) -> bool:
    found = await db.rows(
        "SELECT 1 AS one FROM projector_link WHERE event = {} AND token_hash = {}"
        " AND revoked_at IS NULL",
        event_id,
        keyed.token_hash(token),
    )
    return bool(found)


async def working(event_id: int) -> list[LinkView]:
    """The latest first."""
    rows = await db.rows(
        "SELECT l.id, COALESCE(p.name, '') AS by_name, l.made_at FROM projector_link l"
        " LEFT JOIN person p ON p.id = l.made_by WHERE l.event = {} AND l.revoked_at IS NULL"
        " ORDER BY l.id DESC",
        event_id,
    )
    return [LinkView(**row) for row in rows]


async def seen(event_id: int, token: str) -> None:
    """A projector asked for its picture just now. Nothing of this keeps the picture from it."""
    known, at = keyed.token_hash(token), now()
    try:
        if not await db.rows(_SEEN_LATELY, event_id, known, at - SEEN_EVERY):
            await db.write(_SEE, at, event_id, known)
    except db.Unavailable:
        log.warning("a projector was not noted as connected")


_SEEN_LATELY = (
    "SELECT 1 AS one FROM projector_link WHERE event = {} AND token_hash = {} AND seen_at > {}"
)
_SEE = "UPDATE projector_link SET seen_at = {} WHERE event = {} AND token_hash = {}"
