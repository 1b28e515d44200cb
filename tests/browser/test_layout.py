"""A03, A04, A05, A13: nothing sticks out, is cut off, too small to hit, or moves unasked."""

import every_page

NARROW, PHONE = {"width": 320, "height": 640}, {"width": 390, "height": 844}
WALLS = [(1920, 1080), (1280, 800), (1024, 768)]

# What scrolls by itself, such as a table, may be wider inside.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  const { scrollWidth } = document.documentElement;
  if (scrollWidth <= wide) return [];
  const out = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > wide + 1 && !one.closest("svg"))
    .map((one) => one.tagName.toLowerCase() + (one.className && `.${one.className}`));
  return [`${scrollWidth} px: ${[...new Set(out)].join(", ")}`];
}"""

# WCAG 1.4.12. A constructed sheet, because the policy forbids inline ones.
SPACE_OUT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important }
    * { letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Text that reaches beyond a box that hides what sticks out, or beyond the edge of a button.
CUT_OFF = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility() || parent.closest("svg, select, .skip")) {
      continue;
    }
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    for (let one = parent; one !== document.body; one = one.parentElement) {
      const { overflowX, overflowY, webkitLineClamp } = getComputedStyle(one);
      const edge = one.getBoundingClientRect();
      if (edge.width <= 2 || edge.height <= 2) break; // for screen readers only
      if (webkitLineClamp !== "none") break; // ends in "…"
      const button = one.matches("button, .kern-btn");
      const beyondX = box.left < edge.left - 1 || box.right > edge.right + 1;
      const beyondY = box.top < edge.top - 1 || box.bottom > edge.bottom + 1;
      if ((beyondX && (button || /hidden|clip/.test(overflowX)))
        || (beyondY && (button || /hidden|clip/.test(overflowY)))) {
        found.add(`<${one.tagName.toLowerCase()} class="${one.className}"> ${text.data.trim()}`);
      }
      if (/auto|scroll/.test(overflowX)) break;
    }
  }
  return [...found];
}"""

# Links within a sentence are as high as its lines. What has a label is as large as the label.
TARGETS = """() => {
  const small = [];
  const inside = "input:not([type=hidden]), select, textarea";
  for (const one of document.querySelectorAll(`a[href], button, summary, ${inside}`)) {
    if (!one.checkVisibility() || one.matches(".skip, .prose a, p a:not(.kern-btn)")) continue;
    const links = ".kern-btn, .chips a, .bar-tool, .bar-nav a";
    const main = one.matches(`button, summary, ${inside}, ${links}`);
    const { width, height } = (one.closest("label") ?? one).getBoundingClientRect();
    if (Math.min(width, height) < (main ? 44 : 24)) {
      const size = `${width.toFixed(1)} × ${height.toFixed(1)}`;
      small.push(`${size} ${one.tagName} class="${one.className}" ${one.innerText}`);
    }
  }
  return small;
}"""

MOVING = "() => document.getAnimations().filter((one) => one.playState === 'running').length"


async def test_nothing_sticks_out_is_cut_off_or_too_small(walk):
    wrong = []
    async for sight, page, _ in walk(every_page.ORDINARY, reduced_motion="reduce"):
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
