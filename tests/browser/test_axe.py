"""A01: axe finds nothing, in light and dark, on a phone and on a desktop."""

from axe_playwright_python.async_playwright import Axe

import every_page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}

# What the policy forbids is forbidden to axe, too. Half a megabyte that is handed to the browser
# once, and compiled once, instead of for every page.
WITH_AXE = {"script": Axe().axe_script, "bypass_csp": True}

FIND = """async (only) => {
  const result = await axe.run({ runOnly: only, resultTypes: ["violations"], preload: false });
  return result.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} ${node.target}: ${node.failureSummary}`));
}"""


async def test_axe_finds_nothing_on_any_page(walk):
    found = set()
    async for sight, page, _ in walk(every_page.ON_SCREENS, **WITH_AXE, reduced_motion="reduce"):
        for size in (PHONE, DESKTOP):
            await page.set_viewport_size(size)
            # Colours change with the scheme, nothing else does.
            for scheme, rules in (("light", TAGS), ("dark", ["color-contrast"])):
                await page.emulate_media(color_scheme=scheme)
                where = f"{sight}, {size['width']} px, {scheme}"
                found |= {(where, what) for what in await page.evaluate(FIND, rules)}

    assert found == set()


async def test_axe_finds_nothing_on_the_projector(walk):
    found = set()
    async for sight, page, _ in walk(every_page.PROJECTOR, **WITH_AXE, viewport=WALL):
        found |= {(str(sight), what) for what in await page.evaluate(FIND, TAGS)}

    assert found == set()


async def test_axe_is_awake(visit):
    page = await visit(**WITH_AXE)
    await page.goto("/hilfe")
    spoilt = "document.querySelector('main').innerHTML = '<img src=\"data:,\">'"
    await page.evaluate(spoilt)

    assert any(what.startswith("image-alt") for what in await page.evaluate(FIND, TAGS))
