"""How much waits for the editors, kind by kind: the numbers in the navigation of their desk."""

from kaue import db

_COUNTS = (
    "SELECT"
    " (SELECT COUNT(*) FROM topic WHERE event = {}"
    "  AND (state = 'submitted' OR (state = 'accepted' AND unreviewed))) AS topics,"
    " (SELECT COUNT(*) FROM comment c JOIN topic t ON t.id = c.topic WHERE t.event = {}"
    "  AND c.deleted_at IS NULL"
    "  AND (c.state = 'waiting' OR (c.state = 'shown' AND c.unreviewed))) AS comments,"
    " (SELECT COUNT(*) FROM (SELECT DISTINCT kind, topic, comment FROM report"
    "  WHERE event = {} AND decided_at IS NULL) AS cases) AS reports"
)


async def waiting(event_id: int) -> dict[str, int]:
    """`topics`, `comments` and `reports` of an event."""
    (row,) = await db.rows(_COUNTS, event_id, event_id, event_id)
    return {kind: int(number) for kind, number in row.items()}
