"""Comments are accepted, hidden with a reason, shown again: each kept, told and decided once."""

import asyncio

import pytest

from kaue.audit import queries as audit
from kaue.comments import actions as comments
from kaue.comments import queries as threads
from kaue.comments.forms import CommentForm
from kaue.mail import outbox
from kaue.recent import forget_everything
from kaue.review import comment_actions as actions
from kaue.review import comment_queries as queries
from kaue.review.comment_actions import ReasonNeeded
from kaue.review.deciding import HOLD, AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.review.waiting import Waiting, waiting
from kaue.tables import Comment, Event, Language, LogEntry, Mail, Notice, Notify, OwnReason
from kaue.topics import queries as topics
from kaue.web.dates import now

RULES = RejectionForm("rules", "Bitte **ohne** Namen.")
WORDS = CommentForm("Das interessiert mich.", None)


@pytest.fixture
async def event(make):
    return await make.event(review_comments="before")


@pytest.fixture
async def topic(make, event):
    return await make.topic(event)


@pytest.fixture
async def said(make, topic):
    """said() is a new comment that waits, as staff find it."""

    async def write(answers=None, by=None):
        wanted = CommentForm("Das interessiert mich.", answers)
        number = await comments.write(topic, wanted, by=by or await make.person())
        return await threads.find(number)

    return write


async def again(comment):
    return await threads.find(comment.id)


async def mails():
    """(kind, person, what it is about), the oldest first."""
    found = await Mail.objects().order_by(Mail.id)
    return [(mail.kind, mail.person, mail.about) for mail in found]


async def told():
    return [(kind, person) for kind, person, _ in await mails()]


async def logged():
    found = await LogEntry.objects().order_by(LogEntry.id)
    assert {one.subject for one in found} <= {"comment"}
    return [one.act for one in found]


async def test_who_is_concerned_hears_of_it_when_it_is_accepted(make, topic, said, staff):
    first = await make.comment(topic)
    reply = await make.comment(topic, parent=first.id)
    comment = await said(answers=reply.id)
    assert await mails() == []

    await actions.accept(comment, version=1, by=staff)

    found = await again(comment)
    assert (found.state, bool(found.unreviewed), found.version) == ("shown", False, 2)
    # Whoever is answered, not whoever began the thread.
    assert await told() == [("answered", reply.author), ("commented", topic.author)]
    assert (await topics.find(topic.id)).comments == 3
    assert [one.id for one in (await threads.thread(topic.id, None))[0].answers] == [
        reply.id,
        comment.id,
    ]
    assert await logged() == ["accepted"]


async def test_accepting_an_edit_is_no_news(make, topic, event, staff):
    ada = await make.person()
    comment = await make.comment(topic, author=ada)
    await comments.edit(comment.id, event, CommentForm("Anders", None), by=ada)

    await actions.accept(await again(comment), version=2, by=staff)

    assert await mails() == []
    assert (await again(comment)).is_public


async def test_an_edit_before_the_first_acceptance_is_news_once(make, topic, event, said, staff):
    ada = await make.person()
    comment = await said(by=ada)
    await comments.edit(comment.id, event, CommentForm("Anders", None), by=ada)

    await actions.accept(await again(comment), version=2, by=staff)
    await comments.edit(comment.id, event, CommentForm("Noch anders", None), by=ada)
    await actions.accept(await again(comment), version=4, by=staff)

    assert await told() == [("commented", topic.author)]


async def test_what_was_public_before_is_looked_at_and_stays(make, topic, staff):
    comment = await make.comment(topic, unreviewed=True)

    await actions.accept(await again(comment), version=1, by=staff)

    assert ((await again(comment)).standing, await mails()) == ("shown", [])
    assert await logged() == ["checked"]


