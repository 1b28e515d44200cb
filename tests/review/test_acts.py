"""Asking back, hiding, showing, two pairs of eyes, undoing: what each does and whom it tells."""

import asyncio
from datetime import UTC, datetime

import pytest

import reading
from kaue.audit import queries as log
from kaue.review import actions, queries
from kaue.review.deciding import HOLD, AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.tables import Decision, Mail, Notice, Topic
from kaue.topics import actions as authors
from kaue.topics import queries as topics
from kaue.topics.forms import TopicForm
from review.steps import act, at, state

WORDS = RejectionForm("unclear", "Was genau?")
WORDING = TopicForm("Neuer Titel", "Neuer Text", "workshop", (), hosted=True)


async def acts(event):
    return [one.act for one in await log.entries(event.id, 999, 99)]


# Asking back.


async def test_a_question_reaches_the_author_and_an_edit_brings_the_topic_back(
    event, topic, author, browser, browser_for
):
    answer = await act(browser, topic, "rueckfrage", frage="Für welche Stadt <b>genau</b>?")

    assert answer.status_code == 303
    assert await state(topic) == "asked_back"
    (mail,) = await Mail.objects()
    assert (mail.person, mail.kind) == (author.id, "asked_back")
    assert "Für welche Stadt <b>genau</b>?" in mail.text
    own = await browser_for(author)
    page = (await own.get(topic.path)).text
    assert "Für welche Stadt &lt;b&gt;genau&lt;/b&gt;?" in page
    assert f'href="{topic.path}/bearbeiten"' in page
    data = {"titel": "Herten", "text": "Darum.", "format": "workshop", "rolle": "halten"}
    data["version"] = (await topics.find(topic.id)).version
    assert (await own.post(f"{topic.path}/bearbeiten", data=data)).status_code == 303
    again = await topics.find(topic.id)
    assert (again.state, again.title) == ("submitted", "Herten")
    # It was handed in anew, so it waits behind the others.
    assert again.waits_since > topic.submitted_at
    assert again.submitted_at == topic.submitted_at


async def test_a_question_needs_words(topic, browser):
    for frage in ("", "  \n", "x" * 1001):
        answer = await act(browser, topic, "rueckfrage", frage=frage)
        assert answer.status_code == 422
        assert reading.problems(answer) == ["frage"]
        assert reading.value(answer, "frage") == frage.strip()
    assert await state(topic) == "submitted"
    assert await Decision.count() == await Mail.count() == 0


async def test_a_question_can_be_taken_back(topic, browser):
    await act(browser, topic, "rueckfrage", frage="Wo?")

    answer = await act(browser, topic, "zuruecklegen")

    assert answer.status_code == 303
    assert await state(topic) == "submitted"


# Hiding and showing.


async def test_what_is_hidden_is_gone_for_all_but_its_author_who_reads_why(
    make, event, author, browser, browser_for, stranger
):
    topic = await make.topic(event, author=author, votes=2)
    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == [topic.id]

    await act(browser, topic, "ausblenden", grund="rules", worte="Bitte ohne Namen.")

    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == []
    assert (await stranger.get(topic.path)).status_code == 404
    page = (await (await browser_for(author)).get(topic.path)).text
    assert 'id="warum"' in page
    assert "Bitte ohne Namen." in page
    (mail,) = await Mail.objects()
    assert (mail.kind, mail.person) == ("hidden", author.id)
    assert "Bitte ohne Namen." in mail.text

    await act(browser, topic, "einblenden")

    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == [topic.id]
    assert (await topics.find(topic.id)).votes == 2
    assert await acts(event) == ["shown", "hidden"]


@pytest.mark.parametrize("wrong", [{}, {"grund": "nix"}, {"grund": "other", "worte": " "}])
async def test_nothing_is_hidden_without_a_reason(make, event, browser, wrong):
    """D10."""
    topic = await make.topic(event)

    answer = await act(browser, topic, "ausblenden", **wrong)

    assert answer.status_code == 422
    assert await state(topic) == "accepted"
    assert await Decision.count() == 0


@pytest.mark.parametrize("state_", ["submitted", "rejected", "withdrawn", "hidden", "merged"])
async def test_only_what_is_public_is_hidden_and_only_what_is_hidden_is_shown(
    make, event, staff, state_
):
    topic = await make.topic(event, state=state_)
    with pytest.raises(AlreadyDecided):
        await actions.hide(topic, WORDS, version=topic.version, by=staff)
    if state_ != "hidden":
        with pytest.raises(AlreadyDecided):
            await actions.show(topic, version=topic.version, by=staff)
    assert await topics.find(topic.id) == topic


# A mail to look at before it goes.


