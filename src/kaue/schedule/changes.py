"""What would be new: the draft against the plan that was published last. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from kaue.web.dates import iso


class Kind(StrEnum):
    ADDED = "added"
    MOVED = "moved"
    REMOVED = "removed"
    RETITLED = "retitled"
    RENAMED = "renamed"
    """A room has another name: its sessions stay where they are."""


class Placed(Protocol):
    """A session, of a plan or of the draft."""

    @property
    def topic(self) -> int | None: ...
    @property
    def room(self) -> int | None: ...
    @property
    def title(self) -> str: ...
    @property
    def room_name(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Drafted:
    """A session as the board has it just now."""

    topic: int | None
    room: int | None
    title: str
    room_name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """`before` and `after` are the same session; of a room that was renamed, any in it."""

    kind: Kind
    before: Placed | None
    after: Placed | None

    @property
    def one(self) -> Placed:
        placed = self.after or self.before
        assert placed is not None
        return placed

    @property
    def concerns(self) -> int | None:
        """The topic whose people want to hear of it."""
        return self.one.topic if self.kind in {Kind.ADDED, Kind.MOVED, Kind.REMOVED} else None


def changes(before: Sequence[Placed], after: Sequence[Placed]) -> list[Change]:
    """What comes and what moves by its new time, then what goes, then what rooms are called."""
    names = _new_names(before, after)
    ids = {one.room_name: one.room for one in after if one.room is not None}
    found: list[Change] = []
    for what in dict.fromkeys(_what(one) for one in (*after, *before)):
        old = [one for one in before if _what(one) == what]
        new = [one for one in after if _what(one) == what]
        found += _of_one(old, new, ids)
    order = list(Kind)
    found.sort(key=lambda one: (one.kind == Kind.REMOVED, one.one.starts_at, order.index(one.kind)))
    return found + list(names.values())


def _what(one: Placed) -> tuple[int, str]:
    """What is for everybody is known by its title, a session by its topic."""
    return (one.topic, "") if one.topic is not None else (0, one.title)


def _of_one(old: list[Placed], new: list[Placed], ids: Mapping[str, int]) -> list[Change]:
    """Of a topic that may be held several times: what stays is no change, the rest is paired."""

    def place(one: Placed) -> tuple[datetime, datetime, int | str]:
        # A room that was removed and added again is the same one to whoever looks for it.
        room = one.room if one.room is not None else ids.get(one.room_name, one.room_name)
        return one.starts_at, one.ends_at, room

    stays = {place(one): one for one in old}
    places = {place(one) for one in new}
    found = [
        Change(Kind.RETITLED, stays[place(one)], one)
        for one in new
        if place(one) in stays and stays[place(one)].title != one.title
    ]
    left = [one for one in old if place(one) not in places]
    came = [one for one in new if place(one) not in stays]
    moved = list(zip(left, came, strict=False))
    found += [Change(Kind.MOVED, *pair) for pair in moved]
    found += [Change(Kind.ADDED, None, one) for one in came[len(moved) :]]
    found += [Change(Kind.REMOVED, one, None) for one in left[len(moved) :]]
    return found


def _new_names(before: Sequence[Placed], after: Sequence[Placed]) -> dict[int, Change]:
    old = {one.room: one for one in before if one.room is not None}
    return {
        one.room: Change(Kind.RENAMED, old[one.room], one)
        for one in after
        if one.room in old and old[one.room].room_name != one.room_name
    }


def digest(drafted: Sequence[Placed]) -> str:
    """By which a page knows that the draft is still the one it showed."""
    lines = sorted(
        f"{one.topic} {one.room} {iso(one.starts_at)} {iso(one.ends_at)}"
        f" {one.title} {one.room_name}"
        for one in drafted
    )
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
