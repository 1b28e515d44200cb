"""Code cards on paper: ten on a page of A4, in the size of a business card, with cut marks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kaue import settings
from kaue.cards.actions import Fresh
from kaue.cards.forms import in_groups
from kaue.events.queries import EventView
from kaue.events.sharing import short_address
from kaue.tables import Language
from kaue.web.language import N_, german, translate
from kaue.web.paper import A4, POINT, Pen, blank, finished

if TYPE_CHECKING:
    from fpdf import FPDF

# All in millimetres, but letters in points.
PAGE = A4
CARD = 85.0, 55.0
COLUMNS, ROWS = 2, 5
LEFT, TOP = (PAGE[0] - COLUMNS * CARD[0]) / 2, (PAGE[1] - ROWS * CARD[1]) / 2
PADDING = 5.0
INNER = CARD[0] - 2 * PADDING
MARK = 4.0

HEAD, BODY, LETTERS = 11.5, 25.0, 22
"""Height of the title, height of what stands beside the QR code, size of the code."""

HOW = N_("To take part without e-mail: scan the code, or open %(address)s and type the letters.")
KEEP = N_("Keep this card. It lets you in again, and whoever has it can vote in your place.")
NUMBER = N_("No. %(num)s")


def address_of(code: str) -> str:
    """For the QR code. What stands behind # is never sent, so no log on the way can hold it."""
    chosen = settings.current()
    return f"{chosen.public_url}{chosen.root_path}/karte#{code}"


def printed(event: EventView, cards: Sequence[Fresh]) -> bytes:
    """The sheet as a PDF. Takes seconds for hundreds of cards: to be called in a thread."""
    return finished(drawn(event, cards))


def drawn(event: EventView, cards: Sequence[Fresh]) -> "FPDF":
    pdf = blank(event.title)
    pdf.add_page()
    blocks = _Blocks(pdf, event)
    for place, card in enumerate(cards):
        row, column = divmod(place % (COLUMNS * ROWS), COLUMNS)
        if row == column == 0:
            if place:
                pdf.add_page()
            _cut_marks(pdf)
        blocks.draw(card, LEFT + column * CARD[0] + PADDING, TOP + row * CARD[1] + PADDING)
    return pdf


class _Blocks:
    """What is the same on every card is set once."""

    def __init__(self, pdf: "FPDF", event: EventView) -> None:
        self.pen = pen = Pen(pdf)
        how = {"address": short_address("karte")}
        title = pen.known(event.title) or event.slug
        beside = INNER - BODY - 3
        self.title = pen.fitted(title, "B", INNER, HEAD, 12)
        self.german = pen.fitted(
            f"{translate(german(), HOW, **how)} {translate(german(), KEEP)}", "", beside, 15.5, 8
        )
        self.english = pen.fitted(
            f"{translate(Language.ENGLISH, HOW, **how)} {translate(Language.ENGLISH, KEEP)}",
            "",
            beside,
            BODY - 16,
            6,
        )

    def draw(self, card: Fresh, x: float, y: float) -> None:
        pen = self.pen
        pen.write(self.title, "B", x, y)
        y += HEAD + 0.5
        pen.write(self.german, "", x, y)
        pen.write(self.english, "", x, y + BODY - self.english.height)
        pen.qr_code(address_of(card.code), x + INNER - BODY, y, BODY)
        y += BODY + LETTERS * POINT
        pen.line(in_groups(card.code), "B", LETTERS, x, y)
        number = translate(german(), NUMBER, num=card.number)
        pen.line(number, "", 9, x + INNER - pen.width(number, "", 9), y)


def _cut_marks(pdf: "FPDF") -> None:
    pdf.set_line_width(0.1)
    right, bottom = LEFT + COLUMNS * CARD[0], TOP + ROWS * CARD[1]
    for column in range(COLUMNS + 1):
        x = LEFT + column * CARD[0]
        pdf.line(x, TOP - 2 - MARK, x, TOP - 2)
        pdf.line(x, bottom + 2, x, bottom + 2 + MARK)
    for row in range(ROWS + 1):
        y = TOP + row * CARD[1]
        pdf.line(LEFT - 2 - MARK, y, LEFT - 2, y)
        pdf.line(right + 2, y, right + 2 + MARK, y)