@pytest.mark.parametrize(("name", "was"), [("ablehnen", "submitted"), ("ausblenden", "accepted")])
async def test_the_mail_can_be_looked_at_before(make, event, author, browser, name, was):
    author.language = "en"
    await author.save()
    topic = await make.topic(event, author=author, state=was)

    answer = await act(browser, topic, name, grund="unclear", worte="Was & wo?", aktion="vorschau")

    assert answer.status_code == 200
    assert "Hello Autorin," in answer.text
    assert "It is not yet clear" in answer.text
    assert "Was &amp; wo?" in answer.text
    assert reading.value(answer, "worte") == "Was & wo?"
    assert reading.chosen(answer, "grund") == ["unclear"]
    assert await state(topic) == was
    assert await Mail.count() == await Decision.count() == 0


# Two pairs of eyes.


async def test_a_rejection_takes_two_people_where_the_event_wants_it(
    make, event, topic, author, browser, browser_for, changed
):
    await changed(second_pair=True)
    data = {"grund": "unclear", "worte": "Was genau?"}

    first = await act(browser, topic, "ablehnen", **data)

    assert first.headers["location"].endswith("hinweis=ablehnung-vorgeschlagen")
    assert await state(topic) == "submitted"
    assert await Mail.count() == 0
    assert (await act(browser, topic, "ablehnen", **data)).status_code == 409
    # Whoever proposed it is not offered to confirm it.
    assert "/ablehnen" not in (await browser.get(at(topic))).text
    other = await browser_for(await make.staff(event))
    page = (await other.get(at(topic))).text
    assert "Was genau?" in page
    assert "/ablehnen" in page
    second = await act(other, topic, "ablehnen", **data)
    assert second.headers["location"].endswith("hinweis=abgelehnt")
    assert await state(topic) == "rejected"
    assert await Mail.count().where(Mail.person == author.id) == 1
    assert await acts(event) == ["rejected", "proposed"]


async def test_a_proposal_about_an_older_text_does_not_count(make, topic, author, staff, changed):
    event = await changed(second_pair=True)
    await actions.reject(topic, WORDS, version=topic.version, by=staff)
    now = await topics.find(topic.id)
    await authors.edit(now, event, WORDING, version=now.version, by=author)
    now = await topics.find(topic.id)

    await actions.reject(now, WORDS, version=now.version, by=await make.staff(event))

    assert await state(topic) == "submitted"
    assert (await queries.latest_decision(topic.id)).verdict == "proposed"


async def test_the_other_one_may_also_accept(make, event, topic, staff, changed):
    await changed(second_pair=True)
    await actions.reject(topic, WORDS, version=topic.version, by=staff)
    now = await topics.find(topic.id)

    await actions.accept(now, version=now.version, by=await make.staff(event))

    assert await state(topic) == "accepted"


# Undoing.


async def test_who_undoes_at_once_has_told_nobody(event, topic, browser):
    await act(browser, topic, "freigeben")
    (mail,) = await Mail.objects()
    assert mail.next_try_at - mail.written_at == HOLD
    (decision,) = await Decision.objects()
    page = (await browser.get(f"/redaktion/{event.slug}?akt={decision.id}")).text
    assert f'action="{at(topic)}/rueckgaengig"' in page

    answer = await act(browser, topic, "rueckgaengig", akt=decision.id)

    assert answer.headers["location"].endswith("hinweis=rueckgaengig")
    assert await state(topic) == "submitted"
    assert await Mail.count() == 0
    assert await acts(event) == ["undone", "accepted"]


async def test_what_was_told_is_told_to_be_undone(topic, author, browser):
    await act(browser, topic, "freigeben")
    await Mail.update({Mail.sent_at: datetime.now(UTC)}, force=True)
    (decision,) = await Decision.objects()

    answer = await act(browser, topic, "rueckgaengig", akt=decision.id)

    assert answer.headers["location"].endswith("hinweis=rueckgaengig-mit-mail")
    kinds = [mail.kind for mail in await Mail.objects().order_by(Mail.id)]
    assert kinds == ["accepted", "undone"]


async def test_a_line_for_the_daily_mail_is_taken_back_too(make, event, staff):
    ada = await make.person(notify="digest")
    topic = await make.topic(event, author=ada, state="submitted")
    decision = await actions.accept(topic, version=topic.version, by=staff)
    assert await Notice.count() == 1

    await actions.undo(await topics.find(topic.id), decision, by=staff)

    assert await Notice.count() == 0


