"""What people do on the way, in the words of the pages."""

import re

from playwright.async_api import expect

CAMP = "/smartvest"
TOPICS = f"{CAMP}/themen"


async def enter_as(page, role):
    """Through the demo's door: citizen, staff or moderator."""
    await page.goto("/anmelden")
    await page.locator(f"button[value={role}]").click()
    await told(page, "angemeldet")


async def told(page, key):
    """What just happened stands at the top of the page; `key` as in web/notices.py."""
    await expect(page).to_have_url(re.compile(f"[?&]hinweis={key}(#|$)"))
    await expect(page.locator("#notice")).not_to_be_empty()


async def code_from_the_mailbox(page, address):
    """As in a mail program beside the browser: this page stays where it is."""
    beside = await page.context.new_page()
    await beside.goto("/postfach")
    mail = beside.locator(".mail li", has_text=address).first
    code = re.match(r"\d{6}", await mail.locator("h2").inner_text())[0]
    await beside.close()
    return code


async def type_the_code(page, address):
    await page.get_by_label("Code").fill(await code_from_the_mailbox(page, address))
    await page.get_by_role("button", name="Anmelden").click()


async def propose(page, title):
    """A topic, submitted. Returns its address."""
    await page.goto(f"{TOPICS}/neu")
    await page.get_by_label("Titel").fill(title)
    await page.get_by_label("Worum geht es?").fill("Wir probieren es gemeinsam aus.")
    await page.get_by_label("Workshop").check()
    await page.get_by_role("button", name="Einreichen").click()
    await expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return page.url.partition("?")[0]


async def vote(page, title, *, wanted):
    """Press the vote button of a topic and see it taken; how many there are stays sealed."""
    button = page.get_by_role("button", name=re.compile(rf"dafür\W+{re.escape(title)}$"))
    async with page.expect_response(lambda answer: answer.url.endswith("/stimme")):
        await button.click()
    await expect(button).to_have_attribute("aria-pressed", str(wanted).lower())
    await expect(button).to_have_accessible_name(re.compile(r"^dafür\b"))


async def state_of(page, address):
    """The badge on a topic's own page, as its author sees it."""
    await page.goto(address)
    return await page.locator(".topic-head .state").inner_text()
