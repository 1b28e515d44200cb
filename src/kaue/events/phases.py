"""The way of a barcamp in five phases, each with its date. Pure: the time is handed in."""

from dataclasses import dataclass
from datetime import datetime

from kaue.events.queries import EventView
from kaue.web.dates import short_day
from kaue.web.language import N_, translate


@dataclass(frozen=True, slots=True)
class Phase:
    """`label` and `date` are ready to read; `state` is past, now or next."""

    label: str
    date: str
    state: str


def phases(event: EventView, at: datetime, language: str) -> list[Phase]:
    """In order; proposing and voting may be open at the same time."""
    spans = [
        (N_("Propose"), event.submit_from, event.submit_until),
        (N_("Vote"), event.vote_from, event.vote_until),
        (N_("Pitch"), event.pitch_at, event.sessions_at),
        (N_("Sessions"), event.sessions_at, event.ends_at),
        (N_("Notes"), event.ends_at, datetime.max.replace(tzinfo=event.ends_at.tzinfo)),
    ]
    return [
        Phase(
            translate(language, label),
            short_day(begins, language, event.zone),
            "past" if ends <= at else "now" if begins <= at else "next",
        )
        for label, begins, ends in spans
    ]
