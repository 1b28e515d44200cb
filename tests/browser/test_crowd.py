"""Many people behind one address: the device calculates, and nobody has a puzzle to solve."""

import time
from types import SimpleNamespace

import httpx
import pytest

from journeys.steps import code_from_the_mailbox
from kaue.limits.rules import RULES, Purpose
from serving import Server, serving

BOUND = RULES[Purpose.NETWORK][0]
SPAN = BOUND.span.total_seconds()
ENOUGH = 45
FORM = "form:has([name=email])"
IN_SIGHT = """one => {
  const { top, bottom } = one.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture(scope="module")
def site_served(scratch):
    """A server of its own, whose sign-in form has just been sent as often as goes without proof."""
    left = SPAN - time.time() % SPAN
    if left < ENOUGH:
        time.sleep(left)  # else the crowd would be forgotten before the tests are through
    database_url = f"sqlite:///{scratch / 'crowd.sqlite'}"
    Server(database_url).demo("--topics", "3", "--people", "1", "--comments", "0")
    with (
        serving(database_url) as server,
        httpx.Client(base_url=server.url, headers={"sec-fetch-site": "same-origin"}) as crowd,
    ):
        for n in range(BOUND.most):
            answer = crowd.post("/anmelden", data={"email": f"p{n}@example.org"})
            assert answer.status_code == 303
        yield SimpleNamespace(url=server.url, cookies={})


async def send(page):
    await page.locator(f"{FORM} button[type=submit]").first.click()


async def test_nobody_notices_who_opens_the_form_in_the_crowd(visit):
    page = await visit()
    await page.goto("/anmelden")
    await page.fill("#email", "ada@example.org")
    await send(page)

    await page.wait_for_url("**/anmelden/code?**")


async def test_who_opened_the_form_before_the_crowd_came_sends_it_once_more(visit):
    page = await visit()
    await page.goto("/anmelden")
    await page.evaluate("document.querySelector('[data-proof]').remove()")
    await page.fill("#email", "bea@example.org")
    await send(page)

    await page.wait_for_selector("#proof-title")
    assert await page.evaluate("document.activeElement.matches('.error-summary')")
    assert await page.input_value("#email") == "bea@example.org"
    await send(page)
    await page.wait_for_url("**/anmelden/code?**")


async def test_whoever_votes_first_needs_five_interactions_in_the_crowd_too(visit):
    page = await visit()
    await page.goto("/smartvest/themen")
    await page.locator(".vote-button").first.click()
    await page.fill("#email", "dora@example.org")
    await send(page)
    await page.wait_for_url("**/anmelden/code?**")
    await page.fill("#code", await code_from_the_mailbox(page, "dora@example.org"))
    await page.locator("form:has(#code) button").click()

    await page.wait_for_selector("#notice")
    assert "hinweis=handlung-getan" in page.url
    assert await page.locator("#notice").evaluate(IN_SIGHT)
    assert await page.inner_text("#meine-stimmen") == "1"


async def test_a_button_that_leads_elsewhere_is_not_held_up(visit):
    page = await visit()
    await page.goto("/anmelden")
    await page.click("[formaction$='/registrieren']")

    await page.wait_for_selector("#passwort")
    assert page.url.endswith("/registrieren")


async def test_without_javascript_the_form_says_how_long_to_wait(visit):
    page = await visit(javascript=False)
    await page.goto("/anmelden")
    await page.fill("#email", "cleo@example.org")
    await send(page)

    await page.wait_for_selector("#proof-title")
    assert await page.input_value("#email") == "cleo@example.org"
