"""What an author can do with a topic afterwards: edit, withdraw, submit again."""

import asyncio

import pytest

import reading
from factory import DAY, NOW
from kaue.tables import Topic, TopicState
from kaue.topics import actions, queries
from kaue.topics.forms import TopicForm
from kaue.topics.queries import votes_of

CHANGED = {
    "titel": "Neuer Titel",
    "text": "Neuer Text",
    "format": "workshop",
    "rolle": "wunsch",
    "themen": [],
    "aktion": "speichern",
}


async def test_the_form_shows_what_is_stored(make, ada, browser):
    event = await make.event(themes=("a", "b"))
    topic = await make.topic(
        event, author=ada, hosted=False, themes=("b",), title="T & <t>", text="1\n\n2"
    )

    answer = await browser.get(f"{topic.path}/bearbeiten")

    assert reading.value(answer, "titel") == "T & <t>"
    assert reading.value(answer, "text") == "1\n\n2"
    assert reading.value(answer, "version") == str(topic.version)
    assert reading.chosen(answer, "format") == ["diskussion"]
    assert reading.chosen(answer, "rolle") == ["wunsch"]
    assert reading.chosen(answer, "themen") == ["b"]


async def test_an_edited_accepted_topic_goes_back_to_review_and_keeps_its_votes(
    make, ada, browser, stranger
):
    topic = await make.topic(author=ada, votes=3, themes=("open-data",))
    listed = f"/{topic.event_slug}/themen"
    assert reading.topics(await stranger.get(listed)) == [topic.id]

    answer = await browser.post(
        f"{topic.path}/bearbeiten", data=CHANGED | {"version": topic.version}
    )

    changed = await queries.find(topic.id)
    assert answer.status_code == 303
    assert (changed.state, changed.title, changed.text) == (
        "submitted",
        "Neuer Titel",
        "Neuer Text",
    )
    assert changed.is_wish
    assert changed.themes == ()
    assert changed.version == topic.version + 1
    assert await votes_of(topic.id) == 3
    assert reading.topics(await stranger.get(listed)) == []


@pytest.mark.parametrize("state", ["draft", "submitted", "asked_back"])
async def test_other_states_are_edited_in_place_or_submitted(make, ada, browser, state):
    topic = await make.topic(author=ada, state=state)
    act = "entwurf" if state == "draft" else "speichern"

    await browser.post(
        f"{topic.path}/bearbeiten", data=CHANGED | {"version": topic.version, "aktion": act}
    )

    changed = await queries.find(topic.id)
    assert changed.title == "Neuer Titel"
    assert changed.state == ("draft" if state == "draft" else "submitted")


@pytest.mark.parametrize("state", ["withdrawn", "merged", "hidden"])
async def test_what_is_settled_cannot_be_edited(make, ada, browser, state):
    topic = await make.topic(author=ada, state=state)

    shown = await browser.get(f"{topic.path}/bearbeiten")
    saved = await browser.post(
        f"{topic.path}/bearbeiten", data=CHANGED | {"version": topic.version}
    )

    assert shown.status_code == saved.status_code == 409
    assert (await queries.find(topic.id)).title == topic.title


async def test_bad_changes_are_refused_and_kept(make, ada, browser):
    topic = await make.topic(author=ada)
    wrong = CHANGED | {"version": topic.version, "titel": "x" * 121, "text": ""}

    answer = await browser.post(f"{topic.path}/bearbeiten", data=wrong)

    assert answer.status_code == 422
    assert reading.problems(answer) == ["titel", "text"]
    assert reading.value(answer, "titel") == "x" * 121
    assert reading.value(answer, "version") == str(topic.version)
    assert await queries.find(topic.id) == topic


async def test_a_change_made_meanwhile_is_told_and_what_was_typed_is_kept(make, ada, browser):
    topic = await make.topic(author=ada)
    await Topic.update({Topic.version: Topic.version + 1}).where(Topic.id == topic.id)

    answer = await browser.post(
        f"{topic.path}/bearbeiten", data=CHANGED | {"version": topic.version}
    )

    assert answer.status_code == 409
    assert 'id="error-summary"' in answer.text
    assert reading.value(answer, "titel") == "Neuer Titel"
    assert reading.value(answer, "text") == "Neuer Text"
    assert reading.chosen(answer, "format") == ["workshop"]
    assert (await queries.find(topic.id)).title == topic.title

    # Saving again is a decision.
    again = CHANGED | {"version": reading.value(answer, "version")}
    assert (await browser.post(f"{topic.path}/bearbeiten", data=again)).status_code == 303
    assert (await queries.find(topic.id)).title == "Neuer Titel"


