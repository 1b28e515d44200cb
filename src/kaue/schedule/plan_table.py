"""The published plan as a table: rounds below one another, rooms beside one another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from kaue.schedule.plan_queries import SessionView, Times
from kaue.schedule.times import Clocks

FEW, MANY = 4, 7
"""So many rooms share what room there is, also on a tablet. More than so many need a wider page."""


@dataclass(frozen=True, slots=True)
class Row:
    """What begins and ends together: something for everybody, or for each column what is in it."""

    times: Times
    for_all: tuple[SessionView, ...]
    cells: tuple[tuple[SessionView, ...], ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one day. `day` is empty where there is one only."""

    day: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """`columns` are the rooms' names. What is `over` is there as long as something is `coming`;
    once all of it is over, that is read like before.
    """

    columns: tuple[str, ...]
    over: tuple[Table, ...]
    coming: tuple[Table, ...]

    @property
    def rounds_over(self) -> int:
        return sum(len(one.rows) for one in self.over)

    @property
    def rooms(self) -> str:
        """How many there are beside one another, as far as it matters for how wide they are."""
        n = len(self.columns)
        return "few" if n <= FEW else "several" if n <= MANY else "many"


def tables_of(times: Sequence[Times], clocks: Clocks, at: datetime) -> Tables:
    """Of what is shown to somebody at this moment."""
    columns = _columns(times)
    rows = [row for one in times for row in _rows(one, list(columns))]
    over = [row for row in rows if row.times.state(at) == "past"]
    coming = [row for row in rows if row.times.state(at) != "past"]
    if not coming:
        over, coming = [], over
    return Tables(tuple(columns.values()), _by_day(over, clocks), _by_day(coming, clocks))


def _key(one: SessionView) -> tuple[int, str]:
    """A room that was removed since is known by its name, and comes last."""
    return (one.room, "") if one.room is not None else (2**31, one.room_name)


def _columns(times: Sequence[Times]) -> dict[tuple[int, str], str]:
    """In the order in which rooms were entered."""
    found = {_key(s): s.room_name for one in times for s in one.sessions if not s.is_for_all}
    return dict(sorted(found.items()))


def _rows(times: Times, columns: list[tuple[int, str]]) -> list[Row]:
    for_all = tuple(one for one in times.sessions if one.is_for_all)
    cells = tuple(
        tuple(one for one in times.sessions if not one.is_for_all and _key(one) == column)
        for column in columns
    )
    found = [Row(times, (), cells, times.anchor)] if any(cells) else []
    if for_all:
        # Only beside sessions at the very same time it needs an address of its own.
        found.append(Row(times, for_all, (), times.anchor + "-alle" * bool(found)))
    return found


def _by_day(rows: Sequence[Row], clocks: Clocks) -> tuple[Table, ...]:
    def day(row: Row) -> str:
        return clocks.day(row.times.starts_at) if clocks.several_days else ""

    return tuple(Table(name, tuple(found)) for name, found in groupby(rows, key=day))
