"""The published plan for everybody, on phones and at the doors; and one's own stars in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.sealing import publishes_count
from kaue.people.actor import Actor
from kaue.people.guards import the_person, who
from kaue.schedule import plan_queries, stars
from kaue.schedule.plan_queries import PlanView, Times
from kaue.schedule.plan_table import tables_of
from kaue.schedule.times import Clocks
from kaue.web.dates import now
from kaue.web.forms import read_form, whole_number, yes_or_no
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, page
from kaue.web.visit import visit_of

MINE = "meine"

SMALLEST = 5
"""People of whom together everybody may read."""


class PlanPages(Controller):
    path = "/{slug:str}/zeitplan"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """`nur=meine`: what one has marked, and what is for everybody."""
        event, person = await the_event(request), await who(request)
        only_mine = request.query_params.get("nur") == MINE
        shown = await _shown(request, event, person, only_mine=only_mine)
        if by_htmx(request):
            return fragment(request, "schedule/_plan.html", **shown)
        versions = await plan_queries.versions(event.id) if shown["plan"] else []
        plan = shown["plan"]
        shown["tells_wishes"] = plan is not None and _tells_wishes(event, plan)
        return page(request, "schedule/plan.html", versions=versions, **shown)

    @get("/raum/{room:int}")
    async def door(self, request: AnyRequest) -> Answer:
        """What is in a room now and next, for a screen beside its door."""
        event = await the_event(request)
        plan = await plan_queries.latest(event.id)
        room = int(request.path_params["room"])
        if plan is None or room not in plan.rooms:
            raise NotFoundException
        shown = _door(plan, room, now()) | {
            "event": event,
            "plan": plan,
            "room": room,
            "clocks": clocks_of(request, event, plan),
        }
        if by_htmx(request):
            return fragment(request, "schedule/_door.html", **shown)
        return page(request, "schedule/door.html", **shown)


class StarPages(Controller):
    path = "/{slug:str}/zeitplan/{topic:str}/merken"

    @post(status_code=200)
    async def star(self, request: AnyRequest) -> Answer:
        """`merken=1|0` is what is wanted, so that a double tap is harmless."""
        event, form = await the_event(request), await read_form(request)
        wanted, person = yes_or_no(form, "merken"), await the_person(request)
        topic, only_mine = whole_number(request.path_params["topic"]), form.value("nur") == MINE
        await stars.set_star(event, topic, wanted, by=person)
        if not by_htmx(request):
            query = f"?nur={MINE}" if only_mine else ""
            return go_to(request, f"/{event.slug}/zeitplan{query}#thema-{topic}")
        shown = await _shown(request, event, person, only_mine=only_mine, keep=topic)
        return fragment(request, "schedule/_plan.html", **shown | {"told": wanted})


def _tells_wishes(event: EventView, plan: PlanView) -> bool:
    """Once votes are published. Everybody has as many wishes as rounds at most, so from so many on
    they are those of five people, and nobody's own.
    """
    if event.counted_at is None or not publishes_count(event.counts) or not plan.possible:
        return False
    rounds = len({one.starts_at for one in plan.sessions if one.topic is not None})
    return plan.possible >= SMALLEST * rounds


@dataclass(frozen=True, slots=True)
class Day:
    """`name` is empty where there is one day only."""

    name: str
    times: list[Times] = field(default_factory=list)


async def _shown(
    request: AnyRequest,
    event: EventView,
    person: Actor | None,
    *,
    only_mine: bool,
    keep: int | None = None,
) -> dict[str, Any]:
    """`keep`: a topic whose star was just taken stays where the finger is."""
    plan, at = await plan_queries.latest(event.id), now()
    mine = await stars.starred(event.id, person.id) if person else frozenset()
    times = plan.times if plan else []
    today = at.astimezone(event.zone).date()
    later = [one.starts_at for one in times if one.starts_at > at]
    # "Next" is said of the day itself, not of one that is weeks away.
    coming = min((one for one in later if one.astimezone(event.zone).date() == today), default=None)
    if only_mine and plan:
        wanted = mine | {keep}
        kept = [one for one in plan.sessions if one.is_for_all or one.topic in wanted]
        times = plan_queries.by_time(tuple(kept))
    clocks = clocks_of(request, event, plan)
    return {
        "event": event,
        "plan": plan,
        "clocks": clocks,
        "tables": tables_of(times, clocks, at),
        "at": at,
        "coming": coming,
        "mine": mine,
        "only_mine": only_mine,
        "clashes": stars.clashes(plan.sessions, mine) if plan else {},
        "told": None,
        "known": person is not None,
    }


def clocks_of(request: AnyRequest, event: EventView, plan: PlanView | None) -> Clocks:
    clocks = Clocks(visit_of(request).language, event.zone)
    return clocks.on_several(one.starts_at for one in plan.sessions) if plan else clocks


def days_of(times: list[Times], clocks: Clocks) -> list[Day]:
    days: dict[str, Day] = {}
    for one in times:
        name = clocks.day(one.starts_at) if clocks.several_days else ""
        days.setdefault(name, Day(name)).times.append(one)
    return list(days.values())


def _door(plan: PlanView, room: int, at: datetime) -> dict[str, Any]:
    """What is for everybody happens to whoever stands at this door, too."""
    here = [one for one in plan.sessions if one.room == room or one.is_for_all]
    running = [one for one in here if one.starts_at <= at < one.ends_at]
    later = [one for one in here if one.starts_at > at]
    return {
        "name": plan.rooms[room],
        "running": running[0] if running else None,
        "following": later[0] if later else None,
        "later": later[1:],
    }
