"""A new moderator finds desk, rehearsal, projector link and grid from the start page."""

import pytest
from playwright.async_api import expect

from journeys.steps import CAMP, enter_as

WAYS = {
    "desk": (["Pult"], f"/pult{CAMP}"),
    "rehearsal": (["Pult", "Probe"], f"/pult{CAMP}/probe"),
    "projector": (["Pult", "Beamer"], f"/pult{CAMP}/beamer"),
    "order": (["Pult", "Reihenfolge"], f"/pult{CAMP}/rangliste"),
    "paper": (["Pult", "Papier"], f"/pult{CAMP}/papier"),
    "grid": (["Pult", "Zeitplan"], f"/pult{CAMP}/zeitplan"),
    "on site": (["Pult", "Menschen"], f"/pult{CAMP}/vor-ort"),
}
SIZES = [{"width": 820, "height": 1180}, {"width": 320, "height": 640}]


@pytest.mark.parametrize("size", SIZES, ids=["tablet", "phone"])
async def test_everything_is_one_or_two_presses_away(visit, javascript, size):
    page = await visit(javascript=javascript, viewport=size)
    await enter_as(page, "moderator")

    for presses, there in WAYS.values():
        await page.goto(CAMP)
        for label in presses:
            # What is above the content, as a newcomer reads it: from top to bottom.
            await page.locator("nav a").get_by_text(label, exact=True).last.click()
        await expect(page).to_have_url(there)
        await expect(page.locator(".work-name b")).to_have_text("smartVEST Open Government BarCamp")


async def test_whoever_signs_in_as_moderator_stands_at_the_desk(visit, javascript):
    page = await visit(javascript=javascript)
    await enter_as(page, "moderator")

    await expect(page.get_by_role("heading", level=1)).to_have_text("Pitch-Pult")
    await page.get_by_role("link", name="Die Runde proben").click()
    await page.get_by_role("button", name="Probe beginnen").click()

    await expect(page.locator(".work-name b")).to_have_text(
        "Probe: smartVEST Open Government BarCamp"
    )
    await page.get_by_role("link", name="Beamer", exact=True).click()
    await page.get_by_role("button", name="Link machen").click()
    await expect(page.get_by_role("region", name="Der neue Link")).to_be_visible()


async def test_the_account_leads_a_moderator_to_the_desk_and_to_the_help(visit, javascript):
    page = await visit(javascript=javascript)
    await enter_as(page, "moderator")

    await page.goto("/konto")
    await page.get_by_role("link", name="Moderation: smartVEST").click()
    await expect(page).to_have_url(f"/pult{CAMP}")
    await page.goto("/konto")
    await page.get_by_role("link", name="So funktionieren die Seiten").click()
    await expect(page.locator("#moderation")).to_be_visible()
