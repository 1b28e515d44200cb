"""Answers: a whole page, a fragment for htmx, or the way to another page."""

import gzip
import string
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import brotli
from litestar import Request, Response

from kaue.web.encodings import best_encoding
from kaue.web.nav import main_nav
from kaue.web.notices import notice
from kaue.web.onward import with_query
from kaue.web.templates import environment
from kaue.web.visit import Visit, visit_of
from kaue.web.workspace import bars

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]

WORTH_COMPRESSING = 900
"""Bytes. Below that an answer fits into one packet anyway."""

MOST_PACKED = 200
"""Public pages kept compressed, some 10 KB each."""

QUICK, THOROUGH = 0, 4
"""Brotli's quality for one reader and for many: a fifth of the time, for a third more bytes."""


def page(
    request: AnyRequest, template: str, *, status: int = 200, stored: bool = True, **context: Any
) -> Answer:
    """A whole page, read at its own address. Not `stored` where the address holds a token."""
    html = whole_page(visit_of(request), template, **context)
    return html_answer(request, html.encode(), status=status, stored=stored)


def whole_page(visit: Visit, template: str, **context: Any) -> str:
    """The HTML of a page, with everything the layout needs beside the page's own context."""
    event = context.setdefault("event", None)
    person = visit.person
    roles = person.held_in(event) if person else frozenset()
    context.update(
        here=visit.here,
        person=person,
        main_nav=main_nav(visit, event, roles, is_admin=bool(person and person.is_admin)),
        workspace=bars(visit),
        notice=notice(visit),
        other_language=visit.in_other_language,
    )
    return environment(visit.language).get_template(template).render(context)


def fragment(request: AnyRequest, template: str, *, status: int = 200, **context: Any) -> Answer:
    """The changed piece of a page. Never stored: it has the address of a whole one."""
    html = environment(visit_of(request).language).get_template(template).render(context)
    return html_answer(request, html.encode(), status=status, stored=False)


def answer(request: AnyRequest, template: str, *, or_go_to: str, **context: Any) -> Answer:
    """The changed piece for htmx; for a plain form, the page it came from."""
    if by_htmx(request):
        return fragment(request, template, **context)
    return go_to(request, or_go_to)


def nothing_new() -> Answer:
    """For htmx: the piece on the page stays as it is."""
    return Response(b"", status_code=204, headers={"cache-control": "no-store"})


def by_htmx(request: AnyRequest) -> bool:
    return request.headers.get("hx-request") == "true"


def go_to(request: AnyRequest, path: str, *, tell: str | None = None) -> Answer:
    """303 to a path of ours; `tell` names what the next page says has happened (web/notices.py)."""
    path, hash_, place = path.partition("#")
    if tell:
        path = with_query(path, f"hinweis={tell}")
    location = _in_ascii(visit_of(request).address(path) + hash_ + place)
    return _redirect(303, location)


def _in_ascii(location: str) -> str:
    """White space and other writings escaped: browsers drop a tab, headers take ASCII only."""
    return quote(location, safe=string.punctuation)


def moved_to(request: AnyRequest, path: str) -> Answer:
    """307 to the proper address of the same page, query and all. For now: titles change."""
    visit = visit_of(request)
    if visit.query:
        path = with_query(path, visit.query)
    location = visit.address(path)
    return _redirect(307, location)


def _redirect(status: int, location: str) -> Answer:
    headers = {"location": location, "cache-control": "no-store"}
    return Response(b"", status_code=status, media_type=_HTML, headers=headers)


def html_answer(
    request: AnyRequest, body: bytes, *, status: int = 200, stored: bool = True
) -> Answer:
    """Compressed; revalidated by ETag when public; never stored when somebody is signed in."""
    headers = {"vary": "accept-encoding, cookie, hx-request"}
    tag = None
    visit = visit_of(request)
    public = visit.person is None and request.method in _READING
    if not (stored and public and status == 200):
        headers["cache-control"] = "no-store"
    else:
        headers["cache-control"] = "no-cache"
        headers["etag"] = tag = f'W/"{sha256(body).hexdigest()[:24]}"'
        if tag in visit.header(b"if-none-match"):
            return Response(b"", status_code=304, headers=headers)
    body, encoding = _encoded(body, visit.header(b"accept-encoding"), tag)
    if encoding:
        headers["content-encoding"] = encoding
    return Response(body, status_code=status, headers=headers, media_type=_HTML)


_READING = {"GET", "HEAD"}
_HTML = "text/html"


def _encoded(body: bytes, accepted: str, tag: str | None) -> tuple[bytes, str]:
    encoding = best_encoding(accepted, ("br", "gzip"))
    if not encoding or len(body) < WORTH_COMPRESSING:
        return body, ""
    if tag is None:
        return _packed_by(encoding, body, QUICK), encoding
    key = (tag, encoding)
    packed = _packed.get(key)
    if packed is None:
        if len(_packed) >= MOST_PACKED:
            _packed.clear()
        packed = _packed[key] = _packed_by(encoding, body, THOROUGH)
    return packed, encoding


def _packed_by(encoding: str, body: bytes, quality: int) -> bytes:
    if encoding == "br":
        packed: bytes = brotli.compress(body, quality=quality)
        return packed
    return gzip.compress(body, compresslevel=quality + 1, mtime=0)


_packed: dict[tuple[str, str], bytes] = {}
"""Public pages by ETag and encoding: only who has the very same page finds it here."""


def download(body: str | bytes, *, media_type: str, name: str) -> Answer:
    """A file to keep. Never stored on the way: it may hold what only some may see."""
    return Response(
        body.encode() if isinstance(body, str) else body,
        media_type=media_type,
        headers={
            "content-disposition": f'attachment; filename="{name}"',
            "cache-control": "no-store",
        },
    )


def public_download(
    request: AnyRequest, body: str | bytes, *, media_type: str, name: str
) -> Answer:
    """A file that is the same for everybody."""
    content = body.encode() if isinstance(body, str) else body
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return public_answer(request, content, media_type=media_type, headers=headers)


def public_answer(
    request: AnyRequest, body: bytes, *, media_type: str, headers: dict[str, str]
) -> Answer:
    """Asked for again and again, and sent when it has changed."""
    tag = f'"{sha256(body).hexdigest()[:24]}"'
    headers = {**headers, "cache-control": "no-cache", "etag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers, media_type=media_type)
    return Response(body, media_type=media_type, headers=headers)
