"""An author may disagree once; other eyes look at it again, and the author is told."""

import asyncio

import pytest

import reading
from kaue.audit import queries as audit
from kaue.comments import queries as comments
from kaue.events import queries as events
from kaue.reports import actions, appeals, queries
from kaue.review import actions as review
from kaue.review import comment_actions, queue
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.tables import Comment, Event, Mail, Person, Report, Topic, TopicState
from kaue.topics import queries as topics

REASON = RejectionForm("advertising", "Das ist **Werbung**.")
WORDS = {"worte": "Das ist keine Werbung."}
KINDS = ["rejected", "hidden", "comment"]


def at(thing, *rest):
    return "/".join([f"/redaktion/{thing.event_slug}/meldungen", *map(str, rest)])


async def acts(event):
    return [(one.act, one.subject) for one in await audit.entries(event.id, 99, 99)][::-1]


@pytest.fixture(params=KINDS)
async def decided(request, make, event, author, topic, comment, staff):
    """A topic that was rejected or hidden, or a comment that was hidden, by one of the editors."""
    if request.param == "comment":
        seen = await comments.find(comment.id)
        await comment_actions.hide(seen, REASON, version=seen.version, by=staff)
        return await queries.comment(event.id, comment.id)
    if request.param == "hidden":
        await review.hide(topic, REASON, version=topic.version, by=staff)
        return await queries.topic(event.id, topic.id)
    waiting = await make.topic(event, author=author, state="submitted", title="Wartet")
    await review.reject(waiting, REASON, version=waiting.version, by=staff)
    return await queries.topic(event.id, waiting.id)


@pytest.fixture
async def mine(browser_for, author):
    return await browser_for(author)


@pytest.fixture
async def case(decided, author):
    """The author does not agree."""
    await appeals.appeal(decided, WORDS["worte"], language="de", by=author)
    (found,) = await queries.open_cases(decided.event)
    return found


@pytest.fixture
async def other(make, event):
    return await make.staff(event, name="Otto")


async def a_second_pair_is_wanted(event):
    await Event.update({Event.second_pair: True}).where(Event.id == event.id)
    events.forget(event.slug)


# Appealing.


async def test_the_page_with_the_reason_leads_to_the_appeal(decided, mine):
    page = await mine.get(decided.topic_path, follow_redirects=True)
    slug = topics.slugify(decided.title)
    link = decided.appeal_path.replace(f"/{decided.topic}", f"/{decided.topic}-{slug}", 1)

    assert f'href="{link}"' in page.text
    form = await mine.get(link)
    assert form.status_code == 200
    assert "<strong>Werbung</strong>" in form.text


async def test_an_appeal_is_kept_and_its_author_sees_how_far_it_is(decided, mine, author):
    answer = await mine.post(decided.appeal_path, data=WORDS)

    assert answer.headers["location"] == f"{decided.topic_path}?hinweis=widersprochen"
    (stored,) = await Report.objects()
    assert (stored.kind, stored.text, stored.author) == ("appeal", WORDS["worte"], author.id)
    assert (stored.topic, stored.comment) == (
        None if decided.comment else decided.topic,
        decided.comment,
    )
    page = await mine.get(decided.topic_path, follow_redirects=True)
    assert f'id="widerspruch-{stored.id}"' in page.text
    assert "/widerspruch" not in page.text
    waiting = await queue.waiting(decided.event)
    assert [(one.kind, one.number, one.title) for one in waiting] == [
        ("widerspruch", stored.id, decided.title)
    ]


@pytest.mark.parametrize("words", ["", " \n ", "\u200b", "x" * 1001])
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(decided, mine, words):
    answer = await mine.post(decided.appeal_path, data={"worte": words})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["worte"]
    assert reading.value(answer, "worte") == words.strip("\u200b \n")
    assert await Report.count() == 0


async def test_a_second_time_says_what_became_of_the_first(case, other, mine):
    path = case.thing.appeal_path
    for method in ("GET", "POST"):
        answer = await mine.request(method, path, data=WORDS if method == "POST" else {})
        assert answer.status_code == 409
        assert f'id="widerspruch-{case.number}"' in answer.text
    await appeals.refuse(case, "Es **bleibt** dabei.", by=other)

    answer = await mine.post(path, data=WORDS)

    assert answer.status_code == 409
    assert "<strong>bleibt</strong>" in answer.text
    assert await Report.count() == 1


async def test_of_many_at_once_one_is_kept(decided, author):
    found = await asyncio.gather(
        *(appeals.appeal(decided, f"{n}", language="de", by=author) for n in range(6)),
        return_exceptions=True,
    )

    assert found.count(None) == 1
    assert sum(isinstance(one, appeals.AppealedAlready) for one in found) == 5
    assert await Report.count() == 1


