"""The deck's next card: the answer to a decision, on SQLite: `python -m bench.deck`."""

import sys
import tempfile
from pathlib import Path

from bench.rounds import Load, Target, measured, print_machine, print_table, request
from bench.server import EVENT, Server, served
from bench.serving import CONNECTIONS, listed, sqlite_version
from bench.votes import Ballot

DECK = f"{EVENT}/entdecken"


class Decisions(Ballot):
    """Passing and taking it back, as htmx asks for it; the answer holds the next card."""

    def _vote(self, pair: tuple[str, int], wanted: int) -> str:
        cookie, topic = pair
        return request(
            self._server,
            f"{EVENT}/themen/{topic}/entscheidung",
            f"Cookie: {cookie}",
            "Sec-Fetch-Site: same-origin",
            "HX-Request: true",
            body=f"entscheidung={'weiter' if wanted else 'offen'}",
        )


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        with served(folder, f"sqlite:///{folder / 'kaue.sqlite'}") as server, Load(server) as load:
            return bench(load)


def bench(load: Load) -> int:
    server = load.server
    decisions = Decisions(server, listed(server), CONNECTIONS)
    load.run(decisions.clearing())
    rows = measured(
        load,
        [
            Target("the next card, as a page", pages(server), 0.25),
            Target("the next card, after a decision", decisions.alternating(), 0.25),
        ],
        CONNECTIONS,
    )
    print_table(rows)
    print_machine(load, sqlite_version(server))
    return 1 if load.failed() or any("SHORT" in row for row in rows) else 0


def pages(server: Server) -> list[list[str]]:
    return [[request(server, DECK, f"Cookie: {who}")] for who in server.people[:CONNECTIONS]]


if __name__ == "__main__":
    sys.exit(main())
