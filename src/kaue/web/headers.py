"""Headers on every answer, errors included."""

from kaue import settings

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)

_ALWAYS = [
    (b"content-security-policy", CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]


FRAMED_CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors *"
)
"""For a page that anybody may show within their own. It has no script and no form."""

_OF_FRAMES = {
    b"content-security-policy": FRAMED_CSP.encode(),
    b"x-frame-options": None,
    b"cross-origin-resource-policy": b"cross-origin",
}


def framed_headers() -> list[tuple[bytes, bytes]]:
    """As security_headers(), but for what a frame elsewhere needs."""
    found = []
    for name, value in security_headers():
        instead = _OF_FRAMES.get(name, value)
        if instead is not None:
            found.append((name, instead))
    return found


def security_headers() -> list[tuple[bytes, bytes]]:
    if settings.current().secure:
        return [*_ALWAYS, (b"strict-transport-security", b"max-age=31536000")]
    return _ALWAYS
