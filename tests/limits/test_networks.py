"""Networks are told apart by hashes that are worthless tomorrow."""

from datetime import UTC, datetime, timedelta

import pytest

from kaue.limits import actions as limits
from kaue.limits import networks
from kaue.limits.networks import pseudonym

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    state = {"now": NOON}
    for module in (networks, limits):
        monkeypatch.setattr(module, "now", lambda: state["now"])
    return lambda moment: state.update(now=moment)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("192.0.2.7", "::ffff:192.0.2.7", True),
        ("2001:db8:1:1200::1", "2001:db8:1:12ff:a:b:c:d", True),
        ("2001:db8:1:1200::1", "2001:db8:1:1300::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        (None, "not an address", True),
    ],
)
async def test_a_venue_or_a_household_is_one_network(db, one, other, same):
    assert (await pseudonym(one) == await pseudonym(other)) is same


async def test_tomorrow_the_same_network_is_another(db, clock):
    today = await pseudonym("192.0.2.7")
    clock(NOON + timedelta(days=1))

    assert await pseudonym("192.0.2.7") != today


async def test_the_key_is_gone_before_48_hours_and_the_address_was_never_there(db, clock):
    await limits.spend("network", f"register {await pseudonym('192.0.2.7')}")
    stored = str([await db.rows(f"SELECT * FROM {table}") for table in ("attempt", "daily_key")])
    assert "192.0.2" not in stored

    clock(NOON + timedelta(hours=36))
    await limits.forget_attempts()

    assert await db.rows("SELECT * FROM daily_key") == []
    assert await db.rows("SELECT * FROM attempt") == []
