"""Entering what was counted on paper and by hands."""

from kaue import db
from kaue.audit import actions as audit
from kaue.audit.acts import Act, Subject
from kaue.people.actor import HasId
from kaue.tallies import queries
from kaue.tallies.forms import TallyForm
from kaue.tallies.queries import Line
from kaue.web.dates import now

_EVENT = "SELECT e.id FROM event e WHERE e.id = {}"


class TalliedMeanwhile(Exception):
    """Somebody else entered numbers after this page was opened."""


async def enter(event_id: int, wanted: TallyForm, *, seen: str, by: HasId) -> None:
    """Store the numbers of all public topics; each change is in the decision log.

    `seen` is the stamp of what stood there before. Raises TalliedMeanwhile.
    """
    async with db.unit_of_work():
        # A count that is being taken is waited for, and takes these numbers or those before.
        await db.rows(_EVENT + db.for_update("e"), event_id)
        known = await queries.lines(event_id)
        if queries.stamp(known) != seen:
            raise TalliedMeanwhile
        changed = [line for line in known if wanted.tally(line.topic) != (line.paper, line.hands)]
        for line in changed:
            await _store(line.topic, *wanted.tally(line.topic), by=by)
        for line in changed:
            words = _said(line, *wanted.tally(line.topic))
            await audit.note(event_id, Act.TALLIED, Subject.TOPIC, line.topic, by=by, note=words)


async def _store(topic: int, paper: int, hands: int, *, by: HasId) -> None:
    await db.write(
        "INSERT INTO tally (topic, paper, hands, entered_by, entered_at)"
        " VALUES ({}, {}, {}, {}, {}) ON CONFLICT (topic) DO UPDATE SET paper = EXCLUDED.paper,"
        " hands = EXCLUDED.hands, entered_by = EXCLUDED.entered_by,"
        " entered_at = EXCLUDED.entered_at",
        topic,
        paper,
        hands,
        by.id,
        now(),
    )


def _said(before: Line, paper: int, hands: int) -> str:
    """Stays as it is written, in whatever language the log is read."""
    pairs = (("Papier", before.paper, paper), ("Handzeichen", before.hands, hands))
    return ", ".join(f"{what} {old} → {new}" for what, old, new in pairs if old != new)
