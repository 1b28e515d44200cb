"""What is typed about rooms and rounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kaue.events import calendar
from kaue.events.queries import EventView
from kaue.schedule.queries import RoomView, RoundView
from kaue.tables import Equipment
from kaue.web.forms import Form, Problem, filled
from kaue.web.language import N_
from kaue.web.text import clean_line

LONGEST_ROOM, LONGEST_TITLE = 60, 80
MOST_SEATS = 5_000
MOST_ROUNDS, MOST_IN_ALL = 20, 60
SHORTEST, LONGEST_ROUND, LONGEST_BREAK = 5, 480, 240

EQUIPMENT = {
    Equipment.PROJECTOR: N_("Projector or screen"),
    Equipment.WHITEBOARD: N_("Whiteboard"),
    Equipment.FLIPCHART: N_("Flip chart"),
    Equipment.SOUND: N_("Microphone and speakers"),
    Equipment.TABLES: N_("Tables to work at"),
}

SAME_ROOM = N_("There is a room of this name already.")
MOMENT = N_("Enter day and time, for example 2027-11-13 10:00.")
TOO_MANY = N_("There can be %(num)s rounds in all."), MOST_IN_ALL
OVERLAPS = N_("At this time there is something already. Choose another one, or change that first.")


@dataclass(frozen=True)
class RoomForm:
    """Field names on the page: name, plaetze, stufenfrei, ausstattung, zu (rounds)."""

    name: str
    seats: int
    step_free: bool
    equipment: tuple[Equipment, ...]
    closed: frozenset[int]

    @classmethod
    def of(cls, form: Form) -> "RoomForm":
        chosen = form.values("ausstattung")
        closed = [int(one) for one in form.values("zu") if one.isascii() and one.isdigit()]
        return cls(
            clean_line(form.value("name")),
            form.number("plaetze"),
            form.value("stufenfrei") == "1",
            tuple(one for one in Equipment if one in chosen),
            frozenset(one for one in closed if one < 2**31),
        )

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if not self.name:
            found["name"] = N_("Give the room the name that stands on its door.")
        elif len(self.name) > LONGEST_ROOM:
            found["name"] = N_("Shorten the name to at most %(num)s characters."), LONGEST_ROOM
        if not 1 <= self.seats <= MOST_SEATS:
            found["plaetze"] = (
                N_("Enter how many people find a seat, from 1 to %(num)s."),
                MOST_SEATS,
            )
        return found


def form_of_room(room: RoomView) -> Form:
    return filled(
        name=room.name,
        plaetze=str(room.seats),
        stufenfrei="1" if room.step_free else "",
        ausstattung=room.equipment,
        zu=[str(one) for one in room.closed],
    )


Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class RoundsForm:
    """Several rounds after one another. Field names: beginn, anzahl, minuten, pause."""

    begins: datetime | None
    how_many: int
    minutes: int
    pause: int

    @classmethod
    def of(cls, form: Form, zone: ZoneInfo) -> "RoundsForm":
        numbers = (form.number(name) for name in ("anzahl", "minuten", "pause"))
        return cls(moment_in(form.value("beginn"), zone), *numbers)

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if self.begins is None:
            found["beginn"] = MOMENT
        if not 1 <= self.how_many <= MOST_ROUNDS:
            found["anzahl"] = N_("Enter a whole number from 1 to %(num)s."), MOST_ROUNDS
        if not SHORTEST <= self.minutes <= LONGEST_ROUND:
            found["minuten"] = N_("Enter minutes from 5 to %(num)s."), LONGEST_ROUND
        if not 0 <= self.pause <= LONGEST_BREAK:
            found["pause"] = N_("Enter minutes from 0 to %(num)s."), LONGEST_BREAK
        return found

    @property
    def spans(self) -> list[Span]:
        assert self.begins is not None
        length, step = timedelta(minutes=self.minutes), self.minutes + self.pause
        starts = (self.begins + timedelta(minutes=n * step) for n in range(self.how_many))
        return [(start, start + length) for start in starts]


@dataclass(frozen=True)
class RoundForm:
    """One of them. Field names: titel (empty for sessions), von, bis."""

    title: str
    starts: datetime | None
    ends: datetime | None
    others: Sequence[RoundView] = field(default=(), repr=False)

    @classmethod
    def of(cls, form: Form, zone: ZoneInfo, others: Sequence[RoundView]) -> "RoundForm":
        starts, ends = (moment_in(form.value(name), zone) for name in ("von", "bis"))
        return cls(clean_line(form.value("titel")), starts, ends, others)

    @property
    def span(self) -> Span:
        assert self.starts is not None
        assert self.ends is not None
        return self.starts, self.ends

    def problems(self) -> dict[str, Problem]:
        found: dict[str, Problem] = {}
        if len(self.title) > LONGEST_TITLE:
            found["titel"] = N_("Shorten the title to at most %(num)s characters."), LONGEST_TITLE
        if self.starts is None:
            found["von"] = MOMENT
        if self.ends is None:
            found["bis"] = MOMENT
        elif self.starts and self.ends <= self.starts:
            found["bis"] = N_("It has to end after it begins.")
        elif self.starts and overlapping([self.span], self.others):
            found["von"] = OVERLAPS
        elif len(self.others) >= MOST_IN_ALL:
            found["von"] = TOO_MANY
        return found


def overlapping(spans: Sequence[Span], others: Sequence[RoundView]) -> bool:
    return any(
        start < other.ends_at and other.starts_at < end for start, end in spans for other in others
    )


def form_of_round(one: RoundView, zone: ZoneInfo) -> Form:
    return filled(
        titel=one.title,
        von=calendar.shown(one.starts_at, zone),
        bis=calendar.shown(one.ends_at, zone),
    )


LENGTH, PAUSE = 45, 15
"""Minutes, as most barcamps do it."""


def usual_rounds(event: EventView) -> Form:
    begins = calendar.shown(event.sessions_at, event.zone)
    return filled(beginn=begins, anzahl="4", minuten=str(LENGTH), pause=str(PAUSE))


def another_round(after: datetime, zone: ZoneInfo) -> Form:
    starts = after + timedelta(minutes=PAUSE)
    ends = starts + timedelta(minutes=LENGTH)
    return filled(von=calendar.shown(starts, zone), bis=calendar.shown(ends, zone))


def moment_in(text: str, zone: ZoneInfo) -> datetime | None:
    """None for what is no moment there."""
    try:
        return calendar.typed(text, zone)
    except (ValueError, calendar.NoSuchTime):
        return None
