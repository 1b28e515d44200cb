"""The database: choosing it, reading, and `unit_of_work()`, the one way to write."""

from kaue.db.current import (
    Engine,
    close,
    connect,
    for_share,
    for_update,
    is_sqlite,
    numbers,
    open_,
    ping,
    rows,
    take_turns,
    unit_of_work,
    write,
    write_after,
)
from kaue.db.errors import Conflict, Doomed, Unavailable

__all__ = [
    "Conflict",
    "Doomed",
    "Engine",
    "Unavailable",
    "close",
    "connect",
    "for_share",
    "for_update",
    "is_sqlite",
    "migrate",
    "numbers",
    "open_",
    "ping",
    "rows",
    "take_turns",
    "unit_of_work",
    "write",
    "write_after",
]


async def migrate() -> int:
    """Bring the database up to date; returns how many migrations that took."""
    # Piccolo's migrations drag in a code formatter: 0.3 s that only this call shall pay.
    from kaue.db import migrating  # noqa: PLC0415

    return await migrating.migrate()
