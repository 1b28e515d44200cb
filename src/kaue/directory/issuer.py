"""Talking to the operator's directory: where its doors are, its keys, and codes for tokens."""

import asyncio
import logging
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import quote

from kaue import settings
from kaue.recent import Recent
from kaue.settings import LOCAL, Directory, host_of

TIMEOUT = 5.0
"""Seconds for each step; a person is waiting."""

HOUR = 3600.0

LARGEST = 512 * 1024
"""Bytes of an answer. The keys of a large Keycloak take some ten thousand."""


class Unreachable(Exception):
    """The directory does not answer, or not as a directory would."""


class CodeRefused(Exception):
    """The directory gives no token for this code: it is used, too old or somebody else's."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the directory lets people in, and programs."""

    authorization: str
    token: str
    keys: str
    secret_in_body: bool


async def doors(directory: Directory) -> Doors:
    """At most an hour old. Raises Unreachable."""
    return await _doors.get(directory.issuer)


async def keys(address: str) -> dict[str, Any]:
    """The public keys (JWKS), at most an hour old. Raises Unreachable."""
    return await _keys.get(address)


def forget_keys(address: str) -> None:
    """The directory has signed with another key than those we know."""
    _keys.forget(address)


async def exchange(
    directory: Directory, door: Doors, *, code: str, verifier: str, back: str
) -> dict[str, Any]:
    """What the directory gives for a code. Raises Unreachable, CodeRefused."""
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    proof = None
    if directory.client_secret and not door.secret_in_body:
        # RFC 6749, 2.3.1: both halves are encoded before they are put together.
        proof = quote(directory.client_id, safe=""), quote(directory.client_secret, safe="")
    else:
        sent["client_id"] = directory.client_id
        if directory.client_secret:
            sent["client_secret"] = directory.client_secret
    status, found = await _ask(door.token, sent, proof)
    if 400 <= status < 500:
        raise CodeRefused
    return found


async def _find_doors(issuer: str) -> Doors:
    found = await _read(issuer.rstrip("/") + "/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise Unreachable
    try:
        ways = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return Doors(
            authorization=_safe(found["authorization_endpoint"]),
            token=_safe(found["token_endpoint"]),
            keys=_safe(found["jwks_uri"]),
            secret_in_body="client_secret_basic" not in ways and "client_secret_post" in ways,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreachable from error


def _safe(address: str) -> str:
    """Secrets travel by https, or stay on this machine."""
    if address.startswith("https://") or host_of(address) in LOCAL:
        return address
    raise Unreachable


async def _read(address: str) -> dict[str, Any]:
    status, found = await _ask(address)
    if status != 200:
        raise Unreachable
    return found


_doors = Recent(_find_doors, seconds=HOUR)
_keys = Recent(_read, seconds=HOUR)


async def _ask(
    address: str, form: dict[str, str] | None = None, proof: tuple[str, str] | None = None
) -> tuple[int, dict[str, Any]]:
    """GET, or with a form POST. Raises Unreachable unless JSON comes back in time."""
    import httpx  # noqa: PLC0415 - 9 MiB that only those who come by the directory need

    try:
        context = await asyncio.to_thread(_certificates)
        async with (
            asyncio.timeout(TIMEOUT),
            httpx.AsyncClient(verify=context, timeout=TIMEOUT, auth=proof) as client,
            client.stream(
                "POST" if form else "GET",
                address,
                data=form,
                headers={"accept": "application/json"},
            ) as answer,
        ):
            body = bytearray()
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise Unreachable
            found = httpx.Response(answer.status_code, content=bytes(body)).json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, TimeoutError) as error:
        raise Unreachable from error
    if answer.status_code >= 500 or not isinstance(found, dict):
        raise Unreachable
    return answer.status_code, found


@cache
def _certificates() -> SSLContext:
    """Reading them takes 30 ms; SSL_CERT_FILE adds the operator's own authority."""
    import httpx  # noqa: PLC0415

    for talkative in ("httpx", "httpcore"):  # They note every address they ask.
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return httpx.create_ssl_context()


def way_back() -> str:
    """Our address to which the directory sends people back; the operator registers it there."""
    chosen = settings.current()
    return f"{chosen.public_url}{chosen.root_path}/anmelden/verzeichnis/zurueck"
