"""L01, L03 to L05: pages that follow what happens heal, and everybody is told the same."""

import asyncio
import re
import time

import pytest
from playwright.async_api import expect

import every_page
from browsing import Visits
from faulty import faulty

EVENT = "umstellen"
DESK, PHONE = f"/pult/{EVENT}", f"/{EVENT}/pitch"
WALL = f"/beamer{every_page.STAGE}/projektor-buehne"
LATEST = 5.0
"""Seconds after which a page shows what is, once it can be asked for."""
BUSY = 2.0
"""More of them for a machine that is busy with other tests."""

TITLE = {DESK: "#jetzt-titel", PHONE: "#jetzt-titel"}


@pytest.fixture
async def proxy(site_served):
    async with faulty(site_served.url) as proxy:
        yield proxy


@pytest.fixture
async def through(proxy, chromium, site_served):
    """through("moderator") is a browser behind the faulty proxy."""
    visits = Visits(chromium, proxy.url, site_served.cookies)
    yield visits
    await visits.close()
    for expected in ("Failed to fetch", "timeout", "net::ERR"):
        visits.forgive(expected)
    assert visits.complaints == []


@pytest.fixture
async def desk(visit):
    """A moderator whose network is good."""
    page = await visit("moderator")
    await page.goto(DESK)
    return page


async def title_on(page):
    return (await page.locator("#jetzt-titel").inner_text()).strip()


async def next_pitch(desk, button="#weiter"):
    """Returns the title that is on stage from then on."""
    # A button that has just come to mean another pitch would not take it.
    await desk.wait_for_timeout(1100)
    before = await title_on(desk)
    await desk.locator(button).press("Enter")
    await expect(desk.locator("#jetzt-titel")).not_to_have_text(before)
    return await title_on(desk)


async def back(desk):
    return await next_pitch(desk, "#zurueck")


async def shows(page, title, within=LATEST):
    patience = (within + BUSY) * 1000
    await expect(page.locator("#jetzt-titel")).to_have_text(title, timeout=patience)


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - what happens in a browser sets no event
            await asyncio.sleep(0.1)


async def no_note(page, within=LATEST):
    await expect(page.locator("#verbindung")).to_be_hidden(timeout=(within + BUSY) * 1000)
    await expect(page.locator(".toast")).to_have_count(0)


STANDS = re.compile(r"^Keine Verbindung, Stand \d\d:\d\d$")
FOLLOWING = {
    DESK: "moderator",
    PHONE: None,
    f"{DESK}/zeitplan": "moderator",
    WALL: None,
    "/geplant/zeitplan": None,
    "door": None,
}
"""Every kind of page that follows what happens → who looks at it."""


async def test_after_a_proxys_502_every_page_shows_what_is_and_no_note_is_left(
    proxy, through, desk, site_served
):
    door = next(one for one in every_page.ALL if "/raum/" in one.path)
    pages = {}
    for path, who in FOLLOWING.items():
        pages[path] = await through(who)
        await pages[path].goto(door.path.format(**site_served.values) if path == "door" else path)
    await asyncio.sleep(1)

    proxy.breaks()
    title = await next_pitch(desk)
    for page in pages.values():
        await expect(page.locator("#verbindung")).to_have_text(STANDS)
    proxy.broken = False

    began = time.monotonic()
    for path in (DESK, PHONE):
        await shows(pages[path], title, LATEST - (time.monotonic() - began))
    for page in pages.values():
        await no_note(page)
    # And by a stream again, not by asking.
    await until(lambda: proxy.streams == len(pages))
    title = await next_pitch(desk)
    for path in (DESK, PHONE):
        await shows(pages[path], title)
    for _ in range(2):
        await back(desk)


async def test_what_was_pressed_without_a_network_and_came_too_late_is_named_until_it_was_read(
    proxy, through, desk
):
    page = await through("admin")
    await page.goto(DESK)
    first = await title_on(page)
    proxy.breaks()
    await page.locator("#nicht-da").press("Enter")
    waits = "Keine Verbindung: 1 Eingabe wartet und wird gesendet."
    await expect(page.locator("#warteschlange")).to_have_text(waits)
    # Eye and ear are told the same.
    await expect(page.locator("#status")).to_have_text(waits)
    # A reload of the page does not lose it, whoever shows it.
    proxy.broken = False
    proxy.holds_posts = True
    title = await next_pitch(desk)
    proxy.holds_posts = False

    refused = page.locator(".refused")
    await expect(refused).to_contain_text(f"Nicht ausgeführt: Nicht da: {first}")
    await expect(page.locator("#warteschlange")).to_have_count(0)
    await shows(page, title)
    await page.wait_for_timeout(2500)
    await expect(refused).to_have_count(1)
    await refused.get_by_role("button", name="Gelesen").press("Enter")
    await expect(refused).to_have_count(0)
    await back(desk)


async def test_a_stream_that_is_held_back_is_not_waited_for(proxy, through, desk):
    proxy.holds = True
    page = await through()
    await page.goto(PHONE)
    await asyncio.sleep(5.5)

    title = await next_pitch(desk)

    await shows(page, title)
    await no_note(page)
    # One that fell silent after it had spoken is found out, too.
    proxy.holds = False
    await asyncio.sleep(6)
    proxy.holds = True
    await back(desk)
    title = await title_on(desk)
    await shows(page, title, 2 * LATEST)


async def test_a_refresh_that_was_lost_is_tried_again_and_nobody_is_told_of_saving(
    proxy, through, desk
):
    page = await through()
    await page.goto(PHONE)
    await asyncio.sleep(1)
    proxy.drops = 1

    title = await next_pitch(desk)

    await shows(page, title)
    assert proxy.drops == 0
    # The second try comes three seconds after the first one.
    proxy.drops = 2
    title = await next_pitch(desk)
    await shows(page, title, 2 * LATEST)
    assert proxy.drops == 0
    await back(desk)
    assert "gespeichert" not in await page.locator("#status").inner_text()
    await no_note(page)
    await back(desk)


