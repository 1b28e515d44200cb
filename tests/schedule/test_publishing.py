"""Publishing the draft: what is new, whom it is told, and what two at once do."""

import asyncio
import re

import pytest

from kaue.events import queries as events
from kaue.schedule import board_queries, drafts, plan_queries, publishing, queries, rooms, stars
from kaue.schedule.changes import Kind
from kaue.tables import (
    Counts,
    Event,
    Mail,
    Notice,
    Person,
    Placement,
    Plan,
    Room,
    Round,
    Session,
    Topic,
    TopicState,
)
from kaue.web.dates import now


async def new(event):
    return [
        (change.kind, change.one.room_name if change.kind == Kind.RENAMED else change.one.title)
        for change in (await drafts.the_draft(event.id)).changes
    ]


def base(event):
    return f"/pult/{event.slug}/zeitplan/veroeffentlichen"


def hidden(page):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))


async def test_a_draft_is_nobodys_until_it_is_published(planned, topics, place, desk, stranger):
    await place(topics["Radwege"], 0, "Nord")
    public = f"/{planned.slug}/zeitplan"
    assert "Radwege" not in (await stranger.get(public)).text

    page = (await desk.get(base(planned))).text
    assert "Noch ist nichts veröffentlicht" in page
    assert "Radwege" in page
    assert "1 Session" in page
    answer = await desk.post(base(planned), data=hidden(page) | {"neu": "Es geht los."})

    assert answer.status_code == 303
    plan = await plan_queries.latest(planned.id)
    assert (plan.version, plan.note) == (1, "Es geht los.")
    held = [(one.title, one.room_name) for one in plan.sessions]
    assert held == [("Radwege", "Nord"), ("Mittagessen", "")]
    assert plan.sessions[1].is_for_all
    text = (await stranger.get(public)).text
    assert "Radwege" in text
    assert "Es geht los." in text
    assert "Veröffentlicht." in (await desk.get(answer.headers["location"])).text


async def test_before_there_is_anything_it_says_so(event, desk):
    page = (await desk.get(base(event))).text
    assert "Es gibt noch nichts zu veröffentlichen." in page

    answer = await desk.post(base(event), data={"version": "0"})

    assert answer.status_code == 409
    assert "gibt es nichts zu veröffentlichen" in answer.text
    assert await Plan.count() == 0


async def test_what_is_new_is_told_apart(published, topics, place, make):
    assert await new(published) == []
    await place(topics["Bänke"], 2, "Foyer")
    await Placement.delete().where(Placement.topic == topics["Licht"].id)
    await place(await make.topic(published, title="Wasser"), 1, "Süd")
    await Room.update({Room.name: "Nordsaal"}).where(Room.name == "Nord")
    await Topic.update({Topic.title: "Radwege jetzt"}).where(Topic.title == "Radwege")
    await Round.update({Round.title: "Suppe"}).where(Round.title == "Mittagessen")

    assert await new(published) == [
        (Kind.RETITLED, "Radwege jetzt"),
        (Kind.ADDED, "Wasser"),
        (Kind.ADDED, "Suppe"),
        (Kind.MOVED, "Bänke"),
        (Kind.REMOVED, "Licht"),
        (Kind.REMOVED, "Mittagessen"),
        (Kind.RENAMED, "Nordsaal"),
    ]


async def test_a_session_held_again_moves_alone(published, topics, place, publish):
    await place(topics["Radwege"], 2, "Nord", again=True)
    assert await new(published) == [(Kind.ADDED, "Radwege")]
    await publish()

    await place(topics["Radwege"], 1, "Foyer")

    (change,) = (await drafts.the_draft(published.id)).changes
    assert (change.kind, change.before.room_name, change.after.room_name) == (
        Kind.MOVED,
        "Nord",
        "Foyer",
    )


async def test_a_room_put_back_under_its_name_is_the_same(published, topics, place, mo):
    (nord,) = [one for one in await queries.rooms(published.id) if one.name == "Nord"]
    losing = board_queries.mark_of(await board_queries.held_in(published.id, room=nord.id))
    await rooms.remove_room(published, nord.id, seen=losing, by=mo)
    assert {kind for kind, _ in await new(published)} == {Kind.REMOVED}
    form = rooms.RoomForm("Nord", 40, True, (), frozenset())
    await rooms.add_room(published, form)
    await place(topics["Radwege"], 0, "Nord")
    await place(topics["Licht"], 1, "Nord")

    assert await new(published) == []


