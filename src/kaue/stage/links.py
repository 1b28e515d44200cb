"""Links that let a projector show its pages without anybody signing in on that machine."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db, keyed
from kaue.people.actor import HasId
from kaue.web.dates import now


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
