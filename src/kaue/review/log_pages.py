"""The decision log: what staff did, whether anybody changed it since, and all of it as a file."""

from litestar import Controller, get

from kaue.audit import queries
from kaue.audit.acts import SAID, SUBJECTS
from kaue.audit.queries import Head, Proof
from kaue.events.lookups import the_event
from kaue.recent import Recent
from kaue.review import log_export
from kaue.review.reasons import said_of
from kaue.web.forms import whole_number
from kaue.web.page import Answer, AnyRequest, download, page
from kaue.web.visit import visit_of

PAGE = 50

LONGEST_PROVEN_HERE = 5_000
"""Entries. Working out more takes the server too long; `kaue audit verify` does it beside it."""


class LogPages(Controller):
    path = "/redaktion/{slug:str}"

    @get("/protokoll")
    async def show(self, request: AnyRequest) -> Answer:
        """`vor` is the number before which to begin, `handlung` one kind of act."""
        event = await the_event(request)
        head = await queries.head(event.id)
        known = await _known.get((event.id, head.hash))
        chosen = request.query_params.get("handlung", "")
        chosen = chosen if chosen in known else ""
        before = whole_number(request.query_params.get("vor", ""))
        up_to = before - 1 if before > 0 else head.number
        # One more than is shown tells whether there are older ones.
        found = await queries.entries(event.id, up_to, PAGE + 1, chosen)
        return page(
            request,
            "review/log.html",
            event=event,
            entries=found[:PAGE],
            older=found[PAGE - 1].number if len(found) > PAGE else None,
            newest=up_to >= head.number,
            acts={str(act): text for act, text in SAID.items() if act in known},
            said=SAID,
            subjects=SUBJECTS,
            chosen=chosen,
            reasons=await _reasons({one.reason for one in found}, visit_of(request).language),
            command=f"kaue audit verify {event.slug}",
            head=head,
            proof=await _proof(event.id, head),
        )

    @get("/protokoll.csv")
    async def as_csv(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        name = f"{event.slug}-protokoll.csv"
        return download(await log_export.as_csv(event.id), media_type="text/csv", name=name)


async def _reasons(codes: set[str], language: str) -> dict[str, str]:
    return {code: await said_of(code, language) for code in codes}


End = tuple[int, str]
"""An event, and the hash its log ends with: what follows from the entries holds until another."""


async def _worked_out(end: End) -> Proof:
    return await queries.verify(end[0])


async def _acts(end: End) -> set[str]:
    return await queries.acts(end[0])


_proofs = Recent(_worked_out, seconds=60)
_known = Recent(_acts, seconds=60)


async def _proof(event_id: int, head: Head) -> Proof | None:
    """A minute old at most, and never of an earlier end. None where that would take too long."""
    if head.number > LONGEST_PROVEN_HERE:
        return None
    return await _proofs.get((event_id, head.hash))
