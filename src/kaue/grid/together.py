"""How many people want two topics, and when so few do that nobody is told."""

from kaue.grid.wall import Wall

TOLD_FROM = 3
"""People. Of fewer, others in the hall could tell who they are."""


def both(wall: Wall, one: int, other: int) -> int:
    """How many people voted for both of two topics (numbers of the wall)."""
    return (wall.voters[one] & wall.voters[other]).bit_count()


def told(people: int) -> int | None:
    """The number, or None where it is not told."""
    return people if people >= TOLD_FROM else None
