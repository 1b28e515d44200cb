"""The clock of a pitch: what is stored, and the moment, give the seconds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.stage.clock import LONGEST, Clock
from kaue.web.dates import minutes

AT = datetime(2026, 12, 7, 10, 30, tzinfo=UTC)


def after(seconds):
    return AT + timedelta(seconds=seconds)


def test_it_stands_until_it_is_started_and_runs_past_the_end():
    clock = Clock(60)
    assert clock.left(after(500)) == 60

    running = clock.started(AT)

    assert [running.left(after(n)) for n in (0, 0.9, 1, 59, 60, 61, 75)] == [
        60,
        60,
        59,
        1,
        0,
        -1,
        -15,
    ]


def test_starting_or_pausing_twice_changes_nothing():
    running = Clock(60).started(AT)
    paused = running.paused(after(20))

    assert running.started(after(5)) == running
    assert paused == Clock(40)
    assert paused.paused(after(50)) == paused
    assert paused.started(after(100)).left(after(130)) == 10


def test_two_taps_on_the_same_button_add_once():
    running = Clock(60).started(AT)

    for _ in range(2):
        running = running.given(90)

    assert running.left(after(30)) == 60


@given(st.integers(-5, 10_000), st.integers(0, 5000))
def test_no_clock_gets_less_than_nothing_or_more_than_an_hour(seconds, passed):
    assert 0 <= Clock(60).given(seconds).left(after(passed)) <= LONGEST


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (9, "0:09"), (60, "1:00"), (605, "10:05"), (-1, "−0:01"), (-75, "−1:15")],
)
def test_it_is_written_in_minutes_and_seconds(seconds, text):
    assert minutes(seconds) == text


def test_a_clock_that_was_forgotten_stops_somewhere():
    forgotten = Clock(60, AT, pace=20)
    later = AT + timedelta(days=2)

    assert forgotten.left(later) == -LONGEST
    assert forgotten.paused(later) == Clock(-LONGEST, None, 20)
    assert forgotten.paced(1, later) == Clock(-LONGEST, later, 1)


def test_at_another_pace_it_goes_on_from_where_it_is():
    clock = Clock(60, AT).paced(5, AT + timedelta(seconds=10))

    assert clock.left(AT + timedelta(seconds=12)) == 40
