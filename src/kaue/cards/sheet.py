"""Code cards on paper: ten on a page of A4, in the size of a business card, with cut marks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

import segno

from kaue import settings
from kaue.cards.actions import Fresh
from kaue.cards.forms import in_groups
from kaue.events.queries import EventView
from kaue.events.sharing import short_address
from kaue.places import STATIC
from kaue.tables import Language
from kaue.web.assets import manifest
from kaue.web.language import N_, german, translate

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

# All in millimetres, but letters in points.
PAGE = 210.0, 297.0
CARD = 85.0, 55.0
COLUMNS, ROWS = 2, 5
LEFT, TOP = (PAGE[0] - COLUMNS * CARD[0]) / 2, (PAGE[1] - ROWS * CARD[1]) / 2
PADDING = 5.0
INNER = CARD[0] - 2 * PADDING
MARK = 4.0

HEAD, BODY, LETTERS = 11.5, 25.0, 22
"""Height of the title, height of what stands beside the QR code, size of the code."""

POINT = 25.4 / 72
LEADING = 1.2

HOW = N_("To take part without e-mail: scan the code, or open %(address)s and type the letters.")
KEEP = N_("Keep this card. It lets you in again, and whoever has it can vote in your place.")
NUMBER = N_("No. %(num)s")


@dataclass(frozen=True)
class _Block:
    """Text that was broken into lines so that it fits."""

    lines: Sequence[str]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING * POINT


def address_of(code: str) -> str:
    """For the QR code. What stands behind # is never sent, so no log on the way can hold it."""
    chosen = settings.current()
    return f"{chosen.public_url}{chosen.root_path}/karte#{code}"


def printed(event: EventView, cards: Sequence[Fresh]) -> bytes:
    """The sheet as a PDF. Takes seconds for hundreds of cards: to be called in a thread."""
    return bytes(drawn(event, cards).output())


def drawn(event: EventView, cards: Sequence[Fresh]) -> "FPDF":
    # Some 30 MiB, which only installations that print cards shall pay.
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(event.title)
    pdf.set_lang("de-DE")
    pdf.add_font("fira", "", STATIC / manifest()["fira-400.woff2"])
    pdf.add_font("fira", "B", STATIC / manifest()["fira-600.woff2"])
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
        self.pdf = pdf
        how = {"address": short_address("karte")}
        title = self._known(event.title) or event.slug
        beside = INNER - BODY - 3
        self.title = self._fitted(title, "B", INNER, HEAD, 12)
        self.german = self._fitted(
            f"{translate(german(), HOW, **how)} {translate(german(), KEEP)}", "", beside, 15.5, 8
        )
        self.english = self._fitted(
            f"{translate(Language.ENGLISH, HOW, **how)} {translate(Language.ENGLISH, KEEP)}",
            "",
            beside,
            BODY - 16,
            6,
        )

    def draw(self, card: Fresh, x: float, y: float) -> None:
        self._text(self.title, "B", x, y)
        y += HEAD + 0.5
        self._text(self.german, "", x, y)
        self._text(self.english, "", x, y + BODY - self.english.height)
        _qr_code(self.pdf, address_of(card.code), x + INNER - BODY, y, BODY)
        y += BODY + LETTERS * POINT
        self.pdf.set_font("fira", "B", LETTERS)
        self.pdf.text(x, y, in_groups(card.code))
        self.pdf.set_font("fira", "", 9)
        number = translate(german(), NUMBER, num=card.number)
        self.pdf.text(x + INNER - self.pdf.get_string_width(number), y, number)

    def _text(self, block: _Block, style: str, x: float, y: float) -> None:
        self.pdf.set_font("fira", style, block.size)
        for n, line in enumerate(block.lines):
            self.pdf.text(x, y + (n * LEADING + 0.95) * block.size * POINT, line)

    def _fitted(self, text: str, style: str, width: float, height: float, largest: float) -> _Block:
        """In the largest letters that leave nothing out."""
        size = largest
        while True:
            self.pdf.set_font("fira", style, size)
            lines = self.pdf.multi_cell(width, text=text, align="L", dry_run=True, output="LINES")
            block = _Block(cast("list[str]", lines), size)
            if block.height <= height:
                return block
            size -= 0.5

    def _known(self, text: str) -> str:
        """Letters that our font lacks without their accents, and no pictures."""
        known = cast("TTFFont", self.pdf.fonts["firaB"]).cmap
        plain = (
            one if ord(one) in known else unicodedata.normalize("NFKD", one)[0] for one in text
        )
        return " ".join("".join(one for one in plain if ord(one) in known).split())


def _qr_code(pdf: "FPDF", text: str, x: float, y: float, side: float) -> None:
    """As rectangles, which stay sharp on every printer."""
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
    dot = side / len(rows)
    for n, row in enumerate(rows):
        place = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                pdf.rect(x + place * dot, y + n * dot, length * dot, dot, style="F")
            place += length


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
