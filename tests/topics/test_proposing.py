"""Proposing a topic: the form, its preview, drafts, and what is wrong with it."""

import pytest

import reading
from factory import DAY
from kaue.events import queries as events
from kaue.tables import Event, Host, Topic, TopicFormat
from kaue.topics import queries
from kaue.topics.forms import FORMATS
from kaue.web.dates import now

RIGHT = {
    "titel": "Radwege & Daten",
    "text": "Worum **es** geht.",
    "format": "vortrag",
    "rolle": "halten",
    "themen": ["open-data"],
    "aktion": "einreichen",
}


@pytest.fixture
async def event(make):
    return await make.event(themes=("open-data", "verkehr", "schule", "kultur"))


async def only_topic():
    (row,) = await Topic.objects()
    return await queries.find(row.id)


async def test_a_submitted_topic_waits_for_the_editors(event, ada, browser):
    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT)

    topic = await only_topic()
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{event.slug}/themen/{topic.id}?hinweis=eingereicht"
    assert (topic.state, topic.title, topic.text) == ("submitted", RIGHT["titel"], RIGHT["text"])
    assert (topic.author, topic.format, topic.version) == (ada.id, "vortrag", 2)
    assert topic.hosts == ((ada.id, "Ada"),)
    assert [slug for slug, _ in topic.themes] == ["open-data"]
    assert topic.submitted_at is not None
    assert reading.topics(await browser.get(f"/{event.slug}/themen")) == []


async def test_a_wish_has_an_author_but_no_host(event, ada, browser):
    await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {"rolle": "wunsch"})

    topic = await only_topic()
    assert topic.is_wish
    assert topic.author == ada.id


async def test_the_empty_form_assumes_that_one_holds_it_oneself(event, browser):
    answer = await browser.get(f"/{event.slug}/themen/neu")

    assert answer.status_code == 200
    assert reading.chosen(answer, "rolle") == ["halten"]
    assert reading.chosen(answer, "format") == []
    assert reading.problems(answer) == []


async def test_everything_wrong_is_told_at_once_in_the_order_of_the_page(event, browser):
    wrong = {"titel": " ", "text": "", "format": "", "themen": ["x"], "aktion": "einreichen"}

    answer = await browser.post(f"/{event.slug}/themen/neu", data=wrong)

    assert answer.status_code == 422
    assert reading.problems(answer) == ["titel", "text", "format", "themen"]
    assert 'id="error-summary" tabindex="-1"' in answer.text
    assert 'aria-describedby="titel-hint titel-error"' in answer.text
    assert await Topic.count() == 0


async def test_everything_typed_is_kept(event, browser):
    typed = {
        "titel": 'x" onfocus="alert(1)' + "ü" * 120,
        "text": "</textarea><b>Zeile 1\n\nZeile 2 🦊",
        "format": "workshop",
        "rolle": "wunsch",
        "themen": ["verkehr", "schule"],
        "aktion": "einreichen",
    }

    answer = await browser.post(f"/{event.slug}/themen/neu", data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == ["titel"]
    assert reading.value(answer, "titel") == typed["titel"]
    assert reading.value(answer, "text") == typed["text"]
    assert reading.chosen(answer, "format") == ["workshop"]
    assert reading.chosen(answer, "rolle") == ["wunsch"]
    assert reading.chosen(answer, "themen") == ["schule", "verkehr"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("titel", "x" * 121),
        ("text", "x" * 4001),
        ("format", "podcast"),
        ("themen", ["gibt-es-nicht"]),
        ("themen", ["open-data", "verkehr", "schule", "kultur"]),
    ],
)
async def test_too_much_and_unknown_choices_are_refused(event, browser, field, value):
    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {field: value})

    assert answer.status_code == 422
    assert reading.problems(answer) == [field]
    assert await Topic.count() == 0


async def test_a_theme_of_another_event_is_unknown(make, event, browser):
    await make.event(themes=("anderswo",))

    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {"themen": ["anderswo"]})

    assert reading.problems(answer) == ["themen"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("x" * 120, "x" * 120),
        ("🦊" * 120, "🦊" * 120),
        ("Zeile 1\r\nZeile 2", "Zeile 1 Zeile 2"),
        ("A\x00\u202eB", "AB"),
        ("=SUMME(A1)", "=SUMME(A1)"),
        ("{{ 7*7 }} %(num)s {}", "{{ 7*7 }} %(num)s {}"),
        ("' OR 1=1; DROP TABLE topic; --", "' OR 1=1; DROP TABLE topic; --"),
    ],
)
async def test_a_title_may_hold_any_writing_on_one_line(event, browser, typed, stored):
    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {"titel": typed})

    topic = await only_topic()
    assert topic.title == stored
    assert (await browser.get(answer.headers["location"], follow_redirects=True)).is_success


