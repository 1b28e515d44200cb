"""When a comment is public: at once, once looked at, or until somebody hides it."""

import pytest

import reading
from kaue.comments import actions, queries
from kaue.comments.forms import CommentForm
from kaue.events import queries as events
from kaue.review import people
from kaue.tables import Comment, Event, Mail, Notice, Notify
from kaue.topics import queries as topics

WORDS = CommentForm("Das interessiert mich.", None)
PUBLIC = {"before": False, "after": True, "reported": True}


@pytest.fixture
async def camp(make):
    """camp(mode) is an accepted topic of an event that looks at comments so."""

    async def in_mode(mode, **values):
        event = await make.event(review_comments=mode)
        return await make.topic(event, **values)

    return in_mode


async def stored(number):
    return await Comment.objects().get(Comment.id == number)


async def kinds():
    return [mail.kind for mail in await Mail.objects().order_by(Mail.id)]


@pytest.mark.parametrize(
    ("mode", "state", "unreviewed"),
    [("before", "waiting", True), ("after", "shown", True), ("reported", "shown", False)],
)
async def test_a_new_comment_stands_where_the_event_wants_it(make, camp, mode, state, unreviewed):
    topic = await camp(mode)

    number = await actions.write(topic, WORDS, by=await make.person())

    comment = await stored(number)
    assert (comment.state, bool(comment.unreviewed), comment.version) == (state, unreviewed, 1)
    assert (await topics.find(topic.id)).comments == PUBLIC[mode]
    assert [one.id for one in await queries.thread(topic.id, None)] == [number] * PUBLIC[mode]
    assert await kinds() == ["commented"] * PUBLIC[mode]


@pytest.mark.parametrize("mode", PUBLIC)
async def test_the_list_counts_only_what_is_public(make, camp, browser, stranger, mode):
    topic = await camp(mode)

    await browser.post(f"{topic.path}/kommentare", data={"kommentar": "Gut."})

    listed = (await stranger.get(f"/en/{topic.event_slug}/themen")).text
    assert ("1 comment<" in listed) == PUBLIC[mode]
    page = await stranger.get(f"/en{topic.path}")
    assert ("1 comment<" in page.text) == PUBLIC[mode]
    assert ("0 comments<" in page.text) != PUBLIC[mode]


async def test_whoever_writes_what_waits_is_told_so_and_sees_it(camp, browser, stranger):
    topic = await camp("before")
    form = await browser.get(f"/en{topic.path}")
    assert "The editors look at every comment before it goes online." in form.text

    answer = await browser.post(f"/en{topic.path}/kommentare", data={"kommentar": "Ganz geheim"})

    assert "hinweis=kommentar-wartet" in answer.headers["location"]
    mine = await browser.get(answer.headers["location"])
    assert "Ganz geheim" in mine.text
    assert "Until they accept it, only you can read it." in mine.text
    assert "It goes online once the editors accept it." in mine.text
    assert "Ganz geheim" not in (await stranger.get(topic.path)).text


@pytest.mark.parametrize(
    ("mode", "was", "then"),
    [
        ("before", ("shown", False), ("waiting", False)),
        ("before", ("shown", True), ("waiting", False)),
        ("before", ("waiting", True), ("waiting", True)),
        ("before", ("waiting", False), ("waiting", False)),
        ("after", ("shown", False), ("shown", True)),
        ("after", ("waiting", True), ("waiting", True)),
        ("reported", ("shown", False), ("shown", False)),
        ("reported", ("shown", True), ("shown", True)),
        ("reported", ("waiting", True), ("waiting", True)),
    ],
)
async def test_an_edit_goes_by_the_same_rule(make, camp, mode, was, then):
    topic, ada = await camp(mode), await make.person()
    event = await events.by_slug(topic.event_slug)
    comment = await make.comment(topic, author=ada, state=was[0], unreviewed=was[1])

    state = await actions.edit(comment.id, event, CommentForm("Neu", None), by=ada)

    found = await stored(comment.id)
    assert (found.state, bool(found.unreviewed)) == then
    assert (state, found.text, found.version) == (then[0], "Neu", 2)
    assert await Mail.count() == 0


async def test_an_edit_that_waits_leaves_list_and_page_at_once(make, camp, ada, browser, stranger):
    topic = await camp("before")
    comment = await make.comment(topic, author=ada, text="Vorher")
    assert "1 comment<" in (await stranger.get(f"/en/{topic.event_slug}/themen")).text

    at = f"{topic.path}/kommentare/{comment.id}/bearbeiten"
    answer = await browser.post(at, data={"kommentar": "Nachher"})

    assert "hinweis=kommentar-wartet" in answer.headers["location"]
    assert "1 comment<" not in (await stranger.get(f"/en/{topic.event_slug}/themen")).text
    page = (await stranger.get(topic.path)).text
    assert "Vorher" not in page
    assert "Nachher" not in page


