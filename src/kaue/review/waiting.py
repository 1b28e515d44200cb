"""What of all there is waits for the editors, and how much that is, kind by kind: the numbers in
the navigation of their desk.
"""

from kaue import db
from kaue.web.visit import Waiting

TOPIC_WAITS = "(t.state = 'submitted' OR (t.state = 'accepted' AND t.unreviewed))"
COMMENT_WAITS = "(c.state = 'waiting' OR (c.state = 'shown' AND c.unreviewed))"
"""As conditions of SQL, about a topic t and about a comment c that is not deleted."""

_TOPICS = "SELECT (SELECT COUNT(*) FROM topic t WHERE t.event = {} AND "
_COMMENTS = (
    ") AS topics, (SELECT COUNT(*) FROM comment c JOIN topic t ON t.id = c.topic"
    " WHERE t.event = {} AND c.deleted_at IS NULL AND "
)
_REPORTS = (
    ") AS comments, (SELECT COUNT(*) FROM (SELECT DISTINCT kind, topic, comment FROM report"
    " WHERE event = {} AND decided_at IS NULL) AS cases) AS reports"
)
_COUNTS = _TOPICS + TOPIC_WAITS + _COMMENTS + COMMENT_WAITS + _REPORTS


async def waiting(event_id: int) -> Waiting:
    """Counted once for each request of the staff: Visit.waiting."""
    (row,) = await db.rows(_COUNTS, event_id, event_id, event_id)
    return Waiting(**{kind: int(number) for kind, number in row.items()})