async def test_a_preview_shows_the_topic_and_stores_nothing(event, browser):
    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {"aktion": "vorschau"})

    assert answer.status_code == 200
    assert 'id="vorschau"' in answer.text
    assert "<strong>es</strong>" in answer.text
    assert reading.value(answer, "text") == RIGHT["text"]
    assert reading.chosen(answer, "themen") == ["open-data"]
    assert await Topic.count() == 0


async def test_there_is_no_preview_of_what_cannot_be_submitted(event, browser):
    answer = await browser.post(
        f"/{event.slug}/themen/neu", data=RIGHT | {"aktion": "vorschau", "format": ""}
    )

    assert answer.status_code == 422
    assert 'id="vorschau"' not in answer.text


async def test_a_draft_needs_a_title_only(event, browser):
    draft = {"titel": "Nur ein Gedanke", "aktion": "entwurf"}

    answer = await browser.post(f"/{event.slug}/themen/neu", data=draft)

    topic = await only_topic()
    assert answer.headers["location"] == f"/{event.slug}/themen/{topic.id}?hinweis=entwurf"
    assert topic.state == "draft"
    assert topic.submitted_at is None


async def test_a_draft_without_a_title_is_refused(event, browser):
    answer = await browser.post(f"/{event.slug}/themen/neu", data={"aktion": "entwurf"})

    assert reading.problems(answer) == ["titel"]


async def test_a_draft_is_submitted_once_it_is_complete(make, event, ada, browser):
    topic = await make.topic(event, author=ada, state="draft", text="", submitted_at=None)

    refused = await browser.post(f"{topic.path}/einreichen")
    assert refused.status_code == 422
    assert reading.problems(refused) == ["text"]
    assert (await queries.find(topic.id)).state == "draft"

    data = RIGHT | {"version": reading.value(refused, "version")}
    answer = await browser.post(f"{topic.path}/bearbeiten", data=data)

    assert answer.headers["location"].endswith("?hinweis=eingereicht")
    assert (await queries.find(topic.id)).state == "submitted"


async def test_what_is_public_at_once_is_not_said_to_wait(event, browser):
    await Event.update({Event.review_topics: "after"}).where(Event.id == event.id)
    events.forget(event.slug)

    answer = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT)
    page = await browser.get(answer.headers["location"], follow_redirects=True)

    assert "Dein Thema steht in der öffentlichen Liste." in page.text
    assert "Die Redaktion prüft dein Thema" not in page.text


async def test_a_complete_draft_is_submitted_by_one_button(make, event, ada, browser):
    topic = await make.topic(event, author=ada, state="draft", submitted_at=None)

    answer = await browser.post(f"{topic.path}/einreichen")

    assert answer.headers["location"] == f"{topic.path}?hinweis=eingereicht"
    assert (await queries.find(topic.id)).submitted_at is not None


async def test_a_draft_can_be_discarded_and_nothing_else_can(make, event, ada, browser):
    draft = await make.topic(event, author=ada, state="draft", themes=("schule",))
    submitted = await make.topic(event, author=ada, state="submitted")

    answer = await browser.post(f"{draft.path}/verwerfen")
    refused = await browser.post(f"{submitted.path}/verwerfen")

    assert answer.headers["location"] == "/konto?hinweis=verworfen"
    assert refused.status_code == 409
    assert [topic.id for topic in await Topic.objects()] == [submitted.id]
    assert [host.topic for host in await Host.objects()] == [submitted.id]


@pytest.mark.parametrize("window", [{"submit_from": now() + DAY}, {"submit_until": now()}])
async def test_while_proposing_is_closed_only_drafts_are_kept(make, browser, window):
    event = await make.event(**window)
    form = await browser.get(f"/{event.slug}/themen/neu")
    assert 'value="einreichen"' not in form.text

    refused = await browser.post(f"/{event.slug}/themen/neu", data=RIGHT | {"themen": []})
    assert refused.status_code == 409
    assert await Topic.count() == 0
    assert reading.value(refused, "titel") == RIGHT["titel"]
    assert reading.value(refused, "text") == RIGHT["text"]
    assert 'id="error-summary"' in refused.text

    draft = RIGHT | {"themen": [], "aktion": "entwurf"}
    await browser.post(f"/{event.slug}/themen/neu", data=draft)
    topic = await only_topic()
    assert topic.state == "draft"
    assert (await browser.post(f"{topic.path}/einreichen")).status_code == 409


async def test_a_stranger_may_write_first(event, stranger):
    answer = await stranger.get(f"/{event.slug}/themen/neu")

    assert answer.status_code == 200
    assert 'name="titel"' in answer.text


def test_every_format_has_a_name():
    assert set(FORMATS) == set(TopicFormat)
