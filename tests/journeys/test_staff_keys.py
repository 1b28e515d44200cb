"""The administration's way by keyboard alone: no click from the sign-in to the empty queue."""

import re

from playwright.async_api import expect

from journeys.steps import CAMP, told

QUEUE = re.compile(rf"/redaktion{CAMP}(\?|$)")
WORDS = "Erzähl bitte, was ihr gelernt habt."


async def test_a_queue_is_worked_off_without_a_mouse(visit):
    page = await visit(javascript=True)
    await sign_in(page)
    titles = await waiting(page)
    assert len(titles) >= 3

    await ask_back(page, titles[0])
    await reject_and_undo(page, titles[1])
    await accept(page, titles[2])
    await expect(page.locator("[data-keys-item]", has_text=titles[2])).to_have_count(0)
    await help_and_off(page)


async def sign_in(page):
    """Through the demo's door, by Tab and Enter."""
    await page.goto("/anmelden")
    await tab_to(page, "button[value=staff]")
    await page.keyboard.press("Enter")
    await told(page, "angemeldet")
    await tab_to(page, f".bar-nav a[href='/redaktion{CAMP}']")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(QUEUE)


async def tab_to(page, wanted):
    for _ in range(60):
        await page.keyboard.press("Tab")
        if await page.evaluate("(css) => document.activeElement.matches(css)", wanted):
            return
    raise AssertionError(wanted)


async def waiting(page):
    return await page.locator("[data-keys-item]").all_inner_texts()


async def open_one(page, title):
    """j until it has the focus, then Enter."""
    for _ in range(20):
        await page.keyboard.press("j")
        if await page.evaluate("document.activeElement.innerText") == title:
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


async def ask_back(page, title):
    await open_one(page, title)
    await page.keyboard.press("f")
    # Letters that are keys elsewhere are only letters here.
    await page.keyboard.type("Für wen ist das: quer durch alle?")
    await tab_to(page, "form[action$='/rueckfrage'] button")
    await page.keyboard.press("Enter")
    await told(page, "zurueckgefragt")
    await expect(page).to_have_url(QUEUE)
    assert title not in await waiting(page)


async def reject_and_undo(page, title):
    await open_one(page, title)
    await page.keyboard.press("r")
    await page.keyboard.press("ArrowDown")
    await tab_to(page, "#worte")
    await page.keyboard.type(WORDS)
    await tab_to(page, "form[action$='/ablehnen'] button[value=vorschau]")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mail-preview")).to_contain_text(WORDS)
    await tab_to(page, "form[action$='/ablehnen'] button:not([value])")
    await page.keyboard.press("Enter")
    await told(page, "abgelehnt")
    assert title not in await waiting(page)
    await page.keyboard.press("u")
    await told(page, "rueckgaengig")
    await page.keyboard.press("q")
    await expect(page).to_have_url(QUEUE)
    assert title in await waiting(page)


async def accept(page, title):
    await open_one(page, title)
    await page.keyboard.press("a")
    await told(page, "freigegeben")


async def help_and_off(page):
    """The help opens; switched off, no key does anything (WCAG 2.1.4)."""
    await page.keyboard.press("?")
    box = page.locator("#tasten-an")
    await expect(box).to_be_visible()
    await tab_to(page, "#tasten-an")
    await page.keyboard.press("Space")
    await page.reload()
    await page.keyboard.press("j")
    await expect(page.locator("[data-keys-item]:focus")).to_have_count(0)
    await page.keyboard.press("?")
    await expect(box).not_to_be_visible()
