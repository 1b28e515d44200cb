"""What of the plan can be read from the last row: this round and the next one, or the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kaue.events.queries import EventView
from kaue.schedule import insight, plan_queries, queries
from kaue.schedule.board_queries import Cell
from kaue.schedule.plan_queries import PlanView, SessionView, Times
from kaue.schedule.queries import RoomView, RoundView
from kaue.schedule.times import Clocks

MOST_BESIDE = 7
"""Sessions of a round up to which two rounds have room beside one another."""

SIZES = ((2, "few"), (4, "roomy"), (7, "snug"))
"""Up to how many sessions letters are of which size, and titles have how many lines."""


@dataclass(frozen=True, slots=True)
class OnWall:
    """A round as the projector shows it; or what is for everybody."""

    span: str
    runs: bool
    sessions: tuple[SessionView, ...]

    @property
    def size(self) -> str:
        return next((name for most, name in SIZES if len(self.sessions) <= most), "tight")

    @property
    def for_all(self) -> bool:
        return all(one.is_for_all for one in self.sessions)


async def on_the_wall(event: EventView, language: str, at: datetime) -> list[OnWall] | None:
    """None before there is a plan, nothing once all of it is over."""
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
    """This round and the next one, or one alone where both would be too small to read."""
    coming = [one for one in plan.times if one.state(at) != "past"][:2]
    crowded = any(len(one.sessions) > MOST_BESIDE for one in coming)
    return coming[:1] if crowded else coming


@dataclass(frozen=True, slots=True)
class DraftOnWall:
    """The board without its numbers; `tray`: titles that have no cell yet."""

    rooms: Sequence[RoomView]
    day: Sequence[RoundView]
    titles: Mapping[Cell, str]
    tray: Sequence[str]

    @property
    def size(self) -> str:
        return next((name for most, name in SIZES if len(self.day) <= most), "tight")


async def draft_on_the_wall(event: EventView) -> DraftOnWall:
    """As it is this very moment. In an order that tells nothing of votes."""
    wall = await insight.the_wall(event)
    return DraftOnWall(
        wall.rooms,
        await queries.rounds(event.id),
        {one.cell: wall.cards[one.topic].title for one in wall.placed},
        sorted(card.title for card in wall.tray),
    )
