"""The load generator, a process of its own: asyncio, raw sockets, keep-alive, no retries.

Reads one JSON command per line from stdin, answers each with one JSON line. A command:
{"port": 8000, "seconds": 1.0 or null, "status": 200, "connections": [["raw request", …], …]}.
Any other status is an error.
Every connection sends its requests one after the other; with `seconds` it begins again when it is
through and stops when time is up, having waited for its last answer; without, it goes through once.
"""

import asyncio
import json
import sys
import time
from typing import Any

import uvloop

LONGEST_WAIT = 30.0
ACCEPTED_AFTER = 0.05


class Connection(asyncio.Protocol):
    """Sends a request, waits for the whole answer, sends the next."""

    def __init__(self, requests: list[bytes], expected: bytes) -> None:
        self.requests = requests
        self.expected = expected
        self.until: float | None = None
        self.latencies: list[float] = []
        self.errors: dict[str, int] = {}
        self.done = asyncio.get_running_loop().create_future()
        self._transport: Any = None
        self._buffer = b""
        self._missing = 0
        self._sent_at = 0.0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def begin(self, until: float | None) -> None:
        self.until = until
        self._send()

    def _send(self) -> None:
        answered = len(self.latencies)
        self._sent_at = time.perf_counter()
        if self._is_through(answered):
            self._transport.close()
            self.done.set_result(None)
        else:
            self._transport.write(self.requests[answered % len(self.requests)])

    def _is_through(self, answered: int) -> bool:
        if self.until is None:
            return answered >= len(self.requests)
        return self._sent_at >= self.until

    def data_received(self, data: bytes) -> None:
        if self._missing:
            self._missing -= len(data)
        else:
            self._buffer += data
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._missing = self._begun(self._buffer[:end].lower()) - len(self._buffer) + end + 4
            self._buffer = b""
        if self._missing <= 0:
            self._missing = 0
            self.latencies.append(time.perf_counter() - self._sent_at)
            self._send()

    def _begun(self, head: bytes) -> int:
        """How many bytes follow the head of an answer; counts it if it is an error."""
        status = head[9:12]
        if status != self.expected:
            self._failed(status.decode())
        at = head.find(b"content-length:")
        if status == b"304" or at < 0:
            return 0
        return int(head[at + 15 :].split(b"\r\n", 1)[0])

    def connection_lost(self, _: Exception | None) -> None:
        if not self.done.done():
            self._failed("connection lost")
            self.done.set_result(None)

    def _failed(self, why: str) -> None:
        self.errors[why] = self.errors.get(why, 0) + 1


async def run(command: dict[str, Any]) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    plans = [[one.encode("latin-1") for one in plan] for plan in command["connections"]]
    status = str(command["status"]).encode()
    made = [Connection(plan, status) for plan in plans]
    for connection in made:
        await loop.create_connection(lambda it=connection: it, "127.0.0.1", command["port"])
    # A busy server would take them in one by one, and that is not what is measured.
    await asyncio.sleep(ACCEPTED_AFTER)
    busy = time.process_time()
    began = time.perf_counter()
    until = began + command["seconds"] if command["seconds"] else None
    for connection in made:
        connection.begin(until)
    async with asyncio.timeout(LONGEST_WAIT + (command["seconds"] or 0)):
        await asyncio.gather(*[connection.done for connection in made])
    took = time.perf_counter() - began
    busy = time.process_time() - busy
    latencies = sorted(one for connection in made for one in connection.latencies)
    errors: dict[str, int] = {}
    for connection in made:
        for why, often in connection.errors.items():
            errors[why] = errors.get(why, 0) + often
    return {
        "rate": len(latencies) / took,
        "p50": latencies[len(latencies) // 2] * 1000,
        "p99": latencies[len(latencies) * 99 // 100] * 1000,
        "answered": [len(connection.latencies) for connection in made],
        "errors": errors,
        "client_cpu": busy / took,
    }


def main() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for line in sys.stdin:
            print(json.dumps(runner.run(run(json.loads(line)))), flush=True)


if __name__ == "__main__":
    main()
