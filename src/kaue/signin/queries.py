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


_COLUMNS = "SELECT id, email, code_hash, tries, name, password_hash, act, next FROM mailed_code"


async def by_handle(handle: str, at: datetime | None) -> Waiting | None:
    """What this browser waits for. None if it cannot be used at the moment `at`.

    Without `at` also what is too old, as long as it has not been forgotten.
    """
    if at is None:
        return _one(await db.rows(_COLUMNS + " WHERE handle_hash = {}", keyed.token_hash(handle)))
    return _one(
        await db.rows(
            _COLUMNS + " WHERE handle_hash = {} AND used_at IS NULL AND expires_at > {}",
            keyed.token_hash(handle),
            at,
        )
    )


async def by_token(token: str, at: datetime) -> Waiting | None:
    """What a mailed link is for. None if it is used or too old."""
    return _one(
        await db.rows(
            _COLUMNS + " WHERE token_hash = {} AND used_at IS NULL AND expires_at > {}",
            keyed.token_hash(token),
            at,
        )
    )


def _one(found: list[dict[str, object]]) -> Waiting | None:
    return Waiting(**found[0]) if found else None  # type: ignore[arg-type]
