"""A07, A11: the moderator's desk by keyboard; the projector, and its bad network."""

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

    for act, state in (("fertig", "done"), ("weg", "set_aside")):
        for expected in (state, "waiting"):
            assert await press(desk, f"#{act}-{last}") == f"{act}-{last}"
            await expect(desk.locator(f"#pitch-{last}")).to_have_attribute("data-state", expected)


async def test_next_keeps_the_focus_until_all_are_through(desk):
    status = desk.locator("#status")
    await status.evaluate("one => { one.marked = true }")
    lines = len(await titles(desk))

    for n in range(lines):
        focused = await press(desk, "#weiter")
        assert focused == ("weiter" if n < lines - 1 else "jetzt-titel")
        await expect(status).not_to_be_empty()
    assert await status.evaluate("one => one.marked")

    for place in range(lines):
        await press(desk, f"#fertig-{await line(desk, place)}")


async def test_the_projector_waits_out_a_bad_network(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    title = await page.locator("h1").inner_text()
    await page.locator("main").evaluate("one => { one.marked = true }")

    await page.context.set_offline(True)
    await page.wait_for_event("requestfailed")
    await expect(page.locator("h1")).to_have_text(title)
    await page.context.set_offline(False)

    # Asked again and swapped: the mark is gone.
    await page.wait_for_function("() => !document.querySelector('main').marked")
    await expect(page.locator("h1")).to_have_text(title)
    visit.forgive("Failed to fetch")


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
