"""Reading what was counted, for everybody."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.pitch.places import Places
from kaue.ranking.candidates import Candidate
from kaue.ranking.fair import mean_and_weight, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Places):
    """One topic of a count. `score` is what the fair order goes by."""

    topic: int
    title: str
    votes: int
    passes: int
    paper: int
    hands: int
    score: float

    def together(self, added: str) -> int:
        """The votes, and what `added` names beside them."""
        paper, hands = "paper" in added, "hands" in added
        return self.votes + self.paper * paper + self.hands * hands


@dataclass(frozen=True, slots=True)
class Choice:
    """Another order than before leads the pitches, since then and because of this."""

    method: str
    reason: str
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """`method` was the rule of the event; `choices` are those made since, the first one first."""

    version: int
    frozen_at: datetime
    method: str
    digest: str
    reason: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Day:
    """How many decisions one day saw; `share` is of the busiest one, in per cent."""

    day: str
    votes: int
    passes: int
    share: int


async def lines(ranking_id: int) -> list[Counted]:
    """By votes."""
    rows = await db.rows(
        "SELECT topic, title, votes, passes, rank AS by_votes, rank_fair AS fair,"
        " rank_balanced AS balanced, paper, hands FROM ranked_topic WHERE ranking = {}"
        " ORDER BY rank",
        ranking_id,
    )
    decided = [Candidate(row["topic"], row["votes"], row["passes"]) for row in rows]
    mean, weight = mean_and_weight(decided)
    return [
        Counted(
            **row,
            score=float(score(one.votes, one.decisions, mean=mean, weight=weight)),
        )
        for row, one in zip(rows, decided, strict=True)
    ]


async def versions(event_id: int) -> list[Version]:
    """Every count of an event, the latest first."""
    rows = await db.rows(
        "SELECT id, version, frozen_at, method, digest, reason FROM ranking WHERE event = {}"
        " ORDER BY version DESC",
        event_id,
    )
    chosen = await _choices(event_id)
    return [Version(choices=chosen[row.pop("id")], **row) for row in rows]


async def _choices(event_id: int) -> dict[int, list[Choice]]:
    """By the number of the count."""
    found: dict[int, list[Choice]] = defaultdict(list)
    for row in await db.rows(
        "SELECT c.ranking, c.method, c.reason, c.chosen_at FROM order_choice c"
        " JOIN ranking r ON r.id = c.ranking WHERE r.event = {} ORDER BY c.id",
        event_id,
    ):
        found[row.pop("ranking")].append(Choice(**row))
    return found


async def nonce_of(ranking_id: int) -> str:
    """Only for those who may know the numbers, too."""
    found = await db.rows("SELECT nonce FROM ranking WHERE id = {}", ranking_id)
    return str(found[0]["nonce"])


async def commitments(ranking_id: int) -> list[str]:
    """The receipts, in ascending order."""
    rows = await db.rows(
        "SELECT commitment FROM receipt WHERE ranking = {} ORDER BY commitment", ranking_id
    )
    return [row["commitment"] for row in rows]


async def how_many_commitments(ranking_id: int) -> int:
    found = await db.rows("SELECT COUNT(*) AS n FROM receipt WHERE ranking = {}", ranking_id)
    return int(found[0]["n"])


async def is_published(ranking_id: int, commitment: str) -> bool:
    return bool(
        await db.rows(
            "SELECT 1 AS one FROM receipt WHERE ranking = {} AND commitment = {} LIMIT 1",
            ranking_id,
            commitment,
        )
    )


async def turnout(ranking_id: int) -> list[Day]:
    rows = await db.rows(
        "SELECT day, votes, passes FROM turnout WHERE ranking = {} ORDER BY day", ranking_id
    )
    most = max((row["votes"] + row["passes"] for row in rows), default=0)
    return [
        Day(**row, share=round(100 * (row["votes"] + row["passes"]) / most) if most else 0)
        for row in rows
    ]


async def own_topics(event_id: int, person_id: int) -> dict[int, str]:
    """The public topics somebody is for. Shown to nobody but this person."""
    rows = await db.rows(
        "SELECT t.id, t.title FROM vote v JOIN topic t ON t.id = v.topic"
        " WHERE t.event = {} AND t.state = 'accepted' AND v.person = {} ORDER BY t.title, t.id",
        event_id,
        person_id,
    )
    return {row["id"]: row["title"] for row in rows}
