"""The whole day by keyboard and single clicks: count, pitch, grid, publish, change, take along."""

import asyncio
import re
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.async_api import expect

from journeys.steps import CAMP, enter_as, told

BOARD = f"/pult{CAMP}/zeitplan"
PLAN = f"{CAMP}/zeitplan"


@pytest.mark.parametrize("site_served", ["sqlite", "postgres"], indirect=True)
async def test_from_the_count_to_the_calendar(visit, javascript):
    desk, citizen = [await visit(javascript=javascript) for _ in range(2)]
    await enter_as(desk, "moderator")
    await count(desk)
    await enter_as(citizen, "citizen")
    await citizen.goto(PLAN)
    await expect(citizen.locator(".empty")).to_be_visible()

    await desk.goto(f"/pult{CAMP}")
    for _ in range(2):
        await press(desk, desk.get_by_role("button", name="Nächster Pitch"))
    await expect(desk.locator(".desk-count")).to_contain_text("3 von 26")

    await desk.goto(BOARD)
    await press(desk, desk.get_by_role("button", name="Vorschlag"))
    sentence = desk.locator(".brett-sum")
    await expect(sentence).to_contain_text("schafft nachweislich kein Plan")
    kept = numbers(await sentence.inner_text())
    assert kept["kept"] <= kept["bound"] <= kept["possible"]
    placed = desk.locator("td[data-cell] > [data-card]")
    assert await placed.count() == 20

    await publish(desk, "")
    await citizen.goto(PLAN)
    await expect(citizen.locator(".plan-as-of")).to_contain_text("Fassung 1")
    title = await desk_title(desk)
    star = citizen.get_by_role("button", name=re.compile(rf"Merken\W.*{re.escape(title)}"))
    await press(citizen, star)

    await desk.goto(BOARD)
    await press(desk, placed.first, posts=False)
    swap = desk.get_by_role("button", name=re.compile(r"^Tauschen")).last
    await press(desk, swap)
    await citizen.goto(PLAN)
    await expect(citizen.locator(".plan-as-of")).to_contain_text("Fassung 1")
    await publish(desk, "Zwei Sessions haben getauscht.")
    await citizen.goto(PLAN)
    await expect(citizen.locator(".plan-as-of")).to_contain_text("Zwei Sessions haben getauscht.")

    whole, mine = await calendar(citizen, "Kalender (iCal)"), await calendar(citizen, MINE)
    assert len(whole) == 20 + 4
    # What is for everybody is in it as well.
    assert title in mine
    assert len(mine) == 1 + 4


MINE = re.compile(r"als Kalender \(iCal\)$")


async def count(desk):
    await desk.goto(f"/pult{CAMP}/abstimmung")
    await desk.locator("summary", has_text="Abstimmung jetzt beenden").press("Enter")
    await desk.get_by_role("button", name=re.compile("^Ja, .* früher beenden$")).press("Enter")
    await told(desk, "abstimmung-beendet")
    await desk.get_by_role("button", name="Stimmen auszählen").press("Enter")
    await told(desk, "eingefroren")


async def press(page, control, *, posts=True):
    """By keyboard, and wait for what the server says."""
    asked = lambda answer: posts == (answer.request.method == "POST")  # noqa: E731
    async with page.expect_response(asked):
        await control.press("Enter")
    await page.wait_for_load_state()


async def publish(desk, note):
    await desk.goto(f"{BOARD}/veroeffentlichen")
    await desk.get_by_label(re.compile("^Was ist neu")).fill(note)
    await desk.get_by_role("button", name=re.compile("veröffentlichen")).press("Enter")
    await told(desk, "veroeffentlicht")


async def desk_title(desk):
    """Of the session in the first cell of the board."""
    await desk.goto(BOARD)
    return await desk.locator("td[data-cell] > [data-card]").first.inner_text()


def numbers(sentence):
    found = [int(one.replace(".", "")) for one in re.findall(r"\d[\d.]*(?![\d,%]| ?%)", sentence)]
    return {"possible": found[0], "kept": found[1], "bound": found[-1]}


async def calendar(page, link):
    """What stands in it, as a calendar program reads it."""
    async with page.expect_download() as download:
        await page.locator("summary", has_text="Mitnehmen").press("Enter")
        await page.get_by_role("link", name=link).first.click()
    file = await (await download.value).path()
    await page.locator("summary", has_text="Mitnehmen").press("Enter")
    text = await asyncio.to_thread(Path(file).read_bytes)
    return [str(event["summary"]) for event in Calendar.from_ical(text).walk("VEVENT")]
