"""Votes, passes and who means to come, as numbers: out of one database, and into another.

Nobody is told apart by them. Ballots are counted by what is on them and sorted by that, so neither
an order nor a number tells when somebody voted; and all of them come in at the same moment.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from kaue import db
from kaue.tables import Language, Notify, TopicState

AT_ONCE = 200
"""Rows per statement."""

Counts = dict[str, Any]

_VOTES = (
    "SELECT v.person, v.topic FROM vote v JOIN topic t ON t.id = v.topic"
    " WHERE t.event = {} AND t.state = {}"
)
_PASSES = (
    "SELECT p.topic, COUNT(*) AS passes FROM pass p JOIN topic t ON t.id = p.topic"
    " WHERE t.event = {} AND t.state = {} AND NOT EXISTS"
    " (SELECT 1 FROM vote w WHERE w.topic = p.topic AND w.person = p.person)"
    " GROUP BY p.topic ORDER BY p.topic"
)
_PEOPLE = (
    "SELECT COUNT(*) AS n FROM (SELECT v.person FROM vote v JOIN topic t ON t.id = v.topic"
    " WHERE t.event = {} AND v.person IS NOT NULL"
    " UNION SELECT p.person FROM pass p JOIN topic t ON t.id = p.topic"
    " WHERE t.event = {} AND p.person IS NOT NULL) AS everybody"
)
_COMING = (
    "SELECT c.pitch, COUNT(*) AS people FROM coming c JOIN pitch p ON p.id = c.pitch"
    " JOIN ranking r ON r.id = p.ranking WHERE r.event = {} GROUP BY c.pitch ORDER BY c.pitch"
)


async def counted(event_id: int) -> Counts:
    """Of public topics, all that a count is made from, and all that balancing anew needs.

    `votes_alone` are nobody's any more; `people_besides` decided, but are on no ballot.
    """
    accepted = str(TopicState.ACCEPTED)
    on: dict[int, set[int]] = defaultdict(set)
    alone: Counter[int] = Counter()
    for row in await db.rows(_VOTES, event_id, accepted):
        if row["person"] is None:
            alone[row["topic"]] += 1
        else:
            on[row["person"]].add(row["topic"])
    same = Counter(tuple(sorted(topics)) for topics in on.values())
    people = int((await db.rows(_PEOPLE, event_id, event_id))[0]["n"])
    return {
        "ballots": [{"topics": [*topics], "people": n} for topics, n in sorted(same.items())],
        "votes_alone": [{"topic": topic, "votes": n} for topic, n in sorted(alone.items())],
        "passes": await db.rows(_PASSES, event_id, accepted),
        "people_besides": people - len(on),
        "coming": await db.rows(_COMING, event_id),
    }


async def bring_in(event_id: int, counts: Counts, pitches: dict[int, int], at: datetime) -> None:
    """Each ballot becomes a person without a name, who is of this event only.

    Passes are nobody's, as after a removal of names, but for one of each person besides.
    """
    ballots = [one["topics"] for one in counts["ballots"] for _ in range(one["people"])]
    passed = [one["topic"] for one in counts["passes"] for _ in range(one["passes"])]
    people = iter(await _nameless(event_id, len(ballots) + counts["people_besides"], at))
    votes = [(topic, person, at) for topics in ballots for person in islice(people, 1)
             for topic in topics]  # fmt: skip
    alone = [(one["topic"], None, at) for one in counts["votes_alone"] for _ in range(one["votes"])]
    await _store(_INTO_VOTES, [*votes, *alone])
    await _store(_INTO_PASSES, [(topic, next(people, None), at) for topic in passed])
    coming = [(pitches[one["pitch"]], one["people"]) for one in counts["coming"]]
    await _store(_INTO_COMING, [(pitch, None, at) for pitch, n in coming for _ in range(n)])


_ROW = "({}, {}, {})"
_INTO_VOTES = "INSERT INTO vote (topic, person, cast_at) VALUES "
_INTO_PASSES = "INSERT INTO pass (topic, person, passed_at) VALUES "
_INTO_COMING = "INSERT INTO coming (pitch, person, said_at) VALUES "
_PERSON_ROW = "({}, {}, {}, {}, {}, {})"
_INTO_PERSON = (
    "INSERT INTO person (name, language, notify, is_admin, created_at, only_event) VALUES "
)


async def _nameless(event_id: int, how_many: int, at: datetime) -> list[int]:
    row = ("", str(Language.GERMAN), str(Notify.NONE), False, at, event_id)
    made = await _store(_INTO_PERSON, [row] * how_many, _PERSON_ROW, " RETURNING id")
    return [one["id"] for one in made]


async def _store(
    into: str, rows: Sequence[Iterable[Any]], row: str = _ROW, end: str = ""
) -> list[dict[str, Any]]:
    """So many at once: an object for each would take the unit of work longer than it has."""
    made = []
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        values = [value for one in some for value in one]
        made += await db.write(into + ", ".join([row] * len(some)) + end, *values)
    return made
