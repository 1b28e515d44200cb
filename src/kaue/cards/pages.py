"""Code cards: the door for whoever holds one, and where staff print and revoke them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from litestar import Controller, get, post

from kaue.cards import actions, queries, sheet
from kaue.cards.forms import CARD_LENGTH, MOST_AT_ONCE, RangeForm, typed_letters, wanted_number
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.limits.actions import TooOften
from kaue.limits.lookups import proof_ahead, proof_wanted
from kaue.limits.proofs import Proof
from kaue.people import cookies
from kaue.people.browsers import browser_of
from kaue.signin.carry import act_of, finish, way_on
from kaue.web.forms import Form, Problem, filled, read_form, refused
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, download, go_to, page
from kaue.web.visit import visit_of

NOT_EIGHT = N_("Type the eight letters that are printed on your card.")
UNKNOWN = N_(
    "This card opens nothing. Compare the letters; if they are right, ask where you got the card."
)
NO_SUCH_NUMBERS = N_("There is no card with this number.")

KEY = "card"
"""The form that is counted by network, too (limits/lookups.py)."""


class KeyPages(Controller):
    path = "/karte"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        form = filled(weiter=request.query_params.get("weiter", ""))
        return _key_page(request, form, proof=await proof_ahead(request, KEY))

    @post(status_code=200)
    async def enter(self, request: AnyRequest) -> Answer:
        form = await read_form(request)
        if form.value("wie") == "zeigen":
            return _key_page(request, form, proof=await proof_ahead(request, KEY))
        code = typed_letters(form, CARD_LENGTH)
        if not code:
            return _key_page(request, refused(request, form, {"code": NOT_EIGHT}), status=422)
        if proof := await proof_wanted(request, form, KEY):
            return _key_page(request, form, status=429, proof=proof)
        try:
            entered = await actions.enter(
                code, language=visit_of(request).language, browser=browser_of(request)
            )
        except actions.NoSuchCard:
            return _key_page(request, refused(request, form, {"code": UNKNOWN}), status=422)
        except TooOften as often:
            return _key_page(request, refused(request, form, {"code": often.problem}), status=429)
        answer = await finish(
            request,
            act_of(form),
            token=entered.token,
            otherwise=way_on(form, otherwise=f"/{entered.slug}"),
            tell="willkommen-gast" if entered.is_new else "angemeldet",
        )
        return await cookies.carrying(request, answer, entered.token)


def _key_page(
    request: AnyRequest, form: Form, *, status: int = 200, proof: Proof | None = None
) -> Answer:
    return page(
        request,
        "cards/key.html",
        status=status,
        form=form,
        act=act_of(form),
        proof=proof,
        length=CARD_LENGTH,
    )


class CardPages(Controller):
    path = "/redaktion/{slug:str}/karten"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        return await _cards_page(request, Form())

    @post(status_code=200)
    async def issue(self, request: AnyRequest) -> Answer:
        """The sheet itself is the answer: the codes are in no other place."""
        event, form = await the_event(request), await read_form(request)
        wanted, problems = wanted_number(form)
        if problems:
            return await _cards_page(request, form, problems)
        cards = await actions.issue(event, wanted)
        pdf = await asyncio.to_thread(sheet.printed, event, cards)
        name = f"{event.slug}-karten-{cards[0].number}-{cards[-1].number}.pdf"
        return download(pdf, media_type="application/pdf", name=name)

    @post("/sperren", status_code=200)
    async def revoke(self, request: AnyRequest) -> Answer:
        return await _change(request, actions.revoke, tell="karten-gesperrt")

    @post("/entsperren", status_code=200)
    async def restore(self, request: AnyRequest) -> Answer:
        return await _change(request, actions.restore, tell="karten-entsperrt")


async def _change(
    request: AnyRequest, act: Callable[[EventView, int, int], Awaitable[int]], *, tell: str
) -> Answer:
    event, form = await the_event(request), await read_form(request)
    wanted = RangeForm.of(form)
    problems = wanted.problems()
    if not problems and not await act(event, wanted.first, wanted.last):
        problems = {"von": NO_SUCH_NUMBERS}
    if problems:
        return await _cards_page(request, form, problems)
    return go_to(request, f"/redaktion/{event.slug}/karten", tell=tell)


async def _cards_page(
    request: AnyRequest, form: Form, problems: Mapping[str, Problem] | None = None
) -> Answer:
    event = await the_event(request)
    return page(
        request,
        "cards/desk.html",
        status=422 if problems else 200,
        event=event,
        totals=await queries.totals(event.id),
        batches=await queries.batches(event.id),
        revoked=await queries.revoked(event.id),
        most=MOST_AT_ONCE,
        form=refused(request, form, problems or {}),
    )
