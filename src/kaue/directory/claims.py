"""Who somebody is by the word of the directory, and what this person may do. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kaue.people.addresses import folded
from kaue.people.forms import LONGEST_NAME
from kaue.settings import Directory
from kaue.tables import RoleName
from kaue.web.text import clean_line

LONGEST_ID = 400
PREFIX = "kaue"

SECOND_FACTORS = {"mfa", "otp", "hwk", "sc", "http://schemas.microsoft.com/claims/multipleauthn"}
"""Of RFC 8176, and what ADFS says: signing in took more than a password."""


@dataclass(frozen=True, slots=True)
class Identity:
    """`id` is issuer and subject. `email` is empty unless the directory vouches for it.

    `roles` are pairs of an event's address and a role's name.
    """

    id: str
    name: str
    email: str
    roles: frozenset[tuple[str, str]]
    is_admin: bool
    strong: bool


def identity(claims: Mapping[str, Any], directory: Directory) -> Identity:
    """Of claims that tokens.py has verified."""
    words = _words(_claim(claims, directory.roles_claim))
    return Identity(
        id=f"{directory.issuer} {claims['sub']}",
        name=_name(claims),
        email=_email(claims, trusted=directory.trusted_mail),
        roles=frozenset(role for word in words if (role := _role(word))),
        is_admin=f"{PREFIX}:admin" in words,
        strong=_is_strong(claims, directory),
    )


def _claim(claims: Mapping[str, Any], path: str) -> object:
    """A claim of that name, or by a dotted path: realm_access.roles."""
    if path in claims:
        return claims[path]
    found: object = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(claim: object) -> set[str]:
    """ADFS gives a single text where there is only one."""
    several = claim if isinstance(claim, list) else [claim]
    return {one.strip() for one in several if isinstance(one, str)}


def _role(word: str) -> tuple[str, str] | None:
    """kaue:staff:smartvest"""
    prefix, _, rest = word.partition(":")
    name, _, slug = rest.partition(":")
    return (slug, name) if prefix == PREFIX and slug and name in set(RoleName) else None


def _name(claims: Mapping[str, Any]) -> str:
    for key in ("name", "given_name", "preferred_username"):
        value = claims.get(key)
        if isinstance(value, str) and (name := clean_line(value)):
            return name[:LONGEST_NAME].rstrip()
    return "?"


def _email(claims: Mapping[str, Any], *, trusted: bool) -> str:
    """Whoever could enter any address as their own would get into somebody else's account."""
    value = claims.get("email")
    if not isinstance(value, str) or not (trusted or claims.get("email_verified") is True):
        return ""
    return folded(clean_line(value))


def _is_strong(claims: Mapping[str, Any], directory: Directory) -> bool:
    if directory.trusted_factor:
        return True
    if directory.strong_acr and claims.get("acr") == directory.strong_acr:
        return True
    return bool(_words(claims.get("amr")) & SECOND_FACTORS)
