"""The bars of those who work on a barcamp: low on tablets, within themselves on phones."""

import pytest

import every_page

PORTRAIT, LANDSCAPE = {"width": 820, "height": 1180}, {"width": 1180, "height": 820}
PHONE, NARROW = {"width": 390, "height": 844}, {"width": 320, "height": 640}
MOST = 88
"""Pixels of a tablet's height that both bars together may take from the desk."""

HEIGHT = """() => [...document.querySelectorAll(".work")]
  .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""
IN_SIGHT = """() => [...document.querySelectorAll(".work-tabs [aria-current]")].map((one) => {
  const tab = one.getBoundingClientRect(), bar = one.closest("ul").getBoundingClientRect();
  return tab.left >= bar.left - 1 && tab.right <= bar.right + 1;
})"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

PAGES = {
    "desk": f"/pult{every_page.STAGE}",
    "board": f"/pult{every_page.STAGE}/zeitplan",
    "queue": every_page.REVIEW,
    "look": f"{every_page.EVENT}/aussehen",
}


@pytest.mark.parametrize("who", ["moderator", "admin"])
async def test_both_bars_are_low_on_tablets(visit, who):
    for size in (PORTRAIT, LANDSCAPE):
        page = await visit(who, viewport=size)
        for path in (PAGES["desk"], PAGES["board"]):
            await page.goto(path)
            assert 0 < await page.evaluate(HEIGHT) <= MOST


async def test_on_phones_the_current_tabs_are_in_sight_and_the_page_keeps_its_width(visit):
    for size in (PHONE, NARROW):
        page = await visit("admin", viewport=size)
        for path in PAGES.values():
            await page.goto(path)
            assert await page.evaluate(IN_SIGHT) == [True, True], path
            assert await page.evaluate(WIDER) <= 0, path


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
async def test_the_keyboard_brings_each_tab_into_sight(visit, javascript):
    page = await visit("admin", viewport=NARROW, javascript=javascript)
    await page.goto(PAGES["queue"])
    tabs = page.locator(".work-tabs a")

    await tabs.first.focus()
    for _ in range(await tabs.count() - 1):
        await page.keyboard.press("Tab")

    last = page.locator(".work-tabs a:focus")
    assert await last.inner_text() == "Protokoll"
    box = await last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
