"""What each entry's hash is made of, written out by hand: whoever has a copy can do the same."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

from kaue.audit import chain

LINK = chain.Link(
    event=7,
    number=1,
    acted_at=datetime(2026, 11, 25, 18, 5, 0, 123456, tzinfo=UTC),
    act="rejected",
    subject="topic",
    subject_number=42,
    reason="off_topic",
    who_hash=chain.who_hash("salz", 3),
    said_hash=chain.said_hash("salz", "Passt nicht – leider."),
)


def test_the_hash_is_sha_256_over_the_parts_with_a_nul_between_them():
    written = (
        b"0000000000000000000000000000000000000000000000000000000000000000\0"
        b"7\0001\0002026-11-25T18:05:00.123456+00:00\0rejected\0topic\00042\0off_topic\0"
        + sha256(b"salz\0who\0003").hexdigest().encode()
        + b"\0"
        + sha256("salz\0said\0Passt nicht – leider.".encode()).hexdigest().encode()
    )

    assert LINK.hash(chain.BEGINNING) == sha256(written).hexdigest()


def test_it_stays_the_same_for_ever():
    """With another one, every log that was ever written would be broken."""
    assert LINK.who_hash == "070aa226e033f0c0a0e2674eea9244f0f612199f934ac1ac60ee1f87e85a3b93"
    assert LINK.said_hash == "ae59d57c44b3718569104b721c21b19fd246aa7cc2a35814cde3df21e3c4f4ba"
    assert (
        LINK.hash(chain.BEGINNING)
        == "d4f99d3486345ce0a6a940c5c9cd59f4b04bb934d7f900fdc6e973abeebe8b1a"
    )


def test_a_moment_is_the_same_in_every_time_zone():
    berlin = LINK.acted_at.astimezone(timezone(timedelta(hours=1)))

    assert chain.moment(berlin) == chain.moment(LINK.acted_at) == "2026-11-25T18:05:00.123456+00:00"
    assert chain.moment(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000+00:00"


def test_what_goes_before_is_part_of_it():
    assert LINK.hash(chain.BEGINNING) != LINK.hash("f" * 64)
