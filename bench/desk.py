"""A whole round by keyboard in a real browser, under load: `python -m bench.desk`.

30 pitches from the first to the last: one browser is the desk, another the projector behind its
link, and 300 streams follow. Each press of → is timed in the pages themselves, from the key until
the projector has painted the new title; the next one comes as soon as both show it.
"""

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page
from tests.browsing import Visits, chromium_program, launched

from bench.server import EVENT, Server, served
from bench.stage import DESK, SOME, TAP, Result, call, counted, opened, percentile, within_bars

PITCHES, NOT_ACCEPTED = 30, 6
PATIENCE = 10.0
"""Seconds after which a press counts as lost."""

# Both pages tell the time by the clock of the machine they share.
NOTE_KEYS = """() => {
  window.noted = [];
  addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") noted.push({ at: Date.now() });
  }, true);
}"""
NOTE_TITLES = """() => {
  window.noted = [];
  let shown = document.querySelector("h1").textContent;
  new MutationObserver(() => {
    const title = document.querySelector("h1")?.textContent;
    if (!title || title === shown) return;
    shown = title;
    requestAnimationFrame(() => noted.push({ at: Date.now(), title }));
  }).observe(document.body, { childList: true, subtree: true });
}"""
HAS_NOTED = "wanted => noted.length >= wanted"


def main() -> int:
    try:
        program = chromium_program()
    except LookupError as missing:
        print(f"SKIPPED: no browser, because {missing}", file=sys.stderr)
        return 1 if os.environ.get("KAUE_TEST_REQUIRE_CHROMIUM") == "1" else 0
    with tempfile.TemporaryDirectory(prefix="kaue-bench-") as name:
        folder = Path(name)
        database_url = f"sqlite:///{folder / 'kaue.sqlite'}"
        with served(folder, database_url, topics=PITCHES + NOT_ACCEPTED) as server:
            return 0 if asyncio.run(bench(server, program)) else 1


async def bench(server: Server, program: str) -> bool:
    port, mo = server.port, server.roles["moderator"]
    await counted(port, mo)
    await call(port, f"{DESK}/zeigen", mo, zeigen="pitch")
    streams = await opened(port, SOME)
    async with launched(program) as chromium:
        results = await a_round(server, chromium)
    for one in streams:
        await one.close()
    return within_bars(results)


async def a_round(server: Server, chromium: Browser) -> list[Result]:
    mo = server.roles["moderator"]
    visit = Visits(chromium, f"http://127.0.0.1:{server.port}", {"moderator": mo})
    desk, projector = await visit("moderator"), await visit()
    await desk.goto(f"{DESK}/rangliste")
    order = await desk.locator(".line-up-text > span").all_inner_texts()
    assert len(order) == PITCHES, len(order)
    await projector.goto(await projector_link(server.port, mo))
    await desk.goto(DESK)
    await projector.evaluate(NOTE_TITLES)
    await desk.evaluate(NOTE_KEYS)

    took = [await press(desk, projector, nth) for nth in range(1, PITCHES + 1)]
    lost = await lost_pitches(desk, projector, order)
    await visit.close()
    assert not visit.complaints, visit.complaints
    return [
        (f"from → to the projector, {SOME} streams, median", percentile(took, 50), TAP, "s"),
        (f"from → to the projector, {SOME} streams, p95", percentile(took, 95), TAP, "s"),
        (f"of {PITCHES} pitches lost or out of order", lost, 1, ""),
    ]


async def projector_link(port: int, mo: str) -> str:
    _, answer = await call(port, f"{DESK}/beamer/links", mo, neu="1")
    found = re.search(rf'href="(/beamer{EVENT}/[^"]+)"', answer)
    assert found, answer[:200]
    return found[1]


async def press(desk: Page, projector: Page, nth: int) -> float:
    """The key once; seconds until the projector has painted what is new."""
    title = await desk.locator("#jetzt-titel").inner_text()
    await desk.keyboard.press("ArrowRight")
    await projector.wait_for_function(HAS_NOTED, arg=nth, timeout=PATIENCE * 1000)
    await desk.wait_for_function(
        "before => document.querySelector('#jetzt-titel').innerText !== before", arg=title
    )
    pressed, shown = await desk.evaluate("noted.at(-1)"), await projector.evaluate("noted.at(-1)")
    return float(shown["at"] - pressed["at"]) / 1000


async def lost_pitches(desk: Page, projector: Page, order: list[str]) -> float:
    """Of those that hall, history and list should all know as held, in this order."""
    hall = [one["title"] for one in await projector.evaluate("noted")][:-1]
    held = await desk.locator("#verlauf li > span").all_text_contents()
    await desk.goto(f"{DESK}/rangliste")
    done = desk.locator(".line-up-item[data-state=done] .line-up-text > span")
    seen = zip([order[0], *hall], reversed(held), await done.all_inner_texts(), strict=True)
    return sum({title} != set(three) for title, three in zip(order, seen, strict=True))


if __name__ == "__main__":
    sys.exit(main())
