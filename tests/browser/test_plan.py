"""A07, A08, A09: stars in the plan under htmx, from a keyboard, and while it looks again."""

from playwright.async_api import expect

import every_page

PLAN = f"{every_page.PLANNED}/zeitplan"
FOCUSED = "document.activeElement.id"


async def test_a_star_keeps_focus_and_name_and_is_told(visit):
    page = await visit("zofia")
    await page.goto(PLAN)
    star = page.locator(".star[aria-pressed=false]").nth(2)
    number = await star.get_attribute("id")
    star = page.locator(f"#{number}")
    name = await star.aria_snapshot()
    assert 'button "Merken' in name
    status = await page.evaluate_handle("document.getElementById('status')")

    for state, words in (("true", "Gemerkt."), ("false", "Nicht mehr gemerkt.")):
        async with page.expect_response("**/merken"):
            await star.press("Enter")
        await expect(star).to_have_attribute("aria-pressed", state)
        assert await page.evaluate(FOCUSED) == number
        assert (await star.aria_snapshot()).replace(" [pressed]", "") == name
        await expect(page.locator("#status")).to_have_text(words)
        assert await status.evaluate("one => one.isConnected")


async def test_what_is_no_longer_marked_stays_under_the_finger(visit):
    page = await visit("zofia")
    await page.goto(PLAN)
    star = page.locator(".star").first
    number = await star.get_attribute("id")
    async with page.expect_response("**/merken"):
        await star.press("Enter")
    await page.goto(f"{PLAN}?nur=meine")
    star = page.locator(f"#{number}")

    async with page.expect_response("**/merken"):
        await star.press("Enter")

    await expect(star).to_have_attribute("aria-pressed", "false")
    assert await page.evaluate(FOCUSED) == number
    await page.reload()
    await expect(page.locator(f"#{number}")).to_have_count(0)


async def test_looking_again_moves_nobody(visit):
    page = await visit("zofia")
    await page.clock.install()
    await page.goto(PLAN)
    star = page.locator(".star").nth(3)
    number = await star.get_attribute("id")
    await star.focus()

    async with page.expect_response(f"**{PLAN}"):
        await page.clock.run_for(61_000)

    await page.wait_for_timeout(200)
    assert await page.evaluate(FOCUSED) == number
    # Of a minute that passed in no time.
    visit.forgive("timeout")


async def test_who_is_not_signed_in_is_led_to_the_door_with_the_star(visit):
    page = await visit()
    await page.goto(PLAN)
    async with page.expect_navigation():
        await page.locator(".star").first.press("Enter")

    await expect(page.locator("main")).to_contain_text("Danach ist die Session für dich gemerkt.")
