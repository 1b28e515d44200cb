"""U02: the projector is read from 15 metres, the desk held in one hand, with the longest titles."""

import pytest

from measuring import CUT_OFF, STICKING_OUT, TARGETS
from world import SPOKEN

DESK, WALL = "/pult/wand", "/beamer/wand/projektor-wand"
WALLS = [(1920, 1080), (1280, 800), (1024, 768)]
TABLETS = [(820, 1180), (1180, 820)]
TITLE, ESSENTIAL, CONTRAST = 8, 6, 12
"""In hundredths of the wall's height, or of 9/16 of its width if that is less; and x : 1."""

TITLES = "section:not(.stage-list) > h1"
ESSENTIALS = ".stage-list h1, .who, .stage-next li, .stage-list li, .join b, .clock:not([hidden])"

TOO_SMALL = """([wanted]) => {
  const unit = Math.min(innerHeight, (innerWidth * 9) / 16) / 100;
  return Object.entries(wanted).flatMap(([css, least]) =>
    [...document.querySelectorAll(css)]
      .map((one) => [one, parseFloat(getComputedStyle(one).fontSize) / unit])
      .filter(([, size]) => size < least - 0.01)
      .map(([one, size]) => `${css} ${size.toFixed(2)} of ${least}: ${one.innerText}`));
}"""

TOO_PALE = """([css, least]) => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    const { backgroundColor } = getComputedStyle(one);
    return parts(backgroundColor)[3] === 0 ? ground(one.parentElement) : backgroundColor;
  };
  return [...document.querySelectorAll(css)]
    .map((one) => [one, light(getComputedStyle(one).color), light(ground(one))])
    .map(([one, a, b]) => [one, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)])
    .filter(([, contrast]) => contrast < least)
    .map(([one, contrast]) => `${contrast.toFixed(1)} : 1 ${one.innerText}`);
}"""

SCROLLS = "document.documentElement.scrollHeight > innerHeight + 1"


@pytest.fixture
async def desk(visit):
    page = await visit("moderator")
    await page.goto(DESK)
    return page


@pytest.fixture
async def wall(visit):
    page = await visit()
    await page.goto(WALL)
    return page


async def wrong_on(wall):
    """At every size, dark and light."""
    found = []
    for width, height in WALLS:
        await wall.set_viewport_size({"width": width, "height": height})
        for colours in ("dark", "light"):
            wrong = [*await wall.evaluate(STICKING_OUT), *await wall.evaluate(CUT_OFF)]
            wanted = {TITLES: TITLE, ESSENTIALS: ESSENTIAL}
            wrong += await wall.evaluate(TOO_SMALL, [wanted])
            wrong += await wall.evaluate(TOO_PALE, [f"{TITLES}, {ESSENTIALS}", CONTRAST])
            wrong += ["scrolls"] * await wall.evaluate(SCROLLS)
            found += [f"{width} × {height}, {colours}: {one}" for one in wrong]
            await wall.keyboard.press("d")
    return found


async def shown(desk, wall, button):
    """Press it at the desk and wait until the wall has changed."""
    version = await wall.locator("#buehne").get_attribute("data-version")
    await desk.locator(button).press("Enter")
    await wall.wait_for_function(
        "before => document.querySelector('#buehne').dataset.version !== before", arg=version
    )


async def test_the_longest_titles_and_names_are_read_from_the_last_row(desk, wall):
    wrong = []
    for title, people in SPOKEN.items():
        assert await wall.locator("h1").inner_text() == title
        await shown(desk, wall, "#uhr-los")
        wrong += [f"{title[:20]}: {one}" for one in await wrong_on(wall)]
        # The sky makes room for what is long, and only for that.
        much = people == 3 and len(title) > 100
        assert await wall.locator(".stage-sky").count() == (not much), title
        await shown(desk, wall, "#weiter")
    wrong += [f"the end: {one}" for one in await wrong_on(wall)]
    for _ in SPOKEN:
        await shown(desk, wall, "#zurueck")

    assert wrong == []


@pytest.mark.parametrize(("seconds", "state"), [(5, "data-near"), (-5, "data-over")])
async def test_the_end_of_the_time_is_read_from_there_too(wall, seconds, state):
    clock = wall.locator("[data-clock]")
    await clock.evaluate("(one, left) => { one.hidden = false; one.dataset.left = left }", seconds)
    await wall.wait_for_selector(f"[data-clock][{state}]")

    assert await wrong_on(wall) == []


@pytest.mark.parametrize("showing", ["waiting", "ranking", "nothing"])
async def test_what_else_the_wall_shows_is_read_from_there_too(desk, wall, showing):
    await shown(desk, wall, f"#zeigen-{showing}")

    wrong = await wrong_on(wall)
    await shown(desk, wall, "#zeigen-pitch")

    assert wrong == []


@pytest.mark.parametrize("hand", ["right", "left"])
async def test_the_desk_on_a_tablet(desk, hand):
    if hand == "left":
        await desk.locator("#tasten summary").click()
        await desk.locator("#linke-hand").check()
    wrong = []
    for width, height in TABLETS:
        await desk.set_viewport_size({"width": width, "height": height})
        at = f"{width} × {height}"
        for script in (STICKING_OUT, CUT_OFF, TARGETS):
            wrong += [f"{at}: {one}" for one in await desk.evaluate(script)]
        # Without scrolling: who is on stage, and the way to the next.
        await desk.evaluate("scrollTo(0, 0)")
        go, title = [await desk.locator(one).bounding_box() for one in ("#weiter", "#jetzt-titel")]
        if title["y"] + title["height"] > go["y"] or go["y"] + go["height"] > height:
            wrong.append(f"{at}: the title or the button for the next one is out of sight")
        if not go["height"] >= 64:
            wrong.append(f"{at}: the button is {go['height']} px high")
        if (go["x"] + go["width"] / 2 < width / 2) is (hand == "right"):
            wrong.append(f"{at}: the button is not at the {hand} thumb")

    assert wrong == []
