"""Raw SQL with `{}` placeholders, made ready for the driver once per text."""

import re
from functools import lru_cache

from piccolo.querystring import QueryString

_READS = {"SELECT", "VALUES", "PRAGMA", "EXPLAIN"}
_WRITES_SOMEWHERE = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def compiled(sql: str, engine_type: str, arguments: int) -> str:
    """Put `?` or `$1` where the `{}` stand. Arguments are plain values, never columns."""
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
