"""People hear of what concerns them as often as they want to, and of nothing they do themselves."""

from datetime import timedelta

import pytest

from kaue.comments import actions as comments
from kaue.comments.forms import CommentForm
from kaue.mail import notices
from kaue.review import actions as review
from kaue.review.forms import RejectionForm
from kaue.tables import Mail, Notice, Person
from kaue.topics import queries as topics
from kaue.web.dates import now


async def mailed():
    """(person, kind) of all mails."""
    return {(mail.person, mail.kind) for mail in await Mail.objects()}


async def say(topic, by, answer_to=None):
    return await comments.write(topic, CommentForm("Gut.", answer_to), by=by)


@pytest.mark.parametrize(
    ("notify", "mails", "lines"), [("matters", 1, 0), ("digest", 0, 1), ("none", 0, 0)]
)
async def test_a_decision_reaches_its_author_as_chosen(make, notify, mails, lines):
    event = await make.event()
    staff = await make.staff(event)
    for act in ("accept", "reject", "reopen"):
        ada = await make.person(notify=notify)
        state = "accepted" if act == "reopen" else "submitted"
        topic = await make.topic(event, author=ada, state=state)
        words = [RejectionForm("unclear", "Was?")] if act == "reject" else []
        await getattr(review, act)(topic, *words, version=topic.version, by=staff)

    assert await Mail.count() == 3 * mails
    assert await Notice.count() == 3 * lines


async def test_a_line_for_the_digest_leads_to_the_topic(make):
    event = await make.event()
    ada = await make.person(notify="digest", language="en")
    topic = await make.topic(event, author=ada, state="submitted", title="Radwege")

    await review.accept(topic, version=topic.version, by=await make.staff(event))

    (notice,) = await Notice.objects()
    assert (notice.person, notice.event, notice.mailed_at) == (ada.id, event.id, None)
    assert notice.path == topic.path
    assert notice.subject.endswith("Radwege")


async def test_a_comment_reaches_the_author_of_the_topic(make):
    ada, bob = await make.person(), await make.person()
    topic = await make.topic(author=ada)

    await say(topic, bob)

    assert await mailed() == {(ada.id, "commented")}


async def test_an_answer_reaches_whoever_is_answered_and_the_author(make):
    ada, bob, cleo = [await make.person() for _ in range(3)]
    topic = await make.topic(author=ada)
    first = await make.comment(topic, author=bob)

    await say(topic, cleo, answer_to=first.id)

    assert await mailed() == {(ada.id, "commented"), (bob.id, "answered")}
    answered = await Mail.objects().get(Mail.kind == "answered")
    assert f"{topic.path}#kommentar-" in answered.text


async def test_an_author_who_is_answered_hears_it_once(make):
    ada, bob = await make.person(), await make.person()
    topic = await make.topic(author=ada)
    first = await make.comment(topic, author=ada)

    await say(topic, bob, answer_to=first.id)

    assert await mailed() == {(ada.id, "answered")}


async def test_nobody_hears_of_their_own_words(make):
    ada = await make.person()
    topic = await make.topic(author=ada)
    own = await say(topic, ada)
    await say(topic, ada, answer_to=own)

    assert await Mail.count() == await Notice.count() == 0


async def test_a_lively_topic_does_not_flood_its_author(make):
    ada, bob = await make.person(), await make.person()
    topic = await make.topic(author=ada)
    for _ in range(5):
        await say(topic, bob)
    assert (await Mail.count(), await Notice.count()) == (1, 4)

    await Mail.update(
        {Mail.written_at: now() - notices.AT_MOST_EVERY - timedelta(minutes=1)}, force=True
    )
    await say(topic, bob)

    assert (await Mail.count(), await Notice.count()) == (2, 4)


async def test_decisions_are_mailed_however_soon_they_follow(make):
    event = await make.event()
    ada, staff = await make.person(), await make.staff(event)
    topic = await make.topic(event, author=ada, state="submitted")
    for act in (review.accept, review.reopen, review.accept):
        topic = await topics.find(topic.id)
        await act(topic, version=topic.version, by=staff)

    assert (await Mail.count(), await Notice.count()) == (3, 0)


async def test_who_cannot_or_must_not_be_told_is_not(make):
    event = await make.event()
    bob = await make.person()
    for values in (
        {"email": None},
        {"email": None, "only_event": event.id},
        {"email": None, "notify": "digest"},
        {"blocked_at": now()},
        {"notify": "none"},
    ):
        author = await make.person(**values)
        topic = await make.topic(event, author=author)
        said = await make.comment(topic, author=author)
        await say(topic, bob)
        await say(topic, bob, answer_to=said.id)

    assert await Mail.count() == await Notice.count() == 0


async def test_a_topic_without_author_and_a_deleted_comment_tell_nobody(make):
    topic = await make.topic()
    await topics.db.write("UPDATE topic SET author = NULL WHERE id = {}", topic.id)
    topic = await topics.find(topic.id)
    gone = await make.comment(topic, deleted_at=now())

    await say(topic, await make.person(), answer_to=gone.id)

    assert await Mail.count() == 0
    assert await Person.count() > 0


async def test_nothing_is_told_of_what_was_not_stored(make, db):
    ada, bob = await make.person(), await make.person(notify="digest")

    async def interrupted():
        async with db.unit_of_work():
            for person in (ada, bob):
                topic = await make.topic(author=person)
                await notices.tell(
                    person.id, topic.event, "mail/accepted.txt", path=topic.path, topic=topic
                )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await interrupted()

    assert await Mail.count() == await Notice.count() == 0


async def test_a_mail_leads_to_where_its_reader_chooses_what_to_hear_of(make, browser_for):
    event = await make.event()
    ada = await make.person()
    topic = await make.topic(event, author=ada, state="submitted")
    await review.accept(topic, version=topic.version, by=await make.staff(event))

    (mail,) = await Mail.objects()
    assert "http://127.0.0.1:8000/konto/einstellungen\n" in mail.text
    page = await (await browser_for(ada)).get("/konto/einstellungen")
    assert 'name="hinweise"' in page.text
