"""The editors decide once for all who reported the same, with a reason, and can take it back."""

import asyncio
import re
from datetime import timedelta

import pytest

import reading
from kaue.audit import queries as audit
from kaue.comments import queries as comments
from kaue.mail import outbox
from kaue.reports import actions, queries
from kaue.review import actions as review
from kaue.review import comment_actions, queue
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import RejectionForm
from kaue.tables import Comment, Decision, Mail, Report, Topic
from kaue.topics import queries as topics
from kaue.web.dates import now

HIDING = {"grund": "rules", "worte": "Das <b>verletzt</b> jemanden."}
REASON = RejectionForm(HIDING["grund"], HIDING["worte"])
WHY_NOT = {"antwort": "Das muss man aushalten."}


def at(thing, *rest):
    return "/".join([f"/redaktion/{thing.event_slug}/meldungen", *map(str, rest)])


def listed(answer):
    return [int(n) for n in re.findall(r'id="meldung-(\d+)"', answer.text)]


async def acts(event):
    return [(one.act, one.subject) for one in await audit.entries(event.id, 99, 99)][::-1]


async def everything():
    tables = (Report, Topic, Comment, Decision, Mail)
    return [await table.select().order_by(table._meta.primary_key) for table in tables]


@pytest.fixture
async def case(thing, reported):
    """Two have reported it; one of them wants to hear of it by mail."""
    await reported(thing, text="Erstens.")
    return await reported(thing, text="Zweitens.", contact="ada@example.org")


# The list.


async def test_what_is_reported_is_listed_once_with_all_that_was_said(case, desk):
    page = await desk.get(at(case.thing))

    assert listed(page) == [report.id for report in case.reports]
    assert page.text.count('class="box"') == 1
    for word in ("Erstens.", "Zweitens.", "Radwege &amp; &lt;Rampen&gt;"):
        assert word in page.text
    assert "ada@example.org" not in page.text


async def test_the_oldest_case_comes_first_and_decided_ones_elsewhere(
    make, event, desk, staff, reported
):
    things = [await queries.topic(event.id, (await make.topic(event)).id) for _ in range(3)]
    cases = [await reported(thing) for thing in things]
    await Report.update({Report.written_at: now() - timedelta(days=1)}).where(
        Report.id == cases[1].number
    )
    await actions.dismiss(cases[2], "Nein.", by=staff)

    opened, done = await desk.get(at(things[0])), await desk.get(at(things[0]) + "?stand=erledigt")

    assert listed(opened) == [cases[1].number, cases[0].number]
    assert listed(done) == [cases[2].number]
    for page in (opened, done):
        assert re.findall(r'href="\?stand=\w+"[^>]*>[^<(]*\((\d+)\)', page.text) == ["2", "1"]
    assert await queries.open_count(event.id) == 2
    assert await queries.decided_count(event.id) == 1
    waiting = await queue.waiting(event.id)
    assert [(one.kind, one.number, one.title) for one in waiting] == [
        ("meldung", cases[1].number, "Radwege"),
        ("meldung", cases[0].number, "Radwege"),
    ]
    assert waiting[0].since < waiting[1].since


async def test_empty_lists_are_pages_with_something_to_do(event, desk):
    for tab in ("", "?stand=erledigt", "?stand=nix"):
        page = await desk.get(f"/redaktion/{event.slug}/meldungen{tab}")
        assert page.status_code == 200
        assert listed(page) == []
        assert 'class="empty"' in page.text
        assert "kern-link" in page.text.partition('class="empty"')[2].partition("</div>")[0]


async def test_reports_of_other_events_are_not_there(make, case, browser_for):
    other = await make.event()
    elsewhere = await browser_for(await make.staff(other))
    base = f"/redaktion/{other.slug}/meldungen"

    assert listed(await elsewhere.get(base)) == []
    assert await queries.open_count(other.id) == 0
    assert (await elsewhere.get(f"{base}/{case.number}")).status_code == 404
    for act in ("stattgeben", "abweisen", "wieder-offen"):
        answer = await elsewhere.post(f"{base}/{case.number}/{act}", data=HIDING | WHY_NOT)
        assert answer.status_code == 404


@pytest.mark.parametrize("act", ["stattgeben", "abweisen", "wieder-offen"])
async def test_nobody_but_the_editors_of_this_event_decides(
    make, event, author, case, browser_for, act
):
    before = await everything()
    other = await make.event()
    for person, status in [
        (author, 403),
        (await make.staff(other), 403),
        (await make.moderator(event), 403),
        (None, 303),
    ]:
        browser = await browser_for(person)
        sent = HIDING | WHY_NOT | {"version": case.thing.version}
        answer = await browser.post(at(case.thing, case.number, act), data=sent)
        assert answer.status_code == status
        assert (await browser.get(at(case.thing))).status_code == status
    assert await everything() == before


