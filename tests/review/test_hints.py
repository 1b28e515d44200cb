"""The small pure parts: what has changed, what may deserve a second look, what was promised."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaue.review import flags as hints
from kaue.review.changes import GONE, NEW, SAME, changes, is_small
from kaue.review.flags import flags
from kaue.review.promise import due, is_late

BERLIN = ZoneInfo("Europe/Berlin")
words = st.text(alphabet="ab \nß", max_size=30)


@given(words, words)
def test_changes_hold_both_texts(before, after):
    pieces = changes(before, after)

    assert "".join(text for kind, text in pieces if kind != GONE) == after
    if before != after:
        assert "".join(text for kind, text in pieces if kind != NEW) == before


def test_changes_are_told_word_by_word():
    assert changes("Wir gehen heim", "Wir fahren heim") == [
        (SAME, "Wir "),
        (GONE, "gehen"),
        (NEW, "fahren"),
        (SAME, " heim"),
    ]
    assert changes("", "neu") == [(NEW, "neu")]
    assert changes("gleich", "gleich") == [(SAME, "gleich")]


def test_long_texts_are_not_compared_word_by_word():
    before, after = "a " * 3000, "b " * 3000
    assert changes(before, after) == [(GONE, before), (NEW, after)]


@pytest.mark.parametrize(
    ("before", "after", "small"),
    [
        ("Ein Schwimbad für alle", "Ein Schwimmbad für alle", True),
        ("Ein Schwimbad für alle", "Kein Schwimmbad für niemanden", False),
        ("", "Etwas", False),
        ("", "", True),
    ],
)
def test_mended_spelling_is_small(before, after, small):
    assert is_small(before, after) is small


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Ein Titel", "Ein Text.", []),
        ("Ein Titel", "Siehe https://example.org", [hints.LINKS]),
        ("WARUM TUT NIEMAND ETWAS", "", [hints.SHOUTS]),
        ("OZG und KI", "DSGVO, BITV und OZG", []),
        ("Ein Titel", "Los jetzt!!! www.example.org", [hints.LINKS, hints.SHOUTS]),
    ],
)
def test_flags(title, text, found):
    assert flags(title, text) == found


def at(day, hour=10):
    return datetime(2026, 11, day, hour, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("since", "days", "until"),
    [
        (at(23), 1, at(24)),  # Monday → Tuesday
        (at(27), 1, at(30)),  # Friday → Monday
        (at(28), 1, datetime(2026, 12, 1, 0, tzinfo=BERLIN)),  # Saturday → Tuesday morning
        (at(26), 3, datetime(2026, 12, 1, 10, tzinfo=BERLIN)),  # Thursday → Tuesday
    ],
)
def test_the_promise_counts_working_days(since, days, until):
    assert due(since.astimezone(UTC), days, BERLIN) == until
    assert not is_late(since, days, BERLIN, until)
    assert is_late(since, days, BERLIN, until.replace(minute=1))
