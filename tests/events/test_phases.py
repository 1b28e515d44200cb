"""The five phases of a barcamp, seen from different days."""

from datetime import UTC, datetime, timedelta

import pytest

from kaue.events.phases import phases
from kaue.events.queries import EventView

DAY = timedelta(days=1)
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)

MOMENTS = {
    "submit_from": BEGIN,
    "submit_until": BEGIN + 10 * DAY,
    "vote_from": BEGIN + 5 * DAY,
    "vote_until": BEGIN + 12 * DAY,
    "starts_at": BEGIN + 12 * DAY,
    "pitch_at": BEGIN + 12 * DAY,
    "sessions_at": BEGIN + 13 * DAY,
    "ends_at": BEGIN + 14 * DAY,
}


def event(**changed):
    texts = dict.fromkeys(EventView.__slots__, "") | {"timezone": "Europe/Berlin"}
    return EventView(**texts | MOMENTS | changed)


EVENT = event()


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (-1, "next next next next next"),
        (0, "now next next next next"),
        (5, "now now next next next"),
        (9.99, "now now next next next"),
        (10, "past now next next next"),
        (12, "past past now next next"),
        (13, "past past past now next"),
        (14, "past past past past now"),
        (9000, "past past past past now"),
    ],
)
def test_a_phase_begins_on_its_moment_and_is_past_on_its_end(day, states):
    seen = phases(EVENT, BEGIN + day * DAY, "en")

    assert " ".join(phase.state for phase in seen) == states


def test_dates_are_those_of_the_events_own_zone():
    evening = BEGIN.replace(hour=23, minute=30)

    assert phases(event(submit_from=evening), BEGIN, "en")[0].date == "2 Nov"


def test_windows_include_their_beginning_and_exclude_their_end():
    assert not EVENT.takes_topics(BEGIN - timedelta.resolution)
    assert EVENT.takes_topics(BEGIN)
    assert EVENT.takes_votes(EVENT.vote_until - timedelta.resolution)
    assert not EVENT.takes_votes(EVENT.vote_until)
