"""Accept, reject with a reason, take back: each kept, told to the author, and decided once."""

import asyncio

import pytest

import reading
from kaue.mail import outbox
from kaue.people import actions as people
from kaue.review import actions, queries
from kaue.review.forms import RejectionForm
from kaue.review.reasons import REASONS
from kaue.tables import Decision, Mail, Person, Reason, Topic
from kaue.topics import queries as topics
from review.steps import at


class Oops(Exception):
    pass


WORDS = RejectionForm("unclear", "Was genau?")


async def test_an_accepted_topic_is_in_the_list_at_once(topic, staff, browser, stranger):
    listed = f"/{topic.event_slug}/themen"
    assert reading.topics(await stranger.get(listed)) == []

    answer = await browser.post(at(topic, "/freigeben"), data={"version": topic.version})

    (decision,) = await queries.history(topic.id)
    desk = f"/redaktion/{topic.event_slug}?akt={decision.id}"
    assert answer.headers["location"] == f"{desk}&hinweis=freigegeben"
    assert reading.topics(await stranger.get(listed)) == [topic.id]
    (decision,) = await Decision.objects()
    assert (decision.topic, decision.decided_by) == (topic.id, staff.id)
    assert (decision.verdict, decision.reason, decision.note) == ("accepted", None, "")


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason != Reason.OTHER])
async def test_a_rejection_needs_a_reason_and_the_author_reads_it(
    make, event, browser, browser_for, reason
):
    ada = await make.person()
    topic = await make.topic(event, author=ada, state="submitted")

    answer = await browser.post(
        "/en" + at(topic, "/ablehnen"), data={"version": topic.version, "grund": reason}
    )

    assert answer.status_code == 303
    page = await (await browser_for(ada)).get("/en" + topic.path)
    assert 'id="warum"' in page.text
    assert REASONS[reason] in page.text
    assert (await topics.find(topic.id)).state == "rejected"


async def test_the_author_reads_the_words_as_text(make, event, browser, browser_for):
    ada = await make.person()
    topic = await make.topic(event, author=ada, state="submitted")
    data = {"version": topic.version, "grund": "other", "worte": "Bitte <b>kürzer</b> & klarer"}

    await browser.post(at(topic, "/ablehnen"), data=data)

    page = await (await browser_for(ada)).get(topic.path)
    assert "Bitte &lt;b&gt;kürzer&lt;/b&gt; &amp; klarer" in page.text


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, ["grund"]),
        ({"grund": "gibt-es-nicht", "worte": "Nein."}, ["grund"]),
        ({"grund": "other"}, ["worte"]),
        ({"grund": "other", "worte": "  \n"}, ["worte"]),
        ({"grund": "rules", "worte": "x" * 1001}, ["worte"]),
        ({"worte": "x" * 1001}, ["grund", "worte"]),
    ],
)
async def test_without_a_reason_nothing_is_rejected(topic, browser, wrong, fields):
    answer = await browser.post(at(topic, "/ablehnen"), data={"version": topic.version} | wrong)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "worte") == wrong.get("worte", "").strip()
    known = [reason for reason in REASONS if reason == wrong.get("grund")]
    assert reading.chosen(answer, "grund") == known
    assert (await topics.find(topic.id)).state == "submitted"
    assert await Decision.count() == await Mail.count() == 0


async def test_every_reason_has_a_wording():
    assert set(REASONS) == set(Reason)


async def test_a_decision_is_taken_back_and_the_topic_waits_again(
    make, event, topic, browser, stranger
):
    await browser.post(at(topic, "/freigeben"), data={"version": topic.version})
    accepted = await topics.find(topic.id)
    await make.vote(accepted, await make.person())
    await browser.get(f"/{event.slug}/themen")

    answer = await browser.post(at(topic, "/zuruecklegen"), data={"version": accepted.version})

    last = await queries.latest_decision(topic.id)
    assert answer.headers["location"] == f"{at(topic)}?akt={last.id}&hinweis=wieder-offen"
    again = await topics.find(topic.id)
    assert (again.state, again.votes) == ("submitted", 1)
    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == []
    verdicts = [decision.verdict for decision in await queries.history(topic.id)]
    assert verdicts == ["reopened", "accepted"]


async def test_a_rejected_topic_can_be_reopened_and_accepted(make, topic, staff):
    await actions.reject(topic, WORDS, version=topic.version, by=staff)
    topic = await topics.find(topic.id)
    await actions.reopen(topic, version=topic.version, by=staff)
    topic = await topics.find(topic.id)
    await actions.accept(topic, version=topic.version, by=staff)

    verdicts = [decision.verdict for decision in await queries.history(topic.id)]
    assert verdicts == ["accepted", "reopened", "rejected"]
    assert (await queries.latest_decision(topic.id)).decided_by_name == staff.name


async def test_the_page_offers_what_the_state_allows(make, event, browser):
    offered = {
        "submitted": {"freigeben", "ablehnen"},
        "accepted": {"zuruecklegen"},
        "rejected": {"zuruecklegen"},
        "withdrawn": set(),
    }
    for state, expected in offered.items():
        topic = await make.topic(event, state=state)
        text = (await browser.get(at(topic))).text
        found = {
            act
            for act in ("freigeben", "ablehnen", "zuruecklegen")
            if f'"{at(topic)}/{act}"' in text
        }
        assert found == expected, state


