"""One value of one column, as an event file holds it, and back again. Nothing is believed."""

import base64
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from piccolo.columns import Boolean, Bytea, Column, SmallInt, Text, Timestamptz, Varchar

WHOLE = 2**31
SMALL = 2**15


class NotThatKind(ValueError):
    """The column holds no such value."""


class Wrong(Exception):
    """This place of the file holds what kaue never wrote."""


def written(value: Any) -> Any:
    """As JSON can hold it."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(value).decode("ascii")
        case Enum():
            return value.value
    return value


def read(column: Column, value: Any) -> Any:
    """As the column holds it. Raises NotThatKind."""
    if value is None and column._meta.null:
        return None
    try:
        match column:
            case Timestamptz():
                return _moment(value)
            case Bytea():
                return base64.b64decode(value, validate=True)
            case Boolean():
                return _of(bool, value)
            case Varchar() | Text():
                return _text(column, value)
        return number(value, SMALL if isinstance(column, SmallInt) else WHOLE)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotThatKind from error


def number(value: Any, bound: int = WHOLE) -> int:
    """A whole number that a column can hold. Raises NotThatKind."""
    if type(value) is not int or not -bound <= value < bound:
        raise NotThatKind
    return value


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise NotThatKind
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise NotThatKind
    return moment.astimezone(UTC)


def _text(column: Column, value: Any) -> str:
    text = str(_of(str, value))
    # Neither can be stored: half a character, and what PostgreSQL takes for the end of a text.
    text.encode()
    if "\0" in text or len(text) > (getattr(column, "length", None) or len(text)):
        raise NotThatKind
    choices = column._meta.choices
    if choices and text not in {one.value for one in choices} | {column.get_default_value()}:
        raise NotThatKind
    return text