async def test_eight_tabs_of_one_browser_share_a_stream(proxy, through, desk):
    """L05: over HTTP/1.1 a browser opens six connections, and more streams would leave none."""
    first = await through("moderator")
    await first.goto(DESK)
    others = [await first.context.new_page() for _ in range(7)]
    paths = (PHONE, f"{DESK}/zeitplan", WALL, PHONE, f"{every_page.STAGE}/pitch", DESK, PHONE)
    for page, path in zip(others, paths, strict=True):
        await page.goto(path)
    await asyncio.sleep(2)

    title = await next_pitch(first)

    following = [page for page, path in zip(others, paths, strict=True) if path in (PHONE, DESK)]
    for page in following:
        await shows(page, title)
    assert proxy.streams <= 1
    # The one that leads goes to sleep, and another one is closed: the rest go on.
    sleeper = await first.context.new_cdp_session(first)
    await sleeper.send("Page.setWebLifecycleState", {"state": "frozen"})
    await following[0].close()
    title = await next_pitch(desk)
    for page in following[1:]:
        await shows(page, title, 2 * LATEST)
    await sleeper.send("Page.setWebLifecycleState", {"state": "active"})
    await shows(first, title)
    for _ in range(2):
        await back(desk)


async def test_the_focus_stays_and_a_button_that_means_something_else_waits(visit, desk):
    """L04."""
    page = await visit("citizen")
    await page.goto(PHONE)
    link = page.locator("#hier ol a").nth(1)
    number = await link.get_attribute("id")
    await link.focus()

    title = await next_pitch(desk)
    await shows(page, title)
    assert await page.evaluate("document.activeElement.id") == number

    button = page.locator("#komme")
    name = re.sub(r"\s+", " ", await button.inner_text())
    assert title in await button.evaluate("one => one.textContent")
    await button.focus()
    title = await next_pitch(desk)
    await shows(page, title)
    assert await page.evaluate("document.activeElement.id") == "komme"
    await button.click()
    await expect(page.locator("#status")).to_contain_text("Hier steht jetzt etwas anderes.")
    await expect(page.locator("#kommt")).to_have_count(0)
    await page.wait_for_timeout(1100)
    await button.click()
    await expect(page.locator("#kommt")).to_be_focused()
    assert name
    # A second tap asks.
    await page.locator("#kommt").click()
    await page.locator("#nicht-kommen").click()
    await expect(page.locator("#komme")).to_be_focused()
    for _ in range(2):
        await back(desk)


WRONG_CLOCK = "const real = Date.now; Date.now = () => real() - 5 * 3600 * 1000;"


async def test_clocks_agree_whatever_the_device_thinks(proxy, through, visit, desk):
    """L03: one device is five hours slow; another loses its network meanwhile."""
    odd, lost = await visit("moderator", script=WRONG_CLOCK), await through("moderator")
    for page in (odd, lost):
        await page.goto(DESK)
    await desk.locator("#uhr-los").press("Enter")
    for page in (odd, lost):
        await expect(page.locator("#uhr-los")).to_contain_text("Pause")
    proxy.breaks()
    await asyncio.sleep(3)

    shown = [await page.locator("[data-clock]").inner_text() for page in (desk, odd, lost)]

    seconds = [int(text.replace("−", "").split(":")[1]) for text in shown]
    assert max(seconds) - min(seconds) <= 1, shown
    await desk.locator("#uhr-los").press("Enter")
    await expect(desk.locator("#uhr-los")).to_contain_text("Start")
    await desk.locator("#rueckgaengig").press("Enter")
    await expect(desk.locator("#uhr-los")).to_contain_text("Pause")
    await desk.locator("#rueckgaengig").press("Enter")
    await expect(desk.locator("#uhr-los")).to_contain_text("Start")


HAS_KEPT = """async () => {
  const [name] = await caches.keys();
  return Boolean(name) && (await (await caches.open(name)).keys()).length > 4;
}"""


async def test_a_wall_that_is_opened_while_the_server_is_down_shows_its_last_picture(
    proxy, through
):
    """L02: on a machine that has shown this link before."""
    page = await through()
    await page.goto(WALL)
    title = await page.locator("h1").inner_text()
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.wait_for_function(HAS_KEPT)

    proxy.breaks()
    await page.reload()
    await expect(page.locator("h1")).to_have_text(title)
    other = await page.context.new_page()
    await other.goto(WALL)
    await expect(other.locator("h1")).to_have_text(title)
    assert await other.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") != "32px"
    proxy.broken = False

    await other.locator("#buehne").evaluate("one => { one.marked = true }")
    await other.wait_for_function("() => !document.querySelector('#buehne').marked", timeout=25_000)
    await expect(other.locator("#verbindung")).to_be_hidden()


async def test_a_page_whose_ticket_is_not_taken_any_more_brings_itself_a_new_one(
    proxy, through, desk
):
    """The secret of the installation was changed, or the demo was started anew."""
    page = await through()
    await page.goto(PHONE)
    known = await page.locator("#hier").get_attribute("data-follow")
    refused = known[:-4] + ("0000" if not known.endswith("0000") else "1111")
    await page.locator("#hier").evaluate(
        "(one, follow) => { one.dataset.follow = follow }", refused
    )

    await expect(page.locator("#hier")).to_have_attribute("data-follow", known, timeout=9000)
    title = await next_pitch(desk)
    await shows(page, title)
    await no_note(page)
    await back(desk)
