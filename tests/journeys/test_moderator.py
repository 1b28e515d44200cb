"""The moderator's way: freeze the list, put it in order, lead through it; the projector follows."""

import asyncio
import json
import re
from pathlib import Path

from playwright.async_api import expect

from journeys.steps import CAMP, TOPICS, enter_as, told

DESK = f"/pult{CAMP}/rangliste"
PULT = f"/pult{CAMP}"


async def test_from_the_votes_to_the_stage(visit, javascript):
    desk, citizen, stage = [await visit(javascript=javascript) for _ in range(3)]
    await enter_as(desk, "moderator")
    sealed = await ranking(desk)
    assert {line["votes"] for line in sealed} == {None}
    await desk.get_by_role("link", name="Zur Abstimmung").click()
    await desk.locator("summary", has_text="Abstimmung jetzt beenden").click()
    await desk.get_by_role("button", name=re.compile("^Ja, .* früher beenden$")).click()
    await told(desk, "abstimmung-beendet")
    await desk.get_by_role("button", name="Stimmen auszählen").click()
    await told(desk, "eingefroren")
    frozen = await ranking(desk)
    assert [line["rank"] for line in frozen] == list(range(1, len(frozen) + 1))

    await expect_counted(citizen, frozen)

    titles = [line["title"] for line in frozen]
    await press(desk, f"Nach oben: {titles[2]}")
    await expect_order(desk, [titles[0], titles[2], titles[1], titles[3]])
    await press(desk, f"Nach unten: {titles[0]}")
    await expect_order(desk, [titles[2], titles[0], titles[1], titles[3]])

    await stage.goto(await projector_link(desk))
    await expect(stage.get_by_text("Die Pitches beginnen")).to_be_visible()
    await citizen.goto(f"{CAMP}/pitch")
    await desk.goto(PULT)
    await press(desk, "Pitch", exact=True)
    await follow(stage, javascript=javascript)
    await expect_stage(stage, titles[2], [titles[0], titles[1], titles[3]])

    await press(citizen, "Ich komme")
    await press(desk, re.compile("^Start"))
    await press(desk, "Eine Hand mehr")
    await press(desk, "Nächster Pitch")
    await follow(stage, javascript=javascript)
    await expect_stage(stage, titles[0], [titles[1], titles[3], titles[4]])
    await follow(citizen, javascript=javascript)
    await expect(citizen.locator("#jetzt-titel")).to_have_text(titles[0])

    await press(desk, re.compile("^Nicht da"))
    await follow(stage, javascript=javascript)
    await expect_stage(stage, titles[1], [titles[3], titles[4], titles[5]])
    await press(desk, "Ist jetzt da")
    await follow(stage, javascript=javascript)
    await expect_stage(stage, titles[1], [titles[0], titles[3], titles[4]])
    await press(desk, re.compile("^Fällt aus"))
    await press(desk, re.compile("^Rückgängig: "))
    await expect(desk.locator("#jetzt-titel")).to_have_text(titles[1])

    await desk.locator("summary", has_text="Thema aus dem Saal").click()
    await desk.get_by_label("Titel").fill("Spontan: Fahrradküche")
    await press(desk, "Hinten anstellen")
    titles.append("Spontan: Fahrradküche")

    await expect_csv(desk, titles)


async def ranking(page):
    """What the moderator can download, as it is now."""
    await page.goto(DESK)
    return json.loads(await downloaded(page, "JSON"))


async def downloaded(page, link):
    async with page.expect_download() as download:
        await page.get_by_role("link", name=link, exact=True).click()
    file = await download.value
    assert file.suggested_filename == f"smartvest-rangliste.{link.lower()}"
    return await asyncio.to_thread(Path(await file.path()).read_text, encoding="utf-8-sig")


async def expect_counted(page, frozen):
    """Now everybody sees how many votes a topic has, and none is taken any more."""
    await enter_as(page, "citizen")
    await page.goto(f"{TOPICS}/{frozen[-1]['topic']}")
    button = page.locator(".vote-button")
    await expect(button).to_be_disabled()
    await expect(button.locator("b")).to_have_text(str(frozen[-1]["votes"]))


async def press(page, name, *, exact=False):
    posted = lambda answer: answer.request.method == "POST"  # noqa: E731
    async with page.expect_response(posted):
        await page.get_by_role("button", name=name, exact=exact).click()


async def expect_order(page, titles):
    lines = page.locator(".line-up-item .line-up-text > span")
    await expect(lines.nth(len(titles) - 1)).to_have_text(titles[-1])
    for place, title in enumerate(titles):
        await expect(lines.nth(place)).to_have_text(title)


async def follow(page, *, javascript):
    """With JavaScript a page hears of changes; without, it is loaded again."""
    if not javascript:
        await page.reload()


async def projector_link(desk):
    await desk.goto(f"{PULT}/beamer")
    await desk.get_by_role("button", name="Link machen").click()
    return (
        await desk.get_by_role("region", name="Der neue Link")
        .get_by_role("link")
        .get_attribute("href")
    )


async def expect_stage(stage, current, following):
    await expect(stage.get_by_role("heading", level=1)).to_have_text(current)
    shown = stage.locator(".stage-next li > span:last-child")
    await expect(shown).to_have_text(following)


async def expect_csv(page, titles):
    """The pitch order, one line each below the heads."""
    await page.goto(DESK)
    lines = (await downloaded(page, "CSV")).splitlines()
    assert len(lines) == len(titles) + 1
    assert titles[2] in lines[1]
