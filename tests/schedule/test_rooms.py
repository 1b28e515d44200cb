"""Rooms and rounds: entered, changed, removed and put back."""

import asyncio
import re
from datetime import timedelta

import pytest

from kaue.schedule import board, board_queries, board_steps, plan_queries, queries, rooms
from kaue.schedule.board_queries import Wants
from kaue.schedule.forms import RoomForm
from kaue.steps import queries as done
from kaue.tables import ClosedCell, Room, Scene, Session
from kaue.web.dates import now

BEGINS = (now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
NORD = {"name": "Nord", "plaetze": "40", "stufenfrei": "1", "ausstattung": ["projector", "sound"]}


def span(begins, minutes=45):
    return BEGINS + timedelta(minutes=begins), BEGINS + timedelta(minutes=begins + minutes)


def local(event, moment):
    return moment.astimezone(event.zone).strftime("%Y-%m-%dT%H:%M")


def undo_in(page):
    """The form that takes back what was just removed."""
    form = re.search(r'<form class="undo".*?</form>', page, re.S)[0]
    return dict(re.findall(r'name="(\w+)" value="(\w+)"', form))


async def test_a_room_is_entered_changed_removed_and_put_back(event, desk):
    base = f"/pult/{event.slug}/raeume"
    assert "Noch gibt es keinen Raum." in (await desk.get(base)).text

    assert (await desk.post(base, data=NORD)).status_code == 303
    (room,) = await queries.rooms(event.id)
    assert (room.name, room.seats, room.step_free) == ("Nord", 40, True)
    assert room.equipment == ("projector", "sound")
    assert "40 Plätze · stufenfrei · Beamer oder Bildschirm" in (await desk.get(base)).text

    page = (await desk.get(f"{base}/{room.id}")).text
    assert 'value="Nord"' in page
    changed = {"name": "Nordsaal", "plaetze": "45"}
    assert (await desk.post(f"{base}/{room.id}", data=changed)).status_code == 303
    (room,) = await queries.rooms(event.id)
    assert (room.name, room.seats, room.step_free, room.equipment) == ("Nordsaal", 45, False, ())

    answer = await desk.post(f"{base}/{room.id}/entfernen")
    assert await queries.rooms(event.id) == []
    page = (await desk.get(answer.headers["location"])).text
    assert "Raum entfernt: <b>Nordsaal</b>" in page
    assert (await desk.post(f"{base}/{room.id}/entfernen")).status_code == 303
    assert (await desk.get(f"{base}/{room.id}")).status_code == 404
    answer = await desk.post(f"/pult/{event.slug}/zeitplan/rueckgaengig", data=undo_in(page))
    assert answer.headers["location"].startswith(base)
    assert await queries.rooms(event.id) == [room]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "Gib dem Raum den Namen"),
        ({"name": "x" * 61}, "höchstens 60 Zeichen"),
        ({"plaetze": "viele"}, "wie viele Menschen einen Platz finden"),
        ({"plaetze": "0"}, "wie viele Menschen einen Platz finden"),
        ({"plaetze": "5001"}, "von 1 bis 5000"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(event, desk, wrong, said):
    answer = await desk.post(f"/pult/{event.slug}/raeume", data=NORD | wrong)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="ausstattung-sound" name="ausstattung" value="sound" checked' in answer.text
    assert await Room.count() == 0


async def test_two_rooms_have_two_names(planned, desk):
    base = f"/pult/{planned.slug}/raeume"
    answer = await desk.post(base, data=NORD)
    assert answer.status_code == 422
    assert "Einen Raum mit diesem Namen gibt es schon." in answer.text

    answer = await desk.post(base, data=NORD | {"name": "NORD"})
    assert answer.status_code == 422
    sued = (await queries.rooms(planned.id))[1]
    answer = await desk.post(f"{base}/{sued.id}", data=NORD)
    assert answer.status_code == 422
    assert [room.name for room in await queries.rooms(planned.id)] == ["Nord", "Süd", "Foyer"]


async def test_a_room_says_in_which_rounds_it_cannot_be_had(planned, desk, mo):
    first, second = (await queries.rounds(planned.id))[:2]
    nord, sued, _ = await queries.rooms(planned.id)
    assert (nord.closed, sued.closed) == (set(), {first.id})

    data = NORD | {"zu": [str(second.id), "999999", "x"]}
    await desk.post(f"/pult/{planned.slug}/raeume/{nord.id}", data=data)

    assert (await queries.rooms(planned.id))[0].closed == {second.id}
    await rooms.remove_round(planned, second.id, by=mo)
    assert await ClosedCell.count() == 1


async def test_all_rounds_are_entered_at_once(event, desk):
    base = f"/pult/{event.slug}/runden"
    page = (await desk.get(base)).text
    assert f'value="{local(event, event.sessions_at)}"' in page
    assert 'name="minuten" type="text" value="45"' in page

    data = {
        "beginn": local(event, BEGINS), "anzahl": "3", "minuten": "45", "pause": "15",
    }  # fmt: skip
    assert (await desk.post(f"{base}/mehrere", data=data)).status_code == 303

    found = await queries.rounds(event.id)
    assert [(one.starts_at, one.ends_at) for one in found] == [span(0), span(60), span(120)]
    again = await desk.post(f"{base}/mehrere", data=data)
    assert again.status_code == 422
    assert "Noch gibt es keine Runde." not in again.text
    assert "Zu dieser Zeit ist schon etwas." in again.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"beginn": "bald"}, "Tag und Uhrzeit"),
        ({"anzahl": "21"}, "von 1 bis 20"),
        ({"minuten": "4"}, "von 5 bis 480"),
        ({"pause": "241"}, "von 0 bis 240"),
    ],
)
async def test_rounds_that_make_no_sense_are_refused(event, desk, wrong, said):
    data = {"beginn": local(event, BEGINS), "anzahl": "3", "minuten": "45", "pause": "15"} | wrong
    answer = await desk.post(f"/pult/{event.slug}/runden/mehrere", data=data)

    assert answer.status_code == 422
    assert said in answer.text
    assert await queries.rounds(event.id) == []


