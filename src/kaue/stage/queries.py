"""Reading how things stand on stage, and what was done in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kaue import db
from kaue.pitch.queries import Line
from kaue.stage.clock import Clock
from kaue.tables import Showing
from kaue.web.dates import now

CONNECTED = timedelta(seconds=30)
"""A projector that asked this recently still does. It asks at least every 20 seconds."""


@dataclass(frozen=True, slots=True)
class StageView:
    """`version` grows with every change: who has the same one has seen everything."""

    version: int = 0
    showing: str = Showing.WAITING
    seconds: int = 60
    pitch: int | None = None
    started_at: datetime | None = None
    seconds_left: int = 60
    pace: int = 1
    held: bool = False
    auto_start: bool = False

    def clock(self, current: Line | None) -> Clock:
        """Of the current pitch. One that nobody has started yet has all its seconds."""
        if current is None or current.pitch is None or current.pitch != self.pitch:
            return Clock(self.seconds, pace=self.pace)
        return Clock(self.seconds_left, self.started_at, self.pace)


async def the_stage(event_id: int) -> StageView:
    """As it is now; before anybody has opened the desk, as it begins."""
    found = await db.rows(
        "SELECT version, showing, seconds, pitch, started_at, seconds_left, pace, held, auto_start"
        " FROM stage WHERE event = {}",
        event_id,
    )
    if not found:
        return StageView()
    yes_or_no = {name: bool(found[0][name]) for name in ("held", "auto_start")}
    return StageView(**found[0] | yes_or_no)


@dataclass(frozen=True, slots=True)
class Around:
    """What moderators have in mind besides: how many `projectors` are connected that show what the
    desk chooses, how many show a picture of their own, and when the first round begins that is not
    for everybody. None if there is no such round after the pitches begin.
    """

    projectors: int
    with_own: int
    sessions_at: datetime | None


async def around(event_id: int) -> Around:
    since = now() - CONNECTED
    (found,) = await db.rows(_AROUND, since, since, event_id)
    return Around(int(found["projectors"]), int(found["with_own"]), found["starts_at"])


_AROUND = (
    "SELECT r.starts_at, (SELECT COUNT(*) FROM projector_link l WHERE l.event = e.id"
    " AND l.revoked_at IS NULL AND l.showing = '' AND l.seen_at > {}) AS projectors,"
    " (SELECT COUNT(*) FROM projector_link l WHERE l.event = e.id"
    " AND l.revoked_at IS NULL AND l.showing <> '' AND l.seen_at > {}) AS with_own"
    " FROM event e LEFT JOIN round r ON r.event = e.id AND r.title = ''"
    " AND r.starts_at >= e.pitch_at WHERE e.id = {} ORDER BY r.starts_at LIMIT 1"
)
