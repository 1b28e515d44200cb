"""The line-up on paper: read again, every title is there as a whole, and nothing is cut off."""

import re
from functools import cache

import pytest

import printed
from kaue.pitch import actions as pitch
from kaue.pitch import queries as pitches
from kaue.stage import sheets
from kaue.tables import PitchState
from kaue.web.dates import now
from kaue.web.paper import A4, Pen, blank, finished
from world import LONG_TITLE, UNBROKEN

TITLES = ["Radwege", LONG_TITLE, UNBROKEN, "W" * 120, "Ja?", "Łódź & <b>Москва</b> „Größe“ 🎉"]


@pytest.fixture
async def long_ones(make):
    event = await make.event(title="Barcamp der langen Titel", vote_until=now())
    giver = await make.person(name="Grundstücksverkehrsgenehmigungszuständigkeit von Lang")
    for n, title in enumerate(TITLES * 5):
        await make.topic(event, title=title, votes=n % 3, author=giver)
    await pitch.freeze(event.id, event.slug, after_version=0, by=giver)
    return event, await pitches.line_up(event.id, unsealed=True)


def read(pdf):
    pdf.set_compression(False)
    return printed.read(finished(pdf))


@cache
def plain(title):
    """What our letters can say of it."""
    pdf = blank("")
    try:
        return re.sub(r"\s", "", Pen(pdf).known(title))
    finally:
        finished(pdf)


def joined(page):
    return re.sub(r"\s", "", "".join(text.text for text in page.texts))


async def test_the_list_has_every_pitch_once_in_order(long_ones):
    event, line_up = long_ones

    pages = read(sheets.drawn_list(event, line_up.lines, "de"))

    assert len(pages) == -(-len(line_up.lines) // sheets.ON_A_PAGE) == 2
    for number, page in enumerate(pages):
        lines = line_up.lines[number * sheets.ON_A_PAGE : (number + 1) * sheets.ON_A_PAGE]
        text = joined(page)
        places = [text.index(f"{line.position}{plain(line.title)[:9]}") for line in lines]
        assert places == sorted(places)
        assert all(plain(line.title)[:30] in text for line in lines)
        assert f"Seite{number + 1}von2" in text


@pytest.mark.parametrize("draw", [sheets.drawn_list, sheets.drawn_cards])
async def test_nothing_leaves_the_paper(long_ones, draw):
    event, line_up = long_ones
    width, height = A4 if draw is sheets.drawn_list else sheets.A5

    for page in read(draw(event, line_up.lines, "de")):
        for text in page.texts:
            assert text.left >= sheets.EDGE - 0.1, text
            assert text.right <= width - sheets.EDGE + 0.1, text
            assert 5 < text.baseline < height - 5, text


async def test_each_card_has_one_pitch_its_code_and_the_next(long_ones):
    event, line_up = long_ones
    lines = line_up.lines[:5]

    pages = read(sheets.drawn_cards(event, lines, "de"))

    assert len(pages) == 5
    for line, following, page in zip(lines, line_up.lines[1:], pages, strict=False):
        text = joined(page)
        assert text.startswith(f"{line.position}{plain(line.title)}")
        assert len(page.filled) > 100
        if line is not lines[-1]:
            assert f"Danach:{plain(following.title)}" in text
    assert "Danach" not in joined(pages[-1])


async def test_cards_are_for_what_is_still_to_be_pitched(event, lines, desk):
    number = (await lines())["A"].pitch
    await pitch.mark(event.id, number, PitchState.DONE)

    for name in ("pitchliste", "moderationskarten"):
        answer = await desk.get(f"/pult/{event.slug}/druck/{name}.pdf")
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.content.startswith(b"%PDF-")

    line_up = await pitches.line_up(event.id)
    pdf = sheets.drawn_cards(event, [line_up.current, *line_up.waiting], "de")
    assert [joined(page)[1] for page in read(pdf)] == list("BCDE")


async def test_before_a_count_there_is_paper_too(make, browser_for):
    event = await make.event()
    browser = await browser_for(await make.moderator(event))

    for name in ("pitchliste", "moderationskarten"):
        assert (await browser.get(f"/pult/{event.slug}/druck/{name}.pdf")).status_code == 200
