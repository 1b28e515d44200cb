"""What is done about a topic next: entered by staff, in the log, and told to who follows."""

import asyncio
from datetime import timedelta

import pytest

from factory import DAY, NOW
from kaue.audit import queries as audit
from kaue.digests import following
from kaue.digests.actions import send_due
from kaue.results import next_steps, queries
from kaue.results.forms import StepForm
from kaue.tables import Event, Mail, NextStep, Notice, Notify, Person, Star
from kaue.web.dates import now

STEP = {
    "schritt": "Der Radweg wird gebaut.",
    "stelle": "Tiefbauamt",
    "bis": "2027-03-31",
    "stand": "planned",
    "grund": "",
    "version": "0",
}
LATER = timedelta(minutes=11)


def at(topic, act=""):
    return f"/redaktion/{topic.event_slug}/ergebnisse/{topic.id}{act}"


async def test_everybody_reads_what_was_entered_and_the_log_has_it(desk, stranger, topic, event):
    answer = await desk.post(at(topic), data=STEP)

    assert answer.status_code == 303
    for path in (topic.path, f"/{event.slug}/ergebnisse"):
        text = (await stranger.get(path)).text
        assert "Der Radweg wird gebaut." in text
        assert "Tiefbauamt" in text
        assert "31. März 2027" in text
        assert "Geplant" in text
    (entry,) = await audit.entries(event.id, 100, 10, "next_step")
    assert entry.note == "geplant: Der Radweg wird gebaut. · Tiefbauamt · bis 2027-03-31"
    assert (
        "Nächster Schritt eingetragen"
        in (await desk.get(f"/redaktion/{event.slug}/protokoll")).text
    )
    english = (await stranger.get(f"/en{topic.path}")).text
    assert "31 March 2027" in english
    assert "Planned" in english


async def test_of_two_who_enter_at_once_the_second_one_sees_both(desk, topic, event):
    await desk.post(at(topic), data=STEP)

    answer = await desk.post(at(topic), data=STEP | {"schritt": "Etwas anderes"})

    assert answer.status_code == 409
    assert "Etwas anderes" in answer.text
    assert "Der Radweg wird gebaut." in answer.text
    assert 'name="version" value="1"' in answer.text
    again = STEP | {"schritt": "Etwas anderes", "version": "1"}
    assert (await desk.post(at(topic), data=again)).status_code == 303
    assert (await queries.step_of(topic.id)).step == "Etwas anderes"


async def test_of_two_at_the_very_same_moment_one_wins(topic, staff):
    wanted = [StepForm(words, "Amt", "", "planned", "") for words in ("Eins", "Zwei")]
    for version in (0, 1):
        ended = await asyncio.gather(
            *(next_steps.enter(topic, one, version=version, by=staff) for one in wanted),
            return_exceptions=True,
        )
        wanted = [StepForm(one.step + "!", "Amt", "", "planned", "") for one in wanted]
        assert sorted(map(type, ended), key=str) == sorted(
            [type(None), next_steps.StepChanged], key=str
        )


