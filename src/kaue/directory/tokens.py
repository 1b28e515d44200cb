"""Whether an ID token is what it says: signed by the directory, for us, now, for this visit."""

from typing import Any

from kaue.directory import issuer
from kaue.directory.issuer import Doors
from kaue.settings import Directory
from kaue.web.dates import now

LEEWAY = 60
"""Seconds by which two clocks may differ."""

SIGNATURES = [f"{family}{bits}" for family in ("RS", "PS", "ES") for bits in ("256", "384", "512")]
"""Only with private keys: `none` proves nothing, and for HS… our public knowledge would do."""

_KEY_TYPES = {"RSA", "EC"}


class TokenRefused(Exception):
    """The token proves nothing to us."""


async def verified(
    directory: Directory, door: Doors, given: dict[str, Any], *, nonce: str
) -> dict[str, Any]:
    """The claims of the ID token among what was given. Raises TokenRefused, issuer.Unreachable."""
    text = given.get("id_token")
    if not isinstance(text, str):
        raise TokenRefused
    try:
        header, claims = _signed(text, await issuer.keys(door.keys))
    except TokenRefused:
        # Directories change their keys from time to time, and some keep a key's name.
        issuer.forget_keys(door.keys)
        header, claims = _signed(text, await issuer.keys(door.keys))
    _check(directory, header, claims, nonce=nonce, access_token=given.get("access_token"))
    return claims


def _signed(text: str, keys: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    from joserfc import jwt  # noqa: PLC0415 - 6 MiB that only those who come by it need
    from joserfc.jwk import KeySet  # noqa: PLC0415

    try:
        usable = [one for one in keys["keys"] if _is_for_signatures(one)]
        found = jwt.decode(text, KeySet.import_key_set({"keys": usable}), algorithms=SIGNATURES)
    except Exception as error:  # whatever a foreign token makes a library raise
        raise TokenRefused from error
    return found.header, found.claims


def _is_for_signatures(key: dict[str, Any]) -> bool:
    return key.get("kty") in _KEY_TYPES and key.get("use", "sig") == "sig"


def _check(
    directory: Directory,
    header: dict[str, Any],
    claims: dict[str, Any],
    *,
    nonce: str,
    access_token: object,
) -> None:
    """Issuer, audience, authorised party, times, nonce and the hash of the access token."""
    from authlib.oidc.core import CodeIDToken  # noqa: PLC0415

    options = {
        "iss": {"essential": True, "value": directory.issuer},
        "aud": {"essential": True, "value": directory.client_id},
    }
    told = {"nonce": nonce, "client_id": directory.client_id, "access_token": access_token}
    try:
        token = CodeIDToken(claims, header, options=options, params=told)
        token.validate(now=int(now().timestamp()), leeway=LEEWAY)
    except Exception as error:  # as above
        raise TokenRefused from error
    if not claims["sub"]:
        raise TokenRefused
