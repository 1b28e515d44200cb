"""The main navigation: the same entries in the same order on every page of an event."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from kaue.web.language import N_
from kaue.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    href: str
    current: bool
    waiting: int = 0


ENTRIES = (
    (N_("Start"), "/{}", None),
    (N_("Topics"), "/{}/themen", None),
    (N_("Review"), "/redaktion/{}", "staff"),
    (N_("Desk"), "/pult/{}/rangliste", "moderator"),
)


ADMINISTRATION = N_("Administration"), "/verwaltung"


def main_nav(
    visit: Visit, event: Any, roles: AbstractSet[str], *, is_admin: bool = False
) -> list[Entry]:
    """What this visitor can go to in this event; outside of one only admins have something."""
    entries = [
        (label, pattern.format(event.slug), sum(visit.waiting) if role == "staff" else 0)
        for label, pattern, role in (ENTRIES if event else ())
        if role is None or role in roles
    ]
    if is_admin:
        entries.append((*ADMINISTRATION, 0))
    start = f"/{event.slug}" if event else None
    return [
        Entry(
            visit.say(label),
            visit.address(path),
            current=_is_current(visit.here, path, start),
            waiting=waiting,
        )
        for label, path, waiting in entries
    ]


def _is_current(here: str, path: str, start: str | None) -> bool:
    return here == path or (path != start and here.startswith(path + "/"))
