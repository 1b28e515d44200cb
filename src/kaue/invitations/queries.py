"""Reading who holds which role, and which roles are offered."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.tables import RoleName, RoleSource

ADMIN = "admin"
"""What an invitation without an event offers."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as whoever holds its link sees it. Without `event_slug` it makes an admin."""

    id: int
    role: str
    email: str
    event_slug: str | None
    event_title: str | None
    expires_at: datetime
    accepted_at: datetime | None
    revoked_at: datetime | None

    def state(self, at: datetime) -> str:
        if self.accepted_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if at < self.expires_at else "expired"

    @property
    def hinted_address(self) -> str:
        """Enough to recognise one's own mailbox, too little for anybody else to write to it."""
        mailbox, _, domain = self.email.partition("@")
        return f"{mailbox[:1]}…@{domain}"

    @property
    def work_path(self) -> str:
        """Where the work begins."""
        if self.role == RoleName.STAFF:
            return f"/redaktion/{self.event_slug}"
        if self.role == RoleName.MODERATOR:
            return f"/pult/{self.event_slug}"
        return "/verwaltung"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a role."""

    person: int
    person_name: str
    role: str
    source: str

    @property
    def by_directory(self) -> bool:
        """Given by the operator's directory, which gives it again if it is taken away only here."""
        return self.source == RoleSource.DIRECTORY


_OFFERS = (
    "SELECT i.id, i.role, i.email, e.slug AS event_slug, e.title AS event_title, i.expires_at,"
    " i.accepted_at, i.revoked_at"
    " FROM invitation i LEFT JOIN event e ON e.id = i.event WHERE "
)
_WAITING = _OFFERS + (
    "COALESCE(i.event, 0) = {} AND i.accepted_at IS NULL AND i.revoked_at IS NULL"
    " ORDER BY i.created_at, i.id"
)


async def by_token_hash(token_hash: str) -> Offer | None:
    found = await db.rows(_OFFERS + "i.token_hash = {}", token_hash)
    return Offer(**found[0]) if found else None


async def is_meant_for(offer: Offer, person_id: int) -> bool:
    """Whether the account has the invited address: a forwarded link gives nobody a role."""
    sql = "SELECT 1 AS one FROM person WHERE id = {} AND email = {}"
    return bool(await db.rows(sql, person_id, offer.email))


async def waiting(event_id: int | None) -> list[Offer]:
    """What was neither accepted nor revoked, expired or not; without event, for admins."""
    found = await db.rows(_WAITING, event_id or 0)
    return [Offer(**row) for row in found]


async def holders(event_id: int | None) -> list[Holder]:
    """Everybody with a role in the event, or all admins."""
    if event_id is None:
        rows = await db.rows(
            "SELECT id AS person, name AS person_name, {} AS role, {} AS source FROM person"
            " WHERE is_admin = {} ORDER BY name, id",
            ADMIN,
            str(RoleSource.INVITED),
            True,
        )
    else:
        rows = await db.rows(
            "SELECT r.person, p.name AS person_name, r.name AS role, r.source FROM role r"
            " JOIN person p ON p.id = r.person WHERE r.event = {} ORDER BY r.name, p.name, p.id",
            event_id,
        )
    return [Holder(**row) for row in rows]
