"""Votes on PostgreSQL: `python -m bench.postgres`. Its server is found as the tests find it."""

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from tests import databases

from bench.rounds import Load, Target, measured, print_machine, print_table
from bench.server import served
from bench.serving import CONNECTIONS, crowd, listed
from bench.votes import Ballot


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        try:
            with new_database(folder) as url, served(folder, url) as server, Load(server) as load:
                return bench(load, url)
        except databases.NoPostgres as reason:
            print(f"SKIPPED: no PostgreSQL found, because {reason}", file=sys.stderr)
            return 1 if os.environ.get("KAUE_TEST_REQUIRE_POSTGRES") == "1" else 0


def bench(load: Load, url: str) -> int:
    topics = listed(load.server)
    ballot = Ballot(load.server, topics, CONNECTIONS)
    load.run(ballot.clearing())
    rows = measured(load, [Target("vote, PostgreSQL", ballot.alternating(), 0.08)], CONNECTIONS)
    print_table(rows)
    crowd(load, topics)
    version = asyncio.run(_asked(url, "SHOW server_version"))
    commits = asyncio.run(_asked(url, "SELECT setting FROM pg_settings WHERE name = 'fsync'"))
    print_machine(load, f"PostgreSQL {version}, fsync {commits}")
    return 1 if load.failed() or any("SHORT" in row for row in rows) else 0


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    # Unlike in the tests, a power cut counts.
    databases.SPEED = ("max_connections=60",)
    name = f"kaue_bench_{os.getpid()}"
    with databases._server(folder) as server:
        asyncio.run(databases._on(server, f"CREATE DATABASE {name}"))
        try:
            yield databases._named(server, name)
        finally:
            asyncio.run(databases._on(server, f"DROP DATABASE {name} WITH (FORCE)"))


async def _asked(url: str, question: str) -> str:
    connection = await asyncpg.connect(url)
    try:
        return str(await connection.fetchval(question))
    finally:
        await connection.close()


if __name__ == "__main__":
    sys.exit(main())
