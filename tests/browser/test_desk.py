"""A07, A11: the moderator's desk by keyboard, one key at a time; and the projector's bad network."""

import pytest
from playwright.async_api import expect

import every_page

DESK = "/pult/umstellen/rangliste"


@pytest.fixture
async def desk(visit):
    page = await visit("moderator")
    await page.goto(DESK)
    return page


async def press(page, selector):
    """By keyboard. Returns what has the focus once the answer is on the page."""
    old = await page.locator("#tafel").element_handle()
    async with page.expect_response(lambda answer: answer.request.method == "POST"):
        await page.locator(selector).press("Enter")
    await page.wait_for_function("old => !old.isConnected || old.dataset.settled !== '0'", arg=old)
    await page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"
    )
    return await page.evaluate("document.activeElement.id || document.activeElement.tagName")


async def titles(page):
    return await page.locator(".line-up-text > span").all_inner_texts()


async def ids(page, kind):
    """The numbers of the lines that have such a button, in their order."""
    found = await page.locator(f".line-up-buttons [id^={kind}-]").evaluate_all(
        "all => all.map(one => one.id)"
    )
    return [one.partition("-")[2] for one in found]


async def test_up_and_down_by_keyboard_keep_the_focus(desk):
    order = await titles(desk)
    second = (await ids(desk, "runter"))[1]

    assert await press(desk, f"#runter-{second}") == f"runter-{second}"
    assert await titles(desk) == [order[0], order[2], order[1], *order[3:]]
    assert await press(desk, f"#hoch-{second}") == f"hoch-{second}"
    assert await titles(desk) == order


async def test_at_the_top_the_focus_stays_with_the_line(desk):
    second = (await ids(desk, "hoch"))[1]

    focused = await press(desk, f"#hoch-{second}")

    assert focused.endswith(f"-{second}")
    await press(desk, f"#runter-{second}")


async def test_a_ticked_line_keeps_the_focus_and_can_be_taken_back(desk):
    last = (await ids(desk, "fertig"))[-1]

    for act in ("fertig", "weg"):
        assert await press(desk, f"#{act}-{last}") == f"zurueck-{last}"
        assert (await press(desk, f"#zurueck-{last}")).endswith(f"-{last}")


async def test_next_keeps_the_focus_until_all_are_through(desk):
    status = desk.locator("#status")
    await status.evaluate("one => { one.marked = true }")
    lines = len(await titles(desk))

    for n in range(lines):
        focused = await press(desk, "#weiter")
        assert focused == ("weiter" if n < lines - 1 else "jetzt-titel")
        await expect(status).not_to_be_empty()
    assert await status.evaluate("one => one.marked")

    for number in await ids(desk, "zurueck"):
        await press(desk, f"#zurueck-{number}")


async def test_the_projector_waits_out_a_bad_network(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/pitch")
    title = await page.locator("h1").inner_text()
    await page.locator("main").evaluate("one => { one.marked = true }")

    await page.context.set_offline(True)
    await page.wait_for_event("requestfailed")
    await expect(page.locator("h1")).to_have_text(title)
    await page.context.set_offline(False)

    # Asked again and swapped: the mark is gone.
    await page.wait_for_function("() => !document.querySelector('main').marked")
    await expect(page.locator("h1")).to_have_text(title)


async def test_the_projectors_keys(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/pitch")
    size = "() => parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    plain = await page.evaluate(size)

    await page.keyboard.press("+")
    assert await page.evaluate(size) > plain
    await page.keyboard.press("-")
    await page.keyboard.press("-")
    assert await page.evaluate(size) < plain
