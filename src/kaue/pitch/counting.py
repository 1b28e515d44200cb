"""Counting: what was voted, in all three orders, with what proves it. Within one unit of work."""

# ruff: noqa: S608 - statements are put together from constants only

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaue import db, keyed
from kaue.events import sealing
from kaue.pitch.draws import seed_of
from kaue.pitch.places import Places
from kaue.ranking import balanced, by_votes, fair
from kaue.ranking.candidates import Candidate
from kaue.ranking.receipts import receipt
from kaue.tables import RankedTopic, Receipt, TopicState
from kaue.tallies.queries import TOGETHER

AT_ONCE = 200
"""Rows per statement: SQLite takes some thousand values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Places):
    """One topic in all orders, with what was counted of it on paper and by hands."""

    candidate: Candidate
    paper: int
    hands: int


@dataclass(frozen=True, slots=True)
class Count:
    """`places` by votes; `people` took `decisions`, that is votes and passes; `added` names what
    counted beside the votes. `nonce` hides what the digest is made from, where that stays untold.
    """

    seed: str
    places: list[Place]
    people: int
    decisions: int
    ballots: dict[int, list[int]]
    added: str
    nonce: str


async def take(event_id: int) -> Count:
    """Count what is stored now. The event must be locked, so that no vote is on its way."""
    seed = await seed_of(event_id)
    added, nonce = await _rules(event_id)
    rows = await db.rows(_TOPICS, event_id, str(TopicState.ACCEPTED))
    candidates = [_candidate(row, added) for row in rows]
    known, unknown = await _ballots(event_id)
    orders = {
        "by_votes": _places(one.topic for one in by_votes.by_votes(candidates, seed)),
        "fair": _places(one.topic for one in fair.fair(candidates, seed)),
        "balanced": _places(
            balanced.balanced(
                [one.topic for one in candidates],
                _together(known, unknown, {one.topic: one.added for one in candidates}),
                seed=seed,
            )
        ),
    }
    places = [
        Place(
            candidate=one,
            paper=int(row["paper"]),
            hands=int(row["hands"]),
            **{name: order[one.topic] for name, order in orders.items()},
        )
        for one, row in zip(candidates, rows, strict=True)
    ]
    return Count(
        seed,
        sorted(places, key=lambda place: place.by_votes),
        people=await _people(event_id),
        decisions=sum(one.decisions for one in candidates),
        ballots=known,
        added=" ".join(added),
        nonce=nonce,
    )


async def ballots(event_id: int, added: Mapping[int, int]) -> list[list[int]]:
    """What a count was made from, as far as votes do not change after it; `added` is by topic."""
    known, unknown = await _ballots(event_id)
    return _together(known, unknown, added)


def _together(
    known: Mapping[int, list[int]], unknown: Iterable[int], added: Mapping[int, int]
) -> list[list[int]]:
    """Of a vote without a person nobody knows with which others it was given: each stands alone."""
    counted = (topic for topic, how_many in added.items() for _ in range(how_many))
    return [*known.values(), *([topic] for topic in (*unknown, *counted))]


def _places(topics: Iterable[int]) -> dict[int, int]:
    return {topic: place for place, topic in enumerate(topics, start=1)}


async def _rules(event_id: int) -> tuple[list[str], str]:
    """What the event counts beside the votes, as columns of tally; and a nonce, empty where
    everybody may work out the digest.
    """
    (row,) = await db.rows(
        "SELECT add_paper AS paper, add_hands AS hands, counts FROM event WHERE id = {}", event_id
    )
    publishes = sealing.publishes_count(row.pop("counts"))
    added = [name for name, counts in row.items() if counts]
    return added, "" if publishes else secrets.token_hex(16)


# A merge, or two taps at the same moment on PostgreSQL, can leave both; then the vote counts.
_STANDS = "NOT EXISTS (SELECT 1 FROM vote w WHERE w.topic = p.topic AND w.person = p.person)"
"""A condition: pass `p` is what its person decided."""

_TOPICS = (
    "SELECT t.id, t.submitted_at, t.title,"
    " (SELECT COUNT(*) FROM vote v WHERE v.topic = t.id) AS votes,"
    " (SELECT COUNT(*) FROM pass p WHERE p.topic = t.id AND " + _STANDS + ") AS passes,"
    " COALESCE(y.paper, 0) AS paper, COALESCE(y.hands, 0) AS hands FROM topic t LEFT JOIN "
    + TOGETHER
    + " y ON y.home = t.id WHERE t.event = {} AND t.state = {} ORDER BY t.id"
)


def _candidate(row: dict[str, Any], added: Iterable[str]) -> Candidate:
    return Candidate(
        row["id"],
        int(row["votes"]),
        int(row["passes"]),
        row["submitted_at"],
        row["title"],
        added=sum(int(row[name]) for name in added),
    )


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
    """What is published with the count: its lines and the receipts."""
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
            paper=one.paper,
            hands=one.hands,
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
    " FROM pass p JOIN topic t ON t.id = p.topic WHERE t.event = {} AND t.state = {} AND "
    + _STANDS
    + " GROUP BY substr(CAST(p.passed_at AS TEXT), 1, 10)"
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
