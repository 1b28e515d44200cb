"""People leave, what was said about a topic stays."""

import pytest

from kaue.account import leaving
from kaue.results import next_steps, next_year, notes, queries
from kaue.results.forms import NoteForm, StepForm
from kaue.retention import actions as retention
from kaue.tables import NextStep, NextYear, Note, Person


@pytest.fixture
async def told(topic, host, staff, event):
    await notes.write(topic, NoteForm("Einig.", ""), version=0, by=host)
    await next_steps.enter(topic, StepForm("Bauen", "Amt", "", "planned", ""), version=0, by=staff)
    await next_year.agree(topic, by=host)


async def test_anonymised_the_words_stay_and_the_people_go(told, topic, event, host, stranger):
    await retention.anonymise(event.id)
    await retention.anonymise(event.id)

    (note,), (step,) = await Note.objects(), await NextStep.objects()
    assert (note.text, note.written_by) == ("Einig.", None)
    assert (step.step, step.entered_by) == ("Bauen", None)
    assert await NextYear.count() == 0
    assert await Person.count().where(Person.id == host.id) == 0
    text = (await stranger.get(topic.path)).text
    assert "Einig." in text
    assert "Bauen" in text
    assert "Hanna" not in text


@pytest.mark.parametrize("how", ["removed", "hidden"])
async def test_anonymised_what_nobody_could_read_goes(told, topic, event, staff, how):
    if how == "removed":
        await notes.remove(topic, version=1)
    else:
        await notes.hide(topic, "Nein.", version=1, by=staff)

    await retention.anonymise(event.id)

    assert await Note.count() == 0


async def test_anonymised_nobody_writes_any_more(told, topic, event, browser_for, make):
    admin = await browser_for(await make.admin())
    await retention.anonymise(event.id)
    queries.forget(event.id)

    assert (await admin.get(f"{topic.path}/notiz")).status_code == 404


async def test_an_account_takes_its_consent_along_and_leaves_its_note(told, topic, host):
    await leaving.leave(host.id, keeps_content=True)

    (note,) = await Note.objects()
    assert (note.text, note.written_by) == ("Einig.", None)
    assert await NextYear.count() == 0


async def test_who_takes_everything_along_takes_the_note_too(told, topic, host):
    await leaving.leave(host.id, keeps_content=False)

    assert await Note.count() == 0


async def test_ones_own_data_has_all_of_it(told, browser_for, host, staff):
    mine = (await (await browser_for(host)).get("/konto/daten.json")).json()
    theirs = (await (await browser_for(staff)).get("/konto/daten.json")).json()

    assert mine["note"][0]["text"] == "Einig."
    assert "next_year" in mine
    assert theirs["next_step"][0]["step"] == "Bauen"
    page = (await (await browser_for(host)).get("/konto/daten")).text
    assert "Notizen zu Sessions, die du geschrieben hast" in page
