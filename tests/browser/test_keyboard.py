"""A06, A15: the keyboard reaches everything, sees where it is, and never falls off the page."""

import pytest

import every_page

SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
LONGEST = 60
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

# Notes after each Tab what is focused, whether it shows a ring, and whether anything covers it.
NOTE = """() => {
  window.stops = [];
  const ringed = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  addEventListener("keyup", (event) => {
    if (event.key !== "Tab") return;
    const at = document.activeElement;
    const boxes = [...at.getClientRects(), at.getBoundingClientRect()];
    const { x, y, width, height } = boxes.find((one) => one.width && one.height) ?? boxes[0];
    const low = Math.min(y + height / 2, innerHeight - 1); // of what is higher than the window
    const middle = document.elementFromPoint(x + width / 2, low);
    const label = at.closest("label");
    stops.push({
      what: `${at.tagName} ${at.id} ${at.className} ${at.innerText?.slice(0, 30)}`,
      body: at === document.body,
      seen: middle !== null && (at.contains(middle) || label?.contains(middle) === true),
      ringed: ringed(at) || (label !== null && ringed(label)),
    });
  });
}"""


# What a closed <details> holds is no stop.
STOPS = "(css) => [...document.querySelectorAll(css)].filter((one) => one.checkVisibility()).length"


@pytest.mark.parametrize("size", SIZES)
async def test_every_stop_is_seen(walk, size):
    wrong = []
    # Each page in one of the sizes: that takes long enough.
    sights = every_page.ON_SCREENS[list(SIZES).index(size) :: len(SIZES)]
    async for sight, page, _ in walk(sights, viewport=SIZES[size], reduced_motion="reduce"):
        stops = await tabbed(page)
        wrong += [f"{sight}: fell off"] * (sum(stop["body"] for stop in stops) > 1)
        for stop in stops:
            if not stop["body"] and not (stop["seen"] and stop["ringed"]):
                wrong.append(
                    f"{sight}: seen {stop['seen']}, ringed {stop['ringed']}: {stop['what']}"
                )

    assert wrong == []


async def tabbed(page):
    """Once round, or the first sixty stops."""
    await page.evaluate(NOTE)
    there = await page.evaluate(STOPS, FOCUSABLE)
    for _ in range(min(there + 2, LONGEST)):
        await page.keyboard.press("Tab")
    return await page.evaluate("stops")


async def test_the_skip_link_comes_first_and_leads_to_the_content(visit):
    page = await visit()
    await page.goto(every_page.TOPICS)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    assert await page.evaluate("document.activeElement.id") == "main"
