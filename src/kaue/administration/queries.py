"""Reading what only admins see."""

from kaue import db
from kaue.review.reasons import Own


async def removed_reasons(event_id: int) -> list[Own]:
    """The event's own reasons that can be put back, the latest removed first."""
    rows = await db.rows(
        "SELECT id, text, text_en FROM own_reason WHERE event = {} AND removed_at IS NOT NULL"
        " ORDER BY removed_at DESC, id DESC",
        event_id,
    )
    return [Own(**row) for row in rows]
