"""Whom an event tells how many votes a topic has: the rule itself."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from kaue.events import sealing
from kaue.tables import Counts

COUNTED = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize(
    ("counts", "everybody", "voters", "everybody_once_counted"),
    [
        (Counts.OPEN, True, True, True),
        (Counts.OWN, False, True, True),
        (Counts.SEALED, False, False, True),
        (Counts.MODERATORS, False, False, False),
    ],
)
def test_who_is_told_before_and_after_the_count(counts, everybody, voters, everybody_once_counted):
    assert sealing.told_to_all(counts, None) == everybody
    assert sealing.told_to_voters(counts, None) == voters
    assert sealing.told_to_all(counts, COUNTED) == everybody_once_counted
    assert sealing.told_to_voters(counts, COUNTED) == everybody_once_counted
    assert sealing.publishes_count(counts) == everybody_once_counted


@pytest.mark.parametrize("counts", Counts)
@pytest.mark.parametrize("early", [False, True])
def test_staff_and_moderators_know_no_more_than_the_event_says(counts, early):
    event = SimpleNamespace(counts=counts, counted_at=None, staff_see_counts=early)

    assert sealing.told_to_staff(event) == (early or counts == Counts.OPEN)
    assert sealing.told_to_moderators(event) == (
        early or counts in {Counts.OPEN, Counts.MODERATORS}
    )


@pytest.mark.parametrize("counts", Counts)
def test_only_what_is_open_anyway_may_be_counted_early(counts):
    assert sealing.may_count_early(counts) == (counts == Counts.OPEN)
