"""Built assets: read once, served precompressed and for ever; their names hold their hash."""

import json
import mimetypes
from dataclasses import dataclass
from functools import cache

from litestar.types import Receive, Scope, Send

from kaue import settings
from kaue.places import STATIC
from kaue.web.encodings import best_encoding

PREFIX = "/static/"
_COMPRESSED = {".br": "br", ".gz": "gzip"}


@dataclass(frozen=True)
class Asset:
    """One file in all its encodings, `""` being the plain one."""

    content_type: str
    bodies: dict[str, bytes]


@cache
def manifest() -> dict[str, str]:
    """Logical name → built name. Raises FileNotFoundError when nothing was built."""
    found: dict[str, str] = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    return found


def asset(name: str) -> str:
    """The address of a built asset. Raises KeyError for a name nobody built."""
    return f"{settings.current().root_path}{PREFIX}{manifest()[name]}"


def content(name: str) -> bytes:
    """What a built asset holds. Raises KeyError for a name nobody built."""
    return _assets()[manifest()[name]].bodies[""]


@cache
def _assets() -> dict[str, Asset]:
    found: dict[str, Asset] = {}
    for file in sorted(STATIC.iterdir()):
        if not file.is_file() or file.suffix in _COMPRESSED:
            continue
        bodies = {"": file.read_bytes()}
        for suffix, encoding in _COMPRESSED.items():
            packed = file.with_name(file.name + suffix)
            if packed.is_file():
                bodies[encoding] = packed.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith("javascript"):
            kind += "; charset=utf-8"
        found[file.name] = Asset(kind, bodies)
    return found


async def serve_asset(scope: Scope, receive: Receive, send: Send, name: str) -> bool:
    """Answer with the asset of that name. False when there is none, and nothing was sent."""
    found = _assets().get(name)
    if found is None:
        return False
    headers = dict(scope["headers"])
    accepted = headers.get(b"accept-encoding", b"").decode("latin-1")
    encoding = best_encoding(accepted, tuple(e for e in ("br", "gzip") if e in found.bodies))
    body = found.bodies[encoding]
    out = [
        (b"content-type", found.content_type.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"vary", b"accept-encoding"),
    ]
    if encoding:
        out.append((b"content-encoding", encoding.encode()))
    await send({"type": "http.response.start", "status": 200, "headers": out})
    await send({"type": "http.response.body", "body": body, "more_body": False})
    return True
