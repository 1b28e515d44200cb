"""Talking about a topic, through the pages."""

import re
from datetime import timedelta

import pytest

import reading
from kaue.comments import actions
from kaue.tables import Comment
from kaue.web.dates import now

MINUTE = timedelta(minutes=1)
TEXT = "Das **interessiert** mich."


@pytest.fixture
async def topic(make):
    return await make.topic()


def at(topic, rest=""):
    return f"{topic.path}/kommentare{rest}"


def shown(answer):
    """The numbers of the comments on a page."""
    return [int(number) for number in re.findall(r'id="kommentar-(\d+)"', answer.text)]


async def test_a_comment_is_online_at_once_and_leads_to_itself(topic, ada, browser, stranger):
    answer = await browser.post(at(topic), data={"kommentar": TEXT})

    (comment,) = await Comment.objects()
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"{topic.path}?hinweis=kommentiert#kommentar-{comment.id}"
    )
    assert (comment.author, comment.topic, comment.parent) == (ada.id, topic.id, None)
    page = await stranger.get(topic.path)
    assert shown(page) == [comment.id]
    assert "<strong>interessiert</strong>" in page.text


async def test_the_list_counts_it_at_once(topic, browser, stranger):
    await stranger.get(f"/{topic.event_slug}/themen?s=diskutiert")

    await browser.post(at(topic), data={"kommentar": TEXT})

    text = (await stranger.get("/en" + f"/{topic.event_slug}/themen")).text
    assert "1 comment<" in text


async def test_an_answer_stands_below_what_it_answers(make, topic, browser, stranger):
    first, second = await make.comment(topic), await make.comment(topic)

    await browser.post(at(topic), data={"kommentar": TEXT, "antwort": first.id})

    answer = await Comment.objects().order_by(Comment.id, ascending=False).first()
    assert answer.parent == first.id
    assert shown(await stranger.get(topic.path)) == [first.id, answer.id, second.id]


async def test_an_answer_to_an_answer_joins_the_thread(make, topic, browser):
    first = await make.comment(topic)
    reply = await make.comment(topic, parent=first.id)

    await browser.post(at(topic), data={"kommentar": TEXT, "antwort": reply.id})

    answer = await Comment.objects().order_by(Comment.id, ascending=False).first()
    assert answer.parent == first.id


@pytest.mark.parametrize("number", ["99999999", "-1", "abc", "", "9" * 40])
async def test_an_answer_to_nothing_is_a_plain_comment(topic, browser, number):
    form = await browser.get(at(topic, f"?antwort={number}"))
    assert form.status_code == 200

    await browser.post(at(topic), data={"kommentar": TEXT, "antwort": number})

    assert [comment.parent for comment in await Comment.objects()] == [None]


async def test_nothing_is_answered_across_topics(make, topic, browser):
    elsewhere = await make.comment(await make.topic(), text="Woanders gesagt")

    form = await browser.get(at(topic, f"?antwort={elsewhere.id}"))
    await browser.post(at(topic), data={"kommentar": TEXT, "antwort": elsewhere.id})

    assert "Woanders gesagt" not in form.text
    answer = await Comment.objects().order_by(Comment.id, ascending=False).first()
    assert (answer.topic, answer.parent) == (topic.id, None)


async def test_the_form_to_answer_quotes_what_is_answered(make, topic, browser):
    comment = await make.comment(topic, text="<i>Was</i> ist mit Regen?")

    form = await browser.get(at(topic, f"?antwort={comment.id}"))

    assert "&lt;i&gt;Was&lt;/i&gt; ist mit Regen?" in form.text
    assert reading.value(form, "antwort") == str(comment.id)


@pytest.mark.parametrize("text", ["", "  \n\t ", "x" * 2001, "\x00\u202e"])
async def test_an_empty_or_too_long_comment_is_refused_and_kept(make, topic, browser, text):
    comment = await make.comment(topic)

    answer = await browser.post(at(topic), data={"kommentar": text, "antwort": comment.id})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["kommentar"]
    assert reading.value(answer, "kommentar") == (text if "x" in text else "")
    assert reading.value(answer, "antwort") == str(comment.id)
    assert await Comment.count() == 1


async def test_the_longest_comment_is_taken(topic, browser):
    answer = await browser.post(at(topic), data={"kommentar": "🦊" * 2000})

    assert answer.status_code == 303


async def test_an_edited_comment_says_so(make, ada, topic, browser, stranger):
    comment = await make.comment(topic, author=ada, text="Vorher & jetzt")
    form = await browser.get(at(topic, f"/{comment.id}/bearbeiten"))
    assert reading.value(form, "kommentar") == "Vorher & jetzt"

    answer = await browser.post(
        at(topic, f"/{comment.id}/bearbeiten"), data={"kommentar": "Nachher"}
    )

    assert answer.headers["location"] == (f"{topic.path}?hinweis=geaendert#kommentar-{comment.id}")
    stored = await Comment.objects().get(Comment.id == comment.id)
    assert stored.text == "Nachher"
    assert stored.edited_at is not None
    assert "Vorher" not in (await stranger.get(topic.path)).text


