"""Raw SQL with `{}` placeholders, made ready for the driver once per text.

`in_one(column)` is an aggregate of ours: all numbers of a column as one text, which `db.numbers`
reads. Somebody's fifty votes are one row then; as fifty rows they take longer than the statement.
"""

import re
from functools import lru_cache

from piccolo.querystring import QueryString

_IN_ONE = re.compile(r"\bin_one\((\w+)\)")
_JOINED = {"sqlite": r"group_concat(\1)", "postgres": r"string_agg(\1::text, ',')"}
_READS = {"SELECT", "VALUES", "PRAGMA", "EXPLAIN"}
_WRITES_SOMEWHERE = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def compiled(sql: str, engine_type: str, arguments: int) -> str:
    """Put `?` or `$1` where the `{}` stand. Arguments are plain values, never columns."""
    sql = _IN_ONE.sub(_JOINED[engine_type], sql)
    text, _ = QueryString(sql, *range(arguments)).compile_string(engine_type=engine_type)
    return text


@lru_cache(maxsize=2048)
def only_reads(sql: str) -> bool:
    """Whether a statement may run on the reading connection. In doubt it may not."""
    words = sql.split(None, 1)
    first = words[0].upper() if words else ""
    if first == "WITH":
        return not _WRITES_SOMEWHERE.search(sql)
    return first in _READS
