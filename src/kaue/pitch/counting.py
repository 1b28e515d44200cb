"""Counting: what was voted, in all three orders, with what proves it. Within one unit of work."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kaue import db, keyed
from kaue.pitch.draws import seed_of
from kaue.ranking import balanced, by_votes, fair
from kaue.ranking.candidates import Candidate
from kaue.ranking.receipts import receipt
from kaue.tables import RankedTopic, Receipt, TopicState

ORDERS = (by_votes.METHOD, fair.METHOD, balanced.METHOD)

AT_ONCE = 200
"""Rows per statement: SQLite takes some thousand values."""


@dataclass(frozen=True, slots=True)
class Place:
    """One topic in all orders."""

    candidate: Candidate
    by_votes: int
    fair: int
    balanced: int

    def rank(self, method: str) -> int:
        return {by_votes.METHOD: self.by_votes, fair.METHOD: self.fair}.get(method, self.balanced)


@dataclass(frozen=True, slots=True)
class Count:
    """`places` by votes; `people` took `decisions`, that is votes and passes."""

    seed: str
    places: list[Place]
    people: int
    decisions: int
    ballots: dict[int, list[int]]


async def take(event_id: int) -> Count:
    """Count what is stored now. The event must be locked, so that no vote is on its way."""
    seed = await seed_of(event_id)
    candidates = await _candidates(event_id)
    known, unknown = await _ballots(event_id)
    topics = [one.topic for one in candidates]
    ballots = [*known.values(), *([topic] for topic in unknown)]
    orders = (
        _places(one.topic for one in by_votes.by_votes(candidates, seed)),
        _places(one.topic for one in fair.fair(candidates, seed)),
        _places(balanced.balanced(topics, ballots, seed=seed)),
    )
    places = [Place(one, *(order[one.topic] for order in orders)) for one in candidates]
    return Count(
        seed,
        sorted(places, key=lambda place: place.by_votes),
        people=await _people(event_id),
        decisions=sum(one.decisions for one in candidates),
        ballots=known,
    )


def _places(topics: Iterable[int]) -> dict[int, int]:
    return {topic: place for place, topic in enumerate(topics, start=1)}


_TOPICS = (
    "SELECT t.id, t.submitted_at, t.title,"
    " (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id) AS votes,"
    " (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id) AS passes"
    " FROM topic t"
    " WHERE t.event = {} AND t.state = {} ORDER BY t.id"
)


async def _candidates(event_id: int) -> list[Candidate]:
    rows = await db.rows(_TOPICS, event_id, str(TopicState.ACCEPTED))
    return [
        Candidate(
            row["id"], int(row["votes"]), int(row["passes"]), row["submitted_at"], row["title"]
        )
        for row in rows
    ]


async def _ballots(event_id: int) -> tuple[dict[int, list[int]], list[int]]:
    """Person → topics, and the topics of votes that are nobody's any more."""
    rows = await db.rows(
        "SELECT v.person, v.topic FROM vote v JOIN topic t ON t.id = v.topic"
        " WHERE t.event = {} AND t.state = {} ORDER BY v.id",
        event_id,
        str(TopicState.ACCEPTED),
    )
    known: dict[int, list[int]] = defaultdict(list)
    unknown = []
    for row in rows:
        if row["person"] is None:
            unknown.append(row["topic"])
        else:
            known[row["person"]].append(row["topic"])
    return known, unknown


async def _people(event_id: int) -> int:
    rows = await db.rows(
        "SELECT COUNT(*) AS n FROM (SELECT v.person FROM vote v JOIN topic t ON t.id = v.topic"
        " WHERE t.event = {} AND v.person IS NOT NULL"
        " UNION SELECT p.person FROM pass p JOIN topic t ON t.id = p.topic"
        " WHERE t.event = {} AND p.person IS NOT NULL) AS everybody",
        event_id,
        event_id,
    )
    return int(rows[0]["n"])


def salt_of(event_id: int, version: int, person: int) -> str:
    """Known to this installation and shown to this person; nobody else can guess it."""
    return keyed.keyed_hash("receipt", str(event_id), str(version), str(person))


def receipts(event_id: int, slug: str, version: int, count: Count) -> list[str]:
    """One per person who voted, in an order that tells nothing."""
    of = f"{slug};{version}"
    return sorted(
        receipt(salt_of(event_id, version, person), of, topics)
        for person, topics in count.ballots.items()
    )


async def store(ranking_id: int, count: Count, commitments: Sequence[str]) -> None:
    """What is published with the count: its lines, the receipts, and when people took part."""
    rows = [
        RankedTopic(
            ranking=ranking_id,
            topic=one.candidate.topic,
            rank=one.by_votes,
            votes=one.candidate.votes,
            title=one.candidate.title,
            passes=one.candidate.passes,
            rank_fair=one.fair,
            rank_balanced=one.balanced,
        )
        for one in count.places
    ]
    for start in range(0, len(rows), AT_ONCE):
        await RankedTopic.insert(*rows[start : start + AT_ONCE])
    proofs = [Receipt(ranking=ranking_id, commitment=one) for one in commitments]
    for start in range(0, len(proofs), AT_ONCE):
        await Receipt.insert(*proofs[start : start + AT_ONCE])


_DAYS = (
    "SELECT substr(CAST(v.cast_at AS TEXT), 1, 10) AS day, COUNT(*) AS votes, 0 AS passes"
    " FROM vote v JOIN topic t ON t.id = v.topic WHERE t.event = {} AND t.state = {}"
    " GROUP BY substr(CAST(v.cast_at AS TEXT), 1, 10)"
    " UNION ALL"
    " SELECT substr(CAST(p.passed_at AS TEXT), 1, 10), 0, COUNT(*)"
    " FROM pass p JOIN topic t ON t.id = p.topic WHERE t.event = {} AND t.state = {}"
    " GROUP BY substr(CAST(p.passed_at AS TEXT), 1, 10)"
)


async def store_turnout(ranking_id: int, event_id: int) -> None:
    """How many decisions each day saw: totals only, and days are long enough to hide in."""
    state = str(TopicState.ACCEPTED)
    days: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in await db.rows(_DAYS, event_id, state, event_id, state):
        days[row["day"]][0] += int(row["votes"])
        days[row["day"]][1] += int(row["passes"])
    for day, (votes, passes) in sorted(days.items()):
        await db.write(
            "INSERT INTO turnout (ranking, day, votes, passes) VALUES ({}, {}, {}, {})",
            ranking_id,
            day,
            votes,
            passes,
        )
