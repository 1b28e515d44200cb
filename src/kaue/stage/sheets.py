"""The line-up on paper, for when nothing else works: a list, and a card for each pitch."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kaue import settings
from kaue.events.queries import EventView
from kaue.pitch.queries import Line, LineUp
from kaue.topics.forms import FORMATS
from kaue.web.dates import day_and_clock, now
from kaue.web.language import N_, translate
from kaue.web.paper import A4, Pen, blank, finished

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
A5 = (148.0, 210.0)
EDGE = 15.0
ROW = 12.5
HEAD = 24.0
ON_A_PAGE = int((A4[1] - 2 * EDGE - HEAD) // ROW)

Draw = Callable[[EventView, LineUp, str], bytes]

AS_OF = N_("As of %(moment)s, page %(page)s of %(pages)s")
NEXT = N_("Next: %(title)s")


def pitch_list(event: EventView, line_up: LineUp, language: str) -> bytes:
    """A4: every pitch with a box to tick, in the order of now."""
    return finished(drawn_list(event, line_up.lines, language))


def cue_cards(event: EventView, line_up: LineUp, language: str) -> bytes:
    """A5: one for each that is still to be pitched, to hold on stage."""
    current = [line_up.current] if line_up.current else []
    return finished(drawn_cards(event, [*current, *line_up.waiting], language))


def drawn_list(event: EventView, lines: Sequence[Line], language: str) -> "FPDF":
    pdf = blank(event.title)
    pdf.set_creation_date(now())
    pen = Pen(pdf)
    pages = max(1, -(-len(lines) // ON_A_PAGE))
    moment = day_and_clock(now(), language)
    for page in range(pages):
        pdf.add_page()
        title = pen.known(event.title) or event.slug
        pen.write(pen.fitted(title, "B", A4[0] - 2 * EDGE, 12, 16), "B", EDGE, EDGE)
        as_of = translate(language, AS_OF, moment=moment, page=page + 1, pages=pages)
        pen.line(as_of, "", 9, EDGE, EDGE + 17)
        for n, line in enumerate(lines[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]):
            _row(pen, line, EDGE + HEAD + n * ROW)
    return pdf


def _row(pen: Pen, line: Line, y: float) -> None:
    pen.pdf.set_line_width(0.2)
    pen.pdf.line(EDGE, y, A4[0] - EDGE, y)
    pen.pdf.rect(EDGE, y + 3.5, 5, 5)
    if not line.is_open:
        # Through, set aside or withdrawn: nobody has to be called for it.
        pen.pdf.line(EDGE, y + 3.5, EDGE + 5, y + 8.5)
        pen.pdf.line(EDGE, y + 8.5, EDGE + 5, y + 3.5)
    place = f"{line.position}"
    pen.line(place, "B", 13, EDGE + 16 - pen.width(place, "B", 13), y + 8)
    title = pen.known(line.title) or f"{line.topic.id}"
    block = pen.fitted(title, "B", 105, ROW - 2, 11)
    pen.write(block, "B", EDGE + 19, y + (ROW - block.height) / 2)
    names = pen.known(line.topic.host_names)
    if names:
        block = pen.fitted(names, "", 38, ROW - 2, 9)
        pen.write(block, "", EDGE + 127, y + (ROW - block.height) / 2)
    if line.counted is not None:
        votes = f"{line.counted}"
        pen.line(votes, "", 11, A4[0] - EDGE - pen.width(votes, "", 11), y + 8)


def drawn_cards(event: EventView, lines: Sequence[Line], language: str) -> "FPDF":
    pdf = blank(event.title, A5)
    pdf.set_creation_date(now())
    pen = Pen(pdf)
    inner = A5[0] - 2 * EDGE
    if not lines:
        pdf.add_page()
        pen.write(pen.fitted(pen.known(event.title), "B", inner, 40, 20), "B", EDGE, EDGE)
    for n, line in enumerate(lines):
        pdf.add_page()
        pen.line(f"{line.position}", "B", 44, EDGE, EDGE + 14)
        title = pen.known(line.title) or f"{line.topic.id}"
        pen.write(pen.fitted(title, "B", inner, 70, 28), "B", EDGE, EDGE + 22)
        names = pen.known(line.topic.host_names)
        kind = translate(language, FORMATS[line.topic.format])  # type: ignore[index]
        about = " · ".join(filter(None, (names, kind)))
        pen.write(pen.fitted(about, "", inner, 24, 16), "", EDGE, EDGE + 96)
        side = 38.0
        chosen = settings.current()
        address = f"{chosen.public_url}{chosen.root_path}{line.topic.path}"
        pen.qr_code(address, A5[0] - EDGE - side, A5[1] - EDGE - side, side)
        if n + 1 < len(lines):
            following = translate(language, NEXT, title=pen.known(lines[n + 1].title))
            block = pen.fitted(following, "", inner - side - 4, side, 12)
            pen.write(block, "", EDGE, A5[1] - EDGE - side)
    return pdf
