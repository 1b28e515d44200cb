"""Who may vote. Whom somebody votes for is never read here."""

# ruff: noqa: S608 - statements are put together from constants of this module only

from kaue import db
from kaue.events.queries import EventView
from kaue.events.vote_rules import ways_of
from kaue.people.actor import HasId

WINDOW = (
    "e.vote_from <= {} AND e.vote_until > {} AND e.archived_at IS NULL AND e.counted_at IS NULL"
)
"""A condition, with the moment twice: event `e` takes votes."""

# An address counts once its mailbox was shown to be theirs: without mail anybody can invent one,
# and the directory's word is another way.
ALLOWED = (
    "(e.voters_mail AND e.voters_card AND e.voters_on_site AND e.voters_directory"
    " OR e.voters_mail AND p.email IS NOT NULL AND p.proven_at IS NOT NULL"
    " OR e.voters_card"
    "  AND EXISTS (SELECT 1 FROM card c WHERE c.event = e.id AND c.person = p.id"
    "  AND c.revoked_at IS NULL)"
    " OR e.voters_on_site"
    "  AND EXISTS (SELECT 1 FROM on_site o WHERE o.event = e.id AND o.person = p.id)"
    " OR e.voters_directory AND p.directory_id IS NOT NULL)"
)
"""A condition: person `p` may vote in event `e`."""

# What a merge brought is left out, and what it was brought from is not: a split must not leave
# somebody with more votes than there are.
GIVEN = "w.merged_from IS NULL"
"""A condition: vote `w` was given by hand, whatever became of its topic."""

_MAY_VOTE = "SELECT 1 AS one FROM event e JOIN person p ON p.id = {} WHERE e.id = {} AND " + ALLOWED


_HOW_MANY = (
    "SELECT COUNT(*) AS n FROM vote w JOIN topic u ON u.id = w.topic"
    " WHERE w.person = {} AND u.event = {} AND " + GIVEN
)


async def given(event: HasId, person: HasId) -> int:
    """How many votes somebody has given there, of as many as there are."""
    found = await db.rows(_HOW_MANY, person.id, event.id)
    return int(found[0]["n"])


async def given_of(event: EventView, person: HasId | None) -> int | None:
    """As given(); None for strangers, and where everybody has as many as they like."""
    return await given(event, person) if event.votes_each and person else None


async def may_vote(event: EventView, person: HasId) -> bool:
    """By the way they came in; whether voting is open is another question."""
    if not ways_of(event):
        return True
    return bool(await db.rows(_MAY_VOTE, person.id, event.id))
