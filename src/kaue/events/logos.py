"""A picture somebody uploaded, drawn anew: small, without anything hidden in or behind it."""

import io
import warnings

LARGEST_UPLOAD = 512 * 1024
LARGEST_STORED = 48 * 1024
SMALLEST_SIDE, LONGEST_SIDE = 24, 4000
WIDEST, HIGHEST = 480, 120
"""Pixels kept: the bar shows a third of that, sharp on dense screens, too."""

MEDIA_TYPE = "image/png"
_KINDS = ("PNG", "JPEG", "WEBP")
"""No SVG: it can carry scripts."""


class NotAPicture(Exception):
    """No PNG, JPEG or WebP, or a broken one."""


class WrongSize(Exception):
    """Too few or too many pixels."""


def redrawn(content: bytes) -> bytes:
    """A PNG of what the picture shows, and nothing else of it: no place, no camera, no file
    appended to it. Takes some ten milliseconds of CPU. Raises NotAPicture, WrongSize.
    """
    # Pillow takes 0.1 s and 8 MB that only an upload shall pay.
    from PIL import Image, ImageOps  # noqa: PLC0415

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=_KINDS) as opened:
            warnings.simplefilter("error")
            # Only the header is read so far: a small file may unfold into gigabytes.
            if not all(SMALLEST_SIDE <= side <= LONGEST_SIDE for side in opened.size):
                raise WrongSize
            # A JPEG can be halved while it is read.
            opened.draft("RGB", (WIDEST, HIGHEST))
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as broken:
        raise NotAPicture from broken
    picture.thumbnail((WIDEST, HIGHEST))
    for colours in (None, 256, 64, 16):
        drawn = _png(picture if colours is None else picture.quantize(colours))
        if len(drawn) <= LARGEST_STORED:
            break
    return drawn


def _png(picture: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)  # type: ignore[attr-defined]
    return out.getvalue()


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height, which a PNG says in its first 24 bytes."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
