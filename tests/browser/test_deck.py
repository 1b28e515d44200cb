"""The deck by keyboard, and where the focus is after each card."""

from playwright.async_api import expect

import every_page

DECK = f"{every_page.CAMP}/entdecken"


async def pressed(page, key):
    async with page.expect_response(lambda answer: answer.url.endswith("/entscheidung")):
        await page.keyboard.press(key)


async def test_cards_are_decided_by_keys_and_the_focus_goes_along(visit):
    page = await visit("gis")
    await page.goto(DECK)
    title = page.locator("#karte-titel")
    first = await title.inner_text()

    await pressed(page, "ArrowRight")
    await expect(title).not_to_have_text(first)
    await expect(title).to_be_focused()
    await expect(page.locator("#status")).not_to_be_empty()
    second = await title.inner_text()
    await pressed(page, "ArrowLeft")
    await expect(title).not_to_have_text(second)
    await pressed(page, "u")
    await expect(title).to_have_text(second)
    await expect(title).to_be_focused()

    await page.goto(f"{every_page.CAMP}/stimmen")
    voted = page.get_by_role("region", name="Interessiert mich")
    await expect(voted.get_by_role("link", name=first)).to_be_visible()


async def test_switched_off_no_key_decides(visit):
    page = await visit("gis")
    await page.goto(DECK)
    title = await page.locator("#karte-titel").inner_text()
    await page.locator("#tasten summary").click()
    await page.locator("#tasten-an").uncheck()
    await page.reload()

    await page.keyboard.press("ArrowRight")
    await page.wait_for_timeout(300)

    await expect(page.locator("#karte-titel")).to_have_text(title)


async def swiped(page, across, down=0, kind="touch"):
    card = page.locator("[data-swipe]")
    box = await card.bounding_box()
    at = {"pointerType": kind, "clientX": box["x"] + 150, "clientY": box["y"] + 40}
    await card.dispatch_event("pointerdown", at)
    to = {"clientX": at["clientX"] + across, "clientY": at["clientY"] + down}
    await card.dispatch_event("pointerup", at | to)


async def test_a_card_can_be_swiped_and_a_short_or_slanting_stroke_does_nothing(visit):
    page = await visit("gis")
    await page.goto(DECK)
    title = page.locator("#karte-titel")
    first = await title.inner_text()
    for stroke in ({"across": 40}, {"across": 120, "down": 90}, {"across": 200, "kind": "mouse"}):
        await swiped(page, **stroke)
    await page.wait_for_timeout(300)
    await expect(title).to_have_text(first)

    async with page.expect_response(lambda answer: answer.url.endswith("/entscheidung")):
        await swiped(page, 150)
    await expect(title).not_to_have_text(first)
    second = await title.inner_text()
    async with page.expect_response(lambda answer: answer.url.endswith("/entscheidung")):
        await swiped(page, -150)
    await expect(title).not_to_have_text(second)

    await page.goto(f"{every_page.CAMP}/stimmen")
    for name, topic in (("Interessiert mich", first), ("Weiter", second)):
        region = page.get_by_role("region", name=name)
        await expect(region.get_by_role("link", name=topic, exact=True)).to_be_visible()
