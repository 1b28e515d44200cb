"""Comments on the administration's desk: all of them, one in its thread, and what is decided."""

import re
from collections.abc import Awaitable

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue.audit.acts import SAID
from kaue.comments import queries as comments
from kaue.comments.queries import CommentView
from kaue.events.lookups import the_event
from kaue.people.guards import the_person
from kaue.review import comment_actions as actions
from kaue.review import comment_queries as queries
from kaue.review.clash import Clash, clash_of
from kaue.review.comment_queries import ALL, HIDDEN, PAGE, WAITS
from kaue.review.deciding import AlreadyDecided
from kaue.review.flags import flags
from kaue.review.forms import LONGEST_NOTE, RejectionForm
from kaue.review.promise import is_late
from kaue.review.reasons import catalogue, said_of
from kaue.tables import Reason
from kaue.topics import queries as topics
from kaue.web.dates import now
from kaue.web.forms import Form, Problem, read_form, refused, whole_number
from kaue.web.language import N_
from kaue.web.page import Answer, AnyRequest, go_to, page
from kaue.web.text import clean_line
from kaue.web.visit import visit_of

TABS = {WAITS: N_("Waits"), HIDDEN: N_("Hidden"), ALL: N_("All")}
STANDINGS = {
    "waiting": N_("waits, not public yet"),
    "unreviewed": N_("public, nobody has looked yet"),
    "shown": N_("public"),
    "hidden": N_("hidden"),
    "deleted": N_("deleted by its author"),
}
ABOUT_TOPICS = {Reason.DUPLICATE, Reason.UNCLEAR}
"""Reasons that say nothing about a comment."""

LONGEST_WORDS = 100

_MARK = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


