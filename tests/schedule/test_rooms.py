"""Rooms and rounds: entered, changed, removed and put back."""

import asyncio
from datetime import timedelta

import pytest

from kaue.schedule import queries, rooms
from kaue.tables import ClosedCell, Room
from kaue.web.dates import now

BEGINS = (now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
NORD = {"name": "Nord", "plaetze": "40", "stufenfrei": "1", "ausstattung": ["projector", "sound"]}


def span(begins, minutes=45):
    return BEGINS + timedelta(minutes=begins), BEGINS + timedelta(minutes=begins + minutes)


def local(event, moment):
    return moment.astimezone(event.zone).strftime("%Y-%m-%dT%H:%M")


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
    assert "Das Formular unten legt ihn wieder an." in page
    assert 'value="Nordsaal"' in page
    assert 'value="45"' in page
    assert (await desk.post(f"{base}/{room.id}/entfernen")).status_code == 303
    assert (await desk.get(f"{base}/{room.id}")).status_code == 404


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


async def test_a_room_says_in_which_rounds_it_cannot_be_had(planned, desk):
    first, second = (await queries.rounds(planned.id))[:2]
    nord, sued, _ = await queries.rooms(planned.id)
    assert (nord.closed, sued.closed) == (set(), {first.id})

    data = NORD | {"zu": [str(second.id), "999999", "x"]}
    await desk.post(f"/pult/{planned.slug}/raeume/{nord.id}", data=data)

    assert (await queries.rooms(planned.id))[0].closed == {second.id}
    await rooms.remove_round(planned, second.id)
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
    page = (await desk.get(answer.headers["location"])).text
    assert 'value="Suppe"' in page
    assert f'value="{ends}"' in page
    assert (await desk.post(base, data=data)).status_code == 303
    assert len(await queries.rounds(planned.id)) == 4


async def test_two_who_add_a_round_at_the_same_time_leave_one(event):
    both = (rooms.add_rounds(event, [span(0)]), rooms.add_rounds(event, [span(30)]))
    done = await asyncio.gather(*both, return_exceptions=True)

    assert len(await queries.rounds(event.id)) == 1
    assert any(isinstance(one, rooms.RoundsOverlap) for one in done)


async def test_another_event_has_its_own(make, planned, desk):
    other = await make.event()
    room, one = (await queries.rooms(planned.id))[0], (await queries.rounds(planned.id))[0]

    await rooms.remove_room(other, room.id)
    await rooms.remove_round(other, one.id)

    assert len(await queries.rooms(planned.id)) == 3
    assert len(await queries.rounds(planned.id)) == 4
    assert await queries.rooms(other.id) == []
