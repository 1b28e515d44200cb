"""Whoever moderates stays signed in from the first pitch of a barcamp until its last session.

What ends in between (for idleness, or because its time is up) ends afterwards; what had ended
before the first pitch stays ended. Asked only when a sign-in is found to have ended.
"""
# ruff: noqa: S608 - statements are put together from constants of this module only

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from kaue import db, keyed
from kaue.people.queries import Known, by_token_hash

LONGEST_DAY = timedelta(days=3)
"""From the first pitch on; whatever the dates of an event say, nobody stays for longer."""

_MODERATES = (
    "(EXISTS (SELECT 1 FROM person p WHERE p.id = s.person AND p.is_admin)"
    " OR EXISTS (SELECT 1 FROM role r WHERE r.person = s.person AND r.name = 'moderator'"
    " AND (r.source <> 'directory' OR s.way = 'directory')"
)
_IN_THIS = _MODERATES + " AND r.event = e.id))"
_ANYWHERE = _MODERATES + "))"

_DAYS = (
    "SELECT s.id AS sign_in, e.pitch_at, e.ends_at, o.ends_at AS round_ends_at"
    " FROM sign_in s JOIN event e ON " + _IN_THIS + " LEFT JOIN round o ON o.event = e.id"
    " WHERE s.token_hash = {} AND e.pitch_at <= {} AND e.pitch_at > {}"
    " AND e.rehearsal_of IS NULL ORDER BY e.pitch_at"
)
_MODERATES_ANYWHERE = "SELECT 1 AS one FROM sign_in s WHERE s.token_hash = {} AND " + _ANYWHERE
_EXTEND = (
    "UPDATE sign_in SET seen_at = {},"
    " expires_at = CASE WHEN expires_at < {} THEN {} ELSE expires_at END WHERE id = {}"
)
_FORGET = (
    "DELETE FROM sign_in AS s WHERE (s.expires_at < {} OR s.seen_at < {})"
    " AND NOT EXISTS (SELECT 1 FROM event e WHERE e.pitch_at <= {} AND e.pitch_at > {}"
    " AND " + _IN_THIS + ")"
)


@dataclass(frozen=True, slots=True)
class _Day:
    """From the first pitch until the last session of an event that this sign-in moderates."""

    sign_in: int
    begins: datetime
    ends: datetime


async def still_signed_in(token_hash: str, at: datetime, idle: timedelta) -> Known | None:
    """Whose sign-in would have ended, were it not for the day; it is extended until the evening."""
    for day in await _days(token_hash, at):
        known = await by_token_hash(token_hash, day.begins, day.begins - idle)
        if known is not None:
            # Reading goes on while nobody can write; the next request extends it then.
            with suppress(db.Unavailable):
                await db.write(_EXTEND, at, day.ends, day.ends, day.sign_in)
            return Known(known.actor, at)
    return None


async def moderates_anywhere(token: str) -> bool:
    """Whether the day of an event may concern the sign-in that this token opens."""
    return bool(await db.rows(_MODERATES_ANYWHERE, keyed.token_hash(token)))


async def forget_ended(at: datetime, idle: timedelta) -> None:
    """Delete what has expired or gone idle, but for those whose day it is."""
    await db.write(_FORGET, at, at - idle, at, at - LONGEST_DAY)


async def _days(token_hash: str, at: datetime) -> list[_Day]:
    """Those that are not over, the earliest first."""
    days: dict[datetime, _Day] = {}
    for row in await db.rows(_DAYS, token_hash, at, at - LONGEST_DAY):
        begins = row["pitch_at"]
        last = max(row["ends_at"], row["round_ends_at"] or row["ends_at"])
        known = days.get(begins)
        ends = min(max(last, known.ends if known else last), begins + LONGEST_DAY)
        days[begins] = _Day(row["sign_in"], begins, ends)
    return [day for day in days.values() if day.ends > at]