# Upholding.


async def test_upholding_hides_it_with_a_reason_and_answers_everybody(
    event, case, desk, stranger, again, author
):
    sent = HIDING | {"version": case.thing.version}

    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)

    assert answer.headers["location"].startswith(f"{at(case.thing)}?fall={case.number}&akt=")
    assert answer.headers["location"].endswith("&hinweis=meldung-stattgegeben")
    thing = await again(case.thing)
    assert (thing.comment_state if thing.comment else thing.topic_state) == "hidden"
    reports = await Report.objects().order_by(Report.id)
    assert [one.upheld for one in reports] == [True, True]
    assert len({one.decided_at for one in reports}) == 1
    assert await queries.open_count(event.id) == 0
    seen = await stranger.get(f"/{event.slug}/themen/{thing.topic}", follow_redirects=True)
    assert seen.status_code == (200 if thing.comment else 404)
    assert "der stört" not in seen.text
    mails = {mail.address: mail for mail in await Mail.objects() if mail.kind != "report_received"}
    assert set(mails) == {"ada@example.org", author.email}
    for mail in mails.values():
        assert HIDING["worte"] in mail.text
    assert mails["ada@example.org"].kind == "report_decided"
    assert "Radwege" not in mails["ada@example.org"].text
    subject = "comment" if thing.comment else "topic"
    assert await acts(event) == [("hidden", subject), ("upheld", "report")]
    assert (await audit.verify(event.id)).broken is None


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({}, ["grund"]),
        ({"grund": "weil", "worte": "Nein."}, ["grund"]),
        ({"grund": "other"}, ["worte"]),
        ({"grund": "rules", "worte": "x" * 1001}, ["worte"]),
    ],
)
async def test_d10_without_a_reason_nothing_is_hidden(case, desk, wrong, fields):
    before = await everything()
    sent = {"version": case.thing.version} | wrong

    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "worte") == wrong.get("worte", "")
    assert await everything() == before


async def test_d10_the_author_sees_why(case, staff, author, browser_for):
    await actions.uphold(case, REASON, version=case.thing.version, by=staff)

    browser = await browser_for(author)
    page = await browser.get(case.thing.topic_path, follow_redirects=True)

    assert "Das &lt;b&gt;verletzt&lt;/b&gt; jemanden." in page.text


async def test_each_reporter_reads_the_reason_on_the_own_page(thing, staff, stranger):
    data = {"art": "wrong", "worte": "Falsch."}
    where = [
        (await stranger.post(path + thing.report_path, data=data)).headers["location"]
        for path in ("", "/en")
    ]
    (case,) = await queries.open_cases(thing.event)
    await actions.uphold(case, REASON, version=thing.version, by=staff)

    german, english = [(await stranger.get(path)).text for path in where]

    for page in (german, english):
        assert 'data-state="done"' in page
        assert "Das &lt;b&gt;verletzt&lt;/b&gt; jemanden." in page
        assert "der stört" not in page
    assert "It breaks the rules of use." in english
    assert "It breaks the rules of use." not in german


async def test_the_text_was_changed_after_the_page_was_opened(case, desk):
    table = Comment if case.thing.comment else Topic
    await table.update({table.version: 7}, force=True)
    before = await everything()

    sent = HIDING | {"version": case.thing.version}
    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)

    assert answer.status_code == 409
    assert await everything() == before


async def test_what_is_gone_already_stays_so_and_reporters_are_answered(case, staff, again):
    if case.thing.comment:
        await Comment.update({Comment.deleted_at: now()}, force=True)
    else:
        await Topic.update({Topic.state: "withdrawn"}, force=True)
    thing = await again(case.thing)
    case = await queries.case(thing.event, case.number)

    await actions.uphold(case, REASON, version=thing.version, by=staff)

    assert await again(thing) == thing
    assert await Report.count().where(Report.upheld.eq(True)) == 2
    assert await Mail.count().where(Mail.kind == "report_decided") == 1


async def test_what_came_in_meanwhile_is_upheld_with_it(case, staff, reported):
    await reported(case.thing, text="Drittens.")

    await actions.uphold(case, REASON, version=case.thing.version, by=staff)

    assert await Report.count().where(Report.upheld.eq(True)) == 3


# Dismissing.


