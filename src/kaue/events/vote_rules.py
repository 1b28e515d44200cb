"""What an event can lay down about its vote, in words for those who choose and those who vote."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kaue import settings
from kaue.events.orders import label_of
from kaue.events.queries import EventView
from kaue.tables import Counts
from kaue.web.language import N_, german, translate

COUNTS = {
    Counts.SEALED: (
        N_("Sealed until they are counted"),
        N_("How many votes a topic has is told to nobody before the votes are counted."),
    ),
    Counts.OWN: (
        N_("After one’s own vote"),
        N_("Until the votes are counted, whoever has voted for a topic sees how many others have."),
    ),
    Counts.OPEN: (
        N_("Open"),
        N_("How many votes a topic has can be seen by everybody at any time."),
    ),
    Counts.MODERATORS: (
        N_("Moderators only"),
        N_("Only moderators see how many votes a topic has. Everybody sees the order."),
    ),
}

_SEEN_BY_STAFF = {
    Counts.SEALED: N_(
        "Until the votes are counted, only editors and moderators see how many votes a topic has."
    ),
    Counts.OWN: N_(
        "Until the votes are counted, whoever has voted for a topic sees how many others have, and"
        " so do editors and moderators."
    ),
    Counts.MODERATORS: N_(
        "Only editors and moderators see how many votes a topic has. Everybody sees the order."
    ),
}


class Way(NamedTuple):
    """With what somebody may vote: its column, its name for those who choose, what it is called in
    a sentence, and the step that leads to it, at `path` ({} is the event).
    """

    column: str
    label: str
    needed: str
    step: str
    path: str


MAIL, DIRECTORY = "mail", "verzeichnis"
WAYS = {
    MAIL: Way(
        "voters_mail",
        N_("An e-mail address"),
        N_("a confirmed e-mail address"),
        N_("Confirm an e-mail address by a code"),
        "/anmelden",
    ),
    "karte": Way(
        "voters_card", N_("A code card"), N_("a code card"), N_("Come in by card"), "/karte"
    ),
    "vor-ort": Way(
        "voters_on_site",
        N_("The code of the day, entered on site"),
        N_("the code of the day that is shown on site"),
        N_("Enter the code of today"),
        "/{}/vor-ort",
    ),
    DIRECTORY: Way(
        "voters_directory",
        N_("An account in the directory of the administration"),
        N_("an account in the directory of the administration"),
        N_("Sign in by the directory"),
        "/anmelden",
    ),
}
"""By their names in forms."""

ADDED = {
    "papier": ("add_paper", N_("Votes on paper")),
    "handzeichen": ("add_hands", N_("Hands raised on the day")),
}
"""Name in forms → column, and what counts beside the votes."""


_CALLED = {
    "counts": N_("Numbers of votes"),
    "staff_see_counts": N_("Editors and moderators see the numbers before"),
    "votes_each": N_("Votes per person"),
    **{way.column: way.label for way in WAYS.values()},
    **dict(ADDED.values()),
    "pitch_order": N_("Order of the pitches"),
}
"""Each rule's column, as the decision log names it."""


def changes(event: EventView, values: Mapping[str, Any]) -> list[str]:
    """What is different from the event's rules, in German, as the decision log keeps it."""
    return [
        f"{_german(_CALLED[name])}: {_german(_said(name, old))} → {_german(_said(name, value))}"
        for name, value in values.items()
        if (old := getattr(event, name)) != value
    ]


def _said(name: str, value: Any) -> str:
    if name == "counts":
        return COUNTS[Counts(value)][0]
    if name == "pitch_order":
        return label_of(value)
    if name == "votes_each":
        return str(value) if value else N_("no limit")
    return N_("yes") if value else N_("no")


def _german(text: str) -> str:
    return translate(german(), text)


def rule_of_counts(event: EventView) -> str:
    """Who is told how many votes a topic has, in a sentence for everybody."""
    chosen = Counts(event.counts)
    plain = COUNTS[chosen][1]
    return _SEEN_BY_STAFF.get(chosen, plain) if event.staff_see_counts else plain


def offered_ways() -> dict[str, Way]:
    """Those of WAYS that there are on this installation."""
    if settings.current().directory:
        return WAYS
    return {name: way for name, way in WAYS.items() if name != DIRECTORY}


def ways_of(event: EventView) -> tuple[Way, ...]:
    """With what one may vote there; empty when it does not matter."""
    ways = tuple(way for way in WAYS.values() if getattr(event, way.column))
    return ways if len(ways) < len(WAYS) else ()
