"""Counting 100 topics and 5,000 voters, with snapshot and receipts: `python -m bench.counting`."""

import asyncio
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("KAUE_SECRET", "a secret of at least thirty-two characters")
os.environ.setdefault("KAUE_PUBLIC_URL", "http://127.0.0.1:8000")

from tests import databases
from tests.factory import DAY, NOW, Make

from bench.postgres import new_database
from kaue import db
from kaue.events.queries import EventView
from kaue.pitch import actions
from kaue.recent import forget_everything
from kaue.tables import Person, Vote

TOPICS, PEOPLE, VOTES = 100, 5_000, 10
ROUNDS = 5
LONGEST = 0.5


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        met = [asyncio.run(counted(f"sqlite:///{folder / 'kaue.sqlite'}", "SQLite"))]
        try:
            with new_database(folder) as url:
                met.append(asyncio.run(counted(url, "PostgreSQL")))
        except databases.NoPostgres as reason:
            print(f"SKIPPED: no PostgreSQL found, because {reason}", file=sys.stderr)
    return 0 if all(met) else 1


async def counted(url: str, database: str) -> bool:
    """Print the median of some counts, also as a ratio to reading the same votes once."""
    forget_everything()
    db.connect(url)
    await db.migrate()
    await db.open_()
    try:
        event, by = await filled()
        reading = await timed(lambda _: read(event.id))
        took = await timed(
            lambda turn: actions.freeze(
                event.id, event.slug, after_version=turn, by=by, reason="again"
            )
        )
    finally:
        await db.close()
    met = took < LONGEST
    print(
        f"count, {database}: {took:.3f} s, {took / reading:.1f} × reading the votes"
        f" ({reading * 1000:.0f} ms); bar {LONGEST} s: {'ok' if met else 'SHORT'}"
    )
    return met


async def filled() -> tuple[EventView, Person]:
    make, chance = Make(), random.Random(1)
    event = await make.event(vote_until=NOW - DAY / 4)
    topics = [(await make.topic(event)).id for _ in range(TOPICS)]
    names = [Person(name="", email=f"{n}@voter.example", created_at=NOW) for n in range(PEOPLE)]
    for start in range(0, PEOPLE, 200):
        await Person.insert(*names[start : start + 200])
    rows = await db.rows("SELECT id FROM person WHERE email LIKE {}", "%@voter.example")
    votes = [
        Vote(topic=topic, person=row["id"], cast_at=NOW - DAY * chance.random())
        for row in rows
        for topic in chance.sample(topics, VOTES)
    ]
    for start in range(0, len(votes), 1000):
        await Vote.insert(*votes[start : start + 1000])
    return event, await make.moderator(event)


async def read(event_id: int) -> None:
    await db.rows(
        "SELECT v.person, v.topic FROM vote v JOIN topic t ON t.id = v.topic WHERE t.event = {}",
        event_id,
    )


async def timed(act: Any) -> float:
    """The median of ROUNDS, in seconds."""
    found = []
    for turn in range(ROUNDS):
        began = time.perf_counter()
        await act(turn)
        found.append(time.perf_counter() - began)
    return sorted(found)[ROUNDS // 2]


if __name__ == "__main__":
    sys.exit(main())
