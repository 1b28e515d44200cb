"""What a file holds, looked at before any of it is stored: an event that kaue could have written.

Whoever can change a file can make it look whole, too. So nothing in it is taken for granted that a
page would later stumble over, or hand on to browsers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from piccolo.columns import Column, ForeignKey
from piccolo.table import Table

from kaue.event_file.contents import ROWS
from kaue.event_file.impossible import refuse_impossible
from kaue.event_file.values import NotThatKind, Wrong, number, read
from kaue.tables import Event, Person, Pitch, Topic

Rows = list[dict[str, Any]]


MOST = 1_000_000
"""People, votes or passes at one place: more would only fill the memory."""


@dataclass(frozen=True)
class Checked:
    """All of a file: rows by table, `people` by name, and votes as numbers."""

    rows: Mapping[type[Table], Rows]
    people: list[str]
    counts: dict[str, Any]

    @property
    def event(self) -> dict[str, Any]:
        return self.rows[Event][0]


def checked(content: Mapping[str, Any]) -> Checked:
    """Raises Wrong."""
    rows = {table: _rows(table, content.get(table._meta.tablename)) for table in ROWS}
    people = [
        _value(Person.name, name, "people") for name in _list(content.get("people"), "people")
    ]
    known = {table: {row["id"] for row in found if "id" in row} for table, found in rows.items()}
    known[Person] = {*range(1, len(people) + 1)}
    for table, found in rows.items():
        _refuse_loose_ends(table, found, known)
    refuse_impossible(rows)
    return Checked(rows, people, _counts(content, known))


def _list(found: Any, place: str) -> list[Any]:
    if not isinstance(found, list):
        raise Wrong(place)
    return found


def _value(column: Column, value: Any, place: str) -> Any:
    try:
        return read(column, value)
    except NotThatKind as error:
        raise Wrong(f"{place}, {column._meta.name}") from error


def _rows(table: type[Table], found: Any) -> Rows:
    name, columns = table._meta.tablename, ROWS[table].columns
    given = _list(found, name)
    if any(not isinstance(row, dict) or set(row) != {*columns} for row in given):
        raise Wrong(name)
    by_name = {one: table._meta.get_column_by_name(one) for one in columns}
    return [
        {one: _value(column, row[one], name) for one, column in by_name.items()} for row in given
    ]


def _refuse_loose_ends(
    table: type[Table], rows: Rows, known: Mapping[type[Table], set[int]]
) -> None:
    """Whatever is referred to is in the file, once."""
    name = table._meta.tablename
    if "id" in ROWS[table].columns and len(known[table]) != len(rows):
        raise Wrong(f"{name}, id")
    for column, to in references(table).items():
        if any(row[column] is not None and row[column] not in known[to] for row in rows):
            raise Wrong(f"{name}, {column}")


def references(table: type[Table]) -> dict[str, type[Table]]:
    """The columns in the file that refer to other rows, and to which."""
    return {
        column._meta.name: column._foreign_key_meta.resolved_references
        for column in table._meta.columns
        if isinstance(column, ForeignKey) and column._meta.name in ROWS[table].columns
    }


def _counts(content: Mapping[str, Any], known: Mapping[type[Table], set[int]]) -> dict[str, Any]:
    topics, pitches = known[Topic], known[Pitch]
    counts = {
        "ballots": _numbers(content, "ballots", "people", "topics", topics),
        "votes_alone": _numbers(content, "votes_alone", "votes", "topic", topics),
        "passes": _numbers(content, "passes", "passes", "topic", topics),
        "coming": _numbers(content, "coming", "people", "pitch", pitches),
    }
    try:
        return counts | {"people_besides": _positive(content.get("people_besides"))}
    except NotThatKind as error:
        raise Wrong("people_besides") from error


def _numbers(
    content: Mapping[str, Any], name: str, how_many: str, of: str, known: set[int]
) -> Rows:
    rows = _list(content.get(name), name)
    for row in rows:
        if not isinstance(row, dict) or set(row) != {how_many, of}:
            raise Wrong(name)
        given = row[of] if isinstance(row[of], list) else [row[of]]
        try:
            _positive(row[how_many])
            unknown = {number(one) for one in given} - known
        except NotThatKind as error:
            raise Wrong(name) from error
        if unknown or isinstance(row[of], list) != (of == "topics"):
            raise Wrong(name)
    return rows


def _positive(value: Any) -> int:
    if not 0 <= number(value) <= MOST:
        raise NotThatKind
    return int(value)