async def test_what_is_public_no_more_is_published_no_more(published, topics, publish, stranger):
    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.title == "Radwege")
    plan_queries.plan_changed(published.id)

    text = (await stranger.get(f"/{published.slug}/zeitplan")).text
    assert "Radwege" not in text
    assert "Fällt aus" in text
    assert await new(published) == [(Kind.REMOVED, "Radwege")]
    await publish()

    assert "Fällt aus" not in (await stranger.get(f"/{published.slug}/zeitplan")).text


async def test_a_published_version_never_changes(published, topics, place, publish):
    before = await Session.select().order_by(Session.id)
    await place(topics["Licht"], 2, "Süd")
    await publish("Licht später.")

    assert (await Session.select().order_by(Session.id))[: len(before)] == before
    noted = [(one.version, one.note) for one in await plan_queries.versions(published.id)]
    assert noted == [(2, "Licht später."), (1, "Der Plan steht.")]


async def test_of_two_who_publish_at_once_one_wins(planned, topics, place, mo):
    await place(topics["Radwege"], 0, "Nord")
    both = [
        publishing.publish(planned, note=note, by=mo, after_version=0) for note in ("eins", "zwei")
    ]

    done = await asyncio.gather(*both, return_exceptions=True)

    assert sorted(type(one) for one in done if not isinstance(one, int)) == [
        publishing.PublishedMeanwhile
    ]
    assert await Plan.count() == 1


async def test_whoever_was_late_sees_why_and_keeps_the_note(
    published, topics, place, desk, publish
):
    await place(topics["Licht"], 2, "Süd")
    seen = hidden((await desk.get(base(published))).text)
    await publish("schneller")
    await place(topics["Licht"], 2, "Foyer")

    answer = await desk.post(base(published), data=seen | {"neu": "Mein Wort"})
    assert answer.status_code == 409
    assert "inzwischen eine Fassung veröffentlicht" in answer.text
    assert ">Mein Wort</textarea>" in answer.text.replace("\n", "")
    assert "Fehler:" in answer.text

    seen = hidden(answer.text)
    await place(topics["Bänke"], 1, "Süd")
    answer = await desk.post(base(published), data=seen | {"neu": "Mein Wort"})
    assert answer.status_code == 409
    assert "Der Entwurf wurde inzwischen geändert." in answer.text
    assert (await desk.post(base(published), data=hidden(answer.text))).status_code == 303
    assert await Plan.count() == 3


async def test_a_note_that_is_too_long_stays(published, topics, place, desk):
    await place(topics["Licht"], 2, "Süd")
    seen = hidden((await desk.get(base(published))).text)

    answer = await desk.post(base(published), data=seen | {"neu": "x" * 301})

    assert answer.status_code == 422
    assert "höchstens 300 Zeichen" in answer.text
    assert "x" * 301 in answer.text
    assert await Plan.count() == 1


async def told():
    return {row["address"]: row for row in await Mail.select() if row["kind"] == "planned"}


async def test_hosts_are_told_once_where_and_when(published, topics):
    mails = await told()

    assert len(mails) == 3
    (mail,) = [one for one in mails.values() if "Radwege" in one["subject"]]
    assert re.search(r"Zeitplan: Radwege: \d\d:\d\d in Nord", mail["subject"])
    assert f"/{published.slug}/zeitplan" in mail["text"]
    assert "/abbestellen/" in mail["text"]


