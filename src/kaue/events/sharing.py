"""An event's address for posters, projectors and phones."""

from functools import lru_cache

import segno
from markupsafe import Markup

from kaue import settings


def short_address(slug: str) -> str:
    """As people type it: without https://."""
    full = f"{settings.current().public_url}{settings.current().root_path}/{slug}"
    return full.partition("://")[2]


@lru_cache(maxsize=100)
def qr_code(slug: str) -> Markup:
    """Of an event's address."""
    return qr_code_of(f"/{slug}")


def qr_code_of(path: str) -> Markup:
    """An SVG without inline styles, as the pages' Content-Security-Policy wants it. Kept nowhere:
    there may be a key in the path.
    """
    code = segno.make(f"{settings.current().public_url}{settings.current().root_path}{path}")
    drawn = code.svg_inline(
        border=2, omitsize=True, svgclass="qr-code", lineclass=None, light="#fff", dark="#000"
    )
    return Markup(drawn)  # noqa: S704 - drawn by segno from an address of ours
