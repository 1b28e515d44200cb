"""Counting what is tried, so that nobody tries too often."""

import time
from datetime import UTC, datetime
from math import ceil

from kaue import db, keyed
from kaue.limits.rules import RULES, Bound, Purpose
from kaue.recent import forgets
from kaue.web.dates import now
from kaue.web.forms import Problem
from kaue.web.language import N_

MOST_KNOWN = 50_000
"""People whose lightly counted acts are kept in memory, some 100 bytes each."""

# One statement counts and refuses: a refused attempt changes nothing, and of any number that
# come at once exactly as many pass as may.
_COUNT = (
    "INSERT INTO attempt (purpose, key_hash, span, times) VALUES ({}, {}, {}, 1)"
    " ON CONFLICT (purpose, key_hash, span) DO UPDATE SET times = attempt.times + 1"
    " WHERE attempt.times < {} RETURNING times"
)


class TooOften(Exception):
    """This was tried as often as it may be; `seconds` until it works again."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds

    @property
    def problem(self) -> Problem:
        """The sentence for a form or an error page."""
        if self.seconds < 90:
            return N_("That was very often in a short time. It works again in a minute.")
        if self.seconds < 90 * 60:
            return (
                N_("That was very often in a short time. It works again in %(num)s minutes."),
                ceil(self.seconds / 60),
            )
        return (
            N_("That was very often in a short time. It works again in %(num)s hours."),
            ceil(self.seconds / 3600),
        )


async def spend(purpose: str, who: str) -> None:
    """Count one attempt of `who`, of whom only a keyed hash is kept. Raises TooOften.

    Call it before the unit of work that it guards: what is rolled back was never counted.
    """
    chosen = Purpose(purpose)
    at = now()
    if len(RULES[chosen]) == 1:
        await _count(chosen, who, RULES[chosen][0], at)
        return
    # Refused by one bound, the attempt weighs on none of them.
    async with db.unit_of_work():
        for bound in RULES[chosen]:
            await _count(chosen, who, bound, at)


async def is_spent(purpose: Purpose, who: str) -> bool:
    """Whether `spend` would refuse just now. Counts nothing."""
    at = now()
    for bound in RULES[purpose]:
        if not bound.most:
            return True
        began, key_hash = _counted_under(purpose, who, bound, at)
        found = await db.rows(
            "SELECT 1 AS one FROM attempt"
            " WHERE purpose = {} AND key_hash = {} AND span = {} AND times >= {}",
            str(purpose),
            key_hash,
            began,
            bound.most,
        )
        if found:
            return True
    return False


async def _count(purpose: Purpose, who: str, bound: Bound, at: datetime) -> None:
    began, key_hash = _counted_under(purpose, who, bound, at)
    if not bound.most or not await db.write(_COUNT, str(purpose), key_hash, began, bound.most):
        raise TooOften(ceil((began + bound.span - at).total_seconds()))


def _counted_under(purpose: Purpose, who: str, bound: Bound, at: datetime) -> tuple[datetime, str]:
    """When the span began, and the hash that stands for `who` in it."""
    length = int(bound.span.total_seconds())
    began = datetime.fromtimestamp(int(at.timestamp()) // length * length, UTC)
    return began, keyed.keyed_hash("limits", purpose, str(length), who)


class _Lightly:
    """Counts in the memory of this process; forgets everything when the span ends."""

    def __init__(self) -> None:
        self.span = 0.0
        self.times: dict[str, int] = {}


_LIGHTLY = {purpose: _Lightly() for purpose in (Purpose.VOTE,)}
for _seen in _LIGHTLY.values():
    forgets(_seen.times.clear)


def spend_lightly(purpose: Purpose, who: str) -> None:
    """Like `spend`, but counted by this process alone and without the database. Raises TooOften.

    For acts that are limited against floods only, and that many do at once.
    """
    seen, bound = _LIGHTLY[purpose], RULES[purpose][0]
    length = bound.span.total_seconds()
    span, gone = divmod(time.time(), length)
    if span != seen.span or len(seen.times) >= MOST_KNOWN:
        seen.span = span
        seen.times.clear()
    times = seen.times.get(who, 0)
    if times >= bound.most:
        raise TooOften(ceil(length - gone))
    seen.times[who] = times + 1


async def forget_attempts() -> None:
    """Delete what was counted before today, and the network keys it was hashed with."""
    today = now().replace(hour=0, minute=0, second=0, microsecond=0)
    async with db.unit_of_work():
        await db.write("DELETE FROM attempt WHERE span < {}", today)
        await db.write("DELETE FROM daily_key WHERE day < {}", today.date().isoformat())
