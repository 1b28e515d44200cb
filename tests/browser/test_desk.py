"""A07, A11: the moderator's desk by keyboard; the projector, and its bad network."""

import json

import pytest
from playwright.async_api import expect

import every_page

DESK = "/pult/umstellen/rangliste"


@pytest.fixture
async def desk(visit):
    page = await visit("moderator")
    await page.goto(DESK)
    await page.evaluate("swaps = 0; addEventListener('htmx:after:swap', () => { swaps += 1 })")
    return page


async def press(page, selector):
    """By keyboard. Returns what has the focus once the answer is on the page."""
    before = await page.evaluate("swaps")
    await page.locator(selector).press("Enter")
    await page.wait_for_function("before => swaps > before", arg=before)
    return await page.evaluate("document.activeElement.id || document.activeElement.tagName")


async def titles(page):
    return await page.locator(".line-up-text > span").all_inner_texts()


async def line(page, place):
    """The number of the pitch on that place, from 0."""
    return (await page.locator(".line-up-item").nth(place).get_attribute("id")).partition("-")[2]


async def test_up_and_down_keep_the_focus_even_at_the_end(desk):
    order = await titles(desk)
    second = await line(desk, 1)

    for act in ("hoch", "hoch", "runter"):  # the second time there is nothing above
        assert await press(desk, f"#{act}-{second}") == f"{act}-{second}"
    assert await titles(desk) == order

    await press(desk, f"#hoch-{second}")
    assert await titles(desk) == [order[1], order[0], *order[2:]]
    await press(desk, f"#runter-{second}")


async def test_a_tick_keeps_the_focus_and_can_be_taken_back(desk):
    last = await line(desk, -1)

    for expected in ("set_aside", "waiting"):
        assert await press(desk, f"#weg-{last}") == f"weg-{last}"
        await expect(desk.locator(f"#pitch-{last}")).to_have_attribute("data-state", expected)


async def test_next_keeps_the_focus_until_all_are_through(desk):
    lines = len(await titles(desk))
    await desk.goto("/pult/umstellen")
    await desk.evaluate("swaps = 0; addEventListener('htmx:after:swap', () => { swaps += 1 })")
    status = desk.locator("#status")
    await status.evaluate("one => { one.marked = true }")

    for n in range(lines):
        focused = await press(desk, "#weiter")
        assert focused == ("weiter" if n < lines - 1 else "jetzt-titel")
        await expect(status).not_to_be_empty()
    assert await status.evaluate("one => one.marked")

    for _ in range(lines):
        await press(desk, "#zurueck")


async def test_the_projector_waits_out_a_bad_network(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    title = await page.locator("h1").inner_text()
    stage = page.locator("#buehne")
    await stage.evaluate("one => { one.marked = true }")

    await page.context.set_offline(True)
    async with page.expect_event("requestfailed"):
        await stage.dispatch_event("kaue:changed")
    await expect(page.locator("h1")).to_have_text(title)
    await page.context.set_offline(False)

    # Asked again and swapped: the mark is gone.
    await stage.dispatch_event("kaue:changed")
    await page.wait_for_function("() => !document.querySelector('#buehne').marked")
    await expect(page.locator("h1")).to_have_text(title)
    visit.forgive("Failed to fetch")


async def test_a_projector_that_hears_nothing_says_so_discreetly(visit):
    page = await visit()
    await page.route("**/live?*", lambda route: route.abort())

    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")

    await expect(page.locator(".stage-lost")).to_contain_text("Keine Verbindung, Stand")
    await expect(page.locator("h1")).to_be_visible()
    visit.forgive("ERR_FAILED")


async def test_a_projector_whose_stage_was_replaced_by_an_earlier_one_shows_that(visit):
    """After a rehearsal, or when a newer copy of the event was put in place."""
    page = await visit()
    told = []

    async def say(route):
        key = await stage.get_attribute("data-follow")
        messages = [{"versions": {key: version}, "at": 1_800_000_000_000} for version in told]
        body = "".join(f"data: {json.dumps(message)}\n\n" for message in messages)
        await route.fulfill(content_type="text/event-stream", body=body)

    await page.route("**/live?*", say)
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    stage = page.locator("#buehne")
    now = int(await stage.get_attribute("data-version"))
    assert now > 0
    told[:] = [now]
    await stage.evaluate("one => { one.marked = true }")
    await page.wait_for_timeout(1500)
    assert await stage.evaluate("one => one.marked"), "nothing has changed, nothing is asked for"

    told[:] = [now - 1]
    await page.wait_for_function("() => !document.querySelector('#buehne').marked", timeout=20_000)


async def test_taps_without_a_network_wait_and_are_sent_once(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    first = await page.locator("#jetzt-titel").inner_text()

    await page.context.set_offline(True)
    for _ in range(3):
        await page.locator("#hand-mehr").press("Enter")
        await page.wait_for_timeout(100)
    await page.locator("#weiter").press("Enter")
    await expect(page.locator("#warteschlange")).to_contain_text("Eingaben warten")
    await expect(page.locator("#jetzt-titel")).to_have_text(first)
    await page.context.set_offline(False)

    await expect(page.locator("#jetzt-titel")).not_to_have_text(first, timeout=10_000)
    await expect(page.locator("#warteschlange")).to_have_count(0)
    await page.locator("#zurueck").press("Enter")
    await expect(page.locator("#jetzt-titel")).to_have_text(first)
    await expect(page.locator("#haende-zahl")).to_have_value("3")
    await page.locator("#haende-zahl").fill("0")
    await page.locator("#haende-zahl").press("Enter")
    await expect(page.locator("#verlauf")).to_contain_text(": 0")
    visit.forgive("Failed to fetch")


async def test_the_desk_by_keys(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    title = page.locator("#jetzt-titel")
    first = await title.inner_text()

    await page.keyboard.press("ArrowRight")
    await expect(title).not_to_have_text(first)
    await page.keyboard.press("ArrowLeft")
    await expect(title).to_have_text(first)
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text("Pause")
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text("Start")
    await page.keyboard.press("u")
    await expect(page.locator("#uhr-los")).to_have_text("Pause")
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text("Start")


async def test_the_projectors_keys(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    size = "() => parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    plain = await page.evaluate(size)

    await page.keyboard.press("+")
    assert await page.evaluate(size) > plain
    await page.keyboard.press("-")
    await page.keyboard.press("-")
    assert await page.evaluate(size) < plain
