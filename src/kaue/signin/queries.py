"""Mails that wait to be answered by a code or a link."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db, keyed


@dataclass(frozen=True, slots=True)
class Waiting:
    id: int
    email: str
    code_hash: str
    tries: int
    name: str
    password_hash: str | None
    act: str
    next: str
    used_at: datetime | None


_COLUMNS = (
    "SELECT id, email, code_hash, tries, name, password_hash, act, next, used_at FROM mailed_code"
)
_IF_GOOD = " AND used_at IS NULL AND expires_at > {}"


async def by_handle(handle: str, at: datetime | None) -> Waiting | None:
    """What this browser waits for. None if it cannot be used at the moment `at`.

    Without `at` also what is used or too old, as long as it has not been forgotten.
    """
    return await _found(_COLUMNS + " WHERE handle_hash = {}", handle, at)


async def by_token(token: str, at: datetime | None) -> Waiting | None:
    """What a mailed link is for. `at` as above."""
    return await _found(_COLUMNS + " WHERE token_hash = {}", token, at)


async def _found(sql: str, secret: str, at: datetime | None) -> Waiting | None:
    known = keyed.token_hash(secret)
    rows = await (db.rows(sql, known) if at is None else db.rows(sql + _IF_GOOD, known, at))
    return Waiting(**rows[0]) if rows else None
