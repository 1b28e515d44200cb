"""The published plan on paper: the grid for the wall, and a list to hand out."""

from typing import TYPE_CHECKING

from kaue.events.queries import EventView
from kaue.schedule.plan_queries import PlanView, SessionView, Times
from kaue.schedule.queries import RoomView, RoundView
from kaue.schedule.sheets import AS_OF_PART, EDGE, Day, session_grid
from kaue.schedule.times import Clocks
from kaue.web.language import N_, translate
from kaue.web.paper import A4, Pen, blank, finished

if TYPE_CHECKING:
    from fpdf import FPDF

# Millimetres.
HEAD, TIME, ROW = 24.0, 11.0, 12.0
ROOM, HOSTS = 42.0, 44.0

CANCELLED = N_("Cancelled")
FOR_ALL = N_("for everybody")


def grid(event: EventView, plan: PlanView, language: str) -> bytes:
    """A3, as the draft is printed. To be called beside the event loop."""
    return finished(session_grid(day_of(event, plan, language), language))


def day_of(event: EventView, plan: PlanView, language: str) -> Day:
    """What a plan holds as rooms, rounds, and cells."""
    rooms = [RoomView(room, name, 0, False, (), frozenset()) for room, name in plan.rooms.items()]
    rounds: list[RoundView] = []
    sessions: dict[tuple[int, int], tuple[str, str]] = {}
    for times in plan.times:
        held = [one for one in times.sessions if not one.is_for_all]
        for one in times.sessions:
            if one.is_for_all:
                rounds.append(RoundView(len(rounds), one.title, times.starts_at, times.ends_at))
        for one in held:
            if one.room is not None:
                title = translate(language, CANCELLED) if one.is_off else one.title
                sessions[len(rounds), one.room] = title, one.host_names
        if held:
            rounds.append(RoundView(len(rounds), "", times.starts_at, times.ends_at))
    return Day(event, sorted(rooms, key=lambda room: room.id), rounds, sessions, plan.published_at)


def handout(event: EventView, plan: PlanView, language: str) -> bytes:
    """A4. To be called beside the event loop."""
    return finished(drawn_list(event, plan, language))


def drawn_list(event: EventView, plan: PlanView, language: str) -> "FPDF":
    clocks = Clocks(language, event.zone).on_several(one.starts_at for one in plan.sessions)
    pdf = blank(event.title)
    pdf.set_creation_date(plan.published_at)
    pen = Pen(pdf)
    pages = _pages(plan)
    for number, times_on_it in enumerate(pages, start=1):
        pdf.add_page()
        title = pen.known(event.title) or event.slug
        pen.write(pen.fitted(title, "B", A4[0] - 2 * EDGE, 12, 16), "B", EDGE, EDGE)
        moment = clocks.moment(plan.published_at)
        as_of = translate(language, AS_OF_PART, moment=moment, page=number, pages=len(pages))
        pen.line(as_of, "", 9, EDGE, EDGE + 17)
        y = EDGE + HEAD
        for times in times_on_it:
            span = f"{clocks.when(times.starts_at)}–{clocks.clock(times.ends_at)}"
            pen.line(span, "B", 13, EDGE, y + 7.5)
            y += TIME
            for one in times.sessions:
                _row(pen, one, y, language)
                y += ROW
    return pdf


def _pages(plan: PlanView) -> list[list[Times]]:
    """A time stands above its first session; what is left of it goes on under the time again."""
    pages: list[list[Times]] = [[]]
    left = full = A4[1] - 2 * EDGE - HEAD
    for times in plan.times:
        rest = times.sessions
        while rest:
            fit = int((left - TIME) // ROW)
            if fit < 1:
                pages.append([])
                left = full
                continue
            pages[-1].append(Times(times.starts_at, times.ends_at, rest[:fit]))
            left -= TIME + ROW * len(rest[:fit])
            rest = rest[fit:]
    return pages


def _row(pen: Pen, one: SessionView, y: float, language: str) -> None:
    pen.pdf.set_line_width(0.2)
    pen.pdf.line(EDGE, y, A4[0] - EDGE, y)
    room = translate(language, FOR_ALL) if one.is_for_all else one.room_name
    title = translate(language, CANCELLED) if one.is_off else one.title
    wide = A4[0] - 2 * EDGE - ROOM - HOSTS
    for text, style, largest, x, width in (
        (room, "", 10.0, EDGE, ROOM - 3),
        (title, "B", 11.0, EDGE + ROOM, wide - 3),
        (one.host_names, "", 9.0, EDGE + ROOM + wide, HOSTS),
    ):
        if known := pen.known(text):
            block = pen.fitted(known, style, width, ROW - 2, largest)
            pen.write(block, style, x, y + (ROW - block.height) / 2)
