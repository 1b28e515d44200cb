"""A03, A04, A05, A13: nothing sticks out, is cut off, too small to hit, or moves unasked."""

import every_page

NARROW, PHONE = {"width": 320, "height": 640}, {"width": 390, "height": 844}

# What scrolls by itself, such as a table, may be wider inside.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest("svg svg, svg *"))
    .slice(0, 5).map((one) => `<${one.tagName.toLowerCase()} class="${one.className}" id="${one.id}">`)
    .concat(`page ${document.documentElement.scrollWidth} px`);
}"""

# WCAG 1.4.12. A constructed sheet, because the policy forbids inline ones.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((one) => {
  if (one.closest("svg, select, .kern-sr-only, .skip") || !one.checkVisibility()) return false;
  if (!one.innerText?.trim() || one.matches("input, textarea")) return false;
  const style = getComputedStyle(one);
  const wider = one.scrollWidth > one.clientWidth + 1, higher = one.scrollHeight > one.clientHeight + 1;
  const boxed = style.display !== "inline" && one.matches("button, .kern-btn, .chips a, .state, .hero-pill");
  return ((style.overflowX === "hidden" || style.overflowX === "clip" || boxed) && wider)
    || ((style.overflowY === "hidden" || style.overflowY === "clip" || boxed) && higher);
}).map((one) => `<${one.tagName.toLowerCase()} class="${one.className}"> ${one.innerText.slice(0, 40)}`)"""

# Links within a sentence are as high as its lines. What has a label is as large as the label.
TARGETS = """() => {
  const small = [];
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!one.checkVisibility() || one.closest(".skip") || one.matches(".prose a, p a:not(.kern-btn)")) continue;
    const target = one.closest("label") ?? one;
    const main = one.matches("button, select, textarea, summary, input, .kern-btn, .chips a, .bar-tool, .bar-nav a");
    const box = target.getBoundingClientRect();
    const least = main ? 44 : 24;
    if (box.width < least || box.height < least) {
      const size = `${box.width.toFixed(1)} × ${box.height.toFixed(1)}`;
      small.push(`${size}: <${one.tagName.toLowerCase()} class="${one.className}"> ${one.innerText.slice(0, 40)}`);
    }
  }
  return small;
}"""

MOVING = "() => document.getAnimations().filter((one) => one.playState === 'running').length"


async def test_nothing_sticks_out_or_is_cut_off_at_320_px(walk):
    wrong = []
    async for sight, page, _ in walk(every_page.ALL, viewport=NARROW, reduced_motion="reduce"):
        wrong += [f"{sight} sticks out: {one}" for one in await page.evaluate(STICKING_OUT)]
        if await page.evaluate(MOVING):
            wrong.append(f"{sight} moves")
        await page.evaluate(SPACE_OUT)
        wrong += [f"{sight} spaced out: {one}" for one in await page.evaluate(STICKING_OUT)]
        wrong += [f"{sight} cuts off: {one}" for one in await page.evaluate(CUT_OFF)]

    assert wrong == []


async def test_targets_are_large_enough(walk):
    wrong = set()
    async for sight, page, _ in walk(every_page.ORDINARY, viewport=PHONE):
        wrong |= {f"{sight} {one}" for one in await page.evaluate(TARGETS)}

    assert sorted(wrong) == []
