"""Whom an event tells how many votes a topic has.

A ranked list feeds on itself, so numbers are sealed until they are counted, unless the event says
otherwise. What is not told is not read either: topics/queries.py leaves the numbers out of every
view, and whoever may know them asks for them on top (`topics.queries.unsealed`).
"""

from datetime import datetime
from typing import Protocol

from kaue.tables import Counts


class Sealed(Protocol):
    """An event, as far as this goes."""

    @property
    def counts(self) -> str: ...
    @property
    def counted_at(self) -> datetime | None: ...
    @property
    def staff_see_counts(self) -> bool: ...


def told_to_all(counts: str, counted_at: datetime | None) -> bool:
    """Whether everybody may know how the votes stand just now."""
    return counts == Counts.OPEN or (counted_at is not None and publishes_count(counts))


def told_to_voters(counts: str, counted_at: datetime | None) -> bool:
    """Whether somebody may know it of the topics they voted for."""
    return counts == Counts.OWN or told_to_all(counts, counted_at)


def publishes_count(counts: str) -> bool:
    """Whether a count is published with its numbers, or only the order that follows from it."""
    return counts != Counts.MODERATORS


def told_to_staff(event: Sealed) -> bool:
    return event.staff_see_counts or told_to_all(event.counts, event.counted_at)


def told_to_moderators(event: Sealed) -> bool:
    return event.counts == Counts.MODERATORS or told_to_staff(event)


def may_count_early(counts: str) -> bool:
    """Whether a count may be taken, and published, while votes still come in."""
    return counts == Counts.OPEN
