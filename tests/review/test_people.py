"""Trusting and blocking people, from the desk of an event."""

import pytest

import reading
from kaue.audit import queries as log
from kaue.people import queries as people_queries
from kaue.review import people
from kaue.tables import Person, SignIn, Trust
from kaue.topics import actions as topics
from kaue.topics.forms import TopicForm
from kaue.topics.queries import find
from review.steps import act

WORDING = TopicForm("Titel", "Text", "workshop", (), hosted=True)


def page_of(event, person, what=""):
    return f"/redaktion/{event.slug}/personen/{person.id}{what}"


async def acts(event):
    return [one.act for one in await log.entries(event.id, 99, 99)]


async def test_what_a_trusted_person_submits_is_public_at_once(
    event, topic, author, browser, stranger
):
    answer = await browser.post(page_of(event, author, "/vertrauen"), data={"vertrauen": "1"})
    assert answer.status_code == 303
    await browser.post(page_of(event, author, "/vertrauen"), data={"vertrauen": "1"})
    assert await Trust.count() == 1

    number = await topics.propose(event, WORDING, by=author)

    made = await find(number)
    assert (made.state, made.unreviewed) == ("accepted", False)
    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == [number]
    await topics.edit(made, event, WORDING, version=made.version, by=author)
    assert (await find(number)).state == "accepted"
    await browser.post(page_of(event, author, "/vertrauen"), data={"vertrauen": "0"})
    again = await find(await topics.propose(event, WORDING, by=author))
    assert again.state == "submitted"
    assert await acts(event) == ["distrusted", "trusted"]


async def test_trust_is_for_one_event(make, event, author, staff):
    elsewhere = await make.event()
    await people.trust(event, author, wanted=True, by=staff)

    assert (await find(await topics.propose(elsewhere, WORDING, by=author))).state == "submitted"


async def test_who_is_blocked_is_out_at_once(event, topic, author, browser, browser_for):
    own = await browser_for(author)
    assert (await own.get("/konto")).status_code == 200

    answer = await browser.post(
        page_of(event, author, "/sperren"), data={"sperren": "1", "worte": "Dreimal Werbung."}
    )

    assert answer.status_code == 303
    assert (await own.get("/konto")).status_code == 303
    assert await SignIn.count().where(SignIn.person == author.id) == 0
    assert (await people_queries.by_email(author.email)).blocked_at is not None
    (entry,) = await log.entries(event.id, 9, 9)
    assert (entry.act, entry.note, entry.subject_number) == (
        "blocked",
        "Dreimal Werbung.",
        author.id,
    )
    await browser.post(page_of(event, author, "/sperren"), data={"sperren": "0"})
    assert (await people_queries.by_email(author.email)).blocked_at is None
    assert await acts(event) == ["unblocked", "blocked"]


@pytest.mark.parametrize("words", ["", " \n ", "x" * 1001])
async def test_nobody_is_blocked_without_a_word(event, topic, author, browser, words):
    answer = await browser.post(
        page_of(event, author, "/sperren"), data={"sperren": "1", "worte": words}
    )

    assert answer.status_code == 422
    assert reading.problems(answer) == ["worte"]
    assert (await Person.objects().get(Person.id == author.id)).blocked_at is None


async def test_who_has_a_role_is_not_blocked(make, event, browser, staff):
    for person in (await make.moderator(event), await make.admin(), staff):
        await make.topic(event, author=person)
        answer = await browser.post(
            page_of(event, person, "/sperren"), data={"sperren": "1", "worte": "Nein."}
        )
        assert answer.status_code == 409
    assert await acts(event) == []


async def test_only_who_wrote_something_here_can_be_found(make, event, browser, topic, author):
    nobody, elsewhere = await make.person(), await make.topic()
    draft = await make.topic(event, state="draft")
    for person in (nobody, elsewhere.author, draft.author):
        number = person if isinstance(person, int) else person.id
        answer = await browser.get(f"/redaktion/{event.slug}/personen/{number}")
        assert answer.status_code == 404
    page = (await browser.get(page_of(event, author))).text
    assert topic.title in page
    assert author.email not in page


async def test_a_voter_is_nobody_here(make, event, browser):
    """D04: who only votes cannot be looked up."""
    topic, voter = await make.topic(event), await make.person()
    await make.vote(topic, voter)

    assert (await browser.get(page_of(event, voter))).status_code == 404


async def test_the_list_shows_who_is_trusted_and_who_is_blocked(make, event, browser, staff):
    trusted, blocked, other = [await make.person(name=f"P{n}") for n in range(3)]
    for person in (trusted, blocked, other):
        await make.topic(event, author=person)
    await people.trust(event, trusted, wanted=True, by=staff)
    await people.block(event, blocked, "Werbung", by=staff)

    page = (await browser.get(f"/redaktion/{event.slug}/personen")).text

    assert "P0" in page
    assert "P1" in page
    assert "P2" not in page


async def test_after_post_review_an_edit_of_a_public_topic_stays_public(
    make, author, browser, changed
):
    event = await changed(review_topics="after")
    number = await topics.propose(event, WORDING, by=author)
    made = await find(number)
    assert (made.state, made.unreviewed) == ("accepted", True)

    await act(browser, made, "freigeben")

    looked = await find(number)
    assert (looked.state, looked.unreviewed) == ("accepted", False)
    await topics.edit(looked, event, WORDING, version=looked.version, by=author)
    edited = await find(number)
    assert (edited.state, edited.unreviewed) == ("accepted", True)
    await act(browser, edited, "ablehnen", grund="rules")
    assert (await find(number)).state == "rejected"
