"""Reading how things stand on stage, and what was done in it."""

from dataclasses import dataclass
from datetime import datetime

from kaue import db
from kaue.pitch.queries import Line
from kaue.stage.clock import Clock
from kaue.tables import Showing


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

    def clock(self, current: Line | None) -> Clock:
        """Of the current pitch. One that nobody has started yet has all its seconds."""
        if current is None or current.pitch is None or current.pitch != self.pitch:
            return Clock(self.seconds, pace=self.pace)
        return Clock(self.seconds_left, self.started_at, self.pace)


async def the_stage(event_id: int) -> StageView:
    """As it is now; before anybody has opened the desk, as it begins."""
    found = await db.rows(
        "SELECT version, showing, seconds, pitch, started_at, seconds_left, pace, held FROM stage"
        " WHERE event = {}",
        event_id,
    )
    return StageView(**{**found[0], "held": bool(found[0]["held"])}) if found else StageView()
