"""The whole round with everything that goes wrong in a hall: at its end all screens show the same.

30 pitches, two topics from the floor, a merge; 20 seconds without a network, a restart of the
server behind a proxy that answers 502, and a database that is away for 30 seconds.
"""

import asyncio
import time
from contextlib import asynccontextmanager

from playwright.async_api import expect

from browsing import Visits
from faulty import faulty
from serving import Server
from wire import Wire

EVENT, PULT = "/smartvest", "/pult/smartvest"
TOPICS = ("--topics", "36", "--people", "12", "--comments", "0")
NETWORK_AWAY, DATABASE_AWAY = 20, 30
SOON = 8_000
"""Milliseconds until all show the same: five seconds, and some for a busy machine."""


@asynccontextmanager
async def barcamp(database_url, chromium):
    """A counted barcamp behind a faulty proxy: (server, proxy, visits, wire to its database)."""
    cookies = {one["role"]: one["cookie"] for one in Server(database_url).demo(*TOPICS)}
    async with Wire(database_url) as wire:
        server = Server(wire.url)
        await asyncio.to_thread(server.start)
        try:
            async with faulty(server.url) as proxy:
                visits = Visits(chromium, proxy.url, cookies)
                try:
                    yield server, proxy, visits, wire
                finally:
                    await visits.close()
        finally:
            server.stop()


class Hall:
    """Two desks, the wall and a phone, and what is wrong with them."""

    def __init__(self, desk, second, wall, phone):
        self.desk, self.second, self.wall, self.phone = desk, second, wall, phone
        self.errors = []
        wall.on("request", self._leaves)

    def _leaves(self, request):
        if request.is_navigation_request():
            self.errors.append(f"the wall left for {request.url}")

    async def title(self):
        return (await self.desk.locator("#jetzt-titel").inner_text()).strip()

    async def next(self, times=1):
        for _ in range(times):
            before = await self.title()
            await self.desk.locator("#weiter").press("Enter")
            await expect(self.desk.locator("#jetzt-titel")).not_to_have_text(before)

    async def agrees(self):
        """All show what the first desk shows; no note is left; the wall shows no error."""
        title = await self.title()
        for page in (self.second, self.phone):
            await expect(page.locator("#jetzt-titel")).to_have_text(title, timeout=SOON)
        await expect(self.wall.locator("h1")).to_have_text(title, timeout=SOON)
        for page in (self.desk, self.second, self.wall, self.phone):
            await expect(page.locator("#verbindung")).to_be_hidden(timeout=SOON)
            assert await page.locator(".toast, .refused").count() == 0
        assert self.errors == []


async def opened(visits):
    desk, second = await visits("moderator"), await visits("admin")
    wall, phone = await visits(), await visits("citizen")
    sent = {"headers": {"sec-fetch-site": "same-origin"}, "max_redirects": 0}
    request = desk.context.request
    await request.post(f"{PULT}/abstimmung-beenden", form={"ende": "1"}, **sent)
    await request.post(f"{PULT}/rangliste/einfrieren", form={"version": "0"}, **sent)
    await desk.goto(f"{PULT}/beamer")
    await desk.get_by_role("button", name="Link machen").click()
    link = await desk.locator("a.digest").get_attribute("href")
    for page in (desk, second):
        await page.goto(PULT)
    await wall.goto(link)
    await phone.goto(f"{EVENT}/pitch")
    await desk.locator("#zeigen-pitch").press("Enter")
    await expect(wall.locator(".stage-next")).to_be_visible()
    return Hall(desk, second, wall, phone)


async def from_the_floor(page, title):
    await page.locator("#nachzuegler > summary").click()
    await page.locator("#titel").fill(title)
    await page.locator("#nachzuegler button[type=submit]").click()
    await expect(page.locator("#verlauf")).to_contain_text(title)
    await page.keyboard.press("Escape")


async def merge(page):
    await page.locator("#zusammenlegen > summary").click()
    await page.locator("#zusammenlegen select").select_option(index=3)
    await page.locator("#zusammenlegen button[type=submit]").click()
    await expect(page.locator("#verlauf")).to_contain_text("Zusammengelegt")


async def test_a_round_with_everything_that_goes_wrong_on_postgres(new_postgres_url, chromium):
    async with barcamp(new_postgres_url, chromium) as (server, proxy, visits, wire):
        hall = await opened(visits)
        await expect(hall.desk.locator(".desk-count")).to_contain_text("von 30")
        await hall.next(3)
        await from_the_floor(hall.desk, "Fahrradküche: Wer schraubt mit?")
        await hall.agrees()
        await hall.next(2)
        await merge(hall.desk)
        await hall.next()
        await hall.agrees()

        # The second desk and the phone are without a network; the first one goes on.
        began = time.monotonic()
        for page in (hall.second, hall.phone):
            await page.context.set_offline(True)
        await hall.desk.locator("#hand-mehr").press("Enter")
        # A button that has just come to mean another pitch would not take it.
        await asyncio.sleep(1.2)
        await hall.second.locator("#hand-mehr").press("Enter")
        waits = "Keine Verbindung: 1 Eingabe wartet und wird gesendet."
        await expect(hall.second.locator("#warteschlange")).to_have_text(waits)
        await expect(hall.second.locator("#status")).to_have_text(waits)
        await asyncio.sleep(NETWORK_AWAY - (time.monotonic() - began))
        for page in (hall.second, hall.phone):
            await page.context.set_offline(False)
        # One more of each of the two is two.
        await expect(hall.desk.locator("#haende-zahl")).to_have_value("2", timeout=SOON)
        await hall.next(3)
        await hall.agrees()

        # The server is started anew, behind a proxy that answers 502 meanwhile.
        proxy.breaks()
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(2)
        await asyncio.to_thread(server.start)
        proxy.broken = False
        await hall.agrees()
        await hall.next(3)
        await hall.agrees()

        # The database is away. What is pressed meanwhile waits.
        began = time.monotonic()
        before = await hall.title()
        await wire.cut()
        await hall.desk.locator("#weiter").press("Enter")
        await expect(hall.wall.locator("h1")).to_have_text(before)
        await asyncio.sleep(DATABASE_AWAY - (time.monotonic() - began))
        await wire.mend()
        await expect(hall.desk.locator("#jetzt-titel")).not_to_have_text(before, timeout=2 * SOON)
        await hall.agrees()

        await from_the_floor(hall.second, "Noch einer: Was macht der Bach?")
        while "von" in (count := await hall.desk.locator(".desk-count").inner_text()):
            assert count
            await hall.next()
        await expect(hall.desk.locator("#jetzt-titel")).to_have_text("Alle Pitches sind durch.")
        for page in (hall.second, hall.phone):
            await expect(page.locator("main")).to_contain_text("Alle Pitches sind durch.")
        await expect(hall.wall.locator("h1")).to_have_text("Das waren alle. Danke!")
        assert hall.errors == []
