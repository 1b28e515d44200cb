"""A10: a refused form says what is wrong, first of all, and keeps what was typed."""

import pytest
from playwright.async_api import expect

import every_page

REFUSED = [sight for sight in every_page.ORDINARY if sight.status == 422 and sight.pressed]


@pytest.mark.parametrize("sight", REFUSED, ids=str)
async def test_the_summary_leads_to_each_field(visit, site_served, sight):
    page = await visit(sight.who)
    await sight.open(page, site_served.values)

    await expect(page.locator("#error-summary")).to_be_focused()
    links = await page.locator("#error-summary a").all()
    assert links
    for link in links:
        name = (await link.get_attribute("href")).removeprefix("#")
        goal = page.locator(f"#{name}")
        message = page.locator(f"#{name}-error")
        await expect(message).to_have_text(await link.inner_text())
        assert f"{name}-error" in (await goal.get_attribute("aria-describedby")).split()
        # Of a group of boxes, the boxes are invalid.
        boxes = goal.locator("[type=checkbox]")
        for one in await boxes.all() or [goal]:
            await expect(one).to_have_attribute("aria-invalid", "true")
        await link.press("Enter")
        inside = "one => one.contains(document.activeElement) && document.activeElement !== one"
        assert await goal.evaluate(f"one => one === document.activeElement || ({inside})(one)")
        await page.locator("#error-summary").focus()


async def test_what_was_typed_is_kept_but_never_the_password(visit):
    page = await visit()
    await page.goto("/registrieren?weiter=/smartvest/themen")
    await page.fill("#name", "Nele & <b>Co</b>")
    await page.fill("#email", "keine Adresse")
    await page.fill("#passwort", "ein langes Passwort")
    await page.locator(".form [type=submit]").click()

    await expect(page.locator("#error-summary")).to_be_visible()
    await expect(page.locator("#name")).to_have_value("Nele & <b>Co</b>")
    await expect(page.locator("#email")).to_have_value("keine Adresse")
    await expect(page.locator("#passwort")).to_have_value("")
    await expect(page.locator("[name=weiter]").last).to_have_value("/smartvest/themen")


async def test_without_javascript_the_summary_has_the_focus_too(visit, site_served):
    page = await visit("citizen", javascript=False)
    sight = next(one for one in REFUSED if one.name == "vorschlagen-fehler")
    await sight.open(page, site_served.values)

    await expect(page.locator("#error-summary")).to_be_focused()
