"""The three orders of a count, and what was counted beside the votes."""

from typing import NamedTuple

from kaue.events.orders import ORDERS, key_of, label_of, method_of
from kaue.web.language import N_

__all__ = ["ORDERS", "TALLIES", "Tally", "key_of", "label_of", "method_of"]


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
