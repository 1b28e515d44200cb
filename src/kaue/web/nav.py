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


ENTRIES = (
    (N_("Start"), "/{}", None),
    (N_("Topics"), "/{}/themen", None),
    (N_("Review"), "/redaktion/{}", "staff"),
    (N_("Desk"), "/pult/{}/rangliste", "moderator"),
)


def main_nav(visit: Visit, event: Any, roles: AbstractSet[str]) -> list[Entry]:
    """What this visitor can go to in this event; outside of an event there is nothing to list."""
    if event is None:
        return []
    entries = [
        (visit.say(label), pattern.format(event.slug))
        for label, pattern, role in ENTRIES
        if role is None or role in roles
    ]
    return [
        Entry(label, visit.address(path), current=_is_current(visit.here, path, event.slug))
        for label, path in entries
    ]


def _is_current(here: str, path: str, slug: str) -> bool:
    return here == path or (path != f"/{slug}" and here.startswith(path + "/"))
