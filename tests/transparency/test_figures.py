"""Working time, ranks and small groups, by themselves."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.transparency.figures import (
    DAY,
    HOUR,
    SMALLEST_GROUP,
    Span,
    taken,
    unrecognised,
    working_time,
)

BERLIN = ZoneInfo("Europe/Berlin")


def at(day, hour=0, month=11):
    """In 2026 the 20th of November is a Friday."""
    return datetime(2026, month, day, hour, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(23, 9), at(23, 12), 3),
        (at(23, 9), at(24, 9), 24),
        (at(20, 18), at(23, 6), 12),
        (at(20, 18), at(21, 12), 6),
        (at(21, 9), at(22, 20), 0),
        (at(22, 20), at(23, 1), 1),
        (at(16), at(30), 10 * 24),
        (at(23, 9), at(23, 9), 0),
        # The clocks go back on the night to the 25th of October, a Sunday.
        (at(23, 12, month=10), at(26, 12, month=10), 24),
    ],
)
def test_weekends_do_not_count(since, until, hours):
    assert working_time(since, until, BERLIN) == hours * HOUR


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=40)), st.timedeltas(timedelta(), DAY))
def test_working_time_adds_up_and_never_exceeds_time(since, span, more):
    until, later = since + span, since + span + more

    whole = working_time(since, later, UTC)

    assert whole == working_time(since, until, UTC) + working_time(until, later, UTC)
    assert timedelta() <= whole <= span + more


def test_spans_are_rounded_up():
    assert Span.of(timedelta()) == Span(1, 1)
    assert Span.of(timedelta(minutes=1)) == Span(1, 1)
    assert Span.of(25 * HOUR) == Span(25, 2)
    assert Span.of(48 * HOUR) == Span(48, 2)


@pytest.mark.parametrize(
    ("hours", "median", "ninety"),
    [
        ([5], 5, 5),
        ([1, 9], 1, 9),
        ([3, 1, 2], 2, 3),
        (range(1, 11), 5, 9),
        (range(1, 102), 51, 91),
        ([1] * 9 + [100], 1, 1),
    ],
)
def test_median_and_the_nine_tenths(hours, median, ninety):
    found = taken(hour * HOUR for hour in hours)

    assert (found.median.hours, found.ninety.hours) == (median, ninety)


def test_nothing_takes_no_time():
    assert taken([]) is None


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({}, {}),
        ({"a": 3, "b": 5}, {"b": 5, "a": 3}),
        ({"a": 3, "b": 1, "c": 2}, {"a": 3, "other": 3}),
        ({"a": 4, "other": 7}, {"a": 4, "other": 7}),
        ({"a": 1}, {"other": 1}),
        # One alone among the others would be recognised by what is not told.
        ({"a": 3, "b": 5, "c": 1}, {"b": 5, "other": 4}),
        ({"a": 3, "c": 1}, {"other": 4}),
    ],
)
def test_small_groups_are_told_together(groups, told):
    found = unrecognised(groups, "other")

    assert found == told
    assert list(found) == list(told)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d", "other"]), st.integers(1, 9)))
def test_nobody_is_lost_and_nobody_stands_alone(groups):
    found = unrecognised(groups, "other")

    assert sum(found.values()) == sum(groups.values())
    named = [n for code, n in found.items() if code != "other"]
    assert all(n >= SMALLEST_GROUP for n in named)
    assert found.get("other", SMALLEST_GROUP) >= SMALLEST_GROUP or not named
