"""A07, A08, A09: the vote button under htmx, with a good network and a bad one."""

import re

import pytest
from playwright.async_api import expect

import every_page

FOCUSED = "document.activeElement.id"


@pytest.fixture
async def voter(visit):
    """A page with the list, and on it a topic that this person has not voted for."""
    return await _voter(visit, every_page.TOPICS)


@pytest.fixture(params=[every_page.TOPICS, f"{every_page.TWICE}/themen"], ids=["sealed", "open"])
async def any_voter(visit, request):
    """The same, with and without a number on the button."""
    return await _voter(visit, request.param)


async def _voter(visit, listed):
    page = await visit("zofia")
    await page.goto(listed)
    button = page.locator(".vote-button[aria-pressed=false]").first
    # By its id from now on: being pressed takes it out of the first.
    return page, page.locator(f"#{await button.get_attribute('id')}")


async def pressed(page, button):
    async with page.expect_response("**/stimme"):
        await button.press("Enter")


async def spoken(button):
    """The accessible name, as (count, the rest); while votes are sealed there is no count."""
    name = (await button.aria_snapshot()).partition('"')[2].rpartition('"')[0]
    count, _, rest = name.partition(" ")
    return (int(count), rest) if count.isdigit() else (None, name)


async def test_a_vote_leaves_focus_name_and_order_as_they_were(any_voter):
    page, button = any_voter
    number = await button.get_attribute("id")
    count, rest = await spoken(button)
    order = await page.locator(".topic").evaluate_all("all => all.map(one => one.id)")
    assert rest.startswith(await button.locator("> span").evaluate("one => one.firstChild.data"))

    for state, by in (("true", 1), ("false", 0)):
        await pressed(page, button)
        await expect(button).to_have_attribute("aria-pressed", state)
        assert await page.evaluate(FOCUSED) == number
        assert await spoken(button) == (count if count is None else count + by, rest)
    assert await page.locator(".topic").evaluate_all("all => all.map(one => one.id)") == order


async def test_the_status_is_filled_and_never_replaced(voter):
    page, button = voter
    status = page.locator("#status[role=status]")
    await expect(status).to_be_empty()
    await status.evaluate("one => { one.marked = true }")

    await pressed(page, button)
    await expect(status).not_to_be_empty()
    cast = await status.inner_text()
    await pressed(page, button)
    await expect(status).not_to_have_text(cast)
    await expect(status).not_to_be_empty()

    assert await status.evaluate("one => one.marked")


async def test_pressing_twice_quickly_ends_where_the_server_is(any_voter):
    page, button = any_voter
    count, _ = await spoken(button)

    await button.dblclick()
    await page.wait_for_load_state("networkidle")

    await expect(button).to_have_attribute("aria-pressed", "false")
    await page.reload()
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert (await spoken(button))[0] == count


async def test_without_a_network_the_pill_goes_back_and_says_so(any_voter, visit):
    page, button = any_voter
    before = await spoken(button)

    await page.context.set_offline(True)
    await button.press("Enter")
    await expect(button).to_have_attribute("aria-pressed", "true")  # hopeful at first
    problem = page.locator(".vote-problem")
    await expect(problem).to_be_visible()
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert await spoken(button) == before
    assert await page.evaluate(FOCUSED) == await button.get_attribute("id")
    await expect(page.locator("#status")).to_have_text(await problem.inner_text())

    await page.context.set_offline(False)
    await pressed(page, button)
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(problem).to_have_count(0)
    await page.reload()
    await expect(button).to_have_attribute("aria-pressed", "true")
    await pressed(page, button)
    visit.forgive("Failed to fetch")


@pytest.mark.parametrize("status", [500, 502])
async def test_a_broken_answer_takes_the_pill_back(any_voter, status):
    page, button = any_voter
    before = await spoken(button)
    proxy_page = "<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>"
    await page.route("**/stimme", lambda route: route.fulfill(status=status, body=proxy_page))

    await button.press("Enter")

    await expect(page.locator(".vote-problem")).to_be_visible()
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert await spoken(button) == before
    await expect(page.get_by_text("Bad gateway")).to_have_count(0)


async def test_whoever_is_signed_out_meanwhile_votes_after_signing_in(voter):
    page, button = voter
    number = await button.get_attribute("id")
    await page.context.clear_cookies()

    await button.press("Enter")
    await page.wait_for_url("**/stimme")
    await page.locator("button[value=citizen]").click()

    await page.wait_for_url(re.compile(f"{every_page.TOPICS}([?#]|$)"))
    await expect(page.locator(f"#{number}")).to_have_attribute("aria-pressed", "true")


async def test_a_closed_vote_explains_itself(visit):
    page = await visit("zofia")
    await page.goto(f"{every_page.STAGE}/themen")

    await expect(page.locator(".vote-button:enabled")).to_have_count(0)
    await expect(page.locator(".vote-note").first).to_be_visible()
