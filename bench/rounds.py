"""Rounds of load, a plain-text one before each measured one, and the table of what came out."""

import json
import os
import platform
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.server import Server

SECONDS = 0.8
ROUNDS = 7
BROWSER = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    "Accept-Language: de,en-US;q=0.7,en;q=0.3\r\n"
    "Accept-Encoding: gzip, deflate, br, zstd\r\n"
    "Connection: keep-alive\r\n"
)

Plans = list[list[str]]


@dataclass(frozen=True)
class Target:
    """What is measured, and how many times the plain text's requests per second it must do."""

    name: str
    plans: Plans
    bar: float
    status: int = 200
    longest_p99: float | None = None


class Load:
    """The client process, and the server it works on."""

    def __init__(self, server: Server, *, parted: bool = True) -> None:
        """`parted`: server and client have a core each, so that rates can be compared."""
        self.server = server
        self.errors: dict[str, int] = {}
        self.share = 1.0
        self._client = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("client.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        if parted:
            self._part_cores()

    def _part_cores(self) -> None:
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) > 1:
            self.server.pin(cores[0])
            os.sched_setaffinity(self._client.pid, {cores[1]})

    def run(self, plans: Plans, seconds: float | None = None, status: int = 200) -> dict[str, Any]:
        """Plans for some seconds, or each once."""
        command = {
            "port": self.server.port,
            "seconds": seconds,
            "status": status,
            "connections": plans,
        }
        assert self._client.stdin is not None
        assert self._client.stdout is not None
        before = self.server.cpu_seconds()
        self._client.stdin.write(json.dumps(command) + "\n")
        self._client.stdin.flush()
        done: dict[str, Any] = json.loads(self._client.stdout.readline())
        took = sum(done["answered"]) / done["rate"]
        cpu = self.server.cpu_seconds() - before
        done["server_cpu"] = cpu / took
        done["cpu_each"] = cpu / sum(done["answered"])
        for why, often in done["errors"].items():
            self.errors[why] = self.errors.get(why, 0) + often
        return done

    def failed(self) -> bool:
        return bool(self.errors or self.locked())

    def locked(self) -> int:
        return self.server.log.read_text().count("locked")

    def __enter__(self) -> "Load":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._client.stdin is not None
        self._client.stdin.close()
        self._client.wait(10)


def request(
    server: Server, path: str, *more: str, body: str | None = None, version: int = 140
) -> str:
    """A raw request as a browser would send it."""
    lines = "".join(f"{line}\r\n" for line in (f"User-Agent: {firefox(version)}", *more))
    if body is None:
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{BROWSER}{lines}\r\n"
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{BROWSER}{lines}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    )


def firefox(version: int) -> str:
    return f"Mozilla/5.0 (X11; Linux x86_64; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"


def measured(load: Load, targets: list[Target], connections: int) -> list[list[str]]:
    """One row per target: medians of the rounds, each compared with the plain text before it."""
    plain = [[request(load.server, "/healthz")]] * connections
    kept: dict[str, list[tuple[Any, Any]]] = {target.name: [] for target in targets}
    everything = []
    for target in targets:
        load.run(target.plans, 0.3, target.status)
    for _ in range(ROUNDS):
        for target in targets:
            everything.append(load.run(plain, SECONDS / 2))
            taken = load.run(target.plans, SECONDS, target.status)
            kept[target.name].append((everything[-1], taken))
    load.share = min(load.share, statistics.median(one["server_cpu"] for one in everything))
    table = [_row("plain text (/healthz)", everything, [1.0], None, None)]
    for target in targets:
        ratios = [one["rate"] / plain["rate"] for plain, one in kept[target.name]]
        taken = [one for _, one in kept[target.name]]
        table.append(_row(target.name, taken, ratios, target.bar, target.longest_p99))
    return table


def _row(
    name: str, taken: list[Any], ratios: list[float], bar: float | None, longest: float | None
) -> list[str]:
    def median(key: str) -> float:
        return statistics.median(one[key] for one in taken)

    each = median("cpu_each") * 1e6
    ratio, p99 = statistics.median(ratios), median("p99")
    met = (bar is None or ratio >= bar) and (longest is None or p99 < longest)
    return [
        name,
        f"{median('rate'):,.0f}",
        f"{ratio:.2f}",
        f"{min(ratios):.2f}–{max(ratios):.2f}",
        "" if bar is None else f"{bar:.2f}" + (f", p99 < {longest:.0f}" if longest else ""),
        "" if bar is None else "ok" if met else "SHORT",
        f"{median('p50'):.1f} / {p99:.1f}",
        f"{each:,.0f}",
        f"{median('server_cpu'):.0%} / {median('client_cpu'):.0%}",
    ]


def single(name: str, value: float, unit: str, bar: float) -> list[str]:
    met = "ok" if value < bar else "SHORT"
    return [name, f"{value:.1f} {unit}", "", "", f"< {bar:.0f} {unit}", met, "", "", ""]


HEAD = [
    "what",
    "requests/s",
    "ratio",
    "spread",
    "bar",
    "",
    "p50 / p99 ms",
    "CPU µs each",
    "CPU server / client",
]


def print_table(rows: list[list[str]]) -> None:
    widths = [max(len(row[n]) for row in [HEAD, *rows]) for n in range(len(HEAD))]
    for row in [HEAD, *rows]:
        first, *rest = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]
        print("  ".join(cells).rstrip())


def print_machine(load: Load, database: str) -> None:
    cores = len(os.sched_getaffinity(0))
    print(f"errors in all rounds: {load.errors or 0}; 'locked' in the log: {load.locked()}")
    print(
        f"{cores} core(s), Python {platform.python_version()}, {database}, "
        f"load average {os.getloadavg()[0]:.1f}"
    )
    if load.share < 0.9:
        print(f"DISTURBED: the server got {load.share:.0%} of its core; run it again in peace.")
    if cores == 1:
        print("One core: server and client share it, so the rates are too low.")
