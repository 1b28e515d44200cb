"""The file itself: JSON that people can read, with what it was written by and a fingerprint."""

import json
import os
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from kaue.event_file.contents import FORMAT, shape
from kaue.web.dates import iso, now
from kaue.web.text import clean_line

KIND = "event file of kaue"


class NotReadable(Exception):
    """No event file, one of another kaue, or one that was damaged. The message says which."""


def save(content: dict[str, Any], file: Path) -> None:
    """In place of a file of that name, all at once; readable by its owner only. Raises OSError."""
    head = {
        "kind": KIND,
        "format": FORMAT,
        "kaue": version("kaue"),
        "shape": shape(),
        "written_at": iso(now()),
        "fingerprint": _fingerprint(content),
    }
    text = json.dumps(head | {"content": content}, ensure_ascii=False, indent=1)
    descriptor, name = mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as beside:
            beside.write(text + "\n")
            beside.flush()
            os.fsync(beside.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(file: Path) -> dict[str, Any]:
    """What save() was given. Raises NotReadable, OSError."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        whole = isinstance(found, dict) and found.get("fingerprint") == _fingerprint(
            found.get("content")
        )
    except (ValueError, RecursionError) as error:
        raise NotReadable("This is no event file, or only a part of one.") from error
    if not isinstance(found, dict) or found.get("kind") != KIND:
        raise NotReadable("This is no event file of kaue.")
    _refuse_others(found)
    if not whole or not isinstance(content := found.get("content"), dict):
        raise NotReadable("The file was changed or damaged after it was written. Export it anew.")
    return content


def _refuse_others(found: dict[str, Any]) -> None:
    """What another kaue keeps can be neither stored here nor left out without a decision."""
    if (found.get("format"), found.get("shape")) != (FORMAT, shape()):
        theirs = clean_line(str(found.get("kaue")))[:20]
        raise NotReadable(
            f"The file was written by kaue {theirs}, newer or older than this one"
            f" ({version('kaue')}). Install the same version on both machines."
        )


def _fingerprint(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
