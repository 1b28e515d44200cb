"""The SQLite driver, speaking Python's types the way Piccolo's tables mean them.

`pysqlite3` carries a current SQLite. Before 3.51.3 a WAL can be damaged when two connections
write or checkpoint at once; with an older one, exactly one process may write.

Within this process nobody may open the same file with the standard library's `sqlite3`: two
copies of SQLite do not see each other's locks.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from piccolo.engine import sqlite as piccolo_sqlite

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3.dbapi2 as sqlite3
    except ImportError:
        import sqlite3

from kaue.db.errors import Conflict, Unavailable

SAFE_WAL = (3, 51, 3)
BUSY_SECONDS = 5.0

_CANNOT_NOW = {
    5: "busy",
    6: "locked",
    7: "out of memory",
    9: "interrupted",
    10: "an input/output error",
    13: "full",
    14: "not to be opened",
}
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA journal_size_limit = 67108864",
    # What was deleted must not be readable in the file.
    "PRAGMA secure_delete = ON",
)

Connection = sqlite3.Connection
Error = sqlite3.Error


def _moment(value: bytes) -> datetime:
    moment = datetime.fromisoformat(value.decode())
    if moment.tzinfo is UTC:
        return moment
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _register() -> None:
    # Piccolo registers these on the standard library's driver only.
    for kind, adapter in piccolo_sqlite.ADAPTERS.items():
        sqlite3.register_adapter(kind, adapter)
    for name, converter in piccolo_sqlite.CONVERTERS.items():
        sqlite3.register_converter(name, converter)
    # SQLite hands out integers by itself; Piccolo's detour by Decimal costs more than the query.
    sqlite3.converters.pop("INTEGER", None)
    sqlite3.register_converter("BOOLEAN", b"1".__eq__)
    sqlite3.register_converter("TIMESTAMPTZ", _moment)


_register()


def opened(path: Path, *, reads_only: bool) -> Connection:
    """A connection that any thread may use, one at a time."""
    connection = sqlite3.connect(
        str(path),
        timeout=BUSY_SECONDS,
        isolation_level=None,
        detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
        check_same_thread=False,
        cached_statements=512,
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    if reads_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def fetched(connection: Connection, sql: str, args: Sequence[Any]) -> list[dict[str, Any]]:
    cursor = connection.execute(sql, args)
    rows = cursor.fetchall()
    if not rows:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in rows]


_CONFLICTS = ("UNIQUE constraint", "FOREIGN KEY constraint")


def translated(error: Exception) -> Exception:
    """The same failure in our words, or as it is when it is nobody's business but the code's."""
    if isinstance(error, sqlite3.IntegrityError) and any(why in str(error) for why in _CONFLICTS):
        return _caused(Conflict(str(error)), error)
    if isinstance(error, sqlite3.OperationalError):
        # Extended codes carry the plain one in their last byte.
        why = _CANNOT_NOW.get(error.sqlite_errorcode & 0xFF)
        if why:
            return _caused(Unavailable(f"The database is {why}: {error}"), error)
    return error


def _caused(ours: Exception, theirs: Exception) -> Exception:
    ours.__cause__ = theirs
    return ours


def version() -> str:
    return f"SQLite {sqlite3.sqlite_version} ({sqlite3.__name__.split('.', maxsplit=1)[0]})"


def version_number() -> float:
    """The way Piccolo compares versions."""
    major, minor, _ = sqlite3.sqlite_version_info
    return float(f"{major}.{minor}")


def has_safe_wal() -> bool:
    return sqlite3.sqlite_version_info >= SAFE_WAL
