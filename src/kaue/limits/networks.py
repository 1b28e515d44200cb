"""From which network somebody comes, without knowing it: a hash that nobody can make tomorrow."""

import hmac
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network

from kaue import db, keyed
from kaue.web.dates import now

IPV6_HOUSEHOLD = 56
"""The longest prefix that a provider gives to one household or venue."""


async def pseudonym(address: str | None) -> str:
    """What stands for the network of an address until midnight UTC. The address goes nowhere."""
    key = await _todays_key()
    return hmac.new(key.encode(), _network(address).encode(), sha256).hexdigest()


def _network(address: str | None) -> str:
    """One IPv4 address is a whole venue already; of IPv6 a household has many."""
    try:
        known = ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"  # a local socket has none
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((known, IPV6_HOUSEHOLD), strict=False))


async def _todays_key() -> str:
    """Random, of today only; limits/actions.py deletes it tomorrow."""
    today = now().date().isoformat()
    for _ in range(2):
        found = await db.rows("SELECT key FROM daily_key WHERE day = {}", today)
        if found:
            return str(found[0]["key"])
        await db.write(
            "INSERT INTO daily_key (day, key) VALUES ({}, {}) ON CONFLICT (day) DO NOTHING",
            today,
            keyed.new_token(),
        )
    raise db.Unavailable("The key of the day was deleted by a process whose clock is ahead.")