async def test_two_clicks_through_the_page(decided, mine):
    answers = await asyncio.gather(*(mine.post(decided.appeal_path, data=WORDS) for _ in range(2)))

    assert sorted(answer.status_code for answer in answers) == [303, 409]


async def test_nobody_else_appeals(make, event, decided, browser_for, staff, stranger):
    for person in (await make.person(), staff, await make.admin()):
        browser = await browser_for(person)
        for method in ("GET", "POST"):
            sent = WORDS if method == "POST" else {}
            answer = await browser.request(method, decided.appeal_path, data=sent)
            assert answer.status_code == 404, (method, person.name)
    assert (await stranger.get(decided.appeal_path)).status_code == 303
    assert (await stranger.post(decided.appeal_path, data=WORDS)).status_code == 303
    assert await Report.count() == 0


async def test_a_comment_is_not_found_under_another_topic(make, event, author, comment, mine):
    elsewhere = await make.topic(event, author=author)

    answer = await mine.get(f"{elsewhere.path}/kommentare/{comment.id}/widerspruch")

    assert answer.status_code == 404


STANDS = [s for s in TopicState if s not in {TopicState.REJECTED, TopicState.HIDDEN}]


@pytest.mark.parametrize("state", STANDS)
async def test_where_nothing_was_decided_against_it_there_is_nothing_to_appeal(
    make, event, author, mine, state
):
    topic = await make.topic(event, author=author, state=state)

    for method in ("GET", "POST"):
        answer = await mine.request(method, f"{topic.path}/widerspruch")
        assert answer.status_code == 409
    assert await Report.count() == 0


async def test_a_comment_that_stands_has_nothing_to_appeal(topic, comment, mine):
    answer = await mine.post(f"{topic.path}/kommentare/{comment.id}/widerspruch", data=WORDS)

    assert answer.status_code == 409
    assert await Report.count() == 0


# Deciding.


async def test_the_editors_see_the_appeal_and_the_decision_it_is_against(case, desk, staff):
    listed = await desk.get(at(case.thing))
    page = await desk.get(at(case.thing, case.number))

    assert f'id="meldung-{case.number}"' in listed.text
    for seen in (listed, page):
        assert WORDS["worte"] in seen.text
    assert "<strong>Werbung</strong>" in page.text
    against = await queries.against(case.thing, case.since)
    assert (against.reason, against.note) == (REASON.reason, REASON.note)
    assert (against.by, against.by_name) == (staff.id, staff.name)
    assert against.at <= case.since


async def test_granting_puts_it_back_and_tells_the_author(event, case, desk, again, author):
    await Mail.delete(force=True)
    sent = {"version": case.thing.version, "zusage": "Das war unser Fehler."}

    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)

    assert answer.headers["location"].endswith("&hinweis=widerspruch-stattgegeben")
    after = await again(case.thing)
    if case.thing.topic_state == TopicState.REJECTED:
        assert after.topic_state == TopicState.SUBMITTED
    else:
        assert after.is_public
    (stored,) = await Report.objects()
    assert (stored.upheld, stored.note) == (True, sent["zusage"])
    (mail,) = await Mail.objects().where(Mail.kind == "appeal_decided")
    assert mail.person == author.id
    assert sent["zusage"] in mail.text
    assert await Mail.count().where(Mail.kind.is_in(["shown", "reopened"])) == 0
    assert (await acts(event))[-1] == ("upheld", "report")
    assert (await audit.verify(event.id)).broken is None


async def test_granting_is_undone_at_once_and_nobody_was_told(event, case, desk, again):
    await Mail.delete(force=True)
    path = at(case.thing, case.number)
    answer = await desk.post(f"{path}/stattgeben", data={"version": case.thing.version})
    page = await desk.get(answer.headers["location"])

    await desk.post(f"{path}/wieder-offen", data={"akt": reading.value(page, "akt")})

    after = await again(case.thing)
    assert (after.topic_state, after.comment_state) == (
        case.thing.topic_state,
        case.thing.comment_state,
    )
    assert await queries.open_count(event.id) == 1
    assert await Mail.count() == 0
    assert (await audit.verify(event.id)).broken is None


async def test_granting_needs_no_words_but_not_too_many(case, desk):
    path, version = at(case.thing, case.number, "stattgeben"), case.thing.version

    long = await desk.post(path, data={"version": version, "zusage": "x" * 1001})
    short = await desk.post(path, data={"version": version})

    assert reading.problems(long) == ["zusage"]
    assert short.status_code == 303


