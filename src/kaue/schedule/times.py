"""Moments of a plan as the clocks on the event's walls show them, in somebody's language."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kaue.web import dates
from kaue.web.language import N_, translate

IN_ROOM = N_("%(time)s in %(room)s")


@dataclass(frozen=True, slots=True)
class Clocks:
    """`several_days`: a time needs its day beside it."""

    language: str
    zone: ZoneInfo
    several_days: bool = False

    def clock(self, moment: datetime) -> str:
        """10:30"""
        return dates.clock(moment, self.language, self.zone)

    def when(self, moment: datetime) -> str:
        """10:30, or 13.11. 10:30: the same in every language."""
        day = f"{moment.astimezone(self.zone):%d.%m.} " if self.several_days else ""
        return day + self.clock(moment)

    def span(self, starts_at: datetime, ends_at: datetime) -> str:
        """10:30–11:15"""
        return f"{self.clock(starts_at)}–{self.clock(ends_at)}"

    def day(self, moment: datetime) -> str:
        return dates.long_day(moment, self.language, self.zone)

    def date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def moment(self, moment: datetime) -> str:
        """14. Nov., 10:30"""
        return dates.day_and_clock(moment, self.language, self.zone)

    def on_several(self, moments: Iterable[datetime]) -> "Clocks":
        """The same, for moments which may be of several days."""
        return replace(self, several_days=len({self.date(moment) for moment in moments}) > 1)

    def place(self, starts_at: datetime, room_name: str) -> str:
        """10:30 in Raum Nord; of what is for everybody only the time."""
        time = self.when(starts_at)
        if not room_name:
            return time
        return translate(self.language, IN_ROOM, time=time, room=room_name)
