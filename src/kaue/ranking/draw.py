"""The draw among equals, which anybody can redo.

Its seed is drawn before voting ends, and only its commitment is published then; the seed itself
comes with the count. So nobody can choose it when the votes are known, and nobody can foresee the
draw while there is still something to vote for. It must be as hard to guess as a key
(`secrets.token_hex(16)`): whoever guesses it can check the guess against the commitment.

In German: „Bei Gleichstand entscheidet das Los: eine Zahl, die vor dem Ende der Abstimmung
festgelegt wurde und mit der alle die Ziehung nachrechnen können.“
"""

from hashlib import sha256


def commitment(seed: str) -> str:
    """SHA-256 of the seed, in hex: published before voting ends."""
    return sha256(seed.encode()).hexdigest()


def place(seed: str, topic: int) -> str:
    """SHA-256 of `seed;topic`, in hex: among equals the smaller one goes first."""
    return sha256(f"{seed};{topic}".encode()).hexdigest()
