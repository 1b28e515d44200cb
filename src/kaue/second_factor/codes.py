"""What a second factor is made of: a secret shared with an app, its codes, and codes on paper."""

import re
from base64 import b32encode, urlsafe_b64encode
from datetime import datetime
from hmac import compare_digest
from typing import TYPE_CHECKING

import pyotp

from kaue import keyed

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

STEP = 30
"""Seconds for which an app shows the same code."""

WINDOW = 1
"""Steps before and after this one that count, too: clocks differ, and typing takes time."""

RECOVERY_CODES = 10
_LETTERS = 10
_DIGITS = re.compile(r"\d{6}", re.ASCII)
_NOT_TYPED = re.compile(r"[^0-9A-Z]")


class Unreadable(Exception):
    """A stored secret that this installation's KAUE_SECRET does not open."""


def drafted(person_id: int, token: str) -> str:
    """The secret that one sign-in may set up. It stays the same until this is done, and is
    stored nowhere before: it follows from the sign-in's own token, which changes then.
    """
    digest = bytes.fromhex(keyed.keyed_hash("second factor draft", str(person_id), token))
    return b32encode(digest[:20]).decode()


def sealed(person_id: int, secret: str) -> str:
    """The secret as it is stored: encrypted, and of no use in anybody else's row."""
    return _fernet().encrypt(f"{person_id} {secret}".encode()).decode()


def opened(person_id: int, stored: str) -> str:
    """Raises Unreadable."""
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 - loaded with Fernet anyway

    try:
        owner, _, secret = _fernet().decrypt(stored).decode().partition(" ")
    except InvalidToken as error:
        raise Unreadable from error
    if owner != str(person_id):
        raise Unreadable
    return secret


def _fernet() -> "Fernet":
    from cryptography.fernet import Fernet  # noqa: PLC0415 - 5 MiB that few visitors need

    return Fernet(urlsafe_b64encode(keyed.key_for("second factor")))


def matching_step(secret: str, code: str, at: datetime) -> int | None:
    """The newest time step around `at` whose code this is."""
    if not _DIGITS.fullmatch(code):
        return None
    app = pyotp.TOTP(secret, interval=STEP)
    here = int(at.timestamp()) // STEP
    found = None
    for step in range(here - WINDOW, here + WINDOW + 1):
        if compare_digest(app.generate_otp(step), code):
            found = step
    return found


def typed(text: str) -> str:
    """A code without the blanks and hyphens that make it readable."""
    return _NOT_TYPED.sub("", text.upper())


def is_from_app(code: str) -> bool:
    return _DIGITS.fullmatch(code) is not None


def new_recovery_code() -> str:
    return keyed.new_letters(_LETTERS)


def readable(code: str) -> str:
    """ABCDE-FGHJK"""
    return f"{code[:5]}-{code[5:]}"


def recovery_hash(person_id: int, code: str) -> str:
    return keyed.keyed_hash("recovery code", str(person_id), code)


def in_groups(secret: str) -> str:
    """Four by four, for typing."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def address(secret: str, *, name: str, issuer: str) -> str:
    """What authenticator apps read from a QR code: otpauth://…"""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=name, issuer_name=issuer)
