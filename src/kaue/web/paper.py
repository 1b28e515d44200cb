"""Drawing on paper: text that is made to fit and leaves nothing out, and QR codes. All in
millimetres, but letters in points. Knows no feature.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

import segno

from kaue.places import STATIC
from kaue.web.assets import manifest

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.fonts import TTFFont

POINT = 25.4 / 72
LEADING = 1.2
_LEAST = 0.6
"""Share of the largest letters below which rather a word is broken."""


@dataclass(frozen=True)
class Block:
    """Text that was broken into lines so that it fits."""

    lines: Sequence[str]
    size: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING * POINT


A4 = (210.0, 297.0)


def blank(title: str, size: tuple[float, float] = A4) -> "FPDF":
    """A document without pages yet, in our letters."""
    # Some 30 MiB, which only installations that print shall pay.
    from fpdf import FPDF  # noqa: PLC0415

    pdf = FPDF(format=size)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(title)
    pdf.set_lang("de-DE")
    pdf.add_font("fira", "", STATIC / manifest()["fira-400.woff2"])
    pdf.add_font("fira", "B", STATIC / manifest()["fira-600.woff2"])
    return pdf


def finished(pdf: "FPDF") -> bytes:
    """The file. The document is done with: its letters are closed."""
    made = bytes(pdf.output())
    for font in pdf.fonts.values():
        cast("TTFFont", font).ttfont.close()
    return made


class Pen:
    def __init__(self, pdf: "FPDF") -> None:
        self.pdf = pdf

    def fitted(self, text: str, style: str, width: float, height: float, largest: float) -> Block:
        """In the largest letters that leave nothing out, and break no word if smaller ones help."""
        size = max(_LEAST * largest, min(largest, self._of_words(text, style, width)))
        while True:
            self.pdf.set_font("fira", style, size)
            lines = self.pdf.multi_cell(width, text=text, align="L", dry_run=True, output="LINES")
            block = Block(cast("list[str]", lines), size)
            if block.height <= height:
                return block
            size -= 0.5

    def _of_words(self, text: str, style: str, width: float) -> float:
        """The size at which the longest word fills the width."""
        self.pdf.set_font("fira", style, 10)
        widest = max((self.pdf.get_string_width(word) for word in text.split()), default=0.0)
        return 9.9 * width / widest if widest else 10_000.0

    def write(self, block: Block, style: str, x: float, y: float) -> None:
        """Downwards from `y`."""
        self.pdf.set_font("fira", style, block.size)
        for n, line in enumerate(block.lines):
            self.pdf.text(x, y + (n * LEADING + 0.95) * block.size * POINT, line)

    def line(self, text: str, style: str, size: float, x: float, y: float) -> None:
        """One line on `y`, as long as it is."""
        self.pdf.set_font("fira", style, size)
        self.pdf.text(x, y, text)

    def width(self, text: str, style: str, size: float) -> float:
        self.pdf.set_font("fira", style, size)
        return float(self.pdf.get_string_width(text))

    def known(self, text: str) -> str:
        """Letters that our font lacks without their accents, and no pictures."""
        known = cast("TTFFont", self.pdf.fonts["firaB"]).cmap
        plain = (
            one if ord(one) in known else unicodedata.normalize("NFKD", one)[0] for one in text
        )
        return " ".join("".join(one for one in plain if ord(one) in known).split())

    def qr_code(self, text: str, x: float, y: float, side: float) -> None:
        """As rectangles, which stay sharp on every printer."""
        rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=2))
        dot = side / len(rows)
        for n, row in enumerate(rows):
            place = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    self.pdf.rect(x + place * dot, y + n * dot, length * dot, dot, style="F")
                place += length
