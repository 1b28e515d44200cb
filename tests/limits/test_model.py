"""The limiter against the plainest model there is: a dictionary."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaue.limits import actions as limits
from kaue.limits.rules import RULES, Bound, Purpose

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SHORT, LONG = timedelta(minutes=1), timedelta(hours=1)
BOUNDS = (Bound(2, SHORT), Bound(4, LONG))

steps = st.lists(
    st.tuples(
        st.sampled_from(["password", "register"]),
        st.sampled_from(["ada@example.org", "bob@example.org"]),
        st.sampled_from([0, 1, 59, 60, 600, 3600]),
    ),
    max_size=25,
)


@pytest.fixture
def tight(monkeypatch):
    for purpose in (Purpose.PASSWORD, Purpose.REGISTER):
        monkeypatch.setitem(RULES, purpose, BOUNDS)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
async def test_spend_allows_what_a_dictionary_would(db, tight, steps):
    await db.write("DELETE FROM attempt")
    model = Counter()
    at = NOON
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(limits, "now", lambda: at)
        for purpose, who, later in steps:
            at += timedelta(seconds=later)
            keys = [
                (purpose, who, bound, at.timestamp() // bound.span.total_seconds())
                for bound in BOUNDS
            ]
            expected = all(model[key] < key[2].most for key in keys)
            if expected:
                model.update(keys)

            assert await limits.is_spent(Purpose(purpose), who) is not expected
            assert await passed(purpose, who) is expected


async def passed(purpose, who):
    try:
        await limits.spend(purpose, who)
    except limits.TooOften as refusal:
        return refusal.seconds <= 0
    return True
