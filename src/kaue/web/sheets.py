"""Tables as files for spreadsheets, in which no cell is executed."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(columns: Sequence[str], records: Iterable[Mapping[str, object]]) -> str:
    """With a header line, separated by semicolons as German spreadsheets expect it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    for record in records:
        writer.writerow([_harmless(record[column]) for column in columns])
    return "\ufeff" + out.getvalue()


def _harmless(value: object) -> object:
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value