async def test_a_round_is_changed_removed_and_put_back(planned, desk):
    base = f"/pult/{planned.slug}/runden"
    lunch = (await queries.rounds(planned.id))[2]
    assert (lunch.title, lunch.is_for_all) == ("Mittagessen", True)
    page = (await desk.get(f"{base}/{lunch.id}")).text
    assert 'value="Mittagessen"' in page

    starts, ends = (local(planned, moment) for moment in span(105, 70))
    data = {"von": starts, "bis": ends, "titel": "Suppe"}
    assert (await desk.post(f"{base}/{lunch.id}", data=data)).status_code == 303
    assert (await queries.rounds(planned.id))[2].title == "Suppe"

    clash = {"von": starts, "bis": local(planned, BEGINS + timedelta(minutes=181))}
    answer = await desk.post(f"{base}/{lunch.id}", data=clash)
    assert answer.status_code == 422
    assert "Zu dieser Zeit ist schon etwas." in answer.text
    backwards = await desk.post(base, data={"von": ends, "bis": starts})
    assert "Das Ende muss später sein als der Anfang." in backwards.text
    nothing = await desk.post(base, data={"titel": "x" * 81})
    assert nothing.text.count("kern-error") == 3

    answer = await desk.post(f"{base}/{lunch.id}/entfernen")
    assert len(await queries.rounds(planned.id)) == 3
    page = (await desk.get(answer.headers["location"])).text
    assert f"Runde entfernt: <b>{starts[-5:]} Suppe</b>" in page
    answer = await desk.post(f"/pult/{planned.slug}/zeitplan/rueckgaengig", data=undo_in(page))
    assert answer.headers["location"].startswith(base)
    suppe = (await queries.rounds(planned.id))[2]
    assert (suppe.id, suppe.title, local(planned, suppe.ends_at)) == (lunch.id, "Suppe", ends)


async def test_two_who_add_a_round_at_the_same_time_leave_one(event):
    both = (rooms.add_rounds(event, [span(0)]), rooms.add_rounds(event, [span(30)]))
    done = await asyncio.gather(*both, return_exceptions=True)

    assert len(await queries.rounds(event.id)) == 1
    assert any(isinstance(one, rooms.RoundsOverlap) for one in done)


async def test_another_event_has_its_own(make, planned, mo):
    other = await make.event()
    room, one = (await queries.rooms(planned.id))[0], (await queries.rounds(planned.id))[0]

    await rooms.remove_room(other, room.id, by=mo)
    await rooms.remove_round(other, one.id, by=mo)

    assert len(await queries.rooms(planned.id)) == 3
    assert len(await queries.rounds(planned.id)) == 4
    assert await queries.rooms(other.id) == []


async def test_whoever_removes_a_room_reads_first_which_sessions_lose_their_place(
    published, topics, place, desk
):
    nord, _, foyer = await queries.rooms(published.id)
    base = f"/pult/{published.slug}/raeume"
    page = (await desk.get(base)).text
    assert f'href="{base}/{nord.id}/entfernen"' in page
    assert f'action="{base}/{nord.id}/entfernen"' not in page

    # Whoever has not read it is led there, and nothing is removed.
    answer = await desk.post(f"{base}/{nord.id}/entfernen")
    assert answer.headers["location"] == f"{base}/{nord.id}/entfernen"
    page = (await desk.get(answer.headers["location"])).text
    assert "2 Sessions verlieren dann ihren Platz:" in page
    assert ("Radwege" in page, "Licht" in page, "Bänke" in page) == (True, True, False)
    assert len(await queries.rooms(published.id)) == 3

    # Nor does anybody remove what came after they had read it.
    seen = {"sessions": re.search(r'name="sessions" value="([^"]*)"', page)[1]}
    await place(topics["Bänke"], 2, "Nord")
    answer = await desk.post(f"{base}/{nord.id}/entfernen", data=seen)
    assert answer.headers["location"] == f"{base}/{nord.id}/entfernen"
    await place(topics["Bänke"], 0, "Foyer")
    await desk.post(f"{base}/{nord.id}/entfernen", data=seen)

    assert [room.name for room in await queries.rooms(published.id)] == ["Süd", "Foyer"]
    assert [one.room for one in await board_queries.placed(published.id)] == [foyer.id]


