"""What an event can lay down about its vote, in words for those who choose and those who vote."""

from kaue import settings
from kaue.events.queries import EventView
from kaue.tables import Counts
from kaue.web.language import N_

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

MAIL, DIRECTORY = "mail", "verzeichnis"
WAYS = {
    MAIL: ("voters_mail", N_("An e-mail address")),
    "karte": ("voters_card", N_("A code card")),
    "vor-ort": ("voters_on_site", N_("The code of the day, entered on site")),
    DIRECTORY: ("voters_directory", N_("An account in the directory of the administration")),
}
"""Name in forms → column, and with what somebody may vote."""

ADDED = {
    "papier": ("add_paper", N_("Votes on paper")),
    "handzeichen": ("add_hands", N_("Hands raised on the day")),
}
"""Name in forms → column, and what counts beside the votes."""


def offered_ways() -> dict[str, tuple[str, str]]:
    """Those of WAYS that there are on this installation."""
    if settings.current().directory:
        return WAYS
    return {name: way for name, way in WAYS.items() if name != DIRECTORY}


def ways_of(event: EventView) -> list[str]:
    """With what one may vote there; empty when it does not matter."""
    ways = [label for column, label in WAYS.values() if getattr(event, column)]
    return ways if len(ways) < len(WAYS) else []