@pytest.mark.parametrize("version", ["", "-1", "abc", "99999999999999999999"])
async def test_an_odd_version_is_an_old_one(make, ada, browser, version):
    topic = await make.topic(author=ada)

    answer = await browser.post(f"{topic.path}/bearbeiten", data=CHANGED | {"version": version})

    assert answer.status_code == 409


async def test_of_two_simultaneous_edits_one_is_told(make, ada, db):
    event = await make.event()
    topic = await make.topic(event, author=ada)
    words = [TopicForm(f"Titel {n}", "Text", "vortrag", (), True) for n in range(4)]

    found = await asyncio.gather(
        *(actions.edit(topic, event, one, version=topic.version, by=ada) for one in words),
        return_exceptions=True,
    )

    assert found.count(None) == 1
    assert sum(isinstance(one, actions.ChangedMeanwhile) for one in found) == 3
    assert (await queries.find(topic.id)).title == words[found.index(None)].title


@pytest.mark.parametrize("state", ["submitted", "asked_back", "accepted"])
async def test_a_topic_is_withdrawn_and_submitted_again_with_its_votes(
    make, ada, browser, stranger, state
):
    topic = await make.topic(author=ada, state=state, votes=2)

    answer = await browser.post(f"{topic.path}/zurueckziehen")

    assert answer.headers["location"] == f"{topic.path}?hinweis=zurueckgezogen"
    assert (await queries.find(topic.id)).state == "withdrawn"
    assert (await stranger.get(topic.path)).status_code == 404
    assert reading.topics(await stranger.get(f"/{topic.event_slug}/themen")) == []

    await browser.post(f"{topic.path}/einreichen")

    again = await queries.find(topic.id)
    assert again.state == "submitted"
    assert again.submitted_at > topic.submitted_at
    assert again.votes == 2


@pytest.mark.parametrize("state", ["draft", "rejected", "withdrawn", "merged", "hidden"])
async def test_what_is_not_out_cannot_be_withdrawn(make, ada, browser, state):
    topic = await make.topic(author=ada, state=state)

    assert (await browser.post(f"{topic.path}/zurueckziehen")).status_code == 409
    assert (await queries.find(topic.id)).state == state


@pytest.mark.parametrize("state", ["submitted", "accepted", "rejected", "merged", "hidden"])
async def test_what_is_out_or_settled_cannot_be_submitted_again(make, ada, browser, state):
    topic = await make.topic(author=ada, state=state)

    assert (await browser.post(f"{topic.path}/einreichen")).status_code == 409
    assert (await queries.find(topic.id)).state == state


ACTS = ["bearbeiten", "einreichen", "zurueckziehen", "verwerfen"]


@pytest.mark.parametrize("act", ACTS)
async def test_nobody_acts_for_somebody_else(make, browser_for, act):
    event = await make.event()
    topics = [await make.topic(event, state=state) for state in TopicState]
    people = [await make.person(), await make.staff(event), await make.admin()]

    for person in people:
        browser = await browser_for(person)
        for topic in topics:
            data = CHANGED | {"version": topic.version}
            answer = await browser.post(f"{topic.path}/{act}", data=data)
            assert answer.status_code == 404
            assert await queries.find(topic.id) == topic


async def test_a_rejected_topic_can_be_revised_and_waits_again(make, ada, browser):
    topic = await make.topic(author=ada, state="rejected")

    answer = await browser.post(
        f"{topic.path}/bearbeiten", data=CHANGED | {"version": topic.version}
    )

    assert answer.status_code == 303
    assert (await queries.find(topic.id)).state == "submitted"


@pytest.mark.parametrize("state", ["draft", "rejected"])
async def test_handing_in_after_the_deadline_keeps_what_was_typed(make, browser_for, state):
    ada = await make.person()
    event = await make.event(submit_until=NOW - DAY / 2)
    topic = await make.topic(event, author=ada, state=state)
    browser = await browser_for(ada)

    answer = await browser.post(
        f"{topic.path}/bearbeiten",
        data=CHANGED | {"version": topic.version, "aktion": "einreichen"},
    )

    assert answer.status_code == 409
    assert reading.value(answer, "titel") == CHANGED["titel"]
    assert (await queries.find(topic.id)).title == topic.title