async def test_dismissing_leaves_it_and_says_why(event, case, desk, again):
    answer = await desk.post(at(case.thing, case.number, "abweisen"), data=WHY_NOT)

    assert answer.headers["location"].endswith(
        f"?fall={case.number}&akt=0&hinweis=meldung-abgewiesen"
    )
    assert await again(case.thing) == case.thing
    reports = await Report.objects()
    assert [(one.upheld, one.note) for one in reports] == [(False, WHY_NOT["antwort"])] * 2
    (mail,) = await Mail.objects().where(Mail.kind == "report_decided")
    assert mail.address == "ada@example.org"
    assert WHY_NOT["antwort"] in mail.text
    assert await acts(event) == [("dismissed", "report")]
    (entry,) = await audit.entries(event.id, 1, 1)
    assert (entry.note, entry.subject_number) == (WHY_NOT["antwort"], case.number)


@pytest.mark.parametrize("words", ["", "  \n", "\u200b", "x" * 1001])
async def test_dismissing_takes_words(case, desk, words):
    before = await everything()

    answer = await desk.post(at(case.thing, case.number, "abweisen"), data={"antwort": words})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["antwort"]
    assert reading.value(answer, "antwort") == words.strip("\u200b \n")
    assert await everything() == before


async def test_what_came_in_meanwhile_is_not_dismissed_unread(case, staff, reported):
    newer = await reported(case.thing, text="Und strafbar ist es auch.")

    await actions.dismiss(case, "Nein.", by=staff)

    left = await queries.open_cases(case.thing.event)
    assert [report.id for one in left for report in one.reports] == [newer.number]


async def test_a_topic_and_its_comment_are_two_cases(event, topic, comment, staff, reported):
    about_topic = await reported(await queries.topic(event.id, topic.id))
    about_comment = await reported(await queries.comment(event.id, comment.id))

    await actions.dismiss(about_topic, "Nein.", by=staff)

    (left,) = await queries.open_cases(event.id)
    assert left.number == about_comment.number


# Two at once, and taking it back.


async def test_of_two_simultaneous_decisions_exactly_one_wins(make, event, thing, reported, again):
    editors = [await make.staff(event) for _ in range(2)]
    for turn in range(8):
        case = await reported(thing, text=f"{turn}", contact=f"ada{turn}@example.org")
        deciding = [
            actions.uphold(case, REASON, version=thing.version, by=editors[0]),
            actions.dismiss(case, "Nein.", by=editors[1]),
        ]

        found = await asyncio.gather(*deciding[:: (-1) ** turn], return_exceptions=True)

        assert sum(isinstance(one, AlreadyDecided) for one in found) == 1
        (stored,) = await Report.objects().where(Report.id == case.number)
        after = await again(thing)
        assert after.is_public != stored.upheld
        kinds = [mail.kind for mail in await Mail.objects().where(Mail.about.like("report-%"))]
        assert kinds == ["report_decided"] * (turn + 1)
        await Topic.update({Topic.state: "accepted"}, force=True)
        await Comment.update({Comment.state: "shown"}, force=True)
        thing = await again(thing)
    assert (await audit.verify(event.id)).broken is None


async def test_two_clicks_of_two_editors_through_the_pages(make, event, case, browser_for):
    browsers = [await browser_for(await make.staff(event)) for _ in range(2)]

    answers = await asyncio.gather(
        *(one.post(at(case.thing, case.number, "abweisen"), data=WHY_NOT) for one in browsers)
    )

    assert sorted(answer.status_code for answer in answers) == [303, 409]


async def test_a_decision_is_taken_back_and_nobody_was_told(event, case, staff, desk):
    await actions.dismiss(case, "Nein.", by=staff)

    answer = await desk.post(at(case.thing, case.number, "wieder-offen"))

    assert answer.headers["location"] == f"{at(case.thing)}?hinweis=meldung-wieder-offen"
    (again,) = await queries.open_cases(event.id)
    assert [(one.id, one.upheld, one.note) for one in again.reports] == [
        (one.id, None, "") for one in case.reports
    ]
    assert await Mail.count().where(Mail.kind == "report_decided") == 0
    assert await acts(event) == [("dismissed", "report"), ("reopened", "report")]


async def test_upholding_is_undone_at_once_and_nobody_was_told(
    event, case, desk, again, author, stranger
):
    sent = HIDING | {"version": case.thing.version}
    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)
    page = await desk.get(answer.headers["location"])

    undo = {"akt": reading.value(page, "akt")}
    answer = await desk.post(at(case.thing, case.number, "wieder-offen"), data=undo)

    assert answer.headers["location"].endswith("?hinweis=meldung-wieder-offen")
    thing = await again(case.thing)
    assert thing.is_public
    assert await queries.open_count(event.id) == 1
    kinds = {mail.kind for mail in await Mail.objects()}
    assert kinds == {"report_received"}
    subject = "comment" if thing.comment else "topic"
    assert await acts(event) == [
        ("hidden", subject), ("upheld", "report"), ("undone", subject), ("reopened", "report")
    ]  # fmt: skip
    assert (await audit.verify(event.id)).broken is None


