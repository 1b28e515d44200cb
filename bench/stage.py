"""Streams and the desk under load: `python -m bench.stage`.

1,000 open streams: what each costs, how soon a press at the desk reaches all of them, what other
visitors notice meanwhile, and whether everything is given back. Then 30 presses under 300 streams,
each followed until a projector has its new piece; and what SIGTERM does to open streams.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.server import EVENT, Server, served

MANY, SOME, PRESSES = 1_000, 300, 30
KIB_EACH, REACHES_ALL, OTHERS, TAP, STOPS = 64.0, 1.0, 0.2, 0.3, 5.0
LIVE, DESK, PHONE = f"{EVENT}/pitch/live", f"/pult{EVENT}", f"{EVENT}/pitch"


class Stream:
    """Reads one stream, and notes when it heard which version."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.heard: dict[str, float] = {}

    async def open(self) -> None:
        reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {LIVE} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n"
        self.writer.write(head.encode())
        self.task = asyncio.create_task(self._read(reader))

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            if line.startswith(b"data: "):
                self.heard[line[6:].strip().decode()] = time.perf_counter()

    async def close(self) -> None:
        self.writer.close()
        await asyncio.wait({self.task}, timeout=2)


async def call(port: int, path: str, cookie: str = "", **form: str) -> tuple[int, str]:
    """One request on a connection of its own, as visitors and projectors make them."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = urlencode(form)
    lines = [
        f"{'POST' if form else 'GET'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}",
        "Connection: close", "Sec-Fetch-Site: same-origin", f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}",
    ]  # fmt: skip
    writer.write(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
    answer = (await reader.read()).decode(errors="replace")
    writer.close()
    return int(answer.split(" ", 2)[1]), answer


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        with served(folder, f"sqlite:///{folder / 'kaue.sqlite'}") as server:
            return 0 if asyncio.run(bench(server)) else 1


async def bench(server: Server) -> bool:
    mo = server.roles["moderator"]
    await counted(server.port, mo)
    results = [*await many(server, mo), *await taps(server, mo), await stopped(server)]
    return within_bars(results)


Result = tuple[str, float, float, str]
"""What, as seen, the bar it has to stay below, and the unit."""


async def counted(port: int, mo: str) -> None:
    """Voting ends, and the pitch order is drawn."""
    await call(port, f"{DESK}/abstimmung-beenden", mo, ende="1")
    status, _ = await call(port, f"{DESK}/rangliste/einfrieren", mo, version="0")
    assert status == 303, status


def within_bars(results: list[Result]) -> bool:
    """Prints the table."""
    print(f"{'what':46} {'seen':>12} {'bar':>12}")
    for what, seen, bar, unit in results:
        mark = "" if seen < bar else "  SHORT"
        print(f"{what:46} {seen:>9.3f} {unit:<3}{bar:>8.3g} {unit}{mark}")
    return all(seen < bar for _, seen, bar, _ in results)


async def many(server: Server, mo: str) -> list[Result]:
    files, memory = descriptors(server), server.mebibytes()
    streams = await opened(server.port, MANY)
    each = (server.mebibytes() - memory) * 1024 / MANY
    waits: list[float] = []
    others = asyncio.create_task(visitors(server.port, waits))
    version = heard_so_far(streams[0]) + 1
    began = time.perf_counter()
    await call(server.port, f"{DESK}/zeigen", mo, zeigen="pitch")
    latest = await until_all_heard(streams, str(version)) - began
    await asyncio.sleep(1)
    others.cancel()
    for one in streams:
        await one.close()
    await asyncio.sleep(1)
    return [
        (f"memory of each of {MANY:,} streams", each, KIB_EACH, "KiB"),
        (f"a press reaches all {MANY:,}", latest, REACHES_ALL, "s"),
        ("other visitors meanwhile, p95", percentile(waits, 95), OTHERS, "s"),
        ("descriptors not given back", descriptors(server) - files, 5, ""),
    ]


async def visitors(port: int, waits: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await call(port, PHONE)
        waits.append(time.perf_counter() - began)


async def taps(server: Server, mo: str) -> list[Result]:
    """From the press until a projector that follows the stream has the new piece."""
    streams = await opened(server.port, SOME)
    took = []
    version = heard_so_far(streams[0])
    for press in range(PRESSES):
        version += 1
        began = time.perf_counter()
        await call(server.port, f"{DESK}/pitchdauer", mo, sekunden=str(30 + press))
        await until_all_heard(streams[:1], str(version))
        await call(server.port, PHONE)
        took.append(time.perf_counter() - began)
        await until_all_heard(streams, str(version))
    for one in streams:
        await one.close()
    return [(f"from a press to the projector, {SOME} streams, p95", percentile(took, 95), TAP, "s")]


async def stopped(server: Server) -> Result:
    streams = await opened(server.port, SOME)
    began = time.perf_counter()
    server._process.terminate()
    await asyncio.to_thread(server._process.wait, 20)
    took = time.perf_counter() - began
    assert server._process.returncode == 0, server._process.returncode
    for one in streams:
        await one.close()
    return (f"SIGTERM with {SOME} open streams: exit 0 after", took, STOPS, "s")


async def opened(port: int, how_many: int) -> list[Stream]:
    streams = [Stream(port) for _ in range(how_many)]
    for start in range(0, how_many, 50):
        await asyncio.gather(*(one.open() for one in streams[start : start + 50]))
    while not all(one.heard for one in streams):  # noqa: ASYNC110 - a thousand, not one
        await asyncio.sleep(0.01)
    return streams


def heard_so_far(stream: Stream) -> int:
    """The latest version, 0 for none."""
    return max(map(int, stream.heard), default=0)


async def until_all_heard(streams: list[Stream], version: str) -> float:
    """The moment when the last one did."""
    while not all(version in one.heard for one in streams):  # noqa: ASYNC110 - as above
        await asyncio.sleep(0.002)
    return max(one.heard[version] for one in streams)


def descriptors(server: Server) -> int:
    return len(list(Path(f"/proc/{server._process.pid}/fd").iterdir()))


def percentile(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100)[percent - 1] if len(values) > 1 else values[0]


if __name__ == "__main__":
    sys.exit(main())
