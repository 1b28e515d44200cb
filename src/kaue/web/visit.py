"""One request as our pages see it: in which language, for which address, by whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from litestar.connection import ASGIConnection
from litestar.types import Scope

from kaue.tables import Language
from kaue.web.language import address, german, translate

Connection = ASGIConnection[Any, Any, Any, Any]


class Waiting(NamedTuple):
    """How much waits for the editors of an event, kind by kind."""

    topics: int = 0
    comments: int = 0
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Workspace:
    """The barcamp that is worked on, by somebody with these `roles`.

    `phase` is a source text, `next_part` the key of what is to be done next (web/workspace.py).
    """

    slug: str
    title: str
    phase: str
    next_part: str
    roles: frozenset[str]
    is_rehearsal: bool = False


@dataclass(slots=True)
class Visit:
    """Made before routing. `person` stays None until `people.guards.who()` has looked.

    `waiting` is for this person, as one of the staff of the event. `workspace` is None where nobody
    works on a barcamp. What is `embeddable` may stand in a frame of anybody's page.
    """

    language: Language
    here: str
    query: str
    request_id: str
    headers: Mapping[bytes, bytes] = field(default_factory=dict)
    person: Any = None
    person_known: bool = False
    waiting: Waiting = field(default_factory=Waiting)
    workspace: Workspace | None = None
    embeddable: bool = False

    def say(self, text: str, **values: object) -> str:
        return translate(self.language, text, **values)

    def address(self, path: str) -> str:
        return address(self.language, path)

    def header(self, name: bytes) -> str:
        """What it says, or empty. For what every page asks for; Litestar's Headers take longer."""
        return self.headers.get(name, b"").decode("latin-1")

    def cookie(self, name: str) -> str:
        """Its value as we have set it, or empty; of two the last. Ours need no escaping."""
        pairs = (pair.strip().partition("=") for pair in self.header(b"cookie").split(";"))
        return {found: value for found, _, value in pairs}.get(name, "")

    def in_other_language(self) -> str:
        """The address of this very page in the other language."""
        other = german() if self.language == Language.ENGLISH else Language.ENGLISH
        return address(other, self.here) + (f"?{self.query}" if self.query else "")


def visit_of(connection: Connection) -> Visit:
    return visit_in(connection.scope)


def visit_in(scope: Scope) -> Visit:
    return cast("Visit", cast("dict[str, Any]", scope)["kaue"])
