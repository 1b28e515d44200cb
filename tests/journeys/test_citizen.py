"""A citizen's way: sign up, propose, be accepted, be voted for, talk."""

import re

import pytest
from playwright.async_api import expect

from journeys.steps import CAMP, TOPICS, enter_as, state_of, told, vote

TITLE = "Offene Werkstatt im leeren Laden"


@pytest.mark.parametrize(
    ("site_served", "javascript"),
    [("sqlite", True), ("sqlite", False), ("postgres", True)],
    ids=["javascript", "plain", "javascript-postgres"],
    indirect=["site_served"],
)
async def test_from_the_first_idea_to_votes_and_talk(visit, javascript):
    author = await visit(javascript=javascript)
    await sign_up(author)
    address = await propose_with_mistakes(author)
    assert await state_of(author, address) == "In Prüfung"

    await accept(await visit(javascript=javascript))
    assert await state_of(author, address) == "Freigegeben"

    other = await visit(javascript=javascript)
    await enter_as(other, "citizen")
    await vote_and_take_back(other)
    await talk(other, address)


async def sign_up(page):
    """Led there by wanting to propose, and led back afterwards."""
    await page.goto(CAMP)
    await page.locator("main, .hero").get_by_role("link", name="Thema vorschlagen").first.click()
    await page.locator("main").get_by_role("link", name="Konto anlegen").click()
    await page.get_by_label("Name").fill("Nele")
    await page.get_by_label("E-Mail-Adresse").fill("nele@example.org")
    await page.get_by_label("Passwort").fill("ein langes Passwort")
    await page.get_by_role("button", name="Konto anlegen").click()
    await expect(page).to_have_url(re.compile(f"{TOPICS}/neu"))
    await expect(page.locator(".account-name")).to_have_text("Nele")


async def propose_with_mistakes(page):
    await page.get_by_label("Worum geht es?").fill("Der Laden steht **leer**.")
    await page.get_by_label("Smart City").check()
    await page.get_by_role("button", name="Einreichen").click()

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
    for wanted, count in ((True, 1), (False, 0), (True, 1)):
        await vote(page, TITLE, wanted=wanted, count=count)
        assert "q=leeren+Laden" in page.url  # still where one was

    await page.goto("/konto")
    votes = page.get_by_role("region", name="Meine Stimmen")
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
