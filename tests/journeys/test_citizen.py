"""A citizen's way: propose, sign in by mail, be accepted, be voted for, talk."""

import pytest
from playwright.async_api import expect

from journeys.steps import (
    CAMP,
    TOPICS,
    code_from_the_mailbox,
    enter_as,
    state_of,
    told,
    type_the_code,
    vote,
)

TITLE = "Offene Werkstatt im leeren Laden"


@pytest.mark.parametrize(
    ("site_served", "javascript"),
    [("sqlite", True), ("sqlite", False), ("postgres", True)],
    ids=["javascript", "plain", "javascript-postgres"],
    indirect=["site_served"],
)
async def test_from_the_first_idea_to_votes_and_talk(visit, javascript):
    author = await visit(javascript=javascript)
    address = await propose_with_mistakes(author)
    assert await state_of(author, address) == "In Prüfung"

    await accept(await visit(javascript=javascript))
    assert await state_of(author, address) == "Freigegeben"

    other = await visit(javascript=javascript)
    await enter_as(other, "citizen")
    await vote_and_take_back(other)
    await talk(other, address)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
async def test_from_a_link_to_the_first_vote_in_five_interactions(visit, javascript):
    """Somebody new, on a tram: the vote counts, and the mail was the only detour."""
    page = await visit(javascript=javascript)
    await page.goto(TOPICS)
    button = page.locator(".vote-button[aria-pressed=false]").first
    number = await button.get_attribute("id")
    interactions = 0

    def one_more():
        nonlocal interactions
        interactions += 1
        return page

    await one_more().locator(f"#{number}").click()
    await one_more().get_by_label("E-Mail-Adresse").fill("tram@example.org")
    await one_more().get_by_role("button", name="Code per Mail schicken").click()
    code = await code_from_the_mailbox(page, "tram@example.org")
    await one_more().get_by_label("Code").fill(code)
    await one_more().get_by_role("button", name="Anmelden").click()

    await told(page, "handlung-getan")
    await expect(page.locator(f"#{number}")).to_have_attribute("aria-pressed", "true")
    assert interactions <= 5


async def propose_with_mistakes(page):
    """Written before signing in; nothing of it is lost on the way through the mailbox."""
    await page.goto(CAMP)
    await page.locator("main, .hero").get_by_role("link", name="Thema vorschlagen").first.click()
    await page.get_by_label("Worum geht es?").fill("Der Laden steht **leer**.")
    await page.get_by_label("Smart City").check()
    await page.get_by_role("button", name="Einreichen").click()
    await page.get_by_label("E-Mail-Adresse").fill("nele@example.org")
    await page.get_by_label("Name").fill("Nele")
    await page.get_by_role("button", name="Code per Mail schicken").click()
    await type_the_code(page, "nele@example.org")
    await expect(page.locator(".account-name")).to_have_text("Nele")

    wrong = page.locator("#error-summary a")
    await expect(wrong).to_have_count(2)
    assert [await one.get_attribute("href") for one in await wrong.all()] == ["#titel", "#format"]
    assert (await page.title()).startswith("Fehler: ")
    await expect(page.get_by_label("Worum geht es?")).to_have_value("Der Laden steht **leer**.")
    await expect(page.get_by_label("Smart City")).to_be_checked()

    await page.get_by_label("Titel").fill(TITLE)
    await page.get_by_label("Workshop").check()
    await page.get_by_role("button", name="Vorschau").click()
    preview = page.locator(".preview")
    await expect(preview).to_contain_text(TITLE)
    await expect(preview.locator("strong")).to_have_text("leer")

    await page.get_by_role("button", name="Einreichen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url.partition("?")[0]


async def accept(page):
    await enter_as(page, "staff")
    await page.get_by_role("link", name=TITLE).click()
    await page.get_by_role("button", name="Freigeben").click()
    await told(page, "freigegeben")


async def vote_and_take_back(page):
    await page.goto(TOPICS)
    await page.get_by_role("searchbox").fill("leeren Laden")
    await page.get_by_role("button", name="Suchen").click()
    for wanted in (True, False, True):
        await vote(page, TITLE, wanted=wanted)
        assert "q=leeren+Laden" in page.url  # still where one was

    await page.goto("/konto")
    votes = page.get_by_role("region", name="Meine Stimmen")
    await votes.locator("summary").click()
    await expect(votes.get_by_role("link", name=TITLE)).to_be_visible()


async def talk(page, address):
    await page.goto(address)
    await page.get_by_label("Dein Kommentar").fill("Ist da eine Werkbank?")
    await page.get_by_role("button", name="Kommentar absenden").click()
    await told(page, "kommentiert")
    comment = page.locator(".comment", has_text="Ist da eine Werkbank?")

    await comment.get_by_role("link", name="Antworten").click()
    await page.get_by_label("Deine Antwort").fill("Zwei sogar.")
    await page.get_by_role("button", name="Absenden").click()
    await expect(page.locator(".comments ol .comment")).to_contain_text("Zwei sogar.")

    await comment.get_by_role("link", name="Bearbeiten").click()
    await page.get_by_label("Dein Kommentar").fill("Gibt es eine Werkbank?")
    await page.get_by_role("button", name="Speichern").click()
    comment = page.locator(".comment", has_text="Gibt es eine Werkbank?")
    await expect(comment).to_contain_text("bearbeitet")

    await comment.get_by_role("button", name="Löschen").click()
    await told(page, "kommentar-geloescht")
    await expect(comment).to_have_count(0)
    await page.get_by_role("button", name="Rückgängig machen").click()
    await told(page, "kommentar-wieder-da")
    await expect(comment).to_be_visible()
