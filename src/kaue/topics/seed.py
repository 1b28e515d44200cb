"""The seed of a visitor's shuffle: the same all day, without a cookie, storing nothing."""

import hmac
from hashlib import sha256

from kaue import settings
from kaue.web.dates import now
from kaue.web.page import AnyRequest
from kaue.web.visit import visit_of

SHUFFLES = 64
"""Different orders a day. Few enough that nobody can be told apart by theirs."""


def seed_of(request: AnyRequest) -> str:
    """Day and one of SHUFFLES numbers, drawn by a keyed hash of account or browser.

    The address goes into the hash and nowhere else.
    """
    person = visit_of(request).person
    day = now().date().isoformat()
    if person is not None:
        who = f"person {person.id}"
    else:
        host = request.client.host if request.client else ""
        who = f"{host} {request.headers.get('user-agent', '')}"
    digest = hmac.new(settings.current().secret.encode(), f"{day} {who}".encode(), sha256).digest()
    return f"{day} {digest[0] % SHUFFLES}"
