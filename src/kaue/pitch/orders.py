"""The orders of ranking/, as people choose and read them."""

from typing import NamedTuple

from kaue.ranking import balanced, by_votes, fair
from kaue.web.language import N_

ORDERS = {
    "stimmen": (
        by_votes.METHOD,
        N_("By votes"),
        N_("First comes what has the most votes."),
    ),
    "fair": (
        fair.METHOD,
        N_("Fair"),
        N_(
            "First comes what the largest share of those want who decided about it; where only a"
            " few have decided, the average of all topics counts as well."
        ),
    ),
    "ausgewogen": (
        balanced.METHOD,
        N_("Balanced"),
        N_(
            "Read from the top, every group has its turn as often as its size deserves: whoever"
            " just had a topic of their own waits a little longer for the next."
        ),
    ),
}
"""Name in addresses → method, label, and what it does in one sentence."""


class Tally(NamedTuple):
    """A column of a count, and what is said of it: it counted with the votes, or it did not."""

    label: str
    added: str
    shown: str


TALLIES = {
    "paper": Tally(
        N_("On paper"),
        N_("Votes on paper were counted with the others, except in the fair order."),
        N_("Votes on paper are only shown here and did not change the order."),
    ),
    "hands": Tally(
        N_("Hands"),
        N_("Hands were counted with the votes, except in the fair order."),
        N_("Hands are only shown here and did not change the order."),
    ),
}
"""What was counted outside of kaue, by its column in a count."""

_BY_METHOD = {method: key for key, (method, _, _) in ORDERS.items()}


def key_of(method: str) -> str:
    """As addresses name it; an unknown one is the plain one."""
    return _BY_METHOD.get(method, "stimmen")
