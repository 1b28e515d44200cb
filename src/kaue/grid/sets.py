"""Sets of small numbers, of people, topics or rooms, as ints with one bit for each."""

from collections.abc import Iterable


def bits(numbers: Iterable[int]) -> int:
    """The set of these numbers."""
    some = 0
    for n in numbers:
        some |= 1 << n
    return some


def ones(some: int) -> list[int]:
    """The numbers in a set, smallest first."""
    numbers = []
    while some:
        lowest = some & -some
        numbers.append(lowest.bit_length() - 1)
        some ^= lowest
    return numbers
