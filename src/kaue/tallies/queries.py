"""Reading what was counted outside of kaue. Only staff read it before a count."""

# ruff: noqa: S608 - statements are put together from constants of this module only

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from kaue import db
from kaue.tables import TopicState

TOGETHER = (
    "(SELECT COALESCE(m.merged_into, m.id) AS home, SUM(y.paper) AS paper, SUM(y.hands) AS hands"
    " FROM tally y JOIN topic m ON m.id = y.topic GROUP BY COALESCE(m.merged_into, m.id))"
)
"""A table: what was counted for each topic and for those that are merged into it.

Nobody knows who wrote both on paper or raised a hand twice, so these are sums.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """How many voted for a public topic on paper, and how many hands went up for it.

    `paper_merged` and `hands_merged` went to topics that are part of it by now.
    """

    topic: int
    title: str
    paper: int
    hands: int
    paper_merged: int
    hands_merged: int


_LINES = (
    "SELECT t.id AS topic, t.title, COALESCE(y.paper, 0) AS paper, COALESCE(y.hands, 0) AS hands,"
    " COALESCE(a.paper, 0) AS all_paper, COALESCE(a.hands, 0) AS all_hands"
    " FROM topic t LEFT JOIN tally y ON y.topic = t.id LEFT JOIN "
    + TOGETHER
    + " a ON a.home = t.id WHERE t.event = {} AND t.state = {}"
)


async def lines(event_id: int) -> list[Line]:
    """By title, as people look them up."""
    rows = await db.rows(
        _LINES,
        event_id,
        str(TopicState.ACCEPTED),
    )
    found = (
        Line(
            row["topic"],
            row["title"],
            row["paper"],
            row["hands"],
            int(row["all_paper"]) - row["paper"],
            int(row["all_hands"]) - row["hands"],
        )
        for row in rows
    )
    return sorted(found, key=lambda one: (one.title.casefold(), one.topic))


def with_hands(known: Iterable[Line], hands: Mapping[int, int]) -> list[Line]:
    """The same with hands (by topic) in place of those that were entered."""
    return [replace(one, hands=hands.get(one.topic, one.hands)) for one in known]


def stamp(known: Iterable[Line]) -> str:
    """Stands for all numbers, to notice who came first."""
    numbers = sorted((one.topic, one.paper, one.hands) for one in known)
    return sha256(repr(numbers).encode()).hexdigest()[:32]