async def test_what_happened_since_is_not_undone(case, desk, staff, again):
    sent = HIDING | {"version": case.thing.version}
    answer = await desk.post(at(case.thing, case.number, "stattgeben"), data=sent)
    undo = {"akt": reading.value(await desk.get(answer.headers["location"]), "akt")}
    thing = await again(case.thing)
    if thing.comment:
        await comment_actions.show(
            await comments.find(thing.comment), version=thing.version, by=staff
        )
    else:
        await review.show(await topics.find(thing.topic), version=thing.version, by=staff)
    before = await everything()

    answer = await desk.post(at(case.thing, case.number, "wieder-offen"), data=undo)

    assert answer.status_code == 409
    assert "Jemand war schneller" in answer.text
    assert "<p>Rückgängig machen</p>" in answer.text
    assert await everything() == before


async def test_whoever_is_late_sees_what_was_decided_and_what_they_typed(
    make, event, case, browser_for, staff
):
    late = await browser_for(await make.staff(event))
    await actions.dismiss(case, "Das **bleibt** stehen.", by=staff)
    path = at(case.thing, case.number, "stattgeben")

    answer = await late.post(path, data=HIDING | {"version": case.thing.version})

    assert answer.status_code == 409
    assert "<strong>bleibt</strong>" in answer.text
    assert staff.name in answer.text
    assert "<p>Meldung stattgeben</p>" in answer.text
    assert "Das &lt;b&gt;verletzt&lt;/b&gt; jemanden." in answer.text
    answer = await late.post(at(case.thing, case.number, "abweisen"), data=WHY_NOT)
    assert "<p>Meldung abweisen</p>" in answer.text
    assert (answer.status_code, WHY_NOT["antwort"] in answer.text) == (409, True)


async def test_what_was_changed_meanwhile_is_shown_and_the_form_keeps_its_words(case, desk):
    table = Comment if case.thing.comment else Topic
    await table.update({table.version: 7}).where(table.id == case.thing.number)

    answer = await desk.post(
        at(case.thing, case.number, "stattgeben"), data=HIDING | {"version": case.thing.version}
    )

    assert answer.status_code == 409
    assert reading.value(answer, "version") == "7"
    assert reading.value(answer, "worte") == HIDING["worte"]
    assert await queries.open_count(case.thing.event) == 1


async def test_what_was_hidden_stays_so_when_a_report_is_opened_again(case, staff, again):
    await actions.uphold(case, REASON, version=case.thing.version, by=staff)
    hidden = await again(case.thing)

    await actions.reopen(await queries.case(case.thing.event, case.number), by=staff)

    assert await again(case.thing) == hidden
    assert not hidden.is_public
    assert await queries.open_count(case.thing.event) == 1


async def test_only_what_was_decided_together_is_opened_again(case, staff, reported):
    await actions.dismiss(case, "Nein.", by=staff)
    later = await reported(case.thing)
    await actions.dismiss(later, "Immer noch nein.", by=staff)

    await actions.reopen(await queries.case(case.thing.event, later.number), by=staff)

    (opened,) = await queries.open_cases(case.thing.event)
    assert [one.id for one in opened.reports] == [later.number]


async def test_what_is_open_cannot_be_opened_and_what_is_decided_not_decided(case, staff, desk):
    assert (await desk.post(at(case.thing, case.number, "wieder-offen"))).status_code == 409
    await actions.dismiss(case, "Nein.", by=staff)
    before = await everything()

    for act in ("stattgeben", "abweisen"):
        sent = HIDING | WHY_NOT | {"version": case.thing.version}
        answer = await desk.post(at(case.thing, case.number, act), data=sent)
        assert answer.status_code == 409
    assert await everything() == before
    page = await desk.get(at(case.thing, case.number))
    assert "/wieder-offen" in page.text
    assert "/abweisen" not in page.text


class OutOfPaper(Exception):
    pass


async def test_nothing_is_decided_when_the_mail_cannot_be_written(case, staff, monkeypatch):
    async def out_of_paper(*_, **__):
        raise OutOfPaper

    before = await everything()
    monkeypatch.setattr(outbox, "put_to", out_of_paper)

    for deciding in (
        actions.uphold(case, REASON, version=case.thing.version, by=staff),
        actions.dismiss(case, "Nein.", by=staff),
    ):
        with pytest.raises(OutOfPaper):
            await deciding
    assert await everything() == before
