"""The orders of ranking/, as events lay them down and people read them."""

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

_BY_METHOD = {method: key for key, (method, _, _) in ORDERS.items()}


def key_of(method: str) -> str:
    """As addresses name it; an unknown one is the plain one."""
    return _BY_METHOD.get(method, "stimmen")


def method_of(key: str) -> str:
    """Of an unknown one the plain one's."""
    return ORDERS.get(key, ORDERS["stimmen"])[0]


def label_of(method: str) -> str:
    return ORDERS[key_of(method)][1]
