"""The seed by which ties are drawn: made when an event is, published with the count."""

import secrets

from kaue import db
from kaue.ranking.draw import commitment
from kaue.web.dates import now

_MAKE = (
    "INSERT INTO draw (event, seed, committed_at) VALUES ({}, {}, {})"
    " ON CONFLICT (event) DO NOTHING"
)


async def seed_of(event_id: int) -> str:
    """To be read only by a count. Made now where nobody has made one yet."""
    found = await db.rows("SELECT seed FROM draw WHERE event = {}", event_id)
    if not found:
        await db.write(_MAKE + " RETURNING id", event_id, secrets.token_hex(16), now())
        found = await db.rows("SELECT seed FROM draw WHERE event = {}", event_id)
    return str(found[0]["seed"])


async def commitment_of(event_id: int) -> str:
    """What everybody may know of the seed in advance; empty while there is none."""
    found = await db.rows("SELECT seed FROM draw WHERE event = {}", event_id)
    return commitment(found[0]["seed"]) if found else ""


async def commit_all() -> None:
    """Every event has a seed long before its vote ends."""
    for row in await db.rows("SELECT id FROM event WHERE id NOT IN (SELECT event FROM draw)"):
        await seed_of(row["id"])
