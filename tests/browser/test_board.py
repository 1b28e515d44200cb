"""A07, A11: the board of the session grid by keyboard, and by dragging as an extra."""

import asyncio

import pytest
from playwright.async_api import expect

BOARD = "/pult/buehne/zeitplan"
LONG = 30_000
"""Milliseconds. Each answer of the board waits for a process of its own, on a busy machine."""


@pytest.fixture
async def board(visit):
    page = await visit("moderator")
    await page.goto(BOARD)
    return page


def cell(page, place):
    """A free one, as (round, room) in order."""
    return page.locator("#brett td[data-cell]").nth(place)


async def focused(page):
    return await page.evaluate("document.activeElement.id || document.activeElement.tagName")


async def settled(page, act):
    """What has the focus once the answer to a press is on the page."""
    await page.evaluate("swaps = 0; addEventListener('htmx:after:swap', () => { swaps += 1 })")
    await act
    await page.wait_for_function("() => swaps > 0", timeout=LONG)
    return await focused(page)


async def test_a_card_is_placed_by_keyboard_and_the_focus_goes_with_it(board):
    tray = board.locator(".brett-ablage a").first
    number = await tray.get_attribute("data-card")

    assert await settled(board, tray.press("Enter")) == "auswahl-titel"
    here = board.get_by_role("button", name="Hierher").first
    assert await settled(board, here.press("Enter")) == f"karte-{number}"

    await expect(board.locator(f"td #karte-{number}")).to_be_visible(timeout=LONG)
    assert await settled(board, board.locator("#rueckgaengig").press("Enter")) != "BODY"
    await expect(board.locator(f".brett-ablage #karte-{number}")).to_be_visible(timeout=LONG)


async def test_pinning_keeps_the_focus_and_choosing_nothing_gives_it_back(board):
    placed = board.locator("td [data-card]").first
    await settled(board, placed.press("Enter"))

    pin = board.locator("#anheften")
    assert await settled(board, pin.press("Enter")) == "anheften"
    await expect(pin).to_have_text("Nicht mehr angeheftet")
    assert await settled(board, pin.press("Enter")) == "anheften"
    nothing = board.get_by_role("link", name="Auswahl aufheben")
    assert await settled(board, nothing.press("Enter")) == "auswahl-titel"


async def test_a_cell_is_closed_and_opened_by_keyboard(board):
    free = board.locator("td a.free").first
    await settled(board, free.press("Enter"))
    close = board.locator("#schliessen")

    for expected in ("Zelle öffnen", "Zelle schließen"):
        assert await settled(board, close.press("Enter")) == "schliessen"
        await expect(close).to_have_text(expected)


async def test_a_card_can_be_dragged_as_well(board):
    # Everything in view: what scrolls under the pointer is not what one lifted.
    await board.set_viewport_size({"width": 1280, "height": 2400})
    placed = board.locator("td [data-card]").first
    number = await placed.get_attribute("data-card")
    target = board.locator("td[data-cell][data-there='']").last
    where = await target.get_attribute("data-cell")

    # By hand, in steps: a machine that is busy takes one long jump for no drag at all.
    await placed.hover()
    await board.mouse.down()
    await target.hover()
    await target.hover(position={"x": 20, "y": 20})
    await board.mouse.up()

    there = board.locator(f"td[data-cell='{where}'] #karte-{number}")
    await expect(there).to_be_visible(timeout=LONG)
    await settled(board, board.locator("#rueckgaengig").press("Enter"))


async def test_two_at_the_board_see_each_other(visit):
    one, other = await visit("moderator"), await visit("moderator")
    await one.goto(BOARD)
    await other.goto(BOARD)
    await settled(other, other.locator("td [data-card]").last.press("Enter"))
    chosen = await other.locator("#auswahl-titel").inner_text()
    tray = one.locator(".brett-ablage a").first
    number = await tray.get_attribute("data-card")

    await settled(one, tray.press("Enter"))
    await settled(one, one.get_by_role("button", name="Hierher").last.press("Enter"))

    await expect(other.locator(f"td #karte-{number}")).to_be_visible(timeout=LONG)
    assert await other.locator("#auswahl-titel").inner_text() == chosen
    await settled(one, one.locator("#rueckgaengig").press("Enter"))


async def test_while_a_plan_is_computed_the_page_says_how_good_the_best_one_is(board):
    done = asyncio.Event()

    async def answer(route):
        if route.request.method == "GET":
            await route.fulfill(body="Der bisher beste Plan erfüllt 17 Wünsche.")
        else:
            await done.wait()
            refusal = '<div id="status" hx-swap-oob="innerHTML">Es hat sich etwas geändert.</div>'
            await route.fulfill(status=409, content_type="text/html", body=refusal)

    await board.route("**/zeitplan/vorschlag", answer)
    shown = board.locator("#fortschritt")
    await expect(shown).to_be_hidden()
    await board.locator("#vorschlag").press("Enter")
    await expect(shown).to_contain_text("erfüllt 17 Wünsche")
    await expect(shown.get_by_role("progressbar")).to_be_visible()

    done.set()
    await expect(shown).to_be_hidden()