async def test_saving_the_same_again_changes_nothing(desk, topic, event):
    await desk.post(at(topic), data=STEP)
    await desk.post(at(topic), data=STEP | {"version": "1"})

    assert (await queries.step_of(topic.id)).version == 1
    assert len(await audit.entries(event.id, 100, 10, "next_step")) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"schritt": ""}, "Eintragen, was als Nächstes geschieht."),
        ({"stelle": ""}, "Eintragen, wer es tut"),
        ({"bis": "bald"}, "13.11.2027"),
        ({"bis": "0001-01-01"}, "13.11.2027"),
        ({"stand": "vielleicht"}, "Angeben, wie weit es ist."),
        ({"stand": "not_pursued"}, "Begründen, warum es nicht weiter verfolgt wird"),
        ({"schritt": "x" * 301}, "höchstens 300 Zeichen"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(desk, topic, typed, said):
    answer = await desk.post(at(topic), data=STEP | {"stelle": "Amt 61"} | typed)

    assert answer.status_code == 422
    assert said in answer.text
    assert "Fehler:" in answer.text
    assert "Amt 61" in answer.text or typed.get("stelle") == ""
    assert await NextStep.count() == 0


async def test_what_is_not_pursued_needs_a_reason_alone(desk, stranger, topic):
    dropped = {"stand": "not_pursued", "grund": "Dafür ist das Land zuständig.", "version": "0"}
    assert (await desk.post(at(topic), data=dropped)).status_code == 303

    text = (await stranger.get(topic.path)).text
    assert "Nicht weiter verfolgt" in text
    assert "Dafür ist das Land zuständig." in text


async def test_removing_it_can_be_undone_by_saving_the_form(desk, stranger, topic, event):
    await desk.post(at(topic), data=STEP)

    answer = await desk.post(at(topic, "/entfernen"), data={"version": "1"})
    page = await desk.get(answer.headers["location"])

    assert "Tiefbauamt" not in (await stranger.get(topic.path)).text
    assert "Der Radweg wird gebaut." in page.text
    assert 'value="2027-03-31"' in page.text
    assert (await desk.post(at(topic), data=STEP)).status_code == 303
    assert "Tiefbauamt" in (await stranger.get(topic.path)).text
    notes = [one.note for one in await audit.entries(event.id, 100, 10, "next_step")]
    assert notes[1] == "entfernt"


async def test_removing_what_somebody_changed_is_refused(desk, topic):
    await desk.post(at(topic), data=STEP)

    assert (await desk.post(at(topic, "/entfernen"), data={"version": "7"})).status_code == 409
    assert await NextStep.count() == 1


async def test_before_the_sessions_the_desk_says_when(make, browser_for):
    event = await make.event()
    topic = await make.topic(event)
    staff = await browser_for(await make.staff(event))

    listed = await staff.get(f"/redaktion/{event.slug}/ergebnisse")
    assert "sobald die Sessions begonnen haben" in listed.text
    assert (await staff.get(at(topic))).status_code == 409
    assert (await staff.post(at(topic), data=STEP)).status_code == 409


async def test_a_topic_that_is_not_public_has_no_results(make, desk, event):
    hidden = await make.topic(event, state="hidden")

    assert (await desk.get(at(hidden))).status_code == 404


# Telling those who follow


@pytest.fixture
async def entered(topic, staff):
    """await entered("…"): the next step says so from then on."""

    async def enter(words):
        known = await queries.step_of(topic.id)
        wanted = StepForm(words, "Amt", "", "planned", "")
        await next_steps.enter(topic, wanted, version=known.version if known else 0, by=staff)

    return enter


async def mailed():
    return [mail for mail in await Mail.objects().order_by(Mail.id) if mail.kind == "next_step"]


async def test_who_voted_starred_or_holds_it_is_told_and_nobody_else(
    make, topic, host, staff, entered
):
    fan = await make.person(name="Fan")
    await Star(topic=topic.id, person=fan.id).save()
    await make.person(name="Unbeteiligt")
    await make.vote(topic, staff)
    await entered("Los")

    await following.tell_followers(now() + LATER)

    told = {mail.person for mail in await mailed()}
    assert {host.id, fan.id} <= told
    assert len(told) == 9
    assert staff.id not in told
    for mail in await mailed():
        assert topic.title not in mail.subject
        assert mail.subject == "Neues zu einem Thema, dem du folgst: Camp"
        assert "Radwege" in mail.text
        assert "Geplant: Los" in mail.text
        assert not any(word in mail.text for word in ("Stimme", "gestimmt", "markiert", "hältst"))


async def test_who_follows_a_part_of_it_is_told_too(make, event, topic, entered):
    part_host, fan = await make.person(), await make.person()
    part = await make.topic(event, author=part_host, state="merged", merged_into=topic.id)
    await Star(topic=part.id, person=fan.id).save()
    await entered("Los")

    await following.tell_followers(now() + LATER)

    assert {part_host.id, fan.id} <= {mail.person for mail in await mailed()}


async def test_all_followers_read_the_same_words(make, topic, host, entered):
    """From a mail nobody learns whether it came of a vote, of a star, or of holding it."""
    await entered("Los")
    await following.tell_followers(now() + LATER)

    farewells = {
        mail.text.split("-- \n")[0].replace("Hanna Hält", "Ada") for mail in await mailed()
    }
    assert len(farewells) == 1


async def test_once_a_day_however_often_it_changes(topic, entered):
    await entered("Eins")
    await entered("Zwei")
    await following.tell_followers(now())
    assert await mailed() == []

    await following.tell_followers(now() + LATER)
    first = len(await mailed())
    await entered("Drei")
    later = {NextStep.entered_at: now() + 2 * LATER}
    await NextStep.update(later).where(NextStep.topic == topic.id)
    for hours in (0, 1, 5, 23):
        await following.tell_followers(now() + LATER + timedelta(hours=hours))
    assert len(await mailed()) == first == 8
    assert all("Zwei" in mail.text for mail in await mailed())

    await following.tell_followers(now() + LATER + 2 * DAY)
    await following.tell_followers(now() + LATER + 2 * DAY)
    assert len(await mailed()) == 2 * first
    assert "Drei" in (await mailed())[-1].text


async def test_after_a_crash_half_way_nobody_is_told_twice(topic, entered, monkeypatch):
    await entered("Los")
    when, told = now() + LATER, []
    original = following.notices.tell

    async def breaks(person, *rest, **more):
        if len(told) == 3:
            raise RuntimeError
        told.append(person)
        await original(person, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(following.notices, "tell", breaks)
        with pytest.raises(RuntimeError):
            await following.tell_followers(when)
    await following.tell_followers(when)

    people = [mail.person for mail in await mailed()]
    assert len(people) == len(set(people)) == 8


async def test_the_morning_mail_has_one_line_also_for_an_archived_barcamp(
    make, topic, event, entered
):
    reader = await make.person(notify=Notify.DIGEST)
    await make.vote(topic, reader)
    other = await make.topic(event, title="Anderes")
    await make.vote(other, reader)
    await Event.update({Event.archived_at: NOW}).where(Event.id == event.id)
    await entered("Los")
    wanted = StepForm("Auch", "Amt", "", "done", "")
    await next_steps.enter(other, wanted, version=0, by=await make.person())
    await following.tell_followers(now() + LATER)

    assert await Notice.count().where(Notice.person == reader.id) == 2
    await send_due(now() + 2 * DAY)

    (mail,) = await Mail.objects().where(Mail.person == reader.id)
    assert mail.kind == "daily"
    assert mail.text.count("Neues zu einem Thema, dem du folgst: Camp") == 1
    assert f"/{event.slug}/ergebnisse" in mail.text


async def test_who_wants_no_mail_gets_none(topic, host, entered):
    await Person.update({Person.notify: Notify.NONE}).where(Person.id == host.id)
    await entered("Los")

    await following.tell_followers(now() + LATER)

    assert host.id not in {mail.person for mail in await mailed()}
