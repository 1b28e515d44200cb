"""The ranking for everybody: three orders, how they came about, and one's own receipt."""

import json
from typing import Any

from litestar import Controller, get
from litestar.exceptions import NotFoundException

from kaue.events import sealing
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.events.vote_rules import rule_of_counts, ways_of
from kaue.people.guards import the_person, who
from kaue.pitch import count_queries, counting, queries
from kaue.pitch.draws import commitment_of
from kaue.pitch.orders import ORDERS, TALLIES, key_of
from kaue.pitch.queries import FrozenList
from kaue.ranking.candidates import Candidate
from kaue.ranking.fair import mean_and_weight
from kaue.ranking.receipts import receipt
from kaue.web.dates import iso
from kaue.web.page import Answer, AnyRequest, download, page


class RankingPages(Controller):
    path = "/{slug:str}/rangliste"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        frozen = await queries.frozen_list(event.id)
        chosen = request.query_params.get("nach", "")
        # Two orders beside each other tell more than the one that the pitches follow.
        if chosen not in ORDERS or (frozen and not frozen.tells_votes):
            chosen = _decided(frozen) or "stimmen"
        method = ORDERS[chosen][0]
        lines = await count_queries.lines(frozen.id) if frozen else []
        return page(
            request,
            "ranking/show.html",
            event=event,
            frozen=frozen,
            lines=sorted(lines, key=lambda one: one.place(method)),
            orders=ORDERS,
            chosen=chosen,
            method=method,
            decided=_decided(frozen),
            tallies={
                of: tally
                for of, tally in TALLIES.items()
                if frozen and frozen.tells_votes and any(getattr(one, of) for one in lines)
            },
        )

    @get("/entstehung")
    async def how(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        frozen = await queries.frozen_list(event.id)
        told = frozen if frozen and frozen.tells_votes else None
        # From sums by day, or from the mean, follows much of what the topics have.
        lines = await count_queries.lines(told.id) if told else []
        mean, weight = mean_and_weight(Candidate(one.topic, one.votes, one.passes) for one in lines)
        person = await who(request)
        return page(
            request,
            "ranking/how.html",
            event=event,
            frozen=frozen,
            moderates=person is not None and person.may_moderate(event),
            orders=ORDERS,
            decided=_decided(frozen),
            rule=key_of(event.pitch_order),
            labels={method: label for method, label, _ in ORDERS.values()},
            commitment=await commitment_of(event.id),
            days=await count_queries.turnout(told.id) if told else [],
            versions=await count_queries.versions(event.id) if frozen else [],
            receipts=await count_queries.how_many_commitments(frozen.id) if frozen else 0,
            mean=round(float(mean) * 100),
            rule_of_counts=rule_of_counts(event),
            publishes=sealing.publishes_count(event.counts),
            ways=ways_of(event),
            weight=weight,
        )

    @get("/zaehlung.json")
    async def as_json(self, request: AnyRequest) -> Answer:
        """All numbers of the count, from which anybody can work out its digest anew."""
        event = await the_event(request)
        frozen = await queries.frozen_list(event.id)
        if frozen is None or not frozen.tells_votes:
            raise NotFoundException
        return await _record_file(event, frozen)

    @get("/belege.txt")
    async def receipts(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        frozen = await queries.frozen_list(event.id)
        if frozen is None:
            raise NotFoundException
        body = "".join(f"{one}\n" for one in await count_queries.commitments(frozen.id))
        name = f"{event.slug}-belege-{frozen.version}.txt"
        return download(body, media_type="text/plain", name=name)


class CountPages(Controller):
    """For moderators, whoever else is told: with it they can show what a digest is made from."""

    path = "/pult/{slug:str}/zaehlung.json"

    @get()
    async def as_json(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        frozen = await queries.frozen_list(event.id)
        if frozen is None:
            raise NotFoundException
        return await _record_file(event, frozen)


class ReceiptPages(Controller):
    path = "/{slug:str}/rangliste/beleg"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """Were my votes counted? Only for whoever is signed in, about their own."""
        event, person = await the_event(request), await the_person(request)
        frozen = await queries.frozen_list(event.id)
        mine = await count_queries.own_topics(event.id, person.id) if frozen else {}
        salt = counting.salt_of(event.id, frozen.version, person.id) if frozen else ""
        count = f"{event.slug};{frozen.version}" if frozen else ""
        own = receipt(salt, count, mine)
        return page(
            request,
            "ranking/receipt.html",
            event=event,
            frozen=frozen,
            mine=mine,
            salt=salt,
            count=count,
            numbers=",".join(str(number) for number in sorted(mine)),
            receipt=own,
            holds=frozen is not None and await count_queries.is_published(frozen.id, own),
        )


def _decided(frozen: FrozenList | None) -> str:
    """The order that leads the pitches, as addresses name it; empty before a count."""
    return key_of(frozen.method) if frozen else ""


async def _record_file(event: EventView, frozen: FrozenList) -> Answer:
    body = json.dumps(await _record(event, frozen), ensure_ascii=False, indent=1)
    name = f"{event.slug}-zaehlung-{frozen.version}.json"
    return download(body, media_type="application/json", name=name)


async def _record(event: EventView, frozen: FrozenList) -> dict[str, Any]:
    return {
        "event": event.slug,
        "version": frozen.version,
        "counted_at": iso(frozen.frozen_at),
        "method": frozen.rule,
        "seed": frozen.seed,
        "nonce": await count_queries.nonce_of(frozen.id),
        "digest": frozen.digest,
        "people": frozen.people,
        "decisions": frozen.decisions,
        "added": frozen.added.split(),
        "topics": [
            {
                "topic": one.topic,
                "title": one.title,
                "votes": one.votes,
                "passes": one.passes,
                "paper": one.paper,
                "hands": one.hands,
                "place_by_votes": one.by_votes,
                "place_fair": one.fair,
                "place_balanced": one.balanced,
            }
            for one in await count_queries.lines(frozen.id)
        ],
    }
