"""Which mails are which. A kind is the name of its template; what is not listed here is needed,
such as an invitation, and reaches everybody.
"""

from datetime import timedelta

NOTICES = frozenset(
    {
        "accepted",
        "rejected",
        "reopened",
        "undone",
        "asked_back",
        "hidden",
        "shown",
        "merged",
        "split",
        "host_offer",
        "host_agreed",
        "comment_hidden",
        "comment_shown",
        "comment_undone",
        "suggested",
        "answered",
        "commented",
        "daily",
        "queue",
        "programme",
        "planned",
        "next_step",
    }
)
"""What people can do without. Each of these can be stopped by one click, without signing in."""

BUNDLED = frozenset({"answered", "commented"})
"""Mailed at once only when the last one on the same topic is a while ago."""

SHORT_LIVED = frozenset({"code", "address_old", "address_new"})
"""Worth nothing once GOOD_FOR has passed: sent soon, before all others, or not at all."""

GOOD_FOR = timedelta(minutes=15)
