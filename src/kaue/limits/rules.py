"""How often what may be tried: the whole of it, as data."""

from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Purpose(StrEnum):
    """What is limited, and by what it is told apart: at most 20 characters each."""

    # By the mail address that was typed. Beyond the first of them a proof is asked for: anybody
    # can type anybody's address, and nobody shall be kept out by that.
    CODE_REQUEST = "code_request"
    PASSWORD = "password"  # noqa: S105 - a purpose, not a password
    REGISTER = "register"
    # Mails to one address that even proofs do not buy. One short span and no other: whoever waits
    # for a mail waits for the end of this span at most. Four of them bound the mails of an hour.
    CODE_FLOOD = "code_flood"
    # By what waits behind a mailed link.
    CODE_CHECK = "code_check"
    # By account.
    SECOND_FACTOR = "second_factor"
    PASSWORD_CHANGE = "password_change"  # noqa: S105 - as above
    ADDRESS_CHANGE = "address_change"
    INVITATION = "invitation"
    TOPIC = "topic"
    COMMENT = "comment"
    VOTE = "vote"
    # By whatever the feature knows: a card, a reply address, a state.
    CARD = "card"
    BARRIER_REPORT = "barrier_report"
    DIRECTORY = "directory"
    # By what is reported, and by the address for the answer: beyond it a proof is asked for.
    REPORT = "report"
    # Mails to one such address.
    REPORT_MAIL = "report_mail"
    # By form and network. Beyond it a proof is asked for; it never locks anybody out.
    NETWORK = "network"


class Bound(NamedTuple):
    """At most this many times within one span; 0 for never."""

    most: int
    span: timedelta


RULES: dict[Purpose, tuple[Bound, ...]] = {
    Purpose.CODE_REQUEST: (Bound(5, 15 * MINUTE), Bound(20, DAY)),
    Purpose.CODE_CHECK: (Bound(5, 15 * MINUTE),),
    Purpose.PASSWORD: (Bound(10, 15 * MINUTE),),
    Purpose.REGISTER: (Bound(5, 15 * MINUTE), Bound(20, DAY)),
    Purpose.CODE_FLOOD: (Bound(8, 15 * MINUTE),),
    Purpose.PASSWORD_CHANGE: (Bound(10, 15 * MINUTE),),
    Purpose.SECOND_FACTOR: (Bound(10, 15 * MINUTE),),
    Purpose.ADDRESS_CHANGE: (Bound(5, HOUR), Bound(10, DAY)),
    Purpose.INVITATION: (Bound(50, HOUR), Bound(200, DAY)),
    Purpose.TOPIC: (Bound(20, HOUR),),
    Purpose.COMMENT: (Bound(60, HOUR),),
    Purpose.VOTE: (Bound(600, HOUR),),
    Purpose.CARD: (Bound(20, 15 * MINUTE),),
    Purpose.BARRIER_REPORT: (Bound(5, HOUR), Bound(20, DAY)),
    Purpose.DIRECTORY: (Bound(30, 15 * MINUTE),),
    Purpose.REPORT: (Bound(10, HOUR),),
    Purpose.REPORT_MAIL: (Bound(5, HOUR), Bound(20, DAY)),
    Purpose.NETWORK: (Bound(250, 10 * MINUTE),),
}
"""Every span divides a day, so at midnight UTC nothing that was counted is needed any more."""