@pytest.mark.parametrize(
    ("act", "states"),
    [
        ("freigeben", ["accepted", "rejected", "withdrawn", "merged", "hidden"]),
        ("ablehnen", ["accepted", "rejected", "withdrawn", "merged", "hidden"]),
        ("zuruecklegen", ["submitted", "withdrawn", "merged", "hidden"]),
    ],
)
async def test_what_is_not_to_be_decided_is_not_decided(make, event, browser, act, states):
    for state in states:
        topic = await make.topic(event, state=state)
        data = {"version": topic.version, "grund": "rules"}

        answer = await browser.post(at(topic, f"/{act}"), data=data)

        assert answer.status_code == 409, state
        assert await topics.find(topic.id) == topic
    assert await Decision.count() == await Mail.count() == 0


@pytest.mark.parametrize("act", ["freigeben", "ablehnen", "zuruecklegen"])
async def test_nobody_but_the_editors_of_this_event_decides(make, event, browser_for, act):
    state = "accepted" if act == "zuruecklegen" else "submitted"
    ada = await make.person()
    topic = await make.topic(event, author=ada, state=state)
    data = {"version": topic.version, "grund": "rules"}
    elsewhere = await make.event()
    for person, status in [
        (ada, 403),
        (await make.staff(elsewhere), 403),
        (await make.moderator(event), 403),
        (None, 303),
    ]:
        answer = await (await browser_for(person)).post(at(topic, f"/{act}"), data=data)
        assert answer.status_code == status
    assert await topics.find(topic.id) == topic


async def test_staff_of_another_event_cannot_reach_a_topic_by_their_own_address(
    make, topic, browser_for
):
    elsewhere = await make.event()
    browser = await browser_for(await make.staff(elsewhere))

    answer = await browser.post(
        f"/redaktion/{elsewhere.slug}/themen/{topic.id}/freigeben", data={"version": topic.version}
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("version", ["", "0", "2", "-1", "x", "9" * 30])
async def test_a_decision_about_an_older_text_is_refused(topic, browser, version):
    answer = await browser.post(at(topic, "/freigeben"), data={"version": version})

    assert answer.status_code == 409
    assert await topics.find(topic.id) == topic


async def test_the_author_changed_it_meanwhile(topic, staff):
    await Topic.update({Topic.version: topic.version + 1}).where(Topic.id == topic.id)

    with pytest.raises(actions.AlreadyDecided):
        await actions.accept(topic, version=topic.version, by=staff)

    assert await Decision.count() == await Mail.count() == 0


async def test_of_simultaneous_decisions_exactly_one_wins(make, event, staff):
    other = await make.staff(event)
    for _ in range(10):
        topic = await make.topic(event, state="submitted")

        found = await asyncio.gather(
            actions.accept(topic, version=topic.version, by=staff),
            actions.reject(topic, WORDS, version=topic.version, by=other),
            actions.accept(topic, version=topic.version, by=other),
            return_exceptions=True,
        )

        assert sum(isinstance(one, int) for one in found) == 1
        assert sum(isinstance(one, actions.AlreadyDecided) for one in found) == 2
        (decision,) = await queries.history(topic.id)
        assert decision.verdict == ("rejected" if isinstance(found[1], int) else "accepted")
        assert (await topics.find(topic.id)).state == decision.verdict
        assert await Mail.count().where(Mail.person == topic.author) == 1


async def test_two_clicks_of_two_editors_through_the_pages(make, event, topic, browser_for):
    browsers = [await browser_for(await make.staff(event)) for _ in range(2)]
    data = {"version": topic.version}

    answers = await asyncio.gather(
        *(browser.post(at(topic, "/freigeben"), data=data) for browser in browsers)
    )

    assert sorted(answer.status_code for answer in answers) == [303, 409]


# The mail to the author.


async def test_the_mail_speaks_the_authors_language_and_leads_to_the_topic(make, event, staff):
    for language, prefix in (("de", ""), ("en", "/en")):
        ada = await make.person(language=language, email=f"{language}@example.org")
        topic = await make.topic(event, author=ada, state="submitted", title="Räder & <Wege>")

        await actions.accept(topic, version=topic.version, by=staff)

        (mail,) = await Mail.objects().where(Mail.person == ada.id)
        assert mail.address == ada.email
        assert "Räder & <Wege>" in mail.subject
        assert f"http://127.0.0.1:8000{prefix}{topic.path}\n" in mail.text
        assert mail.sent_at is None


async def test_the_mail_of_a_rejection_holds_reason_and_words(make, event, staff):
    ada = await make.person(language="en", name="O'Ada")
    topic = await make.topic(event, author=ada, state="submitted")
    words = RejectionForm("unclear", 'Say "more" & don\'t <stop>')

    await actions.reject(topic, words, version=topic.version, by=staff)

    (mail,) = await Mail.objects()
    assert REASONS[Reason.UNCLEAR] in mail.text
    assert words.note in mail.text
    assert "O'Ada" in mail.text


async def test_nothing_is_decided_when_the_mail_cannot_be_written(topic, staff, monkeypatch):
    async def out_of_paper(*_, **__):
        raise Oops

    monkeypatch.setattr(outbox, "put", out_of_paper)

    with pytest.raises(Oops):
        await actions.accept(topic, version=topic.version, by=staff)

    assert await topics.find(topic.id) == topic
    assert await Decision.count() == await Mail.count() == 0


async def test_an_author_who_is_gone_gets_no_mail(make, event, staff):
    without_address = await make.topic(
        event, state="submitted", author=await make.person(email=None)
    )
    ada = await people.sign_up(email="ada@example.org", name="Ada")
    orphan = await make.topic(event, state="submitted", author=ada)
    await Mail.delete(force=True)
    await Person.delete().where(Person.id == ada.id)

    for topic in (without_address, await topics.find(orphan.id)):
        await actions.accept(topic, version=topic.version, by=staff)

    assert await Mail.count() == 0
    assert await Decision.count() == 2
