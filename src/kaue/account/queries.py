"""Reading what a person sees of the own account."""

# ruff: noqa: S608 - statements are put together from constants only

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kaue import db
from kaue.people.actions import IDLE
from kaue.tables import Person, RoleName, TopicState
from kaue.voting.queries import WINDOW
from kaue.web.dates import now

PARTICIPATION = (
    "WITH part (person, event) AS (SELECT author, event FROM topic"
    " UNION SELECT c.author, t.event FROM comment c JOIN topic t ON t.id = c.topic"
    " UNION SELECT v.person, t.event FROM vote v JOIN topic t ON t.id = v.topic"
    " UNION SELECT w.person, t.event FROM pass w JOIN topic t ON t.id = w.topic"
    " UNION SELECT h.person, t.event FROM host h JOIN topic t ON t.id = h.topic"
    " UNION SELECT d.decided_by, t.event FROM decision d JOIN topic t ON t.id = d.topic"
    " UNION SELECT frozen_by, event FROM ranking"
    " UNION SELECT acted_by, event FROM log_entry"
    " UNION SELECT author, event FROM report"
    " UNION SELECT decided_by, event FROM report"
    " UNION SELECT s.suggested_by, t.event FROM suggestion s JOIN topic t ON t.id = s.topic"
    " UNION SELECT entered_by, event FROM topic"
    " UNION SELECT y.entered_by, t.event FROM tally y JOIN topic t ON t.id = y.topic"
    " UNION SELECT acted_by, event FROM step"
    " UNION SELECT made_by, event FROM projector_link"
    " UNION SELECT published_by, event FROM plan"
    " UNION SELECT s.person, t.event FROM star s JOIN topic t ON t.id = s.topic"
    " UNION SELECT n.written_by, t.event FROM note n JOIN topic t ON t.id = n.topic"
    " UNION SELECT n.entered_by, t.event FROM next_step n JOIN topic t ON t.id = n.topic"
    " UNION SELECT n.person, t.event FROM next_year n JOIN topic t ON t.id = n.topic"
    " UNION SELECT k.person, t.event FROM coming k JOIN pitch i ON i.id = k.pitch"
    " JOIN topic t ON t.id = i.topic"
    " UNION SELECT person, event FROM trust"
    " UNION SELECT given_by, event FROM trust"
    " UNION SELECT person, event FROM role"
    " UNION SELECT person, event FROM on_site"
    " UNION SELECT person, event FROM card"
    " UNION SELECT id, only_event FROM person) "
)
"""Begins a statement that asks who (`person`) has left a trace in which `event`; either may be
empty."""

_REMOVALS = (
    "SELECT e.title, e.timezone, e.anonymise_at FROM event e"
    " WHERE e.anonymise_at IS NOT NULL AND e.anonymised_at IS NULL"
    " AND e.id IN (SELECT event FROM part WHERE person = {})"
    " ORDER BY e.anonymise_at, e.id"
)


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the own pages show it."""

    id: int
    name: str
    email: str | None
    password_hash: str | None
    language: str
    notify: str
    is_admin: bool
    only_event: int | None
    in_directory: bool

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None


@dataclass(frozen=True, slots=True)
class SignInView:
    id: int
    browser: str
    created_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Removal:
    """When names leave an event this person took part in."""

    title: str
    timezone: str
    anonymise_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Traces:
    """What somebody would leave behind, or take along."""

    topics: int
    drafts: int
    comments: int
    votes_open: int
    votes_closed: int


async def account(person_id: int) -> Account | None:
    person = await Person.objects().get(Person.id == person_id)
    if person is None:
        return None
    return Account(
        id=person.id,
        name=person.name,
        email=person.email,
        password_hash=person.password_hash,
        language=person.language,
        notify=person.notify,
        is_admin=person.is_admin,
        only_event=person.only_event,
        in_directory=person.directory_id is not None,
    )


async def sign_ins(person_id: int) -> list[SignInView]:
    """Where this person is signed in now, the latest first."""
    at = now()
    found = await db.rows(
        "SELECT id, browser, created_at, seen_at FROM sign_in"
        " WHERE person = {} AND expires_at > {} AND seen_at > {} ORDER BY seen_at DESC, id DESC",
        person_id,
        at,
        at - IDLE,
    )
    return [SignInView(**row) for row in found]


async def removals(person_id: int) -> list[Removal]:
    """Events of this person whose names are still to be removed, with the day."""
    found = await db.rows(PARTICIPATION + _REMOVALS, person_id)
    return [Removal(**row) for row in found]


@dataclass(frozen=True, slots=True)
class Held:
    """A role in a barcamp, and where its work is done."""

    role: str
    title: str
    slug: str

    @property
    def path(self) -> str:
        return f"/redaktion/{self.slug}" if self.role == RoleName.STAFF else f"/pult/{self.slug}"


async def roles_held(person_id: int) -> list[Held]:
    """The latest barcamp first."""
    found = await db.rows(
        "SELECT r.name AS role, e.title, e.slug FROM role r JOIN event e ON e.id = r.event"
        " WHERE r.person = {} ORDER BY e.starts_at DESC, e.id DESC, r.name",
        person_id,
    )
    return [Held(**row) for row in found]


_VOTED_IN = (
    "SELECT DISTINCT e.slug, e.title, (" + WINDOW + ") AS takes_votes"
    " FROM vote v JOIN topic t ON t.id = v.topic JOIN event e ON e.id = t.event"
    " WHERE v.person = {} ORDER BY e.title, e.slug"
)


async def voted_in(person_id: int) -> list[dict[str, Any]]:
    """Slug and title of the events in which this person is for something; whether it is open."""
    at = now()
    return await db.rows(
        _VOTED_IN,
        at,
        at,
        person_id,
    )


async def traces(person_id: int) -> Traces:
    at = now()
    found = await db.rows(
        "SELECT"
        " (SELECT COUNT(*) FROM topic WHERE author = {} AND state <> {}) AS topics,"
        " (SELECT COUNT(*) FROM topic WHERE author = {} AND state = {}) AS drafts,"
        " (SELECT COUNT(*) FROM comment WHERE author = {} AND deleted_at IS NULL) AS comments,"
        " (SELECT COUNT(*) FROM vote v JOIN topic t ON t.id = v.topic JOIN event e"
        "  ON e.id = t.event WHERE v.person = {} AND v.merged_from IS NULL"
        "  AND e.vote_until > {}) AS votes_open,"
        " (SELECT COUNT(*) FROM vote v JOIN topic t ON t.id = v.topic JOIN event e"
        "  ON e.id = t.event WHERE v.person = {} AND v.merged_from IS NULL"
        "  AND e.vote_until <= {}) AS votes_closed",
        person_id,
        str(TopicState.DRAFT),
        person_id,
        str(TopicState.DRAFT),
        person_id,
        person_id,
        at,
        person_id,
        at,
    )
    return Traces(**found[0])
