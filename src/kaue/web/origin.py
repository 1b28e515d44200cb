"""Requests that change something must come from our own pages, and for our own host."""

import ipaddress
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from kaue import settings

_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
_BY_LINK = "/abbestellen/"
"""Mail providers press this button for people (RFC 8058) without saying where they come from. The
token in the address is the proof; no cookie is asked for, so nothing can be done in its name."""

_LOCAL = {"localhost", "127.0.0.1", "::1"}


def is_known_host(headers: Mapping[bytes, bytes]) -> bool:
    """Whether the Host header names this installation. Links are built without it all the same."""
    asked = _split("//" + headers.get(b"host", b"").decode("latin-1")).hostname or ""
    chosen = settings.current()
    if asked == chosen.public_host or (asked in _LOCAL and chosen.local):
        return True
    # A demo is looked at from phones, too, by the number of the machine it runs on.
    return chosen.demo and _is_number(asked)


def _split(address: str) -> SplitResult:
    """What cannot be an address names nobody."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_forged(method: str, here: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether an unsafe request was sent by somebody else's page. `here` is its path of ours.

    Browsers say so themselves: by Sec-Fetch-Site, older ones by Origin. No token is needed, so
    cached fragments stay the same for everybody.
    """
    if method not in _UNSAFE or (method == "POST" and here.startswith(_BY_LINK)):
        return False
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site not in {b"same-origin", b"none"}
    origin = headers.get(b"origin")
    if origin is None:
        return True
    asked = _split(origin.decode("latin-1"))
    own = {
        headers.get(b"host", b"").decode("latin-1"),
        urlsplit(settings.current().public_url).netloc,
    }
    return asked.scheme not in {"http", "https"} or asked.netloc not in own
