"""The decision log as a file, from which anybody can work out the chain anew.

`hash` is SHA-256 over the columns of CHAINED in this order, with a NUL between them. The salts
behind `who_hash` and `said_hash` are left out: once a name or words are erased here, no copy may
help to guess them.
"""

from typing import Any

from kaue.audit import chain, queries
from kaue.web import sheets

CHAINED = (
    "hash_before",
    "event",
    "number",
    "acted_at",
    "act",
    "subject",
    "subject_number",
    "reason",
    "who_hash",
    "said_hash",
)
COLUMNS = (*CHAINED, "hash", "by", "note")


async def as_csv(event_id: int) -> str:
    """The first entry first."""
    return sheets.as_csv(COLUMNS, [_record(row) async for row in queries.links(event_id)])


def _record(row: dict[str, Any]) -> dict[str, object]:
    return row | {"acted_at": chain.moment(row["acted_at"]), "by": row["by_name"]}