@pytest.mark.parametrize("was", [("waiting", True), ("waiting", False), ("shown", True)])
async def test_a_hidden_comment_tells_its_author_why_and_nobody_else(make, topic, staff, was):
    ada = await make.person(language=Language.ENGLISH)
    comment = await make.comment(topic, author=ada, state=was[0], unreviewed=was[1])

    await actions.hide(await again(comment), RULES, version=1, by=staff)

    found = await again(comment)
    assert (found.state, found.reason, found.note, found.version) == (
        "hidden",
        "rules",
        RULES.note,
        2,
    )
    (mail,) = await Mail.objects()
    assert (mail.kind, mail.person, mail.about) == (
        "comment_hidden",
        ada.id,
        f"comment-{comment.id}-2",
    )
    assert "It breaks the rules of use." in mail.text
    assert RULES.note in mail.text
    assert mail.next_try_at >= mail.written_at + HOLD
    (entry,) = await LogEntry.objects()
    assert (entry.act, entry.reason, entry.note) == ("hidden", "rules", RULES.note)
    assert (await topics.find(topic.id)).comments == 0


@pytest.mark.parametrize(
    "wanted",
    [
        RejectionForm("", "Nein."),
        RejectionForm("gibt-es-nicht", "Nein."),
        RejectionForm("own-1", "Nein."),
        RejectionForm("other", ""),
    ],
)
async def test_nothing_is_hidden_without_a_reason(make, topic, staff, wanted):
    other = await make.event()
    await OwnReason(event=other.id, text="Anderswo ein Grund").save()
    comment = await make.comment(topic)

    with pytest.raises(ReasonNeeded):
        await actions.hide(await again(comment), wanted, version=1, by=staff)

    assert (await again(comment)).is_public
    assert await logged() == await mails() == []


async def test_an_own_reason_is_told_in_its_own_words(make, event, topic, staff):
    own = OwnReason(event=event.id, text="Bitte bei der Sache bleiben.", text_en="Stay on topic.")
    await own.save()
    comment = await make.comment(topic, author=await make.person(language=Language.ENGLISH))

    await actions.hide(
        await again(comment), RejectionForm(f"own-{own.id}", ""), version=1, by=staff
    )

    assert "Stay on topic." in (await Mail.objects().first()).text


async def test_what_is_shown_again_counts_again_and_its_author_hears(make, topic, staff):
    comment = await make.comment(topic, state="hidden", reason="rules")

    await actions.show(await again(comment), version=1, by=staff)

    assert (await again(comment)).is_public
    assert (await topics.find(topic.id)).comments == 1
    assert await mails() == [("comment_shown", comment.author, f"comment-{comment.id}-2")]
    assert await logged() == ["shown"]


async def test_what_was_never_public_is_news_when_it_is_shown(topic, said, staff):
    comment = await said()
    await actions.hide(comment, RULES, version=1, by=staff)
    await Mail.delete(force=True)

    await actions.show(await again(comment), version=2, by=staff)

    assert await told() == [("comment_shown", comment.author), ("commented", topic.author)]


@pytest.mark.parametrize(
    ("state", "unreviewed", "possible"),
    [
        ("waiting", True, {"accept", "hide"}),
        ("shown", True, {"accept", "hide"}),
        ("shown", False, {"hide"}),
        ("hidden", False, {"show"}),
    ],
)
async def test_each_state_has_its_acts(make, topic, staff, state, unreviewed, possible):
    for act in ("accept", "hide", "show"):
        comment = await make.comment(topic, state=state, unreviewed=unreviewed, reason="rules")
        given = [await again(comment), *([RULES] if act == "hide" else [])]
        if act in possible:
            await getattr(actions, act)(*given, version=1, by=staff)
        else:
            with pytest.raises(AlreadyDecided):
                await getattr(actions, act)(*given, version=1, by=staff)
            assert (await again(comment)).version == 1


@pytest.mark.parametrize("act", ["accept", "hide", "show", "undo"])
async def test_what_its_author_deleted_is_not_decided(make, topic, staff, act):
    state = "hidden" if act == "show" else "waiting"
    comment = await make.comment(topic, state=state, unreviewed=True, deleted_at=now())
    given = [await again(comment), *([RULES] if act == "hide" else [])]

    with pytest.raises(AlreadyDecided):
        await getattr(actions, act)(*given, version=1, by=staff)

    assert await logged() == await mails() == []