async def test_a_removed_room_comes_back_as_it_was(published, topics, mo, desk, stranger):
    async def everything():
        wall = [(p.topic, p.cell, p.pinned) for p in await board_queries.placed(published.id)]
        sessions = await Session.select(Session.id, Session.room).order_by(Session.id)
        return await queries.rooms(published.id), sorted(wall), sessions

    nord = (await queries.rooms(published.id))[0]
    second = (await queries.rounds(published.id))[1]
    where = second.id, nord.id
    await board.pin(published, topics["Licht"].id, where, True, by=mo)
    await board.close(published, ((await queries.rounds(published.id))[3].id, nord.id), True, by=mo)
    before = await everything()
    page = (await desk.get(f"/pult/{published.slug}/raeume/{nord.id}/entfernen")).text
    seen = re.search(r'name="sessions" value="([^"]*)"', page)[1]

    await rooms.remove_room(published, nord.id, seen=seen, by=mo)
    assert await everything() != before
    # Meanwhile somebody adds another one, which neither takes its number nor its name.
    await rooms.add_room(published, RoomForm("NORD", 9, True, (), frozenset()))
    await desk.post(
        f"/pult/{published.slug}/zeitplan/rueckgaengig", data={"schritt": await latest(published)}
    )

    found, wall, sessions = await everything()
    added = next(room for room in found if room.name == "NORD")
    back = next(room for room in found if room.id == nord.id)
    assert added.id not in {room.id for room in before[0]}
    assert (back.name, back.seats, back.closed) == ("Nord (2)", nord.seats, before[0][0].closed)
    assert (wall, sessions) == before[1:]
    plan_queries.plan_changed(published.id)
    door = await stranger.get(f"/{published.slug}/zeitplan/raum/{nord.id}")
    assert door.status_code == 200


async def test_a_removed_round_comes_back_with_its_sessions(published, topics, mo, desk):
    first = (await queries.rounds(published.id))[0]
    await board.want(published, topics["Licht"].id, Wants(away=frozenset({first.id})), by=mo)
    before = await board_queries.placed(published.id), await queries.rooms(published.id)
    base = f"/pult/{published.slug}/runden"
    page = (await desk.get(f"{base}/{first.id}/entfernen")).text
    assert "Runde um" in page
    assert ("Radwege" in page, "Bänke" in page, "Licht" in page) == (True, True, False)
    seen = {"sessions": re.search(r'name="sessions" value="([^"]*)"', page)[1]}

    answer = await desk.post(f"{base}/{first.id}/entfernen", data=seen)
    page = (await desk.get(answer.headers["location"])).text
    assert len(await queries.rounds(published.id)) == 3
    assert len(await board_queries.placed(published.id)) == 1
    await rooms.add_rounds(published, [(first.starts_at, first.ends_at)])
    undo = f"/pult/{published.slug}/zeitplan/rueckgaengig"
    answer = await desk.post(undo, data=undo_in(page))
    assert answer.status_code == 409
    assert "Zu der Zeit dieser Runde gibt es inzwischen eine andere." in answer.text
    later = await queries.rounds(published.id)
    await rooms.change_round(published, later[0].id, span(-60), title="")
    await desk.post(undo, data=undo_in(page))

    assert first in await queries.rounds(published.id)
    assert {(one.topic, one.cell) for one in await board_queries.placed(published.id)} == {
        (one.topic, one.cell) for one in before[0]
    }
    assert await queries.rooms(published.id) == before[1]
    wants = await board_queries.wants_of(published.id, topics["Licht"].id)
    assert wants.away == {first.id}


async def test_what_was_changed_of_a_room_is_undone_at_the_board(planned, mo, desk):
    nord = (await queries.rooms(planned.id))[0]
    data = {"name": "Saal", "plaetze": "7"}
    await desk.post(f"/pult/{planned.slug}/raeume/{nord.id}", data=data)

    await board_steps.undo(planned.id, number=await latest(planned), by=mo)

    assert (await queries.rooms(planned.id))[0] == nord


async def test_what_is_held_again_becomes_the_first_when_its_room_goes(
    published, topics, place, mo
):
    nord = (await queries.rooms(published.id))[0]
    await place(topics["Radwege"], 2, "Foyer", again=True)
    losing = await board_queries.held_in(published.id, room=nord.id)

    await rooms.remove_room(published, nord.id, seen=board_queries.mark_of(losing), by=mo)

    (left,) = [
        one for one in await board_queries.placed(published.id) if one.topic == topics["Radwege"].id
    ]
    assert not left.again


async def latest(event):
    return (await done.past(event.id, Scene.BOARD)).latest.number
