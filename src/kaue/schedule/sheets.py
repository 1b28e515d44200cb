"""Rooms and rounds on paper: a sign for each door, and the session grid for the wall."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from kaue.events.queries import EventView
from kaue.schedule.queries import RoomView, RoundView
from kaue.web.dates import clock, day_and_clock, now
from kaue.web.language import N_, translate
from kaue.web.paper import A4, Pen, blank, finished

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
A3_ACROSS = (420.0, 297.0)
EDGE = 15.0
TIMES = 34.0
"""The column in which the rounds' times stand."""
HEAD = 30.0
LEAST_WIDE = 44.0
"""A cell in which a card of paper, or a title, finds room."""
ROOMS_WIDE = int((A3_ACROSS[0] - 2 * EDGE - TIMES) // LEAST_WIDE)
LEAST_HIGH, MOST_HIGH, FOR_ALL = 26.0, 60.0, 12.0

SEATS = N_("%(num)s seats")
STEP_FREE = N_("step-free")
AS_OF = N_("As of %(moment)s")
AS_OF_PART = N_("As of %(moment)s, page %(page)s of %(pages)s")

Sessions = Mapping[tuple[int, int], tuple[str, str]]
"""(round, room) → title, and who holds it."""


@dataclass(frozen=True, slots=True)
class Day:
    """All that is printed of it."""

    event: EventView
    rooms: Sequence[RoomView]
    rounds: Sequence[RoundView]
    sessions: Sessions = field(default_factory=dict)
    as_of: datetime | None = None
    """When it was published; of a draft it is the moment of printing."""

    @property
    def title(self) -> str:
        return self.event.title

    def span(self, one: RoundView, language: str) -> str:
        ends = (clock(at, language, self.event.zone) for at in (one.starts_at, one.ends_at))
        return "–".join(ends)


Draw = Callable[[Day, str], "FPDF"]


def printed(draw: Draw, day: Day, language: str) -> bytes:
    """The file. To be called beside the event loop: letters that fit take a while to find."""
    return finished(draw(day, language))


def door_signs(day: Day, language: str) -> "FPDF":
    """A4, one page for each room: its name, and a line to write on for each round."""
    pdf = blank(day.title)
    pdf.set_creation_date(now())
    pen = Pen(pdf)
    for n in range(max(1, len(day.rooms))):
        pdf.add_page()
        title = pen.known(day.title) or day.event.slug
        pen.write(pen.fitted(title, "", A4[0] - 2 * EDGE, 10, 14), "", EDGE, EDGE)
        for room in day.rooms[n : n + 1]:
            _name_of_room(pen, room, language)
            _rounds_of_room(pen, day, room, language)
    return pdf


def _name_of_room(pen: Pen, room: RoomView, language: str) -> None:
    name = pen.known(room.name) or f"{room.id}"
    pen.write(pen.fitted(name, "B", A4[0] - 2 * EDGE, 52, 80), "B", EDGE, EDGE + 14)
    about = [translate(language, SEATS, num=room.seats)]
    about += [translate(language, STEP_FREE)] if room.step_free else []
    pen.line(" · ".join(about), "", 16, EDGE, EDGE + 78)


def _rounds_of_room(pen: Pen, day: Day, room: RoomView, language: str) -> None:
    top = EDGE + 88
    high = min(28.0, (A4[1] - EDGE - top) / max(1, len(day.rounds)))
    for n, one in enumerate(day.rounds):
        y = top + n * high
        pen.pdf.set_line_width(0.3)
        pen.pdf.line(EDGE, y, A4[0] - EDGE, y)
        span, style = day.span(one, language), "" if one.title else "B"
        pen.line(span, "B", min(18.0, high * 1.2), EDGE, y + min(9.0, high * 0.55))
        held = " · ".join(filter(None, day.sessions.get((one.id, room.id), ())))
        if words := pen.known(one.title or ("—" if one.id in room.closed else held)):
            block = pen.fitted(words, style, A4[0] - 2 * EDGE - 50, high - 2, 18)
            pen.write(block, style, EDGE + 50, y + 1.5)
    bottom = top + len(day.rounds) * high
    pen.pdf.line(EDGE, bottom, A4[0] - EDGE, bottom)


def session_grid(day: Day, language: str) -> "FPDF":
    """A3 across: rooms beside one another, rounds below; an empty cell has room for a card."""
    pdf = blank(day.title, A3_ACROSS)
    moment = day.as_of or now()
    pdf.set_creation_date(moment)
    pen = Pen(pdf)
    beside = range(0, max(1, len(day.rooms)), ROOMS_WIDE)
    pages = [(day.rooms[n : n + ROOMS_WIDE], rows) for n in beside for rows in _pages(day.rounds)]
    for number, (rooms, rounds) in enumerate(pages, start=1):
        pdf.add_page()
        _head(pen, day, rooms, _as_of(day, moment, number, len(pages), language))
        y = EDGE + HEAD
        for one, high in zip(rounds, _heights(rounds), strict=True):
            pen.pdf.set_line_width(0.3)
            pen.line(day.span(one, language), "B", 14, EDGE, y + 7.5)
            if one.is_for_all:
                _for_all(pen, one, y)
            else:
                _row(pen, day, one, rooms, y, high)
            y += high
    return pdf


def _pages(rounds: Sequence[RoundView]) -> list[list[RoundView]]:
    """As many below one another as find room at their least height."""
    pages: list[list[RoundView]] = [[]]
    left = A3_ACROSS[1] - 2 * EDGE - HEAD
    for one in rounds:
        high = FOR_ALL if one.is_for_all else LEAST_HIGH
        if high > left:
            pages.append([])
            left = A3_ACROSS[1] - 2 * EDGE - HEAD
        pages[-1].append(one)
        left -= high
    return pages


def _as_of(day: Day, at: datetime, page: int, pages: int, language: str) -> str:
    moment = day_and_clock(at, language, day.event.zone)
    if pages == 1:
        return translate(language, AS_OF, moment=moment)
    return translate(language, AS_OF_PART, moment=moment, page=page, pages=pages)


def _head(pen: Pen, day: Day, rooms: Sequence[RoomView], as_of: str) -> None:
    title = pen.known(day.title) or day.event.slug
    pen.write(pen.fitted(title, "B", A3_ACROSS[0] - 2 * EDGE - 110, 12, 22), "B", EDGE, EDGE)
    pen.line(as_of, "", 11, A3_ACROSS[0] - EDGE - pen.width(as_of, "", 11), EDGE + 6)
    for n, room in enumerate(rooms):
        name, wide = pen.known(room.name) or f"{room.id}", _wide(rooms)
        block = pen.fitted(name, "B", wide - 3, 14, 16)
        pen.write(block, "B", EDGE + TIMES + n * wide + 1.5, EDGE + HEAD - 2 - block.height)


def _wide(rooms: Sequence[RoomView]) -> float:
    return (A3_ACROSS[0] - 2 * EDGE - TIMES) / max(1, len(rooms))


def _heights(rounds: Sequence[RoundView]) -> list[float]:
    """What is for everybody needs a line; the rounds share the rest."""
    held = sum(not one.is_for_all for one in rounds)
    rest = A3_ACROSS[1] - 2 * EDGE - HEAD - FOR_ALL * (len(rounds) - held)
    return [FOR_ALL if one.is_for_all else min(MOST_HIGH, rest / held) for one in rounds]


def _for_all(pen: Pen, one: RoundView, y: float) -> None:
    wide = A3_ACROSS[0] - 2 * EDGE - TIMES
    pen.pdf.rect(EDGE + TIMES, y, wide, FOR_ALL)
    block = pen.fitted(pen.known(one.title), "B", wide - 4, FOR_ALL - 2, 16)
    pen.write(block, "B", EDGE + TIMES + 2, y + (FOR_ALL - block.height) / 2)


def _row(
    pen: Pen, day: Day, one: RoundView, rooms: Sequence[RoomView], y: float, high: float
) -> None:
    wide = _wide(rooms)
    for n, room in enumerate(rooms):
        x = EDGE + TIMES + n * wide
        pen.pdf.rect(x, y, wide, high)
        if one.id in room.closed:
            pen.pdf.line(x, y, x + wide, y + high)
            pen.pdf.line(x, y + high, x + wide, y)
            continue
        title, hosts = day.sessions.get((one.id, room.id), ("", ""))
        _words(pen, title, "B", 15.0, (x + 1.5, y + 1.5, wide - 3, high * 0.7 - 1))
        _words(pen, hosts, "", 11.0, (x + 1.5, y + high * 0.74, wide - 3, high * 0.24))


def _words(
    pen: Pen, text: str, style: str, largest: float, place: tuple[float, float, float, float]
) -> None:
    """`place`: left, top, width, height."""
    x, y, wide, high = place
    if known := pen.known(text):
        pen.write(pen.fitted(known, style, wide, high, largest), style, x, y)
