"""Pictures that people upload: what is kept of them, and what is refused."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kaue.events import logos


def picture(kind="PNG", size=(200, 80), mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_is_kept_is_a_png_of_the_same_shape(kind):
    kept = logos.redrawn(picture(kind))

    assert opened(kept).format == "PNG"
    assert opened(kept).size == logos.size_of(kept) == (200, 80)


def test_a_large_one_is_made_small_and_keeps_its_proportions():
    width, height = logos.size_of(logos.redrawn(picture(size=(2400, 1200))))

    assert (width, height) == (240, 120)


def test_the_noisiest_picture_still_fits():
    noise = Image.effect_noise((960, 240), 200).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)

    assert len(logos.redrawn(out.getvalue())) <= logos.LARGEST_STORED


def test_transparency_stays():
    kept = opened(logos.redrawn(picture(mode="RGBA", size=(50, 50))))

    assert kept.mode in {"RGBA", "P"}


def test_nothing_hidden_comes_along():
    """A picture with a page behind it, and one with words and a place in it."""
    exif = Image.Exif()
    exif[0x010E] = "geheim"
    with_words = picture("JPEG", exif=exif)
    polyglot = picture() + b"<script>alert(1)</script>PK\x03\x04"
    assert b"geheim" in with_words

    assert b"geheim" not in logos.redrawn(with_words)
    assert b"script" not in logos.redrawn(polyglot)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + bytes(50),
        picture("GIF"),
        picture("BMP"),
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"\x89PNG\r\n\x1a\n",
        picture()[:60],
        picture("JPEG")[:-200],
        picture("WEBP")[:-20],
        b"GIF89a" + picture(),
    ],
)
def test_what_is_no_whole_picture_is_refused(content):
    with pytest.raises(logos.NotAPicture):
        logos.redrawn(content)


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    """A bomb: a few bytes that say they are 60,000 pixels wide and high."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    bomb += struct.pack(">I", zlib.crc32(chunk))

    with pytest.raises((logos.WrongSize, logos.NotAPicture)):
        logos.redrawn(bomb)


@pytest.mark.parametrize("size", [(10, 80), (80, 10), (4001, 30)])
def test_too_small_and_too_large_are_refused(size):
    with pytest.raises(logos.WrongSize):
        logos.redrawn(picture(size=size))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_is_redrawn_or_refused_never_a_crash(place, bytes_):
    whole = bytearray(picture("PNG"))
    place %= len(whole)
    whole[place : place + len(bytes_)] = bytes_

    try:
        kept = logos.redrawn(bytes(whole))
    except (logos.NotAPicture, logos.WrongSize):
        return
    assert opened(kept).format == "PNG"