class CommentReviewPages(Controller):
    path = "/redaktion/{slug:str}/kommentare"

    @get()
    async def show_list(self, request: AnyRequest) -> Answer:
        return await _list_page(request)

    @post("/freigeben", status_code=200)
    async def accept_all(self, request: AnyRequest) -> Answer:
        """Of the ticked ones those that are still as they were seen."""
        event, form = await the_event(request), await read_form(request)
        seen = _marks(form.values("kommentar"))
        if not seen:
            nothing: dict[str, Problem] = {"auswahl": N_("Tick at least one comment.")}
            return await _list_page(request, nothing)
        accepted = await actions.accept_all(event, seen, by=await the_person(request))
        if not accepted:
            return go_to(request, _list(request), tell="kommentare-schon-entschieden")
        partly = accepted < len(set(seen))
        tell = "kommentare-teils-freigegeben" if partly else "kommentare-freigegeben"
        return go_to(request, _undoable(request, seen), tell=tell)

    @post("/rueckgaengig", status_code=200)
    async def undo(self, request: AnyRequest) -> Answer:
        event, person = await the_event(request), await the_person(request)
        form = await read_form(request)
        seen, undone, told = _marks(form.values("kommentar")), 0, False
        for number, version in seen:
            if comment := await queries.find(event.id, number):
                try:
                    told |= await actions.undo(comment, version=version, by=person)
                except AlreadyDecided:
                    continue
                undone += 1
        there = f"{_list(request)}/{seen[0][0]}" if len(seen) == 1 else _list(request)
        if not undone:
            return go_to(request, there, tell="kommentare-schon-entschieden")
        tell = "rueckgaengig-mit-mail" if told else "kommentar-rueckgaengig"
        return go_to(request, there, tell=tell)

    @get("/{comment:int}")
    async def show(self, request: AnyRequest) -> Answer:
        return await _comment_page(request, Form())

    @post("/{comment:int}/freigeben", status_code=200)
    async def accept(self, request: AnyRequest) -> Answer:
        comment, form = await _the_comment(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        act = actions.accept(comment, version=version, by=by)
        return await _decided(request, form, act, N_("Accept"), "kommentar-freigegeben")

    @post("/{comment:int}/ausblenden", status_code=200)
    async def hide(self, request: AnyRequest) -> Answer:
        comment, form = await _the_comment(request), await read_form(request)
        wanted = RejectionForm.of(form)
        event = await the_event(request)
        known = await _reasons(event.id, visit_of(request).language)
        if problems := wanted.problems(known):
            return await _comment_page(request, form, problems)
        by, version = await the_person(request), form.number("version")
        act = actions.hide(comment, wanted, version=version, by=by)
        return await _decided(request, form, act, N_("Hide"), "kommentar-ausgeblendet")

    @post("/{comment:int}/einblenden", status_code=200)
    async def show_again(self, request: AnyRequest) -> Answer:
        comment, form = await _the_comment(request), await read_form(request)
        by, version = await the_person(request), form.number("version")
        act = actions.show(comment, version=version, by=by)
        return await _decided(request, form, act, N_("Show again"), "kommentar-eingeblendet")


async def _the_comment(request: AnyRequest) -> CommentView:
    """The one in the address, if it is in this event; or a 404."""
    event = await the_event(request)
    comment = await queries.find(event.id, request.path_params["comment"])
    if comment is None:
        raise NotFoundException
    return comment


async def _reasons(event_id: int, language: str) -> dict[str, str]:
    every = await catalogue(event_id, language)
    return {code: text for code, text in every.items() if code not in ABOUT_TOPICS}


def _list(request: AnyRequest) -> str:
    return f"/redaktion/{request.path_params['slug']}/kommentare"


def _undoable(request: AnyRequest, seen: list[tuple[int, int]]) -> str:
    """The list, on which what was just done to these can be taken back."""
    acts = ".".join(f"{number}-{version + 1}" for number, version in seen)
    return f"{_list(request)}?akt={acts}"


def _marks(given: list[str]) -> list[tuple[int, int]]:
    """Numbers and versions, as `12-3`; what is none is left out."""
    found = [_MARK.fullmatch(one) for one in given[:PAGE]]
    return [(int(one[1]), int(one[2])) for one in found if one]


async def _decided(
    request: AnyRequest, form: Form, act: Awaitable[None], wanted: str, tell: str
) -> Answer:
    """Back to the list, where the act can be undone; or what somebody else did meanwhile."""
    try:
        await act
    except AlreadyDecided:
        seen = STANDINGS.get(form.value("stand"), "")
        clash = await clash_of(request, form, wanted, seen=seen)
        return await _comment_page(request, form, clash=clash)
    mark = request.path_params["comment"], form.number("version")
    return go_to(request, _undoable(request, [mark]), tell=tell)


async def _list_page(request: AnyRequest, problems: dict[str, Problem] | None = None) -> Answer:
    """422 with problems."""
    event, given = await the_event(request), request.query_params
    tab = given.get("stand", WAITS)
    tab = tab if tab in TABS else WAITS
    words = clean_line(given.get("q", ""))[:LONGEST_WORDS]
    start = max(whole_number(given.get("ab", "0")), 0)
    found = await queries.listed(event.id, tab, words, start)
    if start and not found.comments:
        raise NotFoundException
    at = now()
    return page(
        request,
        "review/comments.html",
        status=422 if problems else 200,
        event=event,
        form=refused(request, Form(), problems or {}),
        tabs=TABS,
        tab=tab,
        counts=await queries.counts(event.id),
        words=words,
        comments=found.comments,
        found=found.found,
        start=start,
        page_size=PAGE,
        standings=STANDINGS,
        late={
            one.id
            for one in found.comments
            if one.waits and is_late(one.since, event.answer_days, event.zone, at)
        },
        flags={one.id: flags("", one.text) for one in found.comments},
        undoable=await queries.undoable(event.id, _marks(given.get("akt", "").split("."))),
    )


async def _comment_page(
    request: AnyRequest,
    form: Form,
    problems: dict[str, Problem] | None = None,
    *,
    clash: Clash | None = None,
) -> Answer:
    """One comment between those it answers and those that answer it; 422 or 409."""
    event, comment = await the_event(request), await _the_comment(request)
    language = visit_of(request).language
    history = await queries.history(event.id, comment.id)
    codes = {comment.reason, *(one.reason for one in history)}
    return page(
        request,
        "review/comment.html",
        status=422 if problems else 409 if clash else 200,
        event=event,
        topic=await topics.find(comment.topic),
        comment=comment,
        around=await comments.around(comment),
        standings=STANDINGS,
        form=refused(request, form, problems or {}),
        clash=clash,
        flags=flags("", comment.text),
        history=history,
        said=SAID,
        why={code: await said_of(code, language) for code in codes},
        reasons=await _reasons(event.id, language),
        longest_note=LONGEST_NOTE,
    )
