"""Counting votes. Who voted is never read here, only how many."""

from kaue import db


async def count(topic_id: int) -> int:
    """Counted anew: nothing stores a number that could drift."""
    found = await db.rows("SELECT COUNT(*) AS n FROM vote WHERE topic = {}", topic_id)
    return int(found[0]["n"])
