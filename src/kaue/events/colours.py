"""An event's own colour, on light and on dark ground, never below the contrast people need."""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

ENOUGH = 4.5
"""WCAG 2.2, 1.4.3: text against its background, level AA."""

COMFORTABLE = 7.0
"""What the dark room asks of the colour it derives: bright type on black tires less."""

# As in static/css/tokens.css; a test compares them.
LIGHT_GROUNDS = ("#f7f5f0", "#ffffff")
DARK_GROUND, DARK_CARD, DARK_TEXT = "#101317", "#1a1f25", "#f3f4f6"
WHITE = "#ffffff"

_HEX = re.compile(r"#[0-9a-f]{6}")

Channels = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Shades:
    """What `--action`, `--action-soft` and `--on-action` become."""

    action: str
    soft: str
    on: str


def colour(text: str) -> str | None:
    """`#0b5660` from what somebody typed, also `0B5660`; None when it is no such colour."""
    typed = "#" + text.strip().lower().removeprefix("#")
    return typed if _HEX.fullmatch(typed) else None


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG 2.2 defines the contrast ratio.

    https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(accent: str) -> bool:
    """As text on every light ground, and with white text on it."""
    return all(contrast(accent, ground) >= ENOUGH for ground in LIGHT_GROUNDS)


def nearest_readable(accent: str) -> str:
    """The lightest shade of the same hue that is_readable(); black always is."""
    channels = _channels(accent)
    for share in range(255, 0, -1):
        shade = _hex(tuple(one * share // 255 for one in channels))
        if is_readable(shade):
            return shade
    return "#000000"


def light_shades(accent: str) -> Shades:
    """For an accent that is_readable(). The soft one is as strong as its contrast allows."""
    return Shades(accent, _soft(WHITE, accent, [accent]), WHITE)


def dark_shades(accent: str) -> Shades:
    """The same hue, as strong as it was, lightened until it can be read on black."""
    hue, lightness, saturation = rgb_to_hls(*(one / 255 for one in _channels(accent)))
    lighter = (lightness + (1 - lightness) * step / 100 for step in range(101))
    action = next(
        shade
        for one in lighter
        if contrast(shade := _hex_of_hls(hue, one, saturation), DARK_CARD) >= COMFORTABLE
    )
    return Shades(action, _soft(DARK_CARD, action, [action, DARK_TEXT]), DARK_GROUND)


@lru_cache(maxsize=100)
def stylesheet(accent: str) -> str:
    """Replaces three tokens on the screen; paper stays black on white."""
    light = _tokens(light_shades(nearest_readable(accent)))
    dark = _tokens(dark_shades(accent))
    system = ':root:not([data-kern-theme="light"])'
    return (
        f"@media screen {{\n:root {{ {light} }}\n"
        f'[data-kern-theme="dark"] {{ {dark} }}\n}}\n'
        f"@media screen and (prefers-color-scheme: dark) {{\n{system} {{ {dark} }}\n}}\n"
    )


def version(accent: str) -> str:
    """Changes with what the stylesheet says, so that it can be kept for ever."""
    return sha256(stylesheet(accent).encode()).hexdigest()[:16]


def _tokens(shades: Shades) -> str:
    return f"--action: {shades.action}; --action-soft: {shades.soft}; --on-action: {shades.on};"


def _soft(ground: str, tint: str, readable: list[str]) -> str:
    """The ground with as much of the tint as lets the others be read on it."""
    return next(
        shade
        for step in range(16, -1, -1)
        if all(contrast(one, shade := _mixed(ground, tint, step)) >= ENOUGH for one in readable)
    )


def _luminance(hex_: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    red, green, blue = (_linear(one / 255) for one in _channels(hex_))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _mixed(one: str, other: str, percent: int) -> str:
    """`percent` of the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return _hex(tuple(round(a + (b - a) * percent / 100) for a, b in pairs))


def _hex_of_hls(hue: float, lightness: float, saturation: float) -> str:
    return _hex(tuple(round(one * 255) for one in hls_to_rgb(hue, lightness, saturation)))


def _channels(hex_: str) -> Channels:
    return int(hex_[1:3], 16), int(hex_[3:5], 16), int(hex_[5:7], 16)


def _hex(channels: tuple[int, ...]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*channels)