async def test_an_old_version_decides_nothing(make, event, said, staff):
    ada = await make.person()
    comment = await said(by=ada)
    await comments.edit(comment.id, event, CommentForm("Ganz anders", None), by=ada)

    for found in (comment, await again(comment)):
        with pytest.raises(AlreadyDecided):
            await actions.accept(found, version=1, by=staff)
        with pytest.raises(AlreadyDecided):
            await actions.hide(found, RULES, version=1, by=staff)

    assert (await again(comment)).state == "waiting"


@pytest.mark.parametrize(
    ("state", "acts"),
    [
        ("waiting", ("accept", "hide")),
        ("waiting", ("accept", "accept")),
        ("hidden", ("show", "show")),
    ],
)
async def test_of_twenty_pairs_at_once_exactly_one_wins_each(
    make, event, topic, staff, state, acts
):
    other = await make.staff(event)

    async def decide(act, comment, by):
        given = [comment, *([RULES] if act == "hide" else [])]
        await getattr(actions, act)(*given, version=1, by=by)

    for n in range(20):
        made = await make.comment(topic, state=state, unreviewed=True, reason="rules")
        comment = await again(made)
        pair = [decide(act, comment, by) for act, by in zip(acts, (staff, other), strict=True)]

        outcomes = await asyncio.gather(*pair[:: 1 if n % 2 else -1], return_exceptions=True)

        assert [type(one) for one in outcomes if one is not None] == [AlreadyDecided]
        assert (await again(comment)).version == 2
    assert len(await logged()) == 20
    assert (await audit.verify(event.id)).broken is None


async def test_an_edit_and_an_acceptance_at_once_publish_no_unseen_words(make, event, said, staff):
    for _ in range(20):
        ada = await make.person(notify=Notify.NONE)
        comment = await said(by=ada)

        await asyncio.gather(
            actions.accept(comment, version=1, by=staff),
            comments.edit(comment.id, event, CommentForm("Ungesehen", None), by=ada),
            return_exceptions=True,
        )

        found = await again(comment)
        assert (found.text, found.state) == ("Ungesehen", "waiting")


# Taking back


async def test_an_acceptance_undone_at_once_was_never_heard_of(topic, said, staff):
    comment = await said()
    await actions.accept(comment, version=1, by=staff)

    assert await actions.undo(await again(comment), version=2, by=staff) is False

    found = await again(comment)
    assert (found.state, bool(found.unreviewed), found.version) == ("waiting", True, 3)
    assert await mails() == []
    assert await logged() == ["accepted", "undone"]

    await actions.accept(found, version=3, by=staff)
    assert await told() == [("commented", topic.author)]


async def test_notices_for_the_morning_are_taken_back_as_well(make, event, staff):
    topic = await make.topic(event, author=await make.person(notify=Notify.DIGEST))
    number = await comments.write(topic, WORDS, by=await make.person())
    await actions.accept(await threads.find(number), version=1, by=staff)
    assert await Notice.count() == 1

    await actions.undo(await threads.find(number), version=2, by=staff)

    assert await Notice.count() == 0


async def test_who_has_heard_of_it_does_not_hear_twice(topic, said, staff):
    comment = await said()
    await actions.accept(comment, version=1, by=staff)
    await Mail.update({Mail.sent_at: now()}, force=True)

    await actions.undo(await again(comment), version=2, by=staff)
    await actions.accept(await again(comment), version=3, by=staff)

    assert await told() == [("commented", topic.author)]


@pytest.mark.parametrize("act", ["hide", "show"])
async def test_an_undo_within_the_hold_tells_nobody_and_later_it_tells(make, topic, staff, act):
    for sent in (False, True):
        state = "shown" if act == "hide" else "hidden"
        comment = await make.comment(topic, state=state, reason="rules", note="Deshalb.")
        given = [await again(comment), *([RULES] if act == "hide" else [])]
        await getattr(actions, act)(*given, version=1, by=staff)
        if sent:
            await Mail.update({Mail.sent_at: now()}, force=True)

        heard = await actions.undo(await again(comment), version=2, by=staff)

        kind = "comment_hidden" if act == "hide" else "comment_shown"
        expected = [(kind, comment.author), ("comment_undone", comment.author)] if sent else []
        assert (heard, await told()) == (sent, expected)


