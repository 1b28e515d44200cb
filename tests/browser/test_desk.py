"""A07, A11: the moderator's desk by keyboard; the projector, and its bad network."""

import json
import re

import pytest
from playwright.async_api import expect

import every_page

DESK = "/pult/umstellen/rangliste"
# Not those of a piece that looks again by itself.
COUNT_SWAPS = """() => {
  window.swaps = 0;
  const looks = new WeakSet();
  addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.dataset.follow) looks.add(ctx);
  });
  addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    if (!looks.has(ctx)) swaps += 1;
  });
}"""


@pytest.fixture
async def desk(visit):
    page = await visit("moderator")
    await page.goto(DESK)
    await page.evaluate(COUNT_SWAPS)
    return page


async def press(page, selector):
    """By keyboard. Returns what has the focus once the answer is on the page."""
    before = await page.evaluate("swaps")
    await page.locator(selector).press("Enter")
    await page.wait_for_function("before => swaps > before", arg=before)
    return await page.evaluate("document.activeElement.id || document.activeElement.tagName")


async def titles(page):
    return await page.locator(".line-up-text > span").all_inner_texts()


async def line(page, place):
    """The number of the pitch on that place, from 0."""
    return (await page.locator(".line-up-item").nth(place).get_attribute("id")).partition("-")[2]


async def test_up_and_down_keep_the_focus_even_at_the_end(desk):
    order = await titles(desk)
    second = await line(desk, 1)

    for act in ("hoch", "hoch", "runter"):  # the second time there is nothing above
        assert await press(desk, f"#{act}-{second}") == f"{act}-{second}"
    assert await titles(desk) == order

    await press(desk, f"#hoch-{second}")
    assert await titles(desk) == [order[1], order[0], *order[2:]]
    await press(desk, f"#runter-{second}")


async def test_a_tick_keeps_the_focus_and_can_be_taken_back(desk):
    last = await line(desk, -1)

    for expected in ("set_aside", "waiting"):
        assert await press(desk, f"#weg-{last}") == f"weg-{last}"
        await expect(desk.locator(f"#pitch-{last}")).to_have_attribute("data-state", expected)


async def test_next_keeps_the_focus_until_all_are_through(desk):
    lines = len(await titles(desk))
    await desk.goto("/pult/umstellen")
    await desk.evaluate(COUNT_SWAPS)
    status = desk.locator("#status")
    await status.evaluate("one => { one.marked = true }")

    for _ in range(lines):
        # Also at the end, where there is nothing for it to do: each control keeps its place.
        assert await press(desk, "#weiter") == "weiter"
        await expect(status).not_to_be_empty()
    assert await status.evaluate("one => one.marked")

    for _ in range(lines):
        await press(desk, "#zurueck")


