"""Links that let a projector show its pages without anybody signing in on that machine."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from kaue import db, keyed
from kaue.people.actor import HasId
from kaue.pitch import live
from kaue.web.dates import now

SEEN_EVERY = timedelta(seconds=10)
"""That a projector asked is written down no more often."""

log = logging.getLogger("kaue")


@dataclass(frozen=True, slots=True)
class LinkView:
    """One that still works. Without `showing` its projector follows the desk."""

    id: int
    name: str
    showing: str
    by_name: str
    made_at: datetime


async def make(event_id: int, *, by: HasId, name: str = "", showing: str = "") -> str:
    """A new one. Its token is returned once and kept nowhere."""
    token = keyed.new_token()
    await db.write(
        "INSERT INTO projector_link (event, token_hash, name, showing, made_by, made_at)"
        " VALUES ({}, {}, {}, {}, {}, {})",
        event_id,
        keyed.token_hash(token),
        name,
        showing,
        by.id,
        now(),
    )
    return token


async def change(event_id: int, link: int, *, name: str, showing: str) -> None:
    """Its projector hears of it at once. One that is revoked or of another event stays as it is."""
    async with db.unit_of_work():
        await live.begin_stage(event_id)
        await db.write(
            "UPDATE projector_link SET name = {} WHERE id = {} AND event = {}"
            " AND revoked_at IS NULL",
            name,
            link,
            event_id,
        )
        other = await db.write(
            "UPDATE projector_link SET showing = {} WHERE id = {} AND event = {}"
            " AND revoked_at IS NULL AND showing <> {} RETURNING id",
            showing,
            link,
            event_id,
            showing,
        )
        if other:
            await db.write("UPDATE stage SET version = version + 1 WHERE event = {}", event_id)
    await live.announce("stage", event_id)


async def revoke(event_id: int, link: int) -> None:
    """Whoever shows it sees nothing from the next look on. Twice changes nothing."""
    await db.write(
        "UPDATE projector_link SET revoked_at = {} WHERE id = {} AND event = {}"
        " AND revoked_at IS NULL",
        now(),
        link,
        event_id,
    )


async def find(event_id: int, token: str) -> LinkView | None:
    """The one with this token, unless it is revoked, or of another event."""
    rows = await db.rows(
        _WORKING + " AND l.event = {} AND l.token_hash = {}", event_id, keyed.token_hash(token)
    )
    return LinkView(**rows[0]) if rows else None


async def working(event_id: int) -> list[LinkView]:
    """The latest first."""
    rows = await db.rows(_WORKING + " AND l.event = {} ORDER BY l.id DESC", event_id)
    return [LinkView(**row) for row in rows]


_WORKING = (
    "SELECT l.id, l.name, l.showing, COALESCE(p.name, '') AS by_name, l.made_at"
    " FROM projector_link l LEFT JOIN person p ON p.id = l.made_by WHERE l.revoked_at IS NULL"
)


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
