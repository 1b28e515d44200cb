"""The editors' queue with 500 waiting topics, beside the topic list: `python -m bench.waiting`."""

import asyncio
import gzip
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("KAUE_SECRET", "a secret of at least thirty-two characters")
os.environ.setdefault("KAUE_PUBLIC_URL", "http://127.0.0.1:8000")

from bench.server import EVENT, Server, served
from kaue import db
from kaue.people import actions as people
from kaue.people import queries
from kaue.people.demo_people import ADDRESSES
from kaue.people.guards import cookie_name

TIMES = 4
"""As often as each of the 100 topics of the list stands in the queue again, and the list itself."""

ROUNDS = 40
LARGEST = 15.0
"""Kilobytes, compressed: what a list page may have."""

_AGAIN = (
    "INSERT INTO topic (event, author, title, text, format, state, version, created_at, changed_at,"
    " submitted_at, on_behalf_of, came_by, unreviewed, offers_to_host)"
    " SELECT event, author, title, text, format, 'submitted', 1, created_at, changed_at,"
    " submitted_at, '', '', unreviewed, offers_to_host FROM topic WHERE state = 'accepted'"
)


def main() -> int:
    cookies: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        url = f"sqlite:///{Path(name) / 'kaue.sqlite'}"
        with served(Path(name), url, lambda: cookies.append(asyncio.run(prepared(url)))) as server:
            return bench(server, cookies[0])


async def prepared(url: str) -> str:
    """Fill the queue. Returns a cookie of the staff."""
    db.connect(url)
    await db.open_()
    try:
        for _ in range(TIMES + 1):
            await db.write(_AGAIN)
        person = await queries.by_email(ADDRESSES["staff"])
        assert person is not None
        return f"{cookie_name()}={await people.start_sign_in(person, strong=True)}"
    finally:
        await db.close()


def bench(server: Server, cookie: str) -> int:
    queue, size = timed(server, f"/redaktion{EVENT}", cookie)
    listed, _ = timed(server, f"{EVENT}/themen", cookie)
    plain, _ = timed(server, "/healthz", cookie)
    met = size <= LARGEST
    print(
        f"queue of 500: {queue:.1f} ms, {queue / listed:.1f} × the list of 100 ({listed:.1f} ms),"
        f" {queue / plain:.0f} × plain text; {size:.1f} KB compressed, bar {LARGEST:.0f}:"
        f" {'ok' if met else 'SHORT'}"
    )
    return 0 if met else 1


def timed(server: Server, path: str, cookie: str) -> tuple[float, float]:
    """The median in milliseconds, and the size in kilobytes."""
    took, text = [], ""
    for _ in range(ROUNDS):
        began = time.perf_counter()
        _, _, text = server.get(path, Cookie=cookie)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000, len(gzip.compress(text.encode(), 9)) / 1024


if __name__ == "__main__":
    sys.exit(main())
