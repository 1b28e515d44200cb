"""The fingerprint of a frozen list can be recomputed with a text editor and sha256sum."""

from hashlib import sha256

import pytest

from kaue.ranking.digest import digest

LINES = [(1, 12, 40), (2, 7, 3)]


def test_it_is_the_sha256_of_a_text_that_anybody_can_write():
    assert (
        digest("camp", 1, "votes", LINES) == sha256(b"camp;1;votes\n1;12;40\n2;7;3\n").hexdigest()
    )


@pytest.mark.parametrize(
    "other",
    [
        ("kamp", 1, "votes", LINES),
        ("camp", 2, "votes", LINES),
        ("camp", 1, "fair", LINES),
        ("camp", 1, "votes", LINES[::-1]),
        ("camp", 1, "votes", LINES[:1]),
        ("camp", 1, "votes", [(1, 12, 41), (2, 7, 3)]),
        ("camp", 1, "votes", [(1, 1, 240), (2, 7, 3)]),
    ],
)
def test_any_change_shows(other):
    assert digest(*other) != digest("camp", 1, "votes", LINES)


def test_the_seed_of_the_draw_is_part_of_it():
    expected = sha256(b"camp;1;votes;ab12\n1;12;40\n2;7;3\n").hexdigest()

    assert digest("camp", 1, "votes", LINES, seed="ab12") == expected
    assert digest("camp", 1, "votes", LINES, seed="ab13") != expected


def test_a_nonce_makes_small_numbers_hard_to_find():
    expected = sha256(b"camp;1;votes;ab12;cd34\n1;12;40\n2;7;3\n").hexdigest()

    assert digest("camp", 1, "votes", LINES, seed="ab12", nonce="cd34") == expected
    assert digest("camp", 1, "votes", LINES, seed="ab12", nonce="") == digest(
        "camp", 1, "votes", LINES, seed="ab12"
    )


def test_a_line_can_have_further_numbers():
    lines = [(1, 12, 40, 9), (2, 7, 3, 0)]

    assert (
        digest("camp", 1, "fair", lines) == sha256(b"camp;1;fair\n1;12;40;9\n2;7;3;0\n").hexdigest()
    )
