"""The plan on the projector: the round that runs and the next one, or one alone if it is full."""

from datetime import timedelta

import pytest

from kaue.schedule.wall_queries import on_the_wall
from kaue.stage import actions as stage
from kaue.tables import Placement, Room, Showing


@pytest.fixture
async def wall(published, make):
    return await make.projector(published, Showing.SCHEDULE)


async def test_before_the_plan_it_says_that_it_is_being_made(event, make, stranger):
    text = (await stranger.get(await make.projector(event, Showing.SCHEDULE))).text

    assert "Er entsteht gerade." in text
    assert "stage-foot" in text


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (-10, [(False, ["Radwege", "Bänke"]), (False, ["Licht"])]),
        (10, [(True, ["Radwege", "Bänke"]), (False, ["Licht"])]),
        (70, [(True, ["Licht"]), (False, ["Mittagessen"])]),
        (110, [(True, ["Mittagessen"])]),
        (300, []),
    ],
)
async def test_this_round_and_the_next_one(published, minutes, shown):
    at = published.sessions_at + timedelta(minutes=minutes)

    found = await on_the_wall(published, "de", at)

    assert [(one.runs, [each.title for each in one.sessions]) for one in found] == shown


async def test_a_full_round_is_alone(published, topics, place, publish, make):
    nord = (await Placement.select())[0]["round"]
    for n in range(6):
        room = await Room(event=published.id, name=f"R{n}", seats=9).save()
        topic = await make.topic(published, title=f"Thema {n}")
        where = {"round": nord, "room": room[0]["id"]}
        await Placement(event=published.id, topic=topic.id, **where).save()
    await publish()

    (only,) = await on_the_wall(published, "de", published.sessions_at)

    assert (len(only.sessions), only.size) == (8, "tight")


async def test_the_projector_shows_it_and_hears_of_a_new_version(
    published, topics, wall, place, publish, stranger, mo
):
    text = (await stranger.get(wall)).text
    assert "Radwege" in text
    assert 'data-version="1"' in text
    assert "Radwege-Host" not in text

    await place(topics["Licht"], 0, "Süd")
    await publish()

    text = (await stranger.get(wall)).text
    assert 'data-version="2"' in text
    assert "Licht" in text
    await stage.show(published, Showing.NOTHING, by=mo)
    assert "Licht" not in (await stranger.get(wall)).text


async def test_the_desk_has_a_button_for_it(published, topics, desk, mo, wall):
    from kaue.pitch import actions as pitch
    from kaue.tables import Event
    from kaue.web.dates import now

    await Event.update({Event.vote_until: now()}).where(Event.id == published.id)
    await pitch.freeze(published.id, published.slug, after_version=0, by=mo)
    assert 'id="zeigen-schedule"' in (await desk.get(f"/pult/{published.slug}")).text

    answer = await desk.post(f"/pult/{published.slug}/zeigen", data={"zeigen": "schedule"})

    assert answer.status_code == 303
