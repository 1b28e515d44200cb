"""A07, A08, A09: stars in the plan under htmx, from a keyboard, and while it looks again."""

import re

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


async def test_what_was_unfolded_stays_so_while_the_page_looks_again(visit):
    page = await visit("zofia")
    await page.clock.install()
    await page.goto("/jetzt/zeitplan")
    over = page.locator("#vorbei")
    await expect(over.get_by_text("Begrüßung")).to_be_hidden()
    await over.locator("summary").press("Enter")
    await expect(over.get_by_text("Begrüßung")).to_be_visible()

    async with page.expect_response("**/jetzt/zeitplan"):
        await page.clock.run_for(61_000)

    await page.wait_for_timeout(200)
    await expect(over.get_by_text("Begrüßung")).to_be_visible()
    assert await page.evaluate("document.activeElement.tagName") == "SUMMARY"
    visit.forgive("timeout")


async def test_one_table_is_a_list_on_a_phone_and_a_grid_on_a_tablet(visit):
    page = await visit(viewport={"width": 390, "height": 844})
    await page.goto(PLAN)
    row = page.locator(".plan-row").first
    sessions, head = row.locator(".plan-session"), page.get_by_role("columnheader").first

    async def tops():
        return {round((await one.bounding_box())["y"]) for one in await sessions.all()}

    assert len(await tops()) == await sessions.count() == 3
    await expect(head).to_be_hidden()
    await expect(row.locator(".plan-room").first).to_be_visible()

    await page.set_viewport_size({"width": 768, "height": 1024})
    assert len(await tops()) == 1
    await expect(head).to_be_visible()
    # The name of the room is read once: from the head of the column.
    await expect(row.locator(".plan-room").first).to_be_hidden()
    await expect(row.get_by_role("rowheader")).to_have_text(re.compile(r"\d\d:\d\d–\d\d:\d\d"))
    sticks_out = "document.documentElement.scrollWidth > innerWidth"
    for width in (768, 1024, 1280, 1920):
        await page.set_viewport_size({"width": width, "height": 1024})
        await page.goto("/voll/zeitplan")
        assert not await page.evaluate(sticks_out), width


async def test_who_is_not_signed_in_is_led_to_the_door_with_the_star(visit):
    page = await visit()
    await page.goto(PLAN)
    async with page.expect_navigation():
        await page.locator(".star").first.press("Enter")

    await expect(page.locator("main")).to_contain_text("Danach ist die Session für dich gemerkt.")
