"""The administration's way: accept, reject with a reason that arrives, take it back."""

from playwright.async_api import expect

from journeys.steps import CAMP, TOPICS, enter_as, propose, state_of, told

WANTED, UNWANTED = "Repair-Café zum Anfassen", "Unser neues Produkt"
WORDS = "Erzähl lieber, was ihr gelernt habt."


async def test_from_the_queue_to_what_the_author_sees(visit, javascript):
    author, staff = await visit(javascript=javascript), await visit(javascript=javascript)
    await enter_as(author, "citizen")
    await propose(author, WANTED)
    address = await propose(author, UNWANTED)

    await enter_as(staff, "staff")
    waiting = await staff.locator(".review-item").count()
    await accept(staff)
    await expect(staff.locator(".review-item")).to_have_count(waiting - 1)
    await author.goto(f"{TOPICS}?q=Repair")
    await expect(author.get_by_role("link", name=WANTED)).to_be_visible()

    await reject(staff)
    await expect(staff.locator(".review-item")).to_have_count(waiting - 2)
    assert await state_of(author, address) == "Abgelehnt"
    why = author.get_by_role("region", name="Warum")
    await expect(why).to_contain_text("Es wirbt für ein Produkt")
    await expect(why).to_contain_text(WORDS)
    await author.goto("/postfach")
    await expect(author.locator(".mail > li").first).to_contain_text(WORDS)

    await take_back(staff)
    assert await state_of(author, address) == "In Prüfung"


async def accept(page):
    await page.get_by_role("link", name=WANTED).click()
    await page.get_by_role("button", name="Freigeben").click()
    await told(page, "freigegeben")


async def reject(page):
    """Impossible without a reason; what was typed is kept."""
    await page.get_by_role("link", name=UNWANTED).click()
    await page.get_by_label("In eigenen Worten").fill(WORDS)
    await page.get_by_role("button", name="Mit dieser Begründung ablehnen").click()
    await expect(page.locator("#error-summary a[href='#grund']")).to_be_visible()
    assert (await page.title()).startswith("Fehler: ")
    await expect(page.get_by_label("In eigenen Worten")).to_have_value(WORDS)

    await page.get_by_label("Es wirbt für ein Produkt").check()
    await page.get_by_role("button", name="Mit dieser Begründung ablehnen").click()
    await told(page, "abgelehnt")


async def take_back(page):
    await page.goto(f"/redaktion{CAMP}?stand=abgelehnt")
    await page.get_by_role("link", name=UNWANTED).click()
    await page.get_by_role("button", name="Entscheidung zurücknehmen").click()
    await told(page, "wieder-offen")
    await expect(page.locator(".history li")).to_have_count(2)
