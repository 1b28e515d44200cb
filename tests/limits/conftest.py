"""Helpers of what limits forms."""

from hashlib import sha256

import httpx
import pytest

from conftest import HERE
from kaue.limits import proofs
from kaue.web.front import Front


@pytest.fixture
async def behind(site, db):
    """behind("192.0.2.7") is a stranger's browser in that network."""
    opened = []

    def open_one(address):
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=Front(site), client=(address, 40000)),
            base_url=HERE,
            headers={"sec-fetch-site": "same-origin"},
        )
        opened.append(client)
        return client

    yield open_one
    for client in opened:
        await client.aclose()


@pytest.fixture
def solution():
    """solution(challenge) is what a browser finds (static/js/proof.js)."""

    def find(challenge):
        _, _, nonce, target, _ = challenge.split(".")
        return next(
            str(number)
            for number in range(proofs.MOST_WORK)
            if sha256(f"{nonce}.{number}".encode()).hexdigest() == target
        )

    return find
