"""What is told about a job, as JSON has it: the proposal, and whatever else was asked for."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from kaue.grid import baselines
from kaue.grid.arrangement import Arrangement
from kaue.grid.bound import bound
from kaue.grid.concerns import Concern, concerns
from kaue.grid.digest import digest
from kaue.grid.model import Plan
from kaue.grid.placing import price_list
from kaue.grid.planning import Proposal
from kaue.grid.problems import Problem
from kaue.grid.reading import Job
from kaue.grid.reasons import reasons
from kaue.grid.repairs import Repair, repairs
from kaue.grid.repeats import repeats
from kaue.grid.rules import broken
from kaue.grid.wall import Wall
from kaue.grid.wishes import possible


def answers(wall: Wall, job: Job, best: Proposal | None, problems: list[Problem]) -> dict[str, Any]:
    """Everything. Extras are about the published plan if there is one, else about the proposal."""
    told: dict[str, Any] = {
        "possible": possible(job.day),
        "digest": digest(job.day),
        "search": {name: getattr(job, name) for name in ("seed", "runs", "swaps", "effort")},
        "problems": [asdict(one) for one in problems],
    }
    if best:
        told |= {**proposed(best), "tray": [n.id for n in job.day.topics if n.id not in best.plan]}
    plan: Plan = best.plan if best else {}
    if job.published:
        plan = _of_this_day(wall, job.published)
        told["published"] = {
            "kept": kept_as_it_is(wall, plan),
            "broken": [asdict(one) for one in broken(job.day, job.published)],
        }
    told |= {name: tell(wall, plan) for name, tell in ABOUT_PLANS.items() if name in job.also}
    if "bound" in job.also:
        told["bound"] = bound(wall, [best.rounds] if best else [], effort=job.effort)
    if "baselines" in job.also:
        told["baselines"] = _kept_otherwise(wall, job.seed)
    return told


def proposed(one: Proposal) -> dict[str, Any]:
    """A proposal."""
    return {"kept": one.kept, "run": one.run, "swaps": one.swaps, "plan": written(one.plan)}


def written(plan: Plan) -> list[list[int]]:
    """Topic, round and room of each session."""
    return [[topic, *cell] for topic, cell in plan.items()]


def kept_as_it_is(wall: Wall, plan: Plan) -> int:
    """Wishes kept by a plan as it is, in the rooms that it names."""
    arrangement = Arrangement(wall)
    return arrangement.score(arrangement.held(plan)).kept


def _of_this_day(wall: Wall, plan: Plan) -> Plan:
    """What of a plan is about topics and cells that the day still has."""
    arrangement = Arrangement(wall)
    cells = map(arrangement.name, arrangement.held(plan))
    topics = (one.id for one in wall.day.topics)
    return {topic: cell for topic, cell in zip(topics, cells, strict=True) if cell}


def _kept_otherwise(wall: Wall, seed: int) -> dict[str, int]:
    return {
        "random": wall.kept(baselines.at_random(wall, seed)),
        "rank_filled": wall.kept(baselines.rank_filled(wall)),
        "spread": wall.kept(baselines.spread(wall)),
        "greedy": wall.kept(baselines.greedy(wall)),
    }


def _repair(one: Repair) -> dict[str, Any]:
    return {**asdict(one), "plan": written(one.plan)}


def _concern(one: Concern) -> dict[str, Any]:
    return {**asdict(one), "remedy": one.remedy and _repair(one.remedy)}


def _listed(by_topic: dict[int, list[Any]]) -> list[dict[str, Any]]:
    """One line for each thing said of a topic."""
    return [{"topic": topic, **asdict(one)} for topic, some in by_topic.items() for one in some]


ABOUT_PLANS: dict[str, Callable[[Wall, Plan], Any]] = {
    "reasons": lambda wall, plan: _listed(reasons(wall, plan)),
    "concerns": lambda wall, plan: [_concern(one) for one in concerns(wall, plan)],
    "repeats": lambda wall, plan: [asdict(one) for one in repeats(wall, plan)],
    "prices": lambda wall, plan: _listed(price_list(wall, plan)),
    "repairs": lambda wall, plan: [_repair(one) for one in repairs(wall, plan)],
}