async def test_refusing_says_why_and_its_author_reads_it(event, case, desk, again, mine):
    path = at(case.thing, case.number, "abweisen")
    assert reading.problems(await desk.post(path)) == ["antwort"]

    answer = await desk.post(path, data={"antwort": "Es **bleibt** dabei."})

    assert answer.headers["location"].endswith("&akt=0&hinweis=widerspruch-abgewiesen")
    assert await again(case.thing) == case.thing
    page = await mine.get(case.thing.topic_path, follow_redirects=True)
    assert "<strong>bleibt</strong>" in page.text
    (mail,) = await Mail.objects().where(Mail.kind == "appeal_decided")
    assert "Es **bleibt** dabei." in mail.text
    assert (await acts(event))[-1] == ("dismissed", "report")


async def test_who_wants_no_notices_is_told_all_the_same(case, other, author):
    await Person.update({Person.notify: "none"}).where(Person.id == author.id)

    await appeals.refuse(case, "Nein.", by=other)

    assert await Mail.count().where(Mail.kind == "appeal_decided") == 1


async def test_where_a_second_pair_of_eyes_is_wanted_it_is_another_one(
    event, case, desk, staff, other, again, browser_for
):
    await a_second_pair_is_wanted(event)
    page = await desk.get(at(case.thing, case.number))
    assert "/stattgeben" not in page.text
    sent = {"version": case.thing.version, "antwort": "Nein."}

    for act in ("stattgeben", "abweisen"):
        answer = await desk.post(at(case.thing, case.number, act), data=sent)
        assert answer.status_code == 409
    assert await again(case.thing) == case.thing
    assert await queries.open_count(event.id) == 1

    others = await browser_for(other)
    assert "/stattgeben" in (await others.get(at(case.thing, case.number))).text
    answer = await others.post(at(case.thing, case.number, "stattgeben"), data=sent)
    assert answer.status_code == 303


async def test_without_such_a_wish_one_editor_is_enough(case, staff):
    await appeals.refuse(case, "Nein.", by=staff)

    assert await queries.open_count(case.thing.event) == 0


async def test_of_two_simultaneous_decisions_exactly_one_wins(case, staff, other, again):
    found = await asyncio.gather(
        appeals.grant(case, "", version=case.thing.version, by=staff),
        appeals.refuse(case, "Nein.", by=other),
        return_exceptions=True,
    )

    assert sum(isinstance(one, AlreadyDecided) for one in found) == 1
    (stored,) = await Report.objects()
    assert stored.upheld == (await again(case.thing) != case.thing)
    assert await Mail.count().where(Mail.kind == "appeal_decided") == 1


async def test_what_was_put_back_meanwhile_stays_where_it_is(case, other, again):
    state = {"topic": {Topic.state: "submitted"}, "comment": {Comment.state: "shown"}}
    table = Comment if case.thing.comment else Topic
    await table.update(state["comment" if case.thing.comment else "topic"], force=True)
    moved = await again(case.thing)
    found = await queries.case(moved.event, case.number)

    await appeals.grant(found, "Gern.", version=moved.version, by=other)

    assert await again(case.thing) == moved
    assert await queries.open_count(moved.event) == 0


async def test_one_that_was_opened_again_can_be_decided_anew(case, other, author):
    await appeals.refuse(case, "Nein.", by=other)

    await actions.reopen(await queries.case(case.thing.event, case.number), by=other)

    (again,) = await queries.open_cases(case.thing.event)
    assert (again.number, again.upheld) == (case.number, None)
    assert await Mail.count().where(Mail.kind == "appeal_decided") == 0


async def test_an_appeal_and_reports_about_the_same_are_two_cases(event, case, staff, reported):
    later = await reported(case.thing)

    await actions.dismiss(later, "Nein.", by=staff)

    assert [one.number for one in await queries.open_cases(event.id)] == [case.number]


async def test_an_author_who_is_gone_is_told_nothing(case, other, author):
    await Person.delete().where(Person.id == author.id)

    await appeals.refuse(await queries.case(case.thing.event, case.number), "Nein.", by=other)

    assert await Mail.count().where(Mail.kind == "appeal_decided") == 0


async def test_appealing_is_there_in_english(decided, mine):
    page = await mine.get(f"/en{decided.appeal_path}")

    assert page.status_code == 200
    assert "Why do you not agree?" in page.text
    answer = await mine.post(f"/en{decided.appeal_path}", data=WORDS)
    assert answer.headers["location"].startswith(f"/en{decided.topic_path}")
    assert (await Report.objects().first()).language == "en"
