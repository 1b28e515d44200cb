"""What a session grid is made from, and what one is.

A day has rounds, one after another, and rooms; a cell is one room in one round and holds at most
one session. A plan says for every topic that is held in which cell; what is not in it stays in the
tray. Ids are the caller's; rounds are named by ids, too, in the order in which they are held.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

Cell = tuple[int, int]
"""Round and room."""

Plan = Mapping[int, Cell]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that wants a cell, and what it asks of one."""

    id: int
    hosts: frozenset[int] = frozenset()
    needs: frozenset[str] = frozenset()
    """Equipment that the room must have."""
    step_free: bool = False
    rounds: frozenset[int] | None = None
    """When its hosts are there; None is always."""
    themes: frozenset[str] = frozenset()
    hands: int = 0
    """How many people raised a hand for a topic that could not be voted for."""
    estimated: bool = False
    """Whether its votes are guessed from themes; see estimates.py."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room, with seats for so many people."""

    id: int
    seats: int
    equipment: frozenset[str] = frozenset()
    step_free: bool = False

    def suits(self, topic: Topic) -> bool:
        """Whether it has what the topic needs, seats aside."""
        return topic.needs <= self.equipment and (self.step_free or not topic.step_free)


@dataclass(frozen=True)
class Day:
    """All that a plan is made from. Each ballot is one person's topics."""

    topics: tuple[Topic, ...]
    rooms: tuple[Room, ...]
    rounds: tuple[int, ...]
    ballots: tuple[frozenset[int], ...] = ()
    closed: frozenset[Cell] = frozenset()
    """Cells that hold something else, as an opening, or nothing at all."""
    pins: tuple[tuple[int, Cell], ...] = ()
    """Topics whose cell is settled."""

    @cached_property
    def topic(self) -> dict[int, Topic]:
        """By id."""
        return {one.id: one for one in self.topics}

    @cached_property
    def room(self) -> dict[int, Room]:
        """By id."""
        return {one.id: one for one in self.rooms}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The open ones, round by round."""
        every = ((when, room.id) for when in self.rounds for room in self.rooms)
        return tuple(cell for cell in every if cell not in self.closed)

    def may_be_at(self, topic: Topic, cell: Cell) -> bool:
        """Whether its hosts are there then, the room suits it and the cell is open."""
        when, where = cell
        there = topic.rounds is None or when in topic.rounds
        return there and cell not in self.closed and self.room[where].suits(topic)
