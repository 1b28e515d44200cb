"""What somebody was about to do when asked to sign in: kept, and done afterwards."""

import base64
import binascii
import json
import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from kaue.web.forms import Form
from kaue.web.language import N_
from kaue.web.onward import own_path
from kaue.web.text import clean_line, clean_text

_KINDS = (
    (r"/[^/]+/themen/[^/]+/stimme", N_("Then your vote is cast.")),
    (r"/[^/]+/themen/neu", N_("Then your topic is taken on.")),
    (r"/[^/]+/themen/[^/]+/kommentare", N_("Then your comment is sent.")),
    (r"/[^/]+/themen/[^/]+/bearbeiten", N_("Then your changes are saved.")),
    (
        r"/[^/]+/themen/[^/]+/kommentare/[0-9]+/bearbeiten",
        N_("Then your changes are saved."),
    ),
    (r"/[^/]+/vor-ort", N_("Then you are marked as on site.")),
    (r"/[^/]+/zeitplan/[0-9]+/merken", N_("Then the session is marked for you.")),
)
"""Only what is listed here is done later, and with which words it is announced."""

SHOWS_NAME = re.compile(r".*/(neu|kommentare)")

_TOPIC = re.compile(r"/[^/]+/themen/([^/]+/bearbeiten|neu)")

LONGEST_SHOWN = 5000
"""Characters of what was typed that are shown again to be looked at."""

LONGEST = 120_000
"""Characters of an encoded act: more than the largest request that is taken."""


@dataclass(frozen=True)
class Act:
    """A form that was sent: to which path, with what, and from which page of ours."""

    path: str
    fields: tuple[tuple[str, str], ...]
    came_from: str

    @property
    def about(self) -> str:
        """The page of what it is about, for whoever did not begin it themselves."""
        end = r"/(stimme|[0-9]+/merken|neu|kommentare(/[0-9]+)?(/bearbeiten)?|bearbeiten)$"
        return re.sub(end, "", self.path)

    @property
    def announced(self) -> str:
        """What will happen, in English; empty if it is nothing that is done later."""
        return next((text for kind, text in _KINDS if re.fullmatch(kind, self.path)), "")

    @property
    def shows_name(self) -> bool:
        """Whether the name of the person will stand beside what is done."""
        return SHOWS_NAME.fullmatch(self.path) is not None

    @property
    def title(self) -> str:
        """What was typed as a title."""
        return clean_line(self.form.value("titel"))[:LONGEST_SHOWN]

    @property
    def words(self) -> str:
        """What was typed beside a title."""
        return clean_text(self.form.value("text") or self.form.value("kommentar"))[:LONGEST_SHOWN]

    @property
    def form(self) -> Form:
        """As its fields were filled in."""
        given: dict[str, list[str]] = {}
        for name, value in self.fields:
            given.setdefault(name, []).append(value)
        return Form(given)

    @property
    def preview(self) -> "Act | None":
        """The same as a look at it, for what has one: nothing is done."""
        if not _TOPIC.fullmatch(self.path):
            return None
        others = tuple((name, value) for name, value in self.fields if name != "aktion")
        return replace(self, fields=(*others, ("aktion", "vorschau")))

    @property
    def body(self) -> bytes:
        return urlencode(self.fields).encode()

    def packed(self) -> str:
        """For a hidden field or a column; read again by `unpacked`."""
        told = json.dumps([self.path, self.came_from, self.fields], ensure_ascii=False)
        return base64.urlsafe_b64encode(told.encode("utf-8", "replace")).decode()


def unpacked(text: str) -> Act | None:
    """None for nothing, for anything that is not an act, and for acts that are not done later."""
    if not text or len(text) > LONGEST:
        return None
    try:
        path, came_from, fields = json.loads(base64.urlsafe_b64decode(text.encode("ascii")))
        act = Act(str(path), tuple((str(name), str(value)) for name, value in fields), came_from)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None
    if not isinstance(came_from, str) or own_path(came_from) != came_from:
        return None
    try:
        act.body, act.path.encode()  # half a character is nothing that any browser sends
    except UnicodeEncodeError:
        return None
    return act if act.announced else None
