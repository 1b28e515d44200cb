"""What was deleted is forgotten after the hour in which it could be brought back."""

from datetime import timedelta

import pytest

from kaue.comments import actions, queries
from kaue.comments.forms import CommentForm
from kaue.events import queries as events
from kaue.tables import Comment
from kaue.web.dates import now

MINUTE = timedelta(minutes=1)


async def test_texts_and_names_are_erased_after_the_hour_and_not_before(make):
    topic = await make.topic()
    kept = await make.comment(topic, text="Bleibt")
    fresh = await make.comment(topic, text="Eben", deleted_at=now() - actions.RESTORABLE + MINUTE)
    old = await make.comment(topic, text="Längst", deleted_at=now() - actions.RESTORABLE - MINUTE)

    for _ in range(2):
        await actions.forget_deleted()

    rows = {row.id: row for row in await Comment.objects()}
    assert (rows[kept.id].text, rows[fresh.id].text, rows[old.id].text) == ("Bleibt", "Eben", "")
    assert rows[kept.id].author == kept.author
    assert rows[fresh.id].author == fresh.author
    assert rows[old.id].author is None


async def test_its_answers_stay(make):
    topic = await make.topic()
    old = await make.comment(topic, deleted_at=now() - actions.RESTORABLE - MINUTE)
    answer = await make.comment(topic, parent=old.id, text="Stimmt")

    await actions.forget_deleted()

    (thread,) = await queries.thread(topic.id, None)
    assert thread.author_name == thread.text == ""
    assert [(one.id, one.text) for one in thread.answers] == [(answer.id, "Stimmt")]


async def test_deleting_twice_does_not_lengthen_the_hour(make):
    ada = await make.person()
    topic = await make.topic()
    comment = await make.comment(topic, author=ada)
    await actions.delete(topic, comment.id, by=ada)
    first = (await Comment.objects().first()).deleted_at

    await actions.delete(topic, comment.id, by=ada)

    assert (await Comment.objects().first()).deleted_at == first


async def test_restoring_what_is_there_changes_nothing(make):
    ada = await make.person()
    topic = await make.topic()
    comment = await make.comment(topic, author=ada, text="Da")

    await actions.restore(topic, comment.id, by=ada)

    assert (await Comment.objects().first()).text == "Da"


@pytest.mark.parametrize("act", ["edit", "delete", "restore"])
async def test_the_statement_itself_asks_whose_comment_it_is(make, act):
    topic = await make.topic()
    comment = await make.comment(topic, text="Von Bob")
    event = await events.by_slug(topic.event_slug)
    edits = act == "edit"
    given = [comment.id, event, CommentForm("Neu", None)] if edits else [topic, comment.id]

    with pytest.raises(actions.NotYours):
        await getattr(actions, act)(*given, by=await make.person())

    stored = await Comment.objects().first()
    assert (stored.text, stored.deleted_at) == ("Von Bob", None)
