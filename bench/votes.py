"""Votes that really change a row: nobody else votes for a connection's people and topics."""

from bench.rounds import Load, Plans, request
from bench.server import EVENT, Server

PAIRS_EACH = 50


class Ballot:
    """(Cookie, topic) pairs, shared out among the connections so that none has two owners."""

    def __init__(self, server: Server, topics: list[int], connections: int) -> None:
        self._server = server
        every = [
            (cookie, topics[(place + step) % len(topics)])
            for step in range(len(topics))
            for place, cookie in enumerate(server.people)
        ]
        self._pairs = [every[n::connections][:PAIRS_EACH] for n in range(connections)]

    def clearing(self) -> Plans:
        """Withdraws every pair's vote, so that the first cast changes something, too."""
        return [[self._vote(pair, 0) for pair in own] for own in self._pairs]

    def alternating(self) -> Plans:
        """Cast, withdraw, then the same for the next pair, round and round."""
        return [
            [self._vote(pair, wanted) for pair in own for wanted in (1, 0)] for own in self._pairs
        ]

    def _vote(self, pair: tuple[str, int], wanted: int) -> str:
        return vote(self._server, *pair, wanted)


def vote(server: Server, cookie: str, topic: int, wanted: int) -> str:
    """The request that htmx sends."""
    return request(
        server,
        f"{EVENT}/themen/{topic}/stimme",
        f"Cookie: {cookie}",
        "Sec-Fetch-Site: same-origin",
        "HX-Request: true",
        body=f"dafuer={wanted}",
    )


def give_forty(load: Load, topics: list[int], people: int) -> None:
    """The first `people` are for exactly 40 topics each."""
    server = load.server
    load.run(
        [
            [vote(server, cookie, topic, int(n < 40)) for n, topic in enumerate(topics)]
            for cookie in server.people[:people]
        ]
    )
