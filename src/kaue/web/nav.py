"""The main navigation: the same entries in the same order on every page of an event."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from kaue.tables import RoleName
from kaue.web.language import N_
from kaue.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """`current` is what aria-current says: "page" for this very page, "true" for one above it."""

    label: str
    href: str
    current: str
    waiting: int | None = None


START = N_("Start")
TOPICS = N_("Topics")
ADMINISTRATION = N_("Administration"), "/verwaltung"

DOORS = (
    (N_("Review"), "/redaktion/{}", RoleName.STAFF),
    (N_("Desk"), "/pult/{}", RoleName.MODERATOR),
)
"""To the pages of those who work on a barcamp. Each sees the first one only: the second bar
(web/workspace.py) leads on.
"""

WORKSPACE = ("/redaktion/", "/pult/", "/verwaltung/barcamps/")
"""Where the pages of those who work on one barcamp are."""


def main_nav(
    visit: Visit, event: Any, roles: AbstractSet[str], *, is_admin: bool = False
) -> list[Entry]:
    """What this visitor can go to in this event; outside of one only admins have something."""
    entries = _of_event(visit, event, roles) if event else []
    # On pages of the workspace its own bar leads to what is set of this barcamp, and on.
    if is_admin and not (event and in_workspace(visit.here)):
        entries.append(_entry(visit, *ADMINISTRATION))
    return entries


def _of_event(visit: Visit, event: Any, roles: AbstractSet[str]) -> list[Entry]:
    start = f"/{event.slug}"
    here = "page" if visit.here == start else ""
    entries = [
        Entry(visit.say(START), visit.address(start), here),
        _entry(visit, TOPICS, f"{start}/themen"),
    ]
    doors = [door for door in DOORS if door[2] in roles]
    return entries + [_door(visit, event, *door) for door in doors[:1]]


def in_workspace(here: str) -> bool:
    return here.startswith(WORKSPACE)


def aria_current(here: str, path: str) -> str:
    """What aria-current says of a link to `path`: empty where it leads elsewhere."""
    if here == path:
        return "page"
    return "true" if here.startswith(path + "/") else ""


def _entry(visit: Visit, label: str, path: str) -> Entry:
    return Entry(visit.say(label), visit.address(path), aria_current(visit.here, path))


def _door(visit: Visit, event: Any, label: str, pattern: str, role: str) -> Entry:
    path = pattern.format(event.slug)
    current = "page" if visit.here == path else "true" if in_workspace(visit.here) else ""
    waiting = sum(visit.waiting) if role == RoleName.STAFF else None
    return Entry(visit.say(label), visit.address(path), current, waiting)
