"""What JSON must look like: small readers that take a value and say where it is wrong."""

from collections.abc import Callable
from typing import Any, TypeVar

from kaue.grid.model import Cell

MOST = 10**9
"""No number may be larger."""

One = TypeVar("One")
Other = TypeVar("Other")


class Wrong(Exception):
    """Something has not the shape that it must have; said is where."""


class Fields:
    """An object of JSON, read field by field."""

    def __init__(self, given: Any, where: str) -> None:
        if not isinstance(given, dict):
            raise Wrong(where or "all")
        self._given, self._where = given, where

    def get(self, name: str, read: Callable[[Any, str], One], *default: Other) -> One | Other:
        """What `read` makes of a field; without a default it must be there."""
        where = f"{self._where}{name}"
        if name in self._given:
            return read(self._given[name], where)
        if not default:
            raise Wrong(where)
        return default[0]


def whole(given: Any, where: str) -> int:
    """A whole number of a decent size."""
    if not isinstance(given, int) or isinstance(given, bool) or abs(given) > MOST:
        raise Wrong(where)
    return given


def count(least: int, most: int) -> Callable[[Any, str], int]:
    """A number of times, between two bounds."""

    def read_count(given: Any, where: str) -> int:
        if not least <= whole(given, where) <= most:
            raise Wrong(where)
        return int(given)

    return read_count


def word(given: Any, where: str) -> str:
    """A text."""
    if not isinstance(given, str):
        raise Wrong(where)
    return given


def claim(given: Any, where: str) -> bool:
    """True or false."""
    if not isinstance(given, bool):
        raise Wrong(where)
    return given


def list_of(read_one: Callable[[Any, str], One]) -> Callable[[Any, str], tuple[One, ...]]:
    """A list of what another reader reads."""

    def read_list(given: Any, where: str) -> tuple[One, ...]:
        if not isinstance(given, list):
            raise Wrong(where)
        return tuple(read_one(one, f"{where}[{n}]") for n, one in enumerate(given))

    return read_list


def set_of(read_one: Callable[[Any, str], One]) -> Callable[[Any, str], frozenset[One]]:
    """A list in which the order says nothing."""
    return lambda given, where: frozenset(list_of(read_one)(given, where))


def all_or_some(given: Any, where: str) -> frozenset[int] | None:
    """Null for all there are, or a set of numbers."""
    return None if given is None else set_of(whole)(given, where)


def cell(given: Any, where: str) -> Cell:
    """Round and room."""
    when, room = _numbers(given, where, 2)
    return when, room


def placed(given: Any, where: str) -> tuple[int, Cell]:
    """Topic, round and room."""
    topic, when, room = _numbers(given, where, 3)
    return topic, (when, room)


def _numbers(given: Any, where: str, how_many: int) -> tuple[int, ...]:
    numbers = list_of(whole)(given, where)
    if len(numbers) != how_many:
        raise Wrong(where)
    return numbers
