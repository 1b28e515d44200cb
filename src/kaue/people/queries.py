"""Reading people and who they are signed in as."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.people.actor import Actor
from kaue.tables import Person


@dataclass(frozen=True, slots=True)
class Known:
    """A valid cookie's person, and when it was last noted as seen."""

    actor: Actor
    seen_at: datetime


async def by_email(email: str) -> Person | None:
    return await Person.objects().get(Person.email == email.lower())


async def by_token_hash(token_hash: str, at: datetime, idle_since: datetime) -> Known | None:
    """One query for the person and all roles. None for unknown, expired, idle or blocked."""
    found = await db.rows(
        "SELECT s.id AS sign_in, s.seen_at, s.strong_at, s.created_at AS since, s.way,"
        " p.id, p.name, p.language, p.is_admin, p.only_event, r.event, r.name AS role"
        " FROM sign_in s JOIN person p ON p.id = s.person LEFT JOIN role r ON r.person = p.id"
        # What the directory gave counts only as long as the directory lets the person in.
        " AND (r.source <> 'directory' OR s.way = 'directory')"
        " WHERE s.token_hash = {} AND s.expires_at > {} AND s.seen_at > {}"
        " AND p.blocked_at IS NULL",
        token_hash,
        at,
        idle_since,
    )
    if not found:
        return None
    first = found[0]
    roles: dict[int, set[str]] = {}
    for row in found:
        if row["role"]:
            roles.setdefault(row["event"], set()).add(row["role"])
    actor = Actor(
        id=first["id"],
        name=first["name"],
        language=first["language"],
        is_admin=bool(first["is_admin"]),
        roles=roles,
        strong=first["strong_at"] is not None,
        sign_in=first["sign_in"],
        only_event=first["only_event"],
        way=first["way"],
        since=first["since"],
    )
    return Known(actor, first["seen_at"])