@pytest.mark.parametrize(
    ("was", "name", "data"),
    [
        ("submitted", "freigeben", {}),
        ("submitted", "ablehnen", {"grund": "rules"}),
        ("submitted", "rueckfrage", {"frage": "Wo?"}),
        ("accepted", "ausblenden", {"grund": "rules"}),
        ("hidden", "einblenden", {}),
        ("accepted", "zuruecklegen", {}),
        ("rejected", "zuruecklegen", {}),
    ],
)
async def test_every_act_can_be_undone(make, event, browser, was, name, data):
    topic = await make.topic(event, state=was)
    await act(browser, topic, name, **data)
    decision = await queries.latest_decision(topic.id)

    answer = await act(browser, topic, "rueckgaengig", akt=decision.id)

    assert answer.status_code == 303
    again = await topics.find(topic.id)
    assert (again.state, again.unreviewed) == (was, False)
    assert await Mail.count() == 0


async def test_undoing_brings_back_that_nobody_had_looked(make, event, staff):
    topic = await make.topic(event, unreviewed=True)
    decision = await actions.accept(topic, version=topic.version, by=staff)
    assert not (await topics.find(topic.id)).unreviewed

    await actions.undo(await topics.find(topic.id), decision, by=staff)

    assert (await topics.find(topic.id)).unreviewed


async def test_only_the_last_act_is_undone_and_only_once(topic, browser, staff):
    first = await actions.accept(topic, version=topic.version, by=staff)
    now = await topics.find(topic.id)
    second = await actions.reopen(now, version=now.version, by=staff)

    assert (await act(browser, topic, "rueckgaengig", akt=first)).status_code == 409
    assert (await act(browser, topic, "rueckgaengig", akt=second)).status_code == 303
    assert (await act(browser, topic, "rueckgaengig", akt=second)).status_code == 409
    assert await state(topic) == "accepted"


async def test_of_two_who_undo_one_wins(topic, staff):
    decision = await actions.accept(topic, version=topic.version, by=staff)
    now = await topics.find(topic.id)

    found = await asyncio.gather(
        *(actions.undo(now, decision, by=staff) for _ in range(4)), return_exceptions=True
    )

    assert sum(isinstance(one, actions.Undone) for one in found) == 1
    assert await Topic.count().where(Topic.state == "submitted") == 1


async def test_after_an_undo_the_author_still_reads_the_reason(topic, author, staff, browser_for):
    await actions.reject(topic, WORDS, version=topic.version, by=staff)
    now = await topics.find(topic.id)
    again = await actions.reopen(now, version=now.version, by=staff)
    await actions.undo(await topics.find(topic.id), again, by=staff)

    page = (await (await browser_for(author)).get(topic.path)).text

    assert "Was genau?" in page


# Two people at once.


async def test_who_was_slower_sees_both_and_keeps_the_words(
    make, event, topic, browser, browser_for
):
    """V08: 409, what the other did, what one wanted, and nothing typed is lost."""
    other = await browser_for(await make.staff(event, name="Schnell"))
    await other.post(at(topic, "/freigeben"), data={"version": topic.version})

    data = {"version": topic.version, "grund": "unclear", "worte": "Was genau & wo?"}
    answer = await browser.post(at(topic, "/ablehnen"), data=data)

    assert answer.status_code == 409
    assert 'id="schneller"' in answer.text
    assert "Schnell" in answer.text
    assert "Was genau &amp; wo?" in answer.text
    assert await state(topic) == "accepted"
    # What is possible now takes the same words.
    assert reading.value(answer, "worte") == "Was genau & wo?"
    assert reading.chosen(answer, "grund") == ["unclear"]


async def test_fifty_pairs_of_simultaneous_acts_have_one_winner_each(make, event, staff):
    other = await make.staff(event)
    for n in range(50):
        topic = await make.topic(event, state="submitted")
        pair = [
            actions.accept(topic, version=topic.version, by=staff),
            actions.reject(topic, WORDS, version=topic.version, by=other)
            if n % 2
            else actions.ask_back(topic, "Wo?", version=topic.version, by=other),
        ]
        found = await asyncio.gather(*pair, return_exceptions=True)
        assert sum(isinstance(one, int) for one in found) == 1
        assert sum(isinstance(one, AlreadyDecided) for one in found) == 1
        assert len(await queries.history(topic.id)) == 1
    proof = await log.verify(event.id)
    assert (proof.entries, proof.broken) == (50, None)


async def test_author_and_staff_at_once_have_one_winner(event, make, staff):
    for _ in range(20):
        author = await make.person()
        topic = await make.topic(event, author=author, state="submitted")
        found = await asyncio.gather(
            actions.accept(topic, version=topic.version, by=staff),
            authors.edit(topic, event, WORDING, version=topic.version, by=author),
            return_exceptions=True,
        )
        refused = [one for one in found if isinstance(one, Exception)]
        assert len(refused) == 1, found
        now = await topics.find(topic.id)
        # What is public has been looked at, word for word.
        assert now.state == "submitted" or now.title == topic.title
