"""The page on which everybody sees how the editors decide: right numbers, nothing of anybody."""

import re
from datetime import timedelta

import pytest

from kaue.administration import actions as administration
from kaue.recent import forget_everything
from kaue.review import actions as review
from kaue.review import queries as reviews
from kaue.review import reasons
from kaue.review.forms import RejectionForm
from kaue.tables import Comment, Decision, Report, Topic
from kaue.topics import queries as topics
from kaue.transparency import queries
from kaue.transparency.figures import Span
from kaue.web.dates import now


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def staff(make, event):
    return await make.staff(event, name="Stefanie Sachbearbeiterin")


async def submitted(make, event, **values):
    return await make.topic(event, state="submitted", title="Geheimer Titel", **values)


async def fresh(topic):
    return await topics.find(topic.id)


async def rejected(make, event, staff, reason="off_topic"):
    topic = await submitted(make, event)
    words = RejectionForm(reason, "Geheime Worte")
    await review.reject(topic, words, version=topic.version, by=staff)
    return topic


async def work(event):
    forget_everything()
    return await queries.work(event)


async def test_every_topic_is_counted_where_it_stands(make, event, staff):
    for state in ("accepted", "submitted", "withdrawn", "merged", "hidden"):
        await make.topic(event, state=state)
    await make.topic(event, state="draft", submitted_at=None)
    await make.topic(state="accepted")
    await rejected(make, event, staff)
    asked = await submitted(make, event)
    await review.ask_back(asked, "Was genau?", version=asked.version, by=staff)

    found = await work(event)

    assert found.submitted == sum(found.now.values()) == 7
    assert {state for state, n in found.now.items() if n} == {
        "accepted", "submitted", "withdrawn", "merged", "hidden", "rejected", "asked_back",
    }  # fmt: skip
    assert (found.reviewed, found.asked_back) == (2, 1)


async def test_what_was_undone_does_not_count(make, event, staff):
    topic = await rejected(make, event, staff)
    last = await reviews.latest_decision(topic.id)
    await review.undo(await fresh(topic), last.id, by=staff)

    found = await work(event)

    assert (found.reviewed, found.now["rejected"], found.reasons) == (0, 0, {})
    assert found.took is None


async def test_of_a_topic_decided_twice_the_first_answer_and_the_last_reason_count(
    make, event, staff
):
    for _ in range(3):
        topic = await rejected(make, event, staff, "unclear")
        topic = await fresh(topic)
        await review.reopen(topic, version=topic.version, by=staff)
        topic = await fresh(topic)
        words = RejectionForm("rules", "")
        await review.reject(topic, words, version=topic.version, by=staff)

    found = await work(event)

    assert (found.reviewed, found.reasons) == (3, {"rules": 3})


async def test_accepted_after_a_rejection_has_no_reason(make, event, staff):
    topic = await fresh(await rejected(make, event, staff))
    await review.reopen(topic, version=topic.version, by=staff)
    topic = await fresh(topic)
    await review.accept(topic, version=topic.version, by=staff)

    found = await work(event)

    assert (found.reviewed, found.now["rejected"], found.reasons) == (1, 0, {})


async def test_how_long_answers_took(make, event, staff):
    monday = now() - timedelta(days=now().weekday() + 14)
    for hours in (1, 5, 30):
        topic = await submitted(make, event, submitted_at=monday)
        await review.accept(topic, version=topic.version, by=staff)
        at = monday + timedelta(hours=hours)
        await Decision.update({"decided_at": at}).where(Decision.topic == topic.id)
    # Handed in again after its decision: since when it waited is not known any more.
    again = await submitted(make, event)
    await review.accept(again, version=again.version, by=staff)
    await Topic.update({"submitted_at": now() + timedelta(hours=1)}).where(Topic.id == again.id)

    found = await work(event)

    assert found.took.median == Span(5, 1)
    assert found.took.ninety == Span(30, 2)
    assert (found.reviewed, found.measured, found.kept) == (4, 3, 2)


async def test_reports_and_appeals(make, event):
    topic = await make.topic(event)
    await Comment.update({"state": "hidden"}).where(Comment.id == (await make.comment(topic)).id)
    await make.comment(topic)
    cases = [("report", True), ("report", False), ("report", False), ("report", None)]
    cases += [("appeal", True)]
    for number, (kind, upheld) in enumerate(cases):
        decided = None if upheld is None else now()
        await Report(
            event=event.id, topic=topic.id, kind=kind, upheld=upheld, decided_at=decided,
            written_at=now(), token_hash=str(number), text="Geheime Meldung",
        ).save()  # fmt: skip

    found = await work(event)

    assert (found.reports.received, found.reports.upheld, found.reports.dismissed) == (4, 1, 2)
    assert (found.appeals.received, found.appeals.upheld) == (1, 1)
    assert found.reports.took.median.hours <= 1
    assert found.comments_hidden == 1


# The page


def numbers(text):
    """Row → number, of every table on the page."""
    rows = re.findall(
        r'<th class="kern-table__cell" scope="row">([^<]*)<.*?numeric">(\d+)</td>', text, re.DOTALL
    )
    return {label: int(number) for label, number in rows}


async def test_the_page_says_why_and_hides_small_groups(make, event, staff, stranger):
    await administration.add_reason(event, "Andere Stadt.", "Another town.")
    (own,) = await reasons.own_reasons(event.id)
    for code in (own.code, own.code, own.code, "off_topic", "duplicate", "other"):
        await rejected(make, event, staff, code)

    text = (await stranger.get(f"/en/{event.slug}/transparenz")).text

    told = numbers(text)
    assert told["Rejected"] == 6
    assert told["Another town."] == 3
    assert told["Other reasons"] == 3
    assert "does not fit the subjects" not in text
    assert "much like it" not in text


async def test_nothing_of_anybody_is_there(make, event, staff, stranger):
    await rejected(make, event, staff)

    text = (await stranger.get(f"/{event.slug}/transparenz")).text

    for secret in ("Geheime", "Stefanie", "Ada"):
        assert secret not in text


async def test_it_is_public_without_a_cookie_and_kept_by_its_tag(event, stranger):
    answer = await stranger.get(f"/{event.slug}/transparenz")

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-cache"
    again = await stranger.get(
        f"/{event.slug}/transparenz", headers={"if-none-match": answer.headers["etag"]}
    )
    assert again.status_code == 304


async def test_an_event_without_topics_has_a_page(event, stranger):
    text = (await stranger.get(f"/{event.slug}/transparenz")).text.partition("<main")[2]

    assert 'class="empty"' in text
    assert "<table" not in text


async def test_the_promise_and_the_rules_are_those_of_the_event(make, stranger):
    event = await make.event(
        review_topics="after", review_comments="before", second_pair=True, answer_days=3
    )

    text = (await stranger.get(f"/en/{event.slug}/transparenz")).text

    for rule in (
        "Topics are public at once",
        "within 3 working days",
        "A rejection takes two editors",
        "Comments are public once",
    ):
        assert rule in text


async def test_the_start_page_and_the_help_lead_there(make, event, stranger):
    await make.event(slug="vorbei", archived_at=now())
    link = f'href="/{event.slug}/transparenz"'

    assert link in (await stranger.get(f"/{event.slug}")).text
    page = (await stranger.get("/hilfe")).text
    assert link in page
    assert "/vorbei/" not in page