async def test_the_projector_waits_out_a_bad_network(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    title = await page.locator("h1").inner_text()
    stage = page.locator("#buehne")
    await stage.evaluate("one => { one.marked = true }")

    await page.context.set_offline(True)
    async with page.expect_event("requestfailed"):
        await stage.dispatch_event("kaue:changed")
    await expect(page.locator("h1")).to_have_text(title)
    await page.context.set_offline(False)

    # Asked again and swapped: the mark is gone.
    await stage.dispatch_event("kaue:changed")
    await page.wait_for_function("() => !document.querySelector('#buehne').marked")
    await expect(page.locator("h1")).to_have_text(title)
    visit.forgive("Failed to fetch")


async def test_a_projector_that_hears_nothing_says_so_discreetly(visit):
    page = await visit()
    await page.route("**/live?*", lambda route: route.abort())

    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")

    await expect(page.locator(".stage-lost")).to_contain_text("Keine Verbindung, Stand")
    await expect(page.locator("h1")).to_be_visible()
    visit.forgive("ERR_FAILED")


async def test_a_projector_whose_stage_was_replaced_by_an_earlier_one_shows_that(visit):
    """After a rehearsal, or when a newer copy of the event was put in place."""
    page = await visit()
    told = []

    async def say(route):
        key = await stage.get_attribute("data-follow")
        messages = [{"versions": {key: version}, "at": 1_800_000_000_000} for version in told]
        body = "".join(f"data: {json.dumps(message)}\n\n" for message in messages)
        await route.fulfill(content_type="text/event-stream", body=body)

    await page.route("**/live?*", say)
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    stage = page.locator("#buehne")
    now = int(await stage.get_attribute("data-version"))
    assert now > 0
    told[:] = [now]
    await stage.evaluate("one => { one.marked = true }")
    await page.wait_for_timeout(1500)
    assert await stage.evaluate("one => one.marked"), "nothing has changed, nothing is asked for"

    told[:] = [now - 1]
    await page.wait_for_function("() => !document.querySelector('#buehne').marked", timeout=20_000)


async def test_taps_without_a_network_wait_and_are_sent_once(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    first = await page.locator("#jetzt-titel").inner_text()

    await page.context.set_offline(True)
    for _ in range(3):
        await page.locator("#hand-mehr").press("Enter")
        await page.wait_for_timeout(100)
    await page.locator("#weiter").press("Enter")
    await expect(page.locator("#warteschlange")).to_contain_text("Eingaben warten")
    await expect(page.locator("#jetzt-titel")).to_have_text(first)
    await page.context.set_offline(False)

    await expect(page.locator("#jetzt-titel")).not_to_have_text(first, timeout=10_000)
    await expect(page.locator("#warteschlange")).to_have_count(0)
    await page.locator("#zurueck").press("Enter")
    await expect(page.locator("#jetzt-titel")).to_have_text(first)
    await expect(page.locator("#haende-zahl")).to_have_value("3")
    await page.locator("#haende-zahl").fill("0")
    await page.locator("#haende-zahl").press("Enter")
    await expect(page.locator("#verlauf")).to_contain_text(": 0")
    visit.forgive("Failed to fetch")


async def test_the_desk_by_keys(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    title = page.locator("#jetzt-titel")
    first = await title.inner_text()

    await page.keyboard.press("ArrowRight")
    await expect(title).not_to_have_text(first)
    await page.keyboard.press("ArrowLeft")
    await expect(title).to_have_text(first)
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text(re.compile("^Pause"))
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text(re.compile("^Start"))
    await page.keyboard.press("u")
    await expect(page.locator("#uhr-los")).to_have_text(re.compile("^Pause"))
    await page.keyboard.press("p")
    await expect(page.locator("#uhr-los")).to_have_text(re.compile("^Start"))


async def test_the_projectors_keys(visit):
    page = await visit()
    await page.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    size = "() => parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"
    plain = await page.evaluate(size)

    await page.keyboard.press("+")
    assert await page.evaluate(size) > plain
    await page.keyboard.press("-")
    await page.keyboard.press("-")
    assert await page.evaluate(size) < plain


PRIMARY = ("weiter", "zurueck", "nicht-da", "spaeter", "laenger", "zurueckgezogen", "rueckgaengig")
ON_CARD = ("uhr-los", "uhr-mehr", "uhrstart", "hand-weniger", "hand-mehr", "haende-zahl")
WALL = [f"zeigen-{one}" for one in ("waiting", "pitch", "ranking", "schedule", "draft", "nothing")]
TABLETS = [(820, 1180), (1180, 820)]
SIZES = [*TABLETS, (1280, 800), (390, 844)]

BOXES = """ids => {
    scrollTo({ top: 0, behavior: "instant" });
    return Object.fromEntries(ids.map(id => {
        const box = document.getElementById(id).getBoundingClientRect();
        return [id, [box.left, box.top, box.width, box.height].map(Math.round)];
    }));
}"""


async def places(page):
    """(width, id) → where it is. On a phone only the bar at its bottom stands still."""
    found = {}
    for width, height in SIZES:
        await page.set_viewport_size({"width": width, "height": height})
        ids = PRIMARY if width < 700 else [*PRIMARY, *ON_CARD, *WALL, "anhalten"]
        boxes = await page.evaluate(BOXES, list(ids))
        found |= {(width, name): tuple(box) for name, box in boxes.items()}
    return found


async def press_desk(page, button):
    """Returns once the version has grown."""
    before = int(await page.locator("#pult").get_attribute("data-version"))
    await page.locator(f"#{button}").press("Enter")
    await page.wait_for_function(
        "before => Number(document.getElementById('pult').dataset.version) > before", arg=before
    )
    await expect(page.locator(f"#{button}")).to_be_focused()


async def test_the_buttons_keep_their_places_and_the_focus_from_the_first_pitch_to_the_last(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    stood, pressed = await places(page), []

    async def do(button):
        await press_desk(page, button)
        pressed.append(button)
        now = await places(page)
        moved = [(*one, stood[one], now[one]) for one in stood if now[one] != stood[one]]
        assert moved == [], pressed

    for button in ("uhr-los", "uhr-los", "uhrstart", "hand-mehr", "laenger", "nicht-da", "spaeter"):
        await do(button)
    await do("weiter")
    await do("zurueck")
    await do("zurueckgezogen")
    while await page.locator("#weiter").get_attribute("aria-disabled") is None:
        await do("weiter")

    await expect(page.locator("#jetzt-titel")).to_have_text("Alle Pitches sind durch.")
    # What has nothing to do any more stays, says why, and does nothing.
    version = await page.locator("#pult").get_attribute("data-version")
    for button in ("weiter", "nicht-da", "spaeter", "laenger", "zurueckgezogen", "uhr-los"):
        await page.locator(f"#{button}").press("Enter")
        await expect(page.locator(f"#{button}")).to_have_accessible_name(
            re.compile("Alle Pitches sind durch")
        )
    assert await page.locator("#pult").get_attribute("data-version") == version

    for _ in pressed:
        await press_desk(page, "rueckgaengig")
    assert await places(page) == stood


@pytest.mark.parametrize("path", ["/pult/umstellen", f"/pult{every_page.STAGE}"])
@pytest.mark.parametrize(("width", "height"), TABLETS)
async def test_all_that_is_needed_is_in_sight_on_a_tablet(visit, path, width, height):
    page = await visit("moderator", viewport={"width": width, "height": height})
    await page.goto(path)
    bar = (await page.locator(".thumbs").bounding_box())["y"]

    for name in (*ON_CARD, *WALL, "anhalten", "beamer-licht", "lage", "jetzt-titel"):
        box = await page.locator(f"#{name}").bounding_box()
        assert box["y"] >= 0, name
        assert box["y"] + box["height"] <= bar, name
    for name in PRIMARY:
        box = await page.locator(f"#{name}").bounding_box()
        assert box["y"] + box["height"] <= height, name
        assert box["height"] >= 44, name
    sizes = {name: await page.locator(f"#{name}").bounding_box() for name in PRIMARY}
    area = {name: box["width"] * box["height"] for name, box in sizes.items()}
    assert max(area, key=area.get) == "weiter"


async def test_next_is_where_the_thumb_is(visit):
    page = await visit("moderator", viewport={"width": 1180, "height": 820})
    await page.goto("/pult/umstellen")
    assert (await page.locator("#weiter").bounding_box())["x"] > 590

    await page.locator("#tasten > summary").click()
    await page.locator("#linke-hand").check()

    assert (await page.locator("#weiter").bounding_box())["x"] < 100
    assert (await page.locator("#zurueck").bounding_box())["x"] > 300


async def test_undo_names_what_it_takes_back_whole_for_those_who_listen(visit):
    page = await visit("moderator", viewport={"width": 390, "height": 844})
    await page.goto("/pult/umstellen")
    title = await page.locator("#jetzt-titel").inner_text()
    undo = page.locator("#rueckgaengig")

    await press_desk(page, "nicht-da")
    await expect(undo).to_have_accessible_name(f"Rückgängig: Nicht da – {title}")
    await press_desk(page, "rueckgaengig")
    await press_desk(page, "zeigen-ranking")
    await expect(undo).to_have_accessible_name("Rückgängig: Beamer zeigt Rangliste")
    await press_desk(page, "rueckgaengig")

    await expect(page.locator("#jetzt-titel")).to_have_text(title)


async def test_the_clock_runs_on_a_wall_that_was_opened_before_anybody_pitched(visit):
    desk, wall = await visit("moderator"), await visit()
    await wall.goto(f"/beamer{every_page.STAGE}/projektor-buehne")
    await desk.goto(f"/pult{every_page.STAGE}")
    await desk.locator("#zeigen-waiting").press("Enter")
    await expect(wall.locator("[data-clock]")).to_have_count(0)
    await wall.reload()

    await desk.locator("#uhr-los").press("Enter")

    # Starting the clock puts the pitch on the wall, where it runs.
    await expect(wall.locator("[data-clock]")).to_be_visible()
    first = await wall.locator("[data-clock]").inner_text()
    await expect(wall.locator("[data-clock]")).not_to_have_text(first)
    await desk.locator("#rueckgaengig").press("Enter")
    await expect(wall.locator("[data-clock]")).to_have_count(0)
    await desk.locator("#rueckgaengig").press("Enter")
    await expect(wall.locator("[data-clock]")).to_have_count(1)


async def test_what_was_sent_leaves_nothing_behind_that_a_second_tap_would_do_again(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    await page.locator("#nachzuegler > summary").click()
    await page.locator("#titel").fill("Fahrradküche")
    await page.locator("#nachzuegler button[type=submit]").click()

    await expect(page.locator("#status")).to_have_text("Hinten angestellt: Fahrradküche")
    await expect(page.locator("#titel")).to_be_hidden()
    await expect(page.locator("#titel")).to_have_value("")
    await expect(page.locator("#nachzuegler > summary")).to_be_focused()

    await page.locator("#zusammenlegen > summary").click()
    await page.locator("#mit").select_option(index=1)
    await page.locator("#zusammenlegen button[type=submit]").click()
    await expect(page.locator("#verlauf")).to_contain_text("Zusammengelegt")
    await expect(page.locator("#mit")).to_have_value("")
    for _ in range(2):
        before = await page.locator("#rueckgaengig").inner_text()
        await page.locator("#rueckgaengig").press("Enter")
        await expect(page.locator("#rueckgaengig")).not_to_have_text(before)


async def test_the_same_wanted_twice_without_a_network_waits_once(visit):
    page = await visit("moderator")
    await page.goto("/pult/umstellen")
    first = await page.locator("#jetzt-titel").inner_text()
    await page.context.set_offline(True)
    for _ in range(2):
        await page.locator("#weiter").press("Enter")
        await page.wait_for_timeout(200)
    await expect(page.locator("#warteschlange")).to_contain_text("1 Eingabe wartet")
    await page.context.set_offline(False)

    await expect(page.locator("#jetzt-titel")).not_to_have_text(first, timeout=10_000)
    await expect(page.locator("#warteschlange")).to_have_count(0)
    await expect(page.locator("#zurueck")).to_contain_text(first)
    await page.locator("#zurueck").press("Enter")
    await expect(page.locator("#jetzt-titel")).to_have_text(first)
    visit.forgive("Failed to fetch")
