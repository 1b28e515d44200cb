"""Codes and secrets, for all kinds of both."""

from datetime import UTC, datetime

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kaue.second_factor import codes

moments = some.integers(min_value=1_600_000_000, max_value=3_800_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)
secrets = some.binary(min_size=20, max_size=20).map(lambda raw: codes.b32encode(raw).decode())
steps = some.integers(min_value=-20, max_value=20)


@given(secrets, moments, steps)
def test_a_code_counts_in_its_own_step_and_its_neighbours(secret, at, away):
    here = int(at.timestamp()) // codes.STEP
    code = pyotp.TOTP(secret).generate_otp(here + away)

    found = codes.matching_step(secret, code, at)

    if abs(away) <= codes.WINDOW:
        assert found is not None
        assert pyotp.TOTP(secret).generate_otp(found) == code
    if found is not None:
        assert abs(found - here) <= codes.WINDOW


@given(secrets, moments, some.text(max_size=10))
def test_whatever_is_typed_finds_a_step_or_none(secret, at, typed):
    found = codes.matching_step(secret, codes.typed(typed), at)

    assert found is None or codes.is_from_app(codes.typed(typed))


@given(some.integers(min_value=1), secrets)
def test_a_sealed_secret_opens_for_its_person_only(person, secret):
    stored = codes.sealed(person, secret)

    assert secret not in stored
    assert codes.opened(person, stored) == secret
    with pytest.raises(codes.Unreadable):
        codes.opened(person + 1, stored)
    with pytest.raises(codes.Unreadable):
        codes.opened(person, stored[:-4] + "AAAA")


@given(some.text(), some.text())
def test_a_draft_belongs_to_one_sign_in(one, other):
    first, second = codes.drafted(1, one), codes.drafted(1, other)

    assert (first == second) == (one == other)
    assert first != codes.drafted(2, one)
    assert len(first) == 32


@given(some.data())
def test_recovery_codes_are_found_however_they_are_typed(data):
    code = codes.new_recovery_code()
    shown = codes.readable(code)
    blanks = "".join(c + data.draw(some.sampled_from(["", " ", "-", "–"])) for c in shown)
    typed = data.draw(some.sampled_from([str.lower, str.upper, str]))(blanks)

    assert codes.typed(typed) == code
    assert not codes.is_from_app(code)


def test_a_recovery_code_is_stored_by_person():
    assert codes.recovery_hash(1, "ABCDEFGHJK") != codes.recovery_hash(2, "ABCDEFGHJK")
    assert "ABCDE" not in codes.recovery_hash(1, "ABCDEFGHJK")
