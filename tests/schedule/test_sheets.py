"""Door signs and the session grid on paper: all is there, and nothing is cut off."""

import re
from datetime import timedelta

import pytest

import printed
from kaue.schedule import queries, rooms, sheets
from kaue.schedule.forms import RoomForm
from kaue.web.paper import A4, Pen, blank, finished
from world import LONG_TITLE, UNBROKEN

NAMES = ["Kaue", "W" * 60, "Raum für gemeinsames Nachdenken über die Zukunft 🎉", "Großer Saal"]


def read(pdf):
    pdf.set_compression(False)
    return printed.read(finished(pdf))


def joined(page):
    return re.sub(r"\s", "", "".join(text.text for text in page.texts))


def plain(words):
    pdf = blank("")
    try:
        return re.sub(r"\s", "", Pen(pdf).known(words))
    finally:
        finished(pdf)


@pytest.fixture
async def long_day(planned):
    """Eleven rooms, eleven rounds and a break, and what is held in some of them."""
    begins = planned.sessions_at + timedelta(hours=6)
    spans = [
        (begins + timedelta(hours=n), begins + timedelta(minutes=60 * n + 45)) for n in range(8)
    ]
    await rooms.add_rounds(planned, spans)
    for n in range(8):
        await rooms.add_room(
            planned, RoomForm(NAMES[n % 4] * (n < 4) or f"R{n}", 9, True, (), frozenset())
        )
    found = await queries.rooms(planned.id), await queries.rounds(planned.id)
    titles = [LONG_TITLE, UNBROKEN, "W" * 120, "Ja?"]
    cells = [(one.id, room.id) for one in found[1] for room in found[0]]
    held = {cell: (titles[n % 4], "Lang, Länger, Am Längsten") for n, cell in enumerate(cells)}
    return sheets.Day(planned, *found, held)


@pytest.mark.parametrize("draw", [sheets.door_signs, sheets.session_grid])
async def test_nothing_leaves_the_paper(long_day, draw):
    width, height = A4 if draw is sheets.door_signs else sheets.A3_ACROSS

    pages = read(draw(long_day, "de"))

    assert len(pages) > 1
    for page in pages:
        for text in page.texts:
            assert text.left >= sheets.EDGE - 0.1, text
            assert text.right <= width - sheets.EDGE + 0.1, text
            assert 5 < text.baseline < height - sheets.EDGE + 1, text


async def test_each_door_has_a_sign_with_all_rounds(planned):
    day = sheets.Day(planned, await queries.rooms(planned.id), await queries.rounds(planned.id))

    pages = read(sheets.door_signs(day, "de"))

    assert len(pages) == 3
    for room, page in zip(day.rooms, pages, strict=True):
        text = joined(page)
        assert plain(room.name) in text
        assert f"{room.seats}Plätze" in text
        assert ("stufenfrei" in text) == room.step_free
        assert all(day.span(one, "de") in text for one in day.rounds)
        assert "Mittagessen" in text
        assert ("—" in text) == bool(room.closed)


async def test_the_grid_has_every_session_once(long_day):
    pages = read(sheets.session_grid(long_day, "de"))

    assert len(pages) == 2 * 2
    whole = "".join(joined(page) for page in pages)
    for room in long_day.rooms:
        assert plain(room.name) in whole
    closed = sum(len(room.closed) for room in long_day.rooms)
    held = [cell for cell in long_day.sessions if not _for_all(long_day, cell)]
    assert whole.count(plain("Lang, Länger, Am Längsten")) == len(held) - closed
    assert "Seite2von4" in whole


def _for_all(day, cell):
    return next(one for one in day.rounds if one.id == cell[0]).is_for_all


async def test_the_grid_of_a_usual_day_is_one_page_with_room_for_cards(planned, desk):
    day = sheets.Day(planned, await queries.rooms(planned.id), await queries.rounds(planned.id))
    (page,) = read(sheets.session_grid(day, "de"))
    assert all(plain(room.name) in joined(page) for room in day.rooms)
    assert "Seite" not in joined(page)

    for name in ("tuerschilder", "zeitplan"):
        answer = await desk.get(f"/pult/{planned.slug}/druck/{name}.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")


async def test_before_there_are_rooms_there_is_paper_too(event, desk):
    for name in ("tuerschilder", "zeitplan"):
        assert (await desk.get(f"/pult/{event.slug}/druck/{name}.pdf")).status_code == 200
