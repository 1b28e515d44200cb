"""A small reader for the PDFs that kaue prints: which text stands where, and what is filled."""

import re
import unicodedata
from dataclasses import dataclass, field
from io import BytesIO

from fontTools.ttLib import TTFont

from kaue.places import STATIC
from kaue.web.assets import manifest

MM = 25.4 / 72


@dataclass(frozen=True)
class Text:
    """In millimetres from the top left corner; `right` is where it ends."""

    text: str
    left: float
    baseline: float
    right: float
    size: float


@dataclass
class Page:
    texts: list = field(default_factory=list)
    filled: list = field(default_factory=list)
    """(left, top, width, height) of every rectangle."""


class _Font:
    def __init__(self, letters, file):
        self.letters = letters
        ttf = TTFont(BytesIO((STATIC / manifest()[file]).read_bytes()))
        self._glyphs, self._widths = ttf.getBestCmap(), ttf["hmtx"].metrics
        self._em = ttf["head"].unitsPerEm

    def read(self, codes):
        pairs = zip(codes[::2], codes[1::2], strict=True)
        return "".join(self.letters[high * 256 + low] for high, low in pairs)

    def width(self, text):
        # Without kerning, which kaue does not print with.
        return sum(self._widths[self._glyphs[ord(one)]][0] for one in text) / self._em


def read(pdf):
    """The pages of an uncompressed PDF of ours."""
    maps = [
        {int(a, 16): chr(int(b, 16)) for a, b in re.findall(rb"<(\w{4})> <(\w{4})>\n", table)}
        for table in re.findall(rb"beginbfchar\n(.*?)endbfchar", pdf, re.DOTALL)
    ]
    fonts = dict(
        zip(
            (b"F1", b"F2"),
            map(_Font, maps, ["fira-400.woff2", "fira-600.woff2"]),
            strict=True,
        )
    )
    height = float(re.search(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]", pdf)[1]) * MM
    streams = re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL)
    return [_page(stream, fonts, height) for stream in streams if b" Tj ET" in stream]


_OPERATOR = re.compile(
    rb"BT /(?P<font>F\d) (?P<size>[\d.]+) Tf ET"
    rb"|BT (?P<x>[\d.]+) (?P<y>[\d.]+) Td \((?P<codes>.*?)\) Tj ET"
    rb"|(?P<rect>[\d.-]+ [\d.-]+ [\d.-]+ [\d.-]+) re f\n",
    re.DOTALL,
)
_ESCAPES = {b"r": b"\r", b"n": b"\n"}


def _page(stream, fonts, height):
    page, font, size = Page(), None, 0.0
    for found in _OPERATOR.finditer(stream):
        if found["font"]:
            font, size = fonts[found["font"]], float(found["size"])
        elif found["rect"]:
            x, y, width, tall = (float(one) * MM for one in found["rect"].split())
            page.filled.append((x, height - y - max(tall, 0), width, abs(tall)))
        else:
            codes = re.sub(
                rb"\\(.)", lambda one: _ESCAPES.get(one[1], one[1]), found["codes"], flags=re.DOTALL
            )
            text, left = font.read(codes), float(found["x"]) * MM
            assert text == unicodedata.normalize("NFC", text)
            right = left + font.width(text) * size * MM
            page.texts.append(Text(text, left, height - float(found["y"]) * MM, right, size))
    return page
