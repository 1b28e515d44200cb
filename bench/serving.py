"""Topic list, votes, start and memory on SQLite: `python -m bench.serving`."""

import re
import sys
import tempfile
from pathlib import Path

from bench.rounds import (
    Load,
    Target,
    firefox,
    measured,
    print_machine,
    print_table,
    request,
    single,
)
from bench.server import EVENT, Server, served
from bench.votes import Ballot, give_forty

CONNECTIONS = 64
WRITERS = 100
LIST = f"{EVENT}/themen"


def main() -> int:
    # Not on tmpfs: what has to reach the disk is part of what is measured.
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        with served(folder, f"sqlite:///{folder / 'kaue.sqlite'}") as server, Load(server) as load:
            return bench(load)


def bench(load: Load) -> int:
    server = load.server
    topics = listed(server)
    ballot = Ballot(server, topics, CONNECTIONS)
    give_forty(load, topics, CONNECTIONS)
    rows = measured(load, list_targets(server), CONNECTIONS)
    load.run(ballot.clearing())
    votes = Target("vote, SQLite synchronous=FULL", ballot.alternating(), 0.25, longest_p99=50)
    rows += measured(load, [votes], CONNECTIONS)[1:]
    rows += [
        single("ready to serve", server.seconds_to_ready, "s", 2),
        single("memory of the worker (RSS)", server.mebibytes(), "MiB", 110),
    ]
    print(f"{len(topics)} topics in the list, {len(server.people)} people\n")
    print_table(rows)
    crowd(load, topics)
    print_machine(load, sqlite_version(server))
    return 1 if load.failed() or any("SHORT" in row for row in rows) else 0


def listed(server: Server) -> list[int]:
    """The numbers of the topics in the list."""
    page = server.get(LIST)[2]
    return sorted(map(int, re.findall(r'id="thema-([0-9]+)"', page)))


def list_targets(server: Server) -> list[Target]:
    # The order of the list, and with it the page, depends on the browser.
    browsers = range(100, 100 + CONNECTIONS)
    tags = [server.get(LIST, **{"User-Agent": firefox(one)})[1]["etag"] for one in browsers]
    anonymous = [[request(server, LIST, version=one)] for one in browsers]
    unchanged = [
        [request(server, LIST, f"If-None-Match: {tag}", version=one)]
        for tag, one in zip(tags, browsers, strict=True)
    ]
    signed_in = [[request(server, LIST, f"Cookie: {who}")] for who in server.people[:CONNECTIONS]]
    return [
        Target("list, anonymous", anonymous, 0.2),
        Target("list, anonymous, 304", unchanged, 0.2, status=304),
        Target("list, signed in, 40 votes", signed_in, 0.2),
    ]


def crowd(load: Load, topics: list[int]) -> None:
    """Many writers at once, none of whom may hear that the database is locked."""
    ballot = Ballot(load.server, topics, WRITERS)
    load.run(ballot.clearing())
    done = load.run(ballot.alternating(), 2.0)
    print(f"\n{WRITERS} writers at once: {done['rate']:,.0f} votes/s, p99 {done['p99']:.0f} ms")


def sqlite_version(server: Server) -> str:
    found = re.search(r"SQLite [0-9.]+ \(\w+\)", server.log.read_text())
    return found[0] if found else "SQLite"


if __name__ == "__main__":
    sys.exit(main())
