"""Random tokens, and hashes that nobody can make without this installation's secret."""

import hmac
import secrets
from hashlib import sha256

from kaue import settings

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which are mistaken for digits on paper."""


def new_token() -> str:
    """256 bits for cookies and links. Only its hash may be stored."""
    return secrets.token_urlsafe(32)


def new_digits(length: int) -> str:
    return "".join(secrets.choice("0123456789") for _ in range(length))


def new_letters(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def token_hash(token: str) -> str:
    """What is stored of a long token: a stolen database opens no account."""
    return sha256(token.encode()).hexdigest()


def keyed_hash(purpose: str, *parts: str) -> str:
    """What is stored of a short code, which a plain hash would not protect. 64 hex digits.

    HMAC-SHA256 with a key of its own for every purpose; a NUL keeps the parts apart.
    """
    return hmac.new(key_for(purpose), "\0".join(parts).encode(), sha256).hexdigest()


def key_for(purpose: str) -> bytes:
    """32 bytes that follow from KAUE_SECRET, different for every purpose."""
    return hmac.new(settings.current().secret.encode(), purpose.encode(), sha256).digest()
