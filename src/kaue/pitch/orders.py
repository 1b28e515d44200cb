"""The orders of ranking/, as people choose and read them."""

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

TALLIES = {"paper": N_("On paper"), "hands": N_("Hands")}
"""What was counted outside of kaue, in the columns of a count → how the column is called."""

BY_METHOD = {method: key for key, (method, _, _) in ORDERS.items()}
