"""The draw can be redone by anybody, with a text editor and sha256sum."""

from collections import Counter
from hashlib import sha256

from kaue.ranking.draw import commitment, place


def test_the_commitment_is_the_sha256_of_the_seed():
    assert commitment("ab12") == sha256(b"ab12").hexdigest()


def test_a_place_is_the_sha256_of_seed_and_topic():
    assert place("ab12", 7) == sha256(b"ab12;7").hexdigest()


def test_another_seed_draws_anew_and_everybody_can_win():
    firsts = Counter(min(range(4), key=lambda topic: place(f"seed {n}", topic)) for n in range(400))

    assert set(firsts) == set(range(4))
    assert min(firsts.values()) > 60


def test_the_commitment_does_not_tell_the_draw():
    assert commitment("ab12") not in {place("ab12", topic) for topic in range(100)}
