"""When the pitches will be over: how many there are, and the moment, give the time."""

from datetime import UTC, datetime, timedelta

import pytest

from kaue.stage.forecast import Ahead, Forecast, forecast
from kaue.web.dates import BERLIN

AT = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
SESSIONS = AT + timedelta(minutes=30)


def told(*, left=60, waiting=0, seconds=60, changing=15, pace=1, at=AT, until=SESSIONS):
    return forecast(Ahead(left, waiting, seconds, changing, pace), at, until=until, zone=BERLIN)


def minutes(n):
    return AT + timedelta(minutes=n)


def test_it_is_what_the_current_one_has_left_and_the_time_of_each_that_waits():
    assert told(left=20).ends_at == AT + timedelta(seconds=20)
    assert told(left=60, waiting=24) == Forecast(minutes(31), SESSIONS, -1)
    assert told(left=0, waiting=8, seconds=90) == Forecast(minutes(14), SESSIONS, 16)


def test_whoever_talks_too_long_moves_the_end_with_every_second():
    assert told(left=-40, waiting=4).ends_at == told(left=0, waiting=4).ends_at
    later = AT + timedelta(seconds=40)
    assert told(left=-40, waiting=4, at=later).ends_at == minutes(5) + timedelta(seconds=40)


@pytest.mark.parametrize(
    ("left", "spare"), [(30 * 60, 0), (30 * 60 - 59, 0), (29 * 60, 1), (30 * 60 + 1, -1)]
)
def test_it_never_promises_a_minute_that_is_not_there(left, spare):
    assert told(left=left).spare == spare


def test_nothing_is_compared_with_sessions_of_another_day():
    assert told(until=AT - timedelta(days=300)).spare is None
    assert told(until=AT + timedelta(days=1)) == Forecast(AT + timedelta(seconds=60))


def test_the_day_is_that_of_the_event():
    """22:50 UTC is ten to midnight in Berlin: what ends twenty minutes later ends tomorrow."""
    at = datetime(2026, 12, 7, 22, 50, tzinfo=UTC)

    assert told(at=at, left=60, until=at + timedelta(minutes=5)).spare == 4
    assert told(at=at, left=20 * 60, until=at + timedelta(minutes=5)).spare is None


def test_in_a_rehearsal_time_passes_as_fast_as_its_clock():
    assert told(left=100, waiting=2, seconds=100, pace=20).ends_at == AT + timedelta(seconds=45)
