"""What is tried too often waits, and nobody is kept out for good."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.limits import actions as limits
from kaue.limits import rules
from kaue.limits.rules import DAY, MINUTE, RULES, Bound, Purpose
from kaue.tables import Attempt, DailyKey

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """clock(moment) sets the time of the limiter."""
    state = {"now": NOON}
    monkeypatch.setattr(limits, "now", lambda: state["now"])
    monkeypatch.setattr(limits.time, "time", lambda: state["now"].timestamp())
    return lambda moment: state.update(now=moment)


async def passed(purpose, who):
    try:
        await limits.spend(purpose, who)
    except limits.TooOften:
        return False
    return True


def lightly(who):
    try:
        limits.spend_lightly(Purpose.VOTE, who)
    except limits.TooOften as refusal:
        return refusal.seconds not in range(1, 3601)
    return True


async def test_as_often_as_it_may_be_and_not_once_more(db, clock):
    for _ in range(10):
        await limits.spend("password", "ada@example.org")

    clock(NOON + 5 * MINUTE)
    with pytest.raises(limits.TooOften) as refusal:
        await limits.spend("password", "ada@example.org")

    assert refusal.value.seconds == 10 * 60
    await limits.spend("password", "bob@example.org")
    await limits.spend("code_check", "ada@example.org")


async def test_after_the_span_it_works_again(db, clock):
    while await passed("password", "ada"):
        pass

    clock(NOON + 15 * MINUTE)

    assert await passed("password", "ada")


async def test_what_is_refused_by_one_bound_weighs_on_no_other(db, clock, monkeypatch):
    monkeypatch.setitem(RULES, Purpose.REGISTER, (Bound(1, 15 * MINUTE), Bound(2, DAY)))
    assert [await passed("register", "ada") for _ in range(5)] == [True] + [False] * 4

    clock(NOON + 15 * MINUTE)
    assert [await passed("register", "ada") for _ in range(2)] == [True, False]

    clock(NOON + 30 * MINUTE)
    with pytest.raises(limits.TooOften) as refusal:
        await limits.spend("register", "ada")
    assert refusal.value.seconds == 11.5 * 60 * 60


@pytest.mark.parametrize("purpose", [Purpose.PASSWORD, Purpose.CODE_REQUEST])
async def test_of_many_at_once_exactly_as_many_pass_as_may(db, clock, purpose):
    most = RULES[purpose][0].most

    results = await asyncio.gather(*(passed(purpose, "ada@example.org") for _ in range(50)))

    assert results.count(True) == most


async def test_nobody_is_named_in_what_is_counted(db, clock):
    await limits.spend("password", "ada@example.org")

    row = (await db.rows("SELECT * FROM attempt"))[0]
    assert "ada" not in str(row)
    assert len(row["key_hash"]) == 64


async def test_yesterdays_attempts_and_keys_are_forgotten(db, clock):
    for day in (NOON - DAY, NOON):
        clock(day)
        await limits.spend("code_request", "ada@example.org")
        await DailyKey(day=day.date().isoformat(), key="k" * 64).save()

    await limits.forget_attempts()

    spans = [row["span"] for row in await db.rows("SELECT span FROM attempt")]
    assert len(spans) == 2
    assert all(str(span).startswith("2026-11-24") for span in spans)
    assert await DailyKey.select(DailyKey.day).output(as_list=True) == ["2026-11-24"]
    # What still counts today was kept.
    assert await Attempt.count().where(Attempt.purpose == "code_request") == 2


def test_no_span_reaches_over_midnight_as_forgetting_counts_on():
    for purpose, bounds in RULES.items():
        assert len(purpose) <= 20
        for bound in bounds:
            assert DAY % bound.span == timedelta(0)
    assert set(RULES) == set(rules.Purpose)


def test_votes_are_counted_in_memory_and_end_with_the_hour(clock):
    for _ in range(RULES[Purpose.VOTE][0].most):
        limits.spend_lightly(Purpose.VOTE, "1")
    with pytest.raises(limits.TooOften) as refusal:
        limits.spend_lightly(Purpose.VOTE, "1")
    assert refusal.value.seconds == 3600
    limits.spend_lightly(Purpose.VOTE, "2")

    clock(NOON + timedelta(hours=1))
    limits.spend_lightly(Purpose.VOTE, "1")


def test_the_memory_for_votes_is_bounded(clock, monkeypatch):
    monkeypatch.setattr(limits, "MOST_KNOWN", 10)

    for person in range(100):
        limits.spend_lightly(Purpose.VOTE, str(person))
        assert len(limits._LIGHTLY[Purpose.VOTE].times) <= 10


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(min_value=0, max_value=400)),
        max_size=60,
    )
)
def test_the_light_counter_is_a_count_per_person_and_span(steps):
    """Against the plainest model: a dictionary of who and which hour."""
    light = limits._Lightly()
    model = {}
    at = NOON.timestamp()
    bound = Bound(3, timedelta(hours=1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(limits._LIGHTLY, Purpose.VOTE, light)
        patch.setitem(RULES, Purpose.VOTE, (bound,))
        patch.setattr(limits.time, "time", lambda: at)
        for who, later in steps:
            at += later
            key = (who, at // 3600)
            model[key] = model.get(key, 0) + 1
            assert lightly(who) == (model[key] <= bound.most)