async def test_only_whom_it_concerns_is_told_and_nobody_twice(
    published, topics, place, publish, make, mo
):
    ada, ben = await make.person(), await make.person()
    quiet, morning = await make.person(notify="none"), await make.person(notify="digest")
    for person in (ada, quiet, morning):
        await stars.set_star(published, topics["Bänke"].id, True, by=person)
    await stars.set_star(published, topics["Licht"].id, True, by=ada)
    await stars.set_star(published, topics["Radwege"].id, True, by=ben)
    await stars.set_star(published, topics["Licht"].id, True, by=mo)
    await Mail.delete(force=True)

    await place(topics["Bänke"], 2, "Foyer")
    await Placement.delete().where(Placement.topic == topics["Licht"].id)
    await publish()

    mails = await told()
    hosts = {
        (await Person.objects().get(Person.id == topics[title].author)).email
        for title in ("Bänke", "Licht")
    }
    assert set(mails) == {ada.email} | hosts
    text = mails[ada.email]["text"]
    assert "Bänke: jetzt" in text
    assert "bisher" in text
    assert "Licht fällt aus" in text
    (kept,) = await Notice.select()
    assert (kept["person"], kept["path"]) == (morning.id, f"/{published.slug}/zeitplan")
    assert await Mail.count() == 3


async def test_word_of_what_was_taken_down_does_not_repeat_its_title(
    published, topics, publish, make
):
    ada = await make.person()
    await stars.set_star(published, topics["Radwege"].id, True, by=ada)
    await Mail.delete(force=True)
    await Topic.update({Topic.state: TopicState.HIDDEN}).where(Topic.title == "Radwege")
    await publish()

    mail = (await told())[ada.email]
    assert re.search(r"Was für \d\d:\d\d in Nord geplant war, fällt aus", mail["subject"])
    assert "in Nord geplant war" in mail["text"]
    assert "Radwege" not in mail["subject"] + mail["text"]


async def test_another_title_or_name_of_a_room_is_told_nobody(published, publish):
    await Mail.delete(force=True)
    await Room.update({Room.name: "Nordsaal"}).where(Room.name == "Nord")
    await Topic.update({Topic.title: "Radwege jetzt"}).where(Topic.title == "Radwege")

    assert await publish() == 2

    assert await Mail.count() == 0


@pytest.mark.parametrize(
    ("counts", "counted", "possible", "told"),
    [
        (Counts.SEALED, True, 100, True),
        (Counts.SEALED, True, 4, False),
        (Counts.SEALED, False, 100, False),
        (Counts.MODERATORS, True, 100, False),
    ],
)
async def test_wishes_kept_are_told_where_votes_are(
    planned, topics, place, mo, stranger, counts, counted, possible, told
):
    """Of fewer than five people nobody is told anything."""
    await place(topics["Radwege"], 0, "Nord")
    await publishing.publish(
        planned, note="", by=mo, kept=possible - 2, possible=possible, after_version=0
    )
    values = {Event.counts: counts, Event.counted_at: now() if counted else None}
    await Event.update(values).where(Event.id == planned.id)
    events.forget(planned.slug)

    page = (await stranger.get(f"/{planned.slug}/zeitplan")).text

    assert ("Dieser Plan erfüllt 98 (98,0 %)" in page) is told
    assert ("Was ist ein Wunsch" in page or "Erfüllbare Wünsche" in page) is told
    # Who comes for the plan reads the plan first.
    assert page.find("Wünsche") == -1 or page.index('id="plan"') < page.index("Wünsche")


async def test_the_event_of_somebody_else_stays_as_it_is(published, make, publish):
    other = await make.event()
    assert await plan_queries.latest(other.id) is None
    with pytest.raises(publishing.NothingToPublish):
        await publishing.publish(other, note="", by=await make.person(), after_version=0)


async def test_whoever_publishes_reads_what_has_no_place_and_who_is_in_two_rooms(
    planned, topics, place, make, desk
):
    rosa = await make.person(name="Rosa")
    for title, room in (("Hof", "Nord"), ("Garten", "Foyer")):
        await place(await make.topic(planned, title=title, author=rosa), 0, room)
    await place(topics["Radwege"], 1, "Nord")

    page = (await desk.get(base(planned))).text

    above, _, below = page.partition("Fassung 1 veröffentlichen")
    assert below
    assert "Ohne Platz: 2 Themen" in above
    assert "Rosa hält beide: „Hof“ und „Garten“ liegen gleichzeitig." in above
    tray = above[above.index("Ohne Platz") : above.index("Rosa hält")]
    assert [title in tray for title in ("Bänke", "Licht", "Radwege")] == [True, True, False]
    await place(topics["Bänke"], 1, "Foyer")
    await place(topics["Licht"], 2, "Nord")
    assert "Ohne Platz" not in (await desk.get(base(planned))).text