BEFORE = [
    ("before", ("waiting", True)),
    ("before", ("waiting", False)),
    ("after", ("shown", True)),
    ("reported", ("shown", False)),
]


@pytest.mark.parametrize(("mode", "was"), BEFORE)
async def test_a_hidden_one_goes_back_to_where_it_stood(make, staff, mode, was):
    topic = await make.topic(await make.event(review_comments=mode))
    comment = await make.comment(topic, state=was[0], unreviewed=was[1])
    await actions.hide(await again(comment), RULES, version=1, by=staff)

    await actions.undo(await again(comment), version=2, by=staff)

    found = await again(comment)
    assert (found.state, bool(found.unreviewed)) == was
    assert (found.reason, found.note) == ("", "")


@pytest.mark.parametrize("mode", ["before", "after"])
async def test_what_was_let_through_and_then_hidden_goes_back_to_the_page(make, staff, mode):
    topic = await make.topic(await make.event(review_comments=mode))
    number = await comments.write(topic, WORDS, by=await make.person())
    await actions.accept(await threads.find(number), version=1, by=staff)
    await actions.undo(await threads.find(number), version=2, by=staff)
    await actions.accept(await threads.find(number), version=3, by=staff)
    await actions.hide(await threads.find(number), RULES, version=4, by=staff)

    await actions.undo(await threads.find(number), version=5, by=staff)

    assert (await threads.find(number)).standing == "shown"


@pytest.mark.parametrize(("mode", "standing"), [("before", "waiting"), ("after", "unreviewed")])
async def test_new_words_were_let_through_by_nobody(make, staff, mode, standing):
    event = await make.event(review_comments=mode)
    topic, ada = await make.topic(event), await make.person()
    number = await comments.write(topic, WORDS, by=ada)
    await actions.accept(await threads.find(number), version=1, by=staff)
    await comments.edit(number, event, CommentForm("Neue Worte", None), by=ada)
    await actions.hide(await threads.find(number), RULES, version=3, by=staff)

    await actions.undo(await threads.find(number), version=4, by=staff)

    assert (await threads.find(number)).standing == standing


async def test_what_was_looked_at_waits_again(make, topic, staff):
    comment = await make.comment(topic, unreviewed=True)
    await actions.accept(await again(comment), version=1, by=staff)

    await actions.undo(await again(comment), version=2, by=staff)

    assert (await again(comment)).standing == "unreviewed"


async def test_a_shown_one_is_hidden_again_with_its_reason(make, topic, staff):
    comment = await make.comment(topic, state="hidden", reason="rules", note="Deshalb.")
    await actions.show(await again(comment), version=1, by=staff)

    await actions.undo(await again(comment), version=2, by=staff)

    found = await again(comment)
    assert (found.state, found.reason, found.note) == ("hidden", "rules", "Deshalb.")


async def test_nothing_is_undone_twice_or_after_something_else(make, event, topic, said, staff):
    ada = await make.person()
    comment = await said(by=ada)
    with pytest.raises(AlreadyDecided):
        await actions.undo(comment, version=1, by=staff)
    await actions.accept(comment, version=1, by=staff)
    await comments.edit(comment.id, event, CommentForm("Anders", None), by=ada)
    for version in (2, 3):
        with pytest.raises(AlreadyDecided):
            await actions.undo(await again(comment), version=version, by=staff)
    await actions.accept(await again(comment), version=3, by=staff)
    await actions.undo(await again(comment), version=4, by=staff)
    with pytest.raises(AlreadyDecided):
        await actions.undo(await again(comment), version=5, by=staff)


async def test_of_two_who_undo_at_once_one_does(said, staff):
    for _ in range(5):
        comment = await said()
        await actions.accept(comment, version=1, by=staff)
        found = await again(comment)

        outcomes = await asyncio.gather(
            *(actions.undo(found, version=2, by=staff) for _ in range(3)), return_exceptions=True
        )

        assert sorted(isinstance(one, AlreadyDecided) for one in outcomes) == [False, True, True]
        assert (await again(comment)).version == 3


# Many at once


