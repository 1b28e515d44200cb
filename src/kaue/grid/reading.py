"""JSON → a day, and what is asked about it; or everything that is wrong with it, as a list."""

import json
from dataclasses import dataclass, field
from typing import Any

from kaue.grid import bound, planning
from kaue.grid.estimates import with_estimates
from kaue.grid.model import Cell, Day, Room, Topic
from kaue.grid.problems import Problem, problems
from kaue.grid.shapes import (
    Fields,
    Wrong,
    all_or_some,
    cell,
    claim,
    count,
    list_of,
    placed,
    set_of,
    whole,
    word,
)

EXTRAS = frozenset({"bound", "baselines", "reasons", "concerns", "repeats", "prices", "repairs"})
"""What can be asked for besides a plan."""


@dataclass(frozen=True, slots=True)
class Job:
    """A day, how much is done for it, and what else is to be told."""

    day: Day
    seed: int = 0
    runs: int = planning.RUNS
    swaps: int = planning.SWAPS
    effort: int = bound.EFFORT
    also: frozenset[str] = frozenset()
    published: dict[int, Cell] = field(default_factory=dict)
    """The plan that there is already; with no runs at all only this is judged."""


def read(text: str) -> tuple[Job | None, list[Problem]]:
    """The job, unless some problem blocks it."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return None, [Problem("not_json")]
    try:
        job = _job(Fields(given, ""))
    except Wrong as wrong:
        return None, [Problem("wrong_shape", where=str(wrong))]
    found = problems(job.day)
    return (None if any(one.blocks for one in found) else job), found


def _job(fields: Fields) -> Job:
    day = Day(
        fields.get("topics", list_of(_topic)),
        fields.get("rooms", list_of(_room)),
        fields.get("rounds", list_of(whole)),
        fields.get("ballots", list_of(set_of(whole)), ()),
        fields.get("closed", set_of(cell), frozenset()),
        fields.get("pins", list_of(placed), ()),
    )
    return Job(
        with_estimates(day),
        fields.get("seed", whole, 0),
        fields.get("runs", count(0, 100), planning.RUNS),
        fields.get("swaps", count(0, 10**7), planning.SWAPS),
        fields.get("effort", count(0, 10**8), bound.EFFORT),
        fields.get("also", set_of(_extra), frozenset()),
        dict(fields.get("published", list_of(placed), ())),
    )


def _topic(given: Any, where: str) -> Topic:
    fields = Fields(given, f"{where}.")
    return Topic(
        fields.get("id", whole),
        fields.get("hosts", set_of(whole), frozenset()),
        fields.get("needs", set_of(word), frozenset()),
        fields.get("step_free", claim, False),
        fields.get("rounds", all_or_some, None),
        fields.get("themes", set_of(word), frozenset()),
        fields.get("hands", whole, 0),
        fields.get("estimated", claim, False),
    )


def _room(given: Any, where: str) -> Room:
    fields = Fields(given, f"{where}.")
    return Room(
        fields.get("id", whole),
        fields.get("seats", whole),
        fields.get("equipment", set_of(word), frozenset()),
        fields.get("step_free", claim, False),
    )


def _extra(given: Any, where: str) -> str:
    if word(given, where) not in EXTRAS:
        raise Wrong(where)
    return str(given)
