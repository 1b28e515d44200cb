"""Password sign-ins, and what other visitors notice of them: `python -m bench.sign_ins`."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.rounds import BROWSER, Load, firefox, print_machine, request
from bench.server import Server, served
from kaue import db
from kaue.people.passwords import _hasher
from kaue.tables import Person
from kaue.web.dates import now

PASSWORD = "eine Grubenlampe im Schacht"
PEOPLE = 200
ROUNDS = 5
SECONDS = 2.0
EVERY = 0.005
"""Seconds between two visits, whether or not the one before was answered."""

LONGEST_LAG = 20.0
CALM = 4.0
"""Milliseconds; on a machine with nothing else to do it is 2."""

CROWDS = (1, 8, 40)
"""How many sign in at the same time, again and again."""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'kaue.sqlite'}"
        with (
            served(folder, url, prepare=lambda: asyncio.run(give_passwords(url))) as server,
            Load(server, parted=False) as load,
        ):
            return bench(load)


async def give_passwords(url: str) -> None:
    """People of our own; hashing once is enough, as verifying costs the same for each."""
    hashed = _hasher.hash(PASSWORD)
    db.connect(url)
    await db.open_()
    async with db.unit_of_work():
        for n in range(PEOPLE):
            await Person(
                name=f"P{n}", email=address(n), password_hash=hashed, created_at=now()
            ).save()
    await db.close()


def address(n: int) -> str:
    return f"p{n}@bench.example.org"


def bench(load: Load) -> int:
    possible = hashes_per_second()
    alone = median(lagging(load.server, lambda: time.sleep(SECONDS))[0] for _ in range(ROUNDS))
    rows = [(crowd, *measured(load, crowd)) for crowd in CROWDS]
    print(f"argon2id alone, one thread: {possible:.0f} hashes/s")
    print(f"other visitors (/healthz) while nobody signs in: p99 {alone:.1f} ms\n")
    print(f"{'at once':>7}{'sign-ins/s':>12}{'ratio':>8}{'lag p99 ms':>12}{'worst ms':>10}")
    for crowd, rate, p99, worst in rows:
        met = "ok" if p99 < LONGEST_LAG else "SHORT"
        print(f"{crowd:7}{rate:12.1f}{rate / possible:8.2f}{p99:12.1f}{worst:10.1f}  {met}")
    print()
    print_machine(load, "SQLite")
    if alone > CALM:
        print("DISTURBED: visitors wait even while nobody signs in; run it again in peace.")
    return 1 if load.failed() or any(p99 >= LONGEST_LAG for *_, p99, _ in rows) else 0


def measured(load: Load, crowd: int) -> tuple[float, float, float]:
    """Sign-ins per second, and p99 and worst of what others noticed: medians, and the worst."""
    rates: list[float] = []
    lags = [
        lagging(load.server, lambda: rates.append(signing_in(load, crowd)["rate"]))
        for _ in range(ROUNDS)
    ]
    return median(rates), median(p99 for p99, _ in lags), max(worst for _, worst in lags)


def lagging(server: Server, meanwhile: Callable[[], Any]) -> tuple[float, float]:
    return asyncio.run(lag(server, meanwhile))


def hashes_per_second() -> float:
    """The best of several rounds: other work on the machine only ever slows it down."""
    hashed = _hasher.hash(PASSWORD)
    return max(5 / _seconds(lambda: _hasher.verify(hashed, PASSWORD), 5) for _ in range(10))


def _seconds(act: Callable[[], Any], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        act()
    return time.perf_counter() - began


def signing_in(load: Load, crowd: int) -> dict[str, Any]:
    """Each connection has people of its own, who sign in again and again."""
    plans = [
        [_sign_in(load.server, n) for n in range(first, PEOPLE, crowd)] for first in range(crowd)
    ]
    return load.run(plans, SECONDS, 303)


def _sign_in(server: Server, n: int) -> str:
    body = f"email={address(n)}&passwort={PASSWORD.replace(' ', '+')}&wie=passwort"
    return request(server, "/anmelden", "Sec-Fetch-Site: same-origin", body=body)


async def lag(server: Server, meanwhile: Callable[[], Any]) -> tuple[float, float]:
    """p99 and worst of a visit in milliseconds, counted from when it was due."""
    working = asyncio.create_task(asyncio.to_thread(meanwhile))
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
    asked = (
        f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{BROWSER}"
        f"User-Agent: {firefox(140)}\r\n\r\n"
    ).encode()
    taken, due = [], time.perf_counter()
    while not working.done():
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        taken.append((time.perf_counter() - due) * 1000)
        due += EVERY
    writer.close()
    await working
    taken.sort()
    return taken[len(taken) * 99 // 100], taken[-1]


if __name__ == "__main__":
    sys.exit(main())