async def test_many_are_accepted_but_only_as_they_were_seen(make, event, topic, said, staff):
    ada = await make.person()
    fine, changed, gone = await said(), await said(by=ada), await said(by=ada)
    unreviewed = await make.comment(topic, unreviewed=True)
    plain = await make.comment(topic)
    hidden = await make.comment(topic, state="hidden", reason="rules")
    elsewhere = await make.comment(await make.topic(), state="waiting", unreviewed=True)
    await comments.edit(changed.id, event, CommentForm("Anders", None), by=ada)
    await comments.delete(topic, gone.id, by=ada)
    every = [fine, changed, gone, unreviewed, plain, hidden, elsewhere]

    seen = [*((one.id, 1) for one in every), (999_999, 1), (fine.id, 1)]
    accepted = await actions.accept_all(event, seen, by=staff)

    assert accepted == 2
    public = {one.id for one in every if (await again(one)).is_public}
    assert public == {fine.id, unreviewed.id, plain.id}
    assert not (await again(unreviewed)).unreviewed
    assert sorted(await logged()) == ["accepted", "checked"]
    assert await told() == [("commented", topic.author)]
    assert await actions.accept_all(event, seen, by=staff) == 0
    assert await actions.accept_all(event, [], by=staff) == 0


async def test_two_who_accept_the_same_ones_accept_each_once(event, said, staff):
    seen = [((await said()).id, 1) for _ in range(10)]

    counts = await asyncio.gather(
        actions.accept_all(event, seen, by=staff),
        actions.accept_all(event, list(reversed(seen)), by=staff),
    )

    assert sum(counts) == 10
    assert await logged() == ["accepted"] * 10
    assert (await audit.verify(event.id)).broken is None


async def test_a_failure_leaves_nothing_behind(said, staff, monkeypatch):
    comment = await said()

    async def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr(actions.audit, "note", fail)
    with pytest.raises(RuntimeError):
        await actions.accept(comment, version=1, by=staff)

    assert (await again(comment)).state == "waiting"
    assert await mails() == []


# Reading


async def test_what_waits_is_counted_kind_by_kind(make, event, topic):
    for state, unreviewed in (("waiting", True), ("shown", True), ("shown", False)):
        await make.comment(topic, state=state, unreviewed=unreviewed)
    await make.comment(topic, state="hidden", unreviewed=True)
    await make.comment(topic, state="waiting", deleted_at=now())
    await make.comment(await make.topic(), state="waiting")
    await make.topic(event, state="submitted")
    await make.topic(event, unreviewed=True)

    assert await waiting(event.id) == Waiting(topics=2, comments=2, reports=0)
    assert await waiting(0) == Waiting(topics=0, comments=0, reports=0)
    assert await queries.counts(event.id) == {"wartet": 2, "ausgeblendet": 1, "alle": 4}


async def test_the_search_looks_at_all_of_them_in_pieces(make, event, topic, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 3)
    made = [await make.comment(topic, text=f"Nummer {n} von acht") for n in range(8)]

    found = await queries.listed(event.id, "alle", "nummer VON", 0)

    assert (found.found, {one.id for one in found.comments}) == (8, {one.id for one in made})


async def test_forgetting_takes_the_words_of_staff_along(make, topic):
    long_ago = now() - comments.RESTORABLE * 2
    comment = await make.comment(topic, state="hidden", note="Zu persönlich", deleted_at=long_ago)

    await comments.forget_deleted()

    assert (await Comment.objects().get(Comment.id == comment.id)).note == ""


async def test_the_mail_speaks_formally_where_that_was_chosen(make, topic, staff, setting):
    setting(KAUE_GERMAN="sie")
    comment = await make.comment(topic)

    await actions.hide(await again(comment), RULES, version=1, by=staff)

    (mail,) = await Mail.objects()
    assert mail.language == outbox.spoken(Language.GERMAN)
    assert " du " not in f" {mail.text.lower()} "


async def test_the_mode_of_the_moment_counts_for_an_undo(make, event, topic, staff):
    comment = await make.comment(topic)
    await actions.hide(await again(comment), RULES, version=1, by=staff)
    await Event.update({Event.review_comments: "reported"}).where(Event.id == event.id)
    forget_everything()

    await actions.undo(await again(comment), version=2, by=staff)

    assert (await again(comment)).standing == "shown"
