"""Rooms: name, seats, what is in them, and when they cannot be had."""

from typing import Any

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException

from kaue import db
from kaue.events.lookups import the_event
from kaue.events.queries import EventView
from kaue.people.guards import the_person
from kaue.schedule import board_queries, queries, rooms
from kaue.schedule.forms import (
    EQUIPMENT,
    LONGEST_ROOM,
    SAME_ROOM,
    RoomForm,
    form_of_room,
)
from kaue.schedule.queries import RoomView
from kaue.schedule.removing import asking, just_removed
from kaue.web.forms import Form, Problem, read_form, refused
from kaue.web.page import Answer, AnyRequest, go_to, page


class RoomPages(Controller):
    path = "/pult/{slug:str}/raeume"

    @get()
    async def show(self, request: AnyRequest) -> Answer:
        return await _page(request, await the_event(request), Form())

    @post(status_code=200)
    async def add(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        wanted = RoomForm.of(form)
        problems = wanted.problems()
        if not problems:
            try:
                await rooms.add_room(event, wanted)
            except db.Conflict:
                problems = {"name": SAME_ROOM}
            else:
                return go_to(request, _here(event), tell="gespeichert")
        return await _page(request, event, form, problems)

    @get("/{room:int}")
    async def edit(self, request: AnyRequest) -> Answer:
        event = await the_event(request)
        room = await _the_room(request, event)
        return await _edit_page(request, event, room, form_of_room(room))

    @post("/{room:int}", status_code=200)
    async def change(self, request: AnyRequest) -> Answer:
        event, form = await the_event(request), await read_form(request)
        room = await _the_room(request, event)
        wanted = RoomForm.of(form)
        problems = wanted.problems()
        if not problems:
            try:
                by = await the_person(request)
                await rooms.change_room(event, room.id, wanted, by=by)
            except db.Conflict:
                problems = {"name": SAME_ROOM}
            else:
                return go_to(request, _here(event), tell="gespeichert")
        return await _edit_page(request, event, room, form, problems)

    @get("/{room:int}/entfernen")
    async def ask(self, request: AnyRequest) -> Answer:
        """Which sessions would lose their place with it."""
        event = await the_event(request)
        room = await _the_room(request, event)
        losing = await board_queries.held_in(event.id, room=room.id)
        return await asking(request, event, _here(event), losing, room=room)

    @post("/{room:int}/entfernen", status_code=200)
    async def remove(self, request: AnyRequest) -> Answer:
        """`sessions` says which were named; nobody takes away others than these."""
        event, form = await the_event(request), await read_form(request)
        room, by = _number(request), await the_person(request)
        try:
            await rooms.remove_room(event, room, seen=form.value("sessions"), by=by)
        except rooms.StillHeld:
            return go_to(request, f"{_here(event)}/{room}/entfernen")
        return go_to(request, _here(event), tell="entfernt")


def _here(event: EventView) -> str:
    return f"/pult/{event.slug}/raeume"


def _number(request: AnyRequest) -> int:
    return int(request.path_params["room"])


async def _the_room(request: AnyRequest, event: EventView) -> RoomView:
    for room in await queries.rooms(event.id):
        if room.id == _number(request):
            return room
    raise NotFoundException


async def _page(
    request: AnyRequest, event: EventView, form: Form, problems: dict[str, Problem] | None = None
) -> Answer:
    return page(
        request,
        "schedule/rooms.html",
        status=422 if problems else 200,
        event=event,
        rooms=await queries.rooms(event.id),
        held={one.room for one in await board_queries.held_in(event.id)},
        removed=await just_removed(event, "room-gone"),
        **await _shown(request, event, form, problems),
    )


async def _edit_page(
    request: AnyRequest,
    event: EventView,
    room: RoomView,
    form: Form,
    problems: dict[str, Problem] | None = None,
) -> Answer:
    return page(
        request,
        "schedule/room.html",
        status=422 if problems else 200,
        event=event,
        room=room,
        **await _shown(request, event, form, problems),
    )


async def _shown(
    request: AnyRequest, event: EventView, form: Form, problems: dict[str, Problem] | None
) -> dict[str, Any]:
    """What the fields of a room need."""
    return {
        "form": refused(request, form, problems or {}),
        "rounds": [one for one in await queries.rounds(event.id) if not one.is_for_all],
        "equipment": EQUIPMENT,
        "longest": LONGEST_ROOM,
    }