async def test_a_bad_edit_is_refused_and_kept(make, ada, topic, browser):
    comment = await make.comment(topic, author=ada)

    answer = await browser.post(
        at(topic, f"/{comment.id}/bearbeiten"), data={"kommentar": "x" * 2001}
    )

    assert answer.status_code == 422
    assert reading.value(answer, "kommentar") == "x" * 2001
    assert (await Comment.objects().first()).text == comment.text


async def test_a_deleted_comment_is_gone_and_can_be_brought_back(
    make, ada, topic, browser, stranger
):
    comment = await make.comment(topic, author=ada, text="Unbedacht")

    gone = await browser.post(at(topic, f"/{comment.id}/loeschen"))

    assert gone.status_code == 303
    assert shown(await stranger.get(topic.path)) == []
    page = await browser.get(gone.headers["location"])
    undo = at(topic, f"/{comment.id}/wiederherstellen")
    assert f'action="{undo}"' in page.text

    back = await browser.post(undo)

    assert back.headers["location"].endswith(f"#kommentar-{comment.id}")
    assert "Unbedacht" in (await stranger.get(topic.path)).text


async def test_after_an_hour_it_cannot_be_brought_back(make, ada, topic, browser):
    long_ago = now() - actions.RESTORABLE - MINUTE
    comment = await make.comment(topic, author=ada, deleted_at=long_ago)

    answer = await browser.post(at(topic, f"/{comment.id}/wiederherstellen"))

    assert answer.status_code == 404
    assert (await Comment.objects().first()).deleted_at is not None


async def test_a_deleted_comment_cannot_be_edited(make, ada, topic, browser):
    comment = await make.comment(topic, author=ada, deleted_at=now())

    answer = await browser.post(at(topic, f"/{comment.id}/bearbeiten"), data={"kommentar": "Neu"})

    assert answer.status_code == 404
    assert (await Comment.objects().first()).text == comment.text


async def test_a_deleted_comment_with_answers_leaves_its_place_but_no_name_and_no_text(
    make, topic, stranger
):
    eve = await make.person(name="Eve Unverwechselbar")
    comment = await make.comment(topic, author=eve, text="Sehr unbedacht", deleted_at=now())
    answer = await make.comment(topic, parent=comment.id, text="Nanu?")

    page = await stranger.get(topic.path)

    assert shown(page) == [comment.id, answer.id]
    assert "Nanu?" in page.text
    assert "Sehr unbedacht" not in page.text
    assert "Eve Unverwechselbar" not in page.text


async def test_a_deleted_answer_disappears_and_takes_the_empty_place_with_it(make, topic, stranger):
    comment = await make.comment(topic, deleted_at=now())
    await make.comment(topic, parent=comment.id, deleted_at=now())

    assert shown(await stranger.get(topic.path)) == []


ACTS = ["bearbeiten", "loeschen", "wiederherstellen"]


@pytest.mark.parametrize("act", ACTS)
async def test_somebody_elses_comment_is_not_there(make, topic, browser_for, act):
    bob = await make.person()
    comment = await make.comment(topic, author=bob, text="Von Bob")

    for person in (await make.person(), await make.admin()):
        browser = await browser_for(person)
        answer = await browser.post(at(topic, f"/{comment.id}/{act}"), data={"kommentar": "Neu"})
        assert answer.status_code == 404

    assert (await browser.get(at(topic, f"/{comment.id}/bearbeiten"))).status_code == 404
    stored = await Comment.objects().first()
    assert (stored.text, stored.deleted_at) == ("Von Bob", None)


@pytest.mark.parametrize("act", ACTS)
async def test_a_comment_is_found_under_its_own_topic_only(make, ada, topic, browser, act):
    comment = await make.comment(await make.topic(), author=ada)

    answer = await browser.post(at(topic, f"/{comment.id}/{act}"), data={"kommentar": "Neu"})

    assert answer.status_code == 404


@pytest.mark.parametrize("number", ["0", "2147483648", "9" * 18, "9" * 40, "-1", "x"])
async def test_odd_numbers_are_not_found(topic, browser, number):
    for act in ACTS:
        answer = await browser.post(at(topic, f"/{number}/{act}"), data={"kommentar": "Neu"})
        assert answer.status_code == 404


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "withdrawn"])
async def test_only_accepted_topics_take_comments(make, ada, browser, state):
    topic = await make.topic(author=ada, state=state)

    answer = await browser.post(at(topic), data={"kommentar": TEXT})

    assert answer.status_code == 409
    assert await Comment.count() == 0


async def test_a_topic_one_cannot_see_takes_no_comment(make, browser):
    topic = await make.topic(state="submitted")

    assert (await browser.post(at(topic), data={"kommentar": TEXT})).status_code == 404
    assert (await browser.get(at(topic))).status_code == 404


async def test_strangers_read_and_may_write_first(make, topic, stranger):
    comment = await make.comment(topic)

    page = await stranger.get(topic.path)

    assert 'name="kommentar"' in page.text
    assert f"?antwort={comment.id}" in page.text
    assert (await stranger.get(f"{at(topic)}?antwort={comment.id}")).status_code == 200


async def test_what_people_wrote_is_shown_as_text_or_safe_markup(make, topic, stranger):
    await make.comment(topic, text="<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }}")

    text = (await stranger.get(topic.path)).text

    assert "<script>alert" not in text
    assert 'href="javascript' not in text
    assert "{{ 7*7 }}" in text
