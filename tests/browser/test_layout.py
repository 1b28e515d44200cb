"""A03, A04, A05, A13: nothing sticks out, is cut off, too small to hit, or moves unasked."""

import every_page
from measuring import CUT_OFF, STICKING_OUT, TARGETS

NARROW, PHONE = {"width": 320, "height": 640}, {"width": 390, "height": 844}
WALLS = [(1920, 1080), (1280, 800), (1024, 768)]

# WCAG 1.4.12. A constructed sheet, because the policy forbids inline ones.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important }
    * { letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

MOVING = "() => document.getAnimations().filter((one) => one.playState === 'running').length"


async def test_nothing_sticks_out_is_cut_off_or_too_small(walk):
    wrong = []
    async for sight, page, _ in walk(every_page.ON_SCREENS, reduced_motion="reduce"):
        await page.set_viewport_size(PHONE)
        wrong += [f"{sight} too small: {one}" for one in await page.evaluate(TARGETS)]
        await page.set_viewport_size(NARROW)
        wrong += [f"{sight} sticks out: {one}" for one in await page.evaluate(STICKING_OUT)]
        await page.evaluate(SPACE_OUT)
        wrong += [f"{sight} spaced out: {one}" for one in await page.evaluate(STICKING_OUT)]
        wrong += [f"{sight} cuts off: {one}" for one in await page.evaluate(CUT_OFF)]
        if await page.evaluate(MOVING):
            wrong.append(f"{sight} moves")

    assert wrong == []


async def test_nothing_is_cut_off_on_any_projector(walk):
    wrong = []
    async for sight, page, _ in walk(every_page.PROJECTOR):
        for width, height in WALLS:
            await page.set_viewport_size({"width": width, "height": height})
            where = f"{sight} at {width} × {height}"
            wrong += [f"{where}: {one}" for one in await page.evaluate(STICKING_OUT)]
            wrong += [f"{where} cuts off: {one}" for one in await page.evaluate(CUT_OFF)]
            if await page.evaluate("document.documentElement.scrollHeight > innerHeight + 1"):
                wrong.append(f"{where} scrolls")

    assert wrong == []
