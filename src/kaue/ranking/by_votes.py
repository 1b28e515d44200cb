"""The plain order: most votes first.

In German: „Vorn steht, was die meisten Stimmen hat.“
"""

from collections.abc import Iterable

from kaue.ranking.candidates import Candidate, among_equals

__all__ = ["METHOD", "Candidate", "by_votes"]

METHOD = "votes"


def by_votes(candidates: Iterable[Candidate], seed: str = "") -> list[Candidate]:
    """Most votes first, with those that were counted elsewhere; among equals by draw, or without a
    seed whoever submitted first.
    """
    equals = among_equals(seed)
    return sorted(candidates, key=lambda one: (-one.together, equals(one)))
