"""What of the plan can be read from the last row: this round and the next one, or the draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kaue.events.queries import EventView
from kaue.schedule import insight, plan_queries, queries
from kaue.schedule.insight import Wall
from kaue.schedule.plan_queries import PlanView, SessionView, Times
from kaue.schedule.queries import RoundView
from kaue.schedule.times import Clocks
from kaue.web import fitting
from kaue.web.fitting import LEAST, Page, Part

# As static/css/stage-plan.css has them, in hundredths of the picture's width, and of its height.
_ACROSS, _ROOM, _BESIDE = 94.0, 26.0, 43.5
_TITLE = _ACROSS - _ROOM - 2
_EDGES, _HEADING, _HEAD, _LINE_BETWEEN = 3.0, 7.0, 8.0, 1.4


@dataclass(frozen=True, slots=True)
class OnWall:
    """A round as the projector shows it; or what is for everybody."""

    span: str
    runs: bool
    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True)
class PlanOnWall:
    """Rounds beside one another, if all of both is to be seen then; else one below the other."""

    beside: bool
    picture: fitting.Picture[OnWall, SessionView]


async def on_the_wall(event: EventView, language: str, at: datetime) -> list[OnWall] | None:
    """This round and the next one. None before there is a plan, nothing once all of it is over."""
    plan = await plan_queries.latest(event.id)
    if plan is None:
        return None
    clocks = Clocks(language, event.zone).on_several(one.starts_at for one in plan.sessions)
    return [
        OnWall(
            f"{clocks.when(one.starts_at)}–{clocks.clock(one.ends_at)}",
            one.state(at) == "now",
            one.sessions,
        )
        for one in _shown(plan, at)
    ]


def _shown(plan: PlanView, at: datetime) -> list[Times]:
    return [one for one in plan.times if one.state(at) != "past"][:2]


def plan_on_the_wall(rounds: Sequence[OnWall], address: str, at: datetime) -> PlanOnWall:
    """All of their sessions, on as many pages as it takes, in letters that are large enough."""
    room = fitting.above_the_foot(address) - _EDGES
    parts = [Part(one, one.sessions) for one in rounds]

    def beside(scale: float) -> list[Page[OnWall, SessionView]]:
        fits = all(
            _head_beside(part.head) + sum(_high_beside(one, scale) for one in part.rows) <= room
            for part in parts
        )
        return [parts] if fits else [parts, parts]

    def below(scale: float) -> list[Page[OnWall, SessionView]]:
        return fitting.pages(
            parts, room=room, head=_HEAD, row=lambda one: _high(one.room_name, one.title, scale)
        )

    if len(parts) > 1 and len(beside(1)) == 1:
        return PlanOnWall(True, fitting.picture(beside, at))
    return PlanOnWall(False, fitting.picture(below, at))


def _head_beside(round_: OnWall) -> float:
    """With the longest word that we put before its time."""
    return 2 + fitting.high(f"Als Nächstes {round_.span}", _BESIDE, 5.4)


def _high_beside(session: SessionView, scale: float) -> float:
    texts = (session.room_name or "–", session.title or "–")
    return _LINE_BETWEEN + sum(fitting.high(one, _BESIDE, scale * LEAST) for one in texts)


def _high(room: str, title: str, scale: float) -> float:
    """A line of the plan: the room, and beside it the title."""
    cells = ((room, _ROOM), (title or "–", _TITLE))
    return _LINE_BETWEEN + max(fitting.high(one, wide, scale * LEAST) for one, wide in cells)


@dataclass(frozen=True, slots=True)
class DraftCell:
    """A room with what is held there; what is for everybody, or has no cell yet, is in no room.
    Of rooms in which nothing is yet there are only the names.
    """

    room: str = ""
    title: str = ""
    free: Sequence[str] = ()


Draft = Sequence[Part[RoundView | None, DraftCell]]
"""The board without its numbers, round by round; at last what has no cell yet, in no round."""


async def draft_on_the_wall(event: EventView) -> Draft:
    """As it is this very moment. In an order that tells nothing of votes. Nothing before there are
    rooms and rounds.
    """
    wall = await insight.the_wall(event)
    day = await queries.rounds(event.id)
    if not wall.rooms or not day:
        return []
    tray = sorted(card.title for card in wall.tray)
    parts: list[Part[RoundView | None, DraftCell]] = [
        Part(one, [DraftCell(title=one.title)] if one.is_for_all else list(_cells(wall, one)))
        for one in day
    ]
    return [*parts, Part(None, [DraftCell(title=title) for title in tray])] if tray else parts


def _cells(wall: Wall, round_: RoundView) -> Iterator[DraftCell]:
    """At last those that are free, in one line; what is closed is in none."""
    titles = {one.cell: wall.cards[one.topic].title for one in wall.placed}
    free = []
    for room in wall.rooms:
        title = titles.get((round_.id, room.id))
        if title:
            yield DraftCell(room.name, title)
        elif round_.id not in room.closed:
            free.append(room.name)
    if free:
        yield DraftCell(free=free)


def draft_picture(
    draft: Draft, address: str, at: datetime
) -> fitting.Picture[RoundView | None, DraftCell]:
    room = fitting.above_the_foot(address) - _EDGES - _HEADING
    return fitting.picture(
        lambda scale: fitting.pages(
            draft, room=room, head=_HEAD, row=lambda one: _high_in_draft(one, scale)
        ),
        at,
    )


def _high_in_draft(cell: DraftCell, scale: float) -> float:
    if cell.room:
        return _high(cell.room, cell.title, scale)
    names = " · ".join(cell.free)
    return _LINE_BETWEEN + fitting.high(
        cell.title or f"geschlossen {names}", _ACROSS, scale * LEAST
    )
