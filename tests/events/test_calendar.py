"""Moments by the clocks on the wall, also in the nights in which these are changed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.events import calendar

BERLIN = ZoneInfo("Europe/Berlin")
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
zones = st.sampled_from(["Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kathmandu"])


def wall(moment):
    return moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


def test_a_time_that_clocks_skip_is_none():
    with pytest.raises(calendar.NoSuchTime):
        calendar.at_wall(datetime(2027, 3, 28, 2, 30), BERLIN)  # noqa: DTZ001


def test_of_a_time_that_comes_twice_the_first_is_meant():
    moment = calendar.at_wall(datetime(2027, 10, 31, 2, 30), BERLIN)  # noqa: DTZ001

    assert moment.utcoffset() == timedelta(hours=2)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), zones)  # noqa: DTZ001
def test_what_was_typed_is_shown_again_or_refused(local, name):
    zone = ZoneInfo(name)
    try:
        moment = calendar.at_wall(local, zone)
    except calendar.NoSuchTime:
        return
    assert moment.astimezone(zone).replace(tzinfo=None, fold=0) == local


@given(days, zones)
def test_the_usual_moments_are_in_order_whatever_the_day(day, name):
    moments = calendar.usual(day, ZoneInfo(name))

    order = ["submit_from", "vote_from", "submit_until", "starts_at", "vote_until", "pitch_at"]
    in_order = [moments[name] for name in [*order, "sessions_at", "ends_at", "anonymise_at"]]
    assert in_order == sorted(in_order)


@given(days, days)
def test_moving_there_and_back_changes_nothing(day, other):
    moments = calendar.usual(day, BERLIN)

    there = calendar.moved(moments, other, BERLIN)
    back = calendar.moved(there, day, BERLIN)

    assert there["starts_at"].astimezone(BERLIN).date() == other
    assert {name: wall(moment) for name, moment in back.items()} == {
        name: wall(moment) for name, moment in moments.items()
    }


def test_a_copy_keeps_local_times_across_the_change_of_clocks():
    summer = calendar.usual(date(2026, 9, 12), BERLIN)

    winter = calendar.moved(summer, date(2026, 11, 14), BERLIN)

    assert wall(winter["starts_at"]) == "2026-11-14 10:00"
    assert wall(winter["submit_from"]) == "2026-10-03 00:00"  # six weeks before, still in summer
    assert wall(winter["anonymise_at"]) == "2027-05-13 03:00"


def test_a_copy_of_an_event_that_kept_its_names_loses_them_half_a_year_after_its_end():
    two_days = calendar.usual(date(2026, 9, 12), BERLIN) | {"anonymise_at": None}
    two_days["ends_at"] += timedelta(days=1)

    copy = calendar.moved(two_days, date(2026, 11, 14), BERLIN)

    assert wall(copy["ends_at"]) == "2026-11-15 16:00"
    assert wall(copy["anonymise_at"]) == "2027-05-14 03:00"
