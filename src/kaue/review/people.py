"""Whom staff trust, and whom they block."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.events.queries import EventView
from kaue.people.actor import HasId
from kaue.tables import Trust
from kaue.web.dates import now


class HoldsARole(Exception):
    """Somebody with a role is first to lose that, by an admin."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who has written something in an event. Nothing about votes is read here."""

    id: int
    name: str
    created_at: datetime
    blocked_at: datetime | None
    trusted: bool
    topics: int
    comments: int


_WROTE = (
    "SELECT p.id, p.name, p.created_at, p.blocked_at,"
    " EXISTS (SELECT 1 FROM trust x WHERE x.person = p.id AND x.event = {}) AS trusted,"
    " (SELECT COUNT(*) FROM topic t WHERE t.author = p.id AND t.event = {}"
    " AND t.state <> 'draft') AS topics,"
    " (SELECT COUNT(*) FROM comment c JOIN topic t ON t.id = c.topic"
    " WHERE c.author = p.id AND t.event = {} AND c.deleted_at IS NULL) AS comments"
    " FROM person p WHERE "
)
_SPECIAL = (
    "(p.id IN (SELECT x.person FROM trust x WHERE x.event = {}) OR p.blocked_at IS NOT NULL)"
    " AND p.id IN (SELECT t.author FROM topic t WHERE t.event = {} AND t.state <> 'draft'"
    " UNION SELECT c.author FROM comment c JOIN topic t ON t.id = c.topic WHERE t.event = {})"
    " ORDER BY p.name, p.id"
)


async def find(event_id: int, person_id: int) -> PersonView | None:
    """None for somebody who has written nothing that staff of this event can see."""
    rows = await db.rows(_WROTE + "p.id = {}", event_id, event_id, event_id, person_id)
    found = PersonView(**(rows[0] | {"trusted": bool(rows[0]["trusted"])})) if rows else None
    return found if found and (found.topics or found.comments) else None


async def special(event_id: int) -> list[PersonView]:
    """Those who are trusted or blocked."""
    rows = await db.rows(_WROTE + _SPECIAL, *[event_id] * 6)
    return [PersonView(**(row | {"trusted": bool(row["trusted"])})) for row in rows]


async def trust(event: EventView, person: HasId, *, wanted: bool, by: HasId) -> None:
    """Whether what this person submits is public at once. Doing so twice changes nothing."""
    async with db.unit_of_work():
        if wanted:
            changed = await db.write(
                "INSERT INTO trust (event, person, given_by, given_at) VALUES ({}, {}, {}, {})"
                " ON CONFLICT (event, person) DO NOTHING RETURNING id",
                event.id,
                person.id,
                by.id,
                now(),
            )
        else:
            changed = (
                await Trust.delete()
                .where(Trust.event == event.id, Trust.person == person.id)
                .returning(Trust.id)
            )
        if changed:
            act = Act.TRUSTED if wanted else Act.DISTRUSTED
            await audit.note(event.id, act, Subject.PERSON, person.id, by=by)


async def block(event: EventView, person: HasId, why: str, *, by: HasId) -> None:
    """Close the account: all its sign-ins end at once. Raises HoldsARole."""
    async with db.unit_of_work():
        changed = await db.write(
            "UPDATE person SET blocked_at = {} WHERE id = {} AND blocked_at IS NULL"
            " AND is_admin = {} AND NOT EXISTS (SELECT 1 FROM role r WHERE r.person = person.id)"
            " RETURNING id",
            now(),
            person.id,
            False,
        )
        if not changed:
            found = await db.rows(
                "SELECT id FROM person WHERE id = {} AND blocked_at IS NULL", person.id
            )
            if found:
                raise HoldsARole
            return
        await db.write("DELETE FROM sign_in WHERE person = {}", person.id)
        await db.write("DELETE FROM trust WHERE person = {} AND event = {}", person.id, event.id)
        await audit.note(event.id, Act.BLOCKED, Subject.PERSON, person.id, by=by, note=why)


async def unblock(event: EventView, person: HasId, *, by: HasId) -> None:
    async with db.unit_of_work():
        changed = await db.write(
            "UPDATE person SET blocked_at = NULL"
            " WHERE id = {} AND blocked_at IS NOT NULL RETURNING id",
            person.id,
        )
        if changed:
            await audit.note(event.id, Act.UNBLOCKED, Subject.PERSON, person.id, by=by)