async def test_a_changed_one_keeps_its_place_above_its_answers(make, camp, ada, stranger):
    topic = await camp("before")
    comment = await make.comment(topic, author=ada, state="waiting", text="Noch nicht")
    answer = await make.comment(topic, parent=comment.id, text="Stimmt")

    page = await stranger.get(f"/en{topic.path}")

    assert "This comment was changed and waits for the editors." in page.text
    assert "Stimmt" in page.text
    assert "Noch nicht" not in page.text
    (first,) = await queries.thread(topic.id, None)
    assert (first.text, first.author, first.author_name) == ("", None, "")
    assert [one.id for one in first.answers] == [answer.id]


async def test_a_hidden_comment_cannot_be_edited_but_deleted(make, camp, ada, browser):
    topic = await camp("reported")
    comment = await make.comment(topic, author=ada, state="hidden", reason="rules")
    at = f"/en{topic.path}/kommentare/{comment.id}"

    for answer in (
        await browser.get(f"{at}/bearbeiten"),
        await browser.post(f"{at}/bearbeiten", data={"kommentar": "Neu"}),
    ):
        assert answer.status_code == 409
        assert "The editors have hidden this comment" in answer.text
    assert (await stored(comment.id)).text == comment.text
    event, bob = await events.by_slug(topic.event_slug), await make.person()
    with pytest.raises(actions.NotYours):
        await actions.edit(comment.id, event, WORDS, by=bob)

    assert (await browser.post(f"{at}/loeschen")).status_code == 303
    assert (await stored(comment.id)).deleted_at is not None


async def test_nobody_answers_or_quotes_what_is_not_public(make, camp, browser):
    topic = await camp("reported")
    waiting = await make.comment(topic, state="waiting", text="Noch geheim")
    hidden = await make.comment(topic, state="hidden", text="Ausgeblendet gesagt")

    for one in (waiting, hidden):
        form = await browser.get(f"{topic.path}/kommentare?antwort={one.id}")
        assert one.text not in form.text
        data = {"kommentar": "Wozu?", "antwort": one.id}
        assert (await browser.post(f"{topic.path}/kommentare", data=data)).status_code == 303

    newest = await Comment.objects().order_by(Comment.id, ascending=False).limit(2)
    # The thread of a hidden one goes on below its place; what waits is not there.
    assert [one.parent for one in newest] == [hidden.id, None]
    assert "answered" in await kinds()  # whose words were hidden may know that somebody answered


async def test_an_answer_that_waits_stands_in_the_thread_for_its_author(make, camp, ada, browser):
    topic = await camp("before")
    first = await make.comment(topic)
    reply = await make.comment(topic, parent=first.id)

    data = {"kommentar": "Mein Einwand", "antwort": reply.id}
    await browser.post(f"{topic.path}/kommentare", data=data)

    (mine,) = await queries.thread(topic.id, ada.id)
    (others,) = await queries.thread(topic.id, None)
    assert [one.text for one in mine.answers] == ["Gut.", "Mein Einwand"]
    assert [one.text for one in others.answers] == ["Gut."]


async def test_the_daily_mail_knows_nothing_of_what_waits(make, camp):
    author = await make.person(notify=Notify.DIGEST)
    topic = await camp("before", author=author)

    await actions.write(topic, WORDS, by=await make.person())

    assert await Notice.count() == 0


async def test_a_new_rule_goes_for_what_is_written_from_then_on(make, camp):
    topic, ada = await camp("before"), await make.person()
    await actions.write(topic, WORDS, by=ada)
    await Event.update({Event.review_comments: "reported"}).where(Event.id == topic.event)
    events._by_slug.forget(topic.event_slug)

    await actions.write(topic, WORDS, by=ada)

    states = [one.state for one in await Comment.objects().order_by(Comment.id)]
    assert states == ["waiting", "shown"]


@pytest.mark.parametrize("state", ["waiting", "hidden"])
async def test_nobody_elses_data_has_it(make, camp, browser_for, state):
    event_author = await make.person()
    topic = await camp("reported", author=event_author)
    first = await make.comment(topic, author=event_author)
    bob = await make.person(name="Bob")
    await make.comment(topic, author=bob, parent=first.id, text="Nur für mich", state=state)

    own = await (await browser_for(bob)).get("/konto/daten.json")
    other = await (await browser_for(event_author)).get("/konto/daten.json")

    assert "Nur für mich" in own.text
    assert "Nur für mich" not in other.text


async def test_reading_problems_does_not_change_by_the_mode(camp, browser):
    topic = await camp("before")

    answer = await browser.post(f"{topic.path}/kommentare", data={"kommentar": " "})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["kommentar"]


async def test_comments_of_trusted_people_do_not_wait(make):
    event = await make.event(review_comments="before")
    topic, staff, ada = await make.topic(event), await make.staff(event), await make.person()
    await people.trust(event, ada, wanted=True, by=staff)

    number = await actions.write(topic, CommentForm("Gut.", None), by=ada)

    comment = await queries.find(number)
    assert (comment.state, comment.unreviewed) == ("shown", False)
    assert await actions.edit(number, event, CommentForm("Besser.", None), by=ada) == "shown"
