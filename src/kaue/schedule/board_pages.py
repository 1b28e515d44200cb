"""The board: the session grid as moderators build it, with what each move would cost."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import ClientException

from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.schedule import board, board_queries, board_steps, insight, queries
from kaue.schedule.board_queries import Cell
from kaue.schedule.computing import NoAnswer
from kaue.schedule.concerns import by_cell, concerns_of
from kaue.schedule.insight import Wall
from kaue.schedule.sentences import ACTS, CONCERNS, REASONS
from kaue.steps import queries as steps
from kaue.tables import Scene
from kaue.web.forms import Form, read_form, whole_number, yes_or_no
from kaue.web.page import Answer, AnyRequest, by_htmx, fragment, go_to, page

BACK_TO = {"raeume", "runden"}
"""Pages beside the board that offer its undo, too."""


class BoardPages(Controller):
    path = "/pult/{slug:str}/zeitplan"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        """With a card (`?karte=7`) or a cell (`?zelle=3-2`, round and room) that was chosen."""
        given = request.query_params
        card = whole_number(given.get("karte", ""))
        focus = given.get("fokus") == "1" and by_htmx(request)
        cell = _cell_in(given.get("zelle", ""))
        shown = await _board(request, card=card, cell=cell, focus=focus)
        if by_htmx(request):
            return fragment(request, "schedule/_board.html", **shown)
        return page(request, "schedule/board.html", **shown)

    @post("/setzen", status_code=200)
    async def place(self, request: AnyRequest) -> Answer:
        """`statt` is what the page showed in that cell; empty for nothing."""
        event, form = await the_event(request), await read_form(request)
        instead_of = form.number("statt") if form.value("statt") else None
        topic, cell, by = form.number("karte"), _cell(form), await the_person(request)
        await board.place(event, topic, cell, instead_of=instead_of, by=by)
        return await _answer(request, topic)

    @post("/wiederholen", status_code=200)
    async def repeat(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        topic = form.number("karte")
        await board.repeat(event, topic, _cell(form), by=await the_person(request))
        return await _answer(request, topic)

    @post("/ablage", status_code=200)
    async def clear(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        topic = form.number("karte")
        await board.clear(event, topic, _cell(form), by=await the_person(request))
        return await _answer(request, topic)

    @post("/anheften", status_code=200)
    async def pin(self, request: AnyRequest) -> Answer:
        """`angeheftet=1|0` is what is wanted."""
        event, form = await the_event(request), await read_form(request)
        topic, wanted = form.number("karte"), yes_or_no(form, "angeheftet")
        await board.pin(event, topic, _cell(form), wanted, by=await the_person(request))
        return await _answer(request, topic, card=topic)

    @post("/schliessen", status_code=200)
    async def close(self, request: AnyRequest) -> Answer:
        """`zu=1|0` is what is wanted."""
        event, form = await the_event(request), await read_form(request)
        cell, wanted = _cell(form), yes_or_no(form, "zu")
        await board.close(event, cell, wanted, by=await the_person(request))
        return await _answer(request, cell=cell)

    @post("/vorschlag", status_code=200)
    async def propose(self, request: AnyRequest) -> Answer:
        """Fills whatever is not pinned; with the proof of how much any plan could keep."""
        event, by = await the_event(request), await the_person(request)
        seen = await board_queries.version_of(event.id)
        wall = await insight.the_wall(event)
        try:
            proposal = await insight.propose(wall)
        except NoAnswer:
            return await _answer(request, late=True)
        await board.arrange(event, proposal.plan, "proposal", by=by, seen=seen)
        await board.keep_bound(event, proposal.bound, proposal.day)
        return await _answer(request)

    @get("/vorschlag")
    async def progress(self, request: AnyRequest) -> Answer:
        """While a proposal is awaited: how good the best one is that was found so far."""
        event = await the_event(request)
        if not by_htmx(request):
            return go_to(request, f"/pult/{event.slug}/zeitplan")
        return fragment(request, "schedule/_progress.html", kept=insight.progress(event))

    @post("/zuege", status_code=200)
    async def move(self, request: AnyRequest) -> Answer:
        """Several at once: `zug=topic-round-room`; `stand` is the version they were shown in."""
        event, form = await the_event(request), await read_form(request)
        moves = [_move(one) for one in form.values("zug")]
        if not moves:
            raise ClientException
        by, seen = await the_person(request), form.number("stand")
        await board.arrange(event, moves, "moves", by=by, seen=seen)
        return await _answer(request, moves[0][0])

    @post("/leeren", status_code=200)
    async def clear_all(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        await board.clear_all(event, by=await the_person(request))
        return await _answer(request)

    @post("/rueckgaengig", status_code=200)
    async def undo(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        number, by = form.number("schritt"), await the_person(request)
        await board_steps.undo(event.id, number=number, by=by)
        if form.value("zurueck") in BACK_TO:
            path = f"/pult/{event.slug}/{form.value('zurueck')}"
            return go_to(request, path, tell="wieder-da")
        return await _answer(request)


def _cell(form: Form) -> Cell:
    return form.number("runde"), form.number("raum")


def _cell_in(text: str) -> Cell | None:
    when, dash, where = text.partition("-")
    return (whole_number(when), whole_number(where)) if dash else None


def _move(text: str) -> tuple[int, Cell]:
    numbers = [whole_number(one) for one in text.split("-")]
    if len(numbers) != 3 or min(numbers) < 0:
        raise ClientException
    return numbers[0], (numbers[1], numbers[2])


async def _answer(
    request: AnyRequest,
    told: int = 0,
    *,
    card: int = -1,
    cell: Cell | None = None,
    late: bool = False,
) -> Answer:
    """`told`: the topic that was moved; the focus goes there."""
    if by_htmx(request):
        shown = await _board(request, card=card, cell=cell, told=told, late=late)
        return fragment(request, "schedule/_board.html", **shown)
    event = await the_event(request)
    chosen = f"?karte={card}" if card > 0 else f"?zelle={cell[0]}-{cell[1]}" if cell else ""
    tell = "vorschlag-dauert" if late else None
    place = f"#karte-{told}" if told else "#brett"
    return go_to(request, f"/pult/{event.slug}/zeitplan{chosen}{place}", tell=tell)


async def _board(
    request: AnyRequest,
    *,
    card: int = -1,
    cell: Cell | None = None,
    told: int | None = None,
    focus: bool = False,
    late: bool = False,
) -> dict[str, Any]:
    event = await the_event(request)
    # First: what is read after it may only be newer, so nothing is missed.
    version = await board_queries.version_of(event.id)
    wall = await insight.the_wall(event)
    at = {one.cell: one for one in wall.placed}
    past = await steps.past(event.id, Scene.BOARD)
    published = await board_queries.is_published(event.id)
    here = next((one for one in wall.placed if one.topic == card and not one.again), None)
    seen = await insight.look(wall, published=published)
    found = concerns_of(wall, seen)
    return {
        "event": event,
        "wall": wall,
        "day": await queries.rounds(event.id),
        "at": at,
        "tray": wall.tray,
        "seen": seen,
        "found": found,
        "marks": by_cell(found),
        "chosen": wall.cards.get(card),
        "chosen_at": here,
        "cell": cell if _is_there(wall, cell) else None,
        "published": published,
        "on_wall": await board_queries.is_on_the_wall(event.id),
        "version": version,
        "history": past.steps,
        "undoable": past.latest,
        "acts": ACTS,
        "concerns": CONCERNS,
        "reasons": REASONS,
        "rooms": {room.id: room for room in wall.rooms},
        "rounds": {one.id: one for one in wall.rounds},
        "told": told,
        "focus": focus,
        "late": late,
    }


def _is_there(wall: Wall, cell: Cell | None) -> bool:
    if cell is None:
        return False
    return cell[0] in {one.id for one in wall.rounds} and cell[1] in {one.id for one in wall.rooms}
