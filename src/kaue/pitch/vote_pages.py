"""The moderator's page of the vote: its rules, its end, the count, and what leads the pitches."""

from typing import Any

from litestar import Controller, get, post

from kaue.events import sealing
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.vote_rules import rule_of_counts, ways_of
from kaue.people.guards import the_person
from kaue.pitch import actions, count_queries, queries
from kaue.pitch.count_queries import Counted
from kaue.pitch.forms import LONGEST_REASON, WHY_AGAIN
from kaue.pitch.orders import ORDERS, key_of, method_of
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused, words_problems
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.text import clean_line

TOP = 10
"""Places of the three orders that are shown at once; the others are folded."""


class VoteDeskPages(Controller):
    path = "/pult/{slug:str}"

    @get("/abstimmung")
    async def show(self, request: AnyRequest) -> Answer:
        return await vote_page(request, Form())

    @post("/rangliste/einfrieren", status_code=200)
    async def freeze(self, request: AnyRequest) -> Answer:
        """By the event's rule; by another `reihenfolge` for a reason, `grund`, as a count again."""
        event, form = await the_event(request), await read_form(request)
        order, reason = form.value("reihenfolge"), clean_line(form.value("grund"))
        if problems := words_problems("grund", reason, LONGEST_REASON):
            return await vote_page(request, form, problems)
        try:
            await actions.freeze(
                event.id,
                event.slug,
                after_version=form.number("version"),
                by=await the_person(request),
                method=method_of(order) if order else "",
                reason=reason,
            )
        except actions.CountedBefore:
            return await vote_page(request, form, {"grund": WHY_AGAIN})
        return go_to(request, f"/pult/{event.slug}/abstimmung", tell="eingefroren")

    @post("/abstimmung-beenden", status_code=200)
    async def end_voting(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await actions.end_voting(event.id, event.slug)
        return go_to(request, f"/pult/{event.slug}/abstimmung", tell="abstimmung-beendet")


async def vote_page(
    request: AnyRequest, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    """The whole page; with `problems` again with what was typed."""
    event, person = await the_event(request), await the_person(request)
    frozen = await queries.frozen_list(event.id)
    return page(
        request,
        "pitch/vote.html",
        status=422 if problems else 200,
        event=event,
        frozen=frozen,
        form=refused(request, form, problems or {}),
        orders=ORDERS,
        rule=key_of(frozen.rule if frozen else event.pitch_order),
        places=_beside_each_other(await count_queries.lines(frozen.id)) if frozen else [],
        top=TOP,
        longest=LONGEST_REASON,
        may_tally=person.may_review(event),
        may_administer=person.may_administer,
        **_as_it_stands(event),
    )


def _as_it_stands(event: EventView) -> dict[str, Any]:
    left = event.vote_until - now()
    over = left.total_seconds() <= 0
    return {
        "left": left,
        "begun": event.vote_from <= now(),
        "voting_over": over,
        "may_count": over or sealing.may_count_early(event.counts),
        "rule_of_counts": rule_of_counts(event),
        "ways": ways_of(event),
    }


def _beside_each_other(lines: list[Counted]) -> list[tuple[Counted, ...]]:
    """What has the first place in each of ORDERS, what has the second one, and so on."""
    columns = [_ordered(lines, method) for method, _, _ in ORDERS.values()]
    return list(zip(*columns, strict=True))


def _ordered(lines: list[Counted], method: str) -> list[Counted]:
    return sorted(lines, key=lambda one: one.place(method))
