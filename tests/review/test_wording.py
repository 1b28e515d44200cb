"""Mending spelling at once, suggesting more; the author decides about that."""

import pytest

import reading
from kaue.review import actions, queries, wording
from kaue.review.deciding import AlreadyDecided
from kaue.review.forms import WordingForm
from kaue.tables import Decision, Mail, Suggestion
from kaue.topics import queries as topics
from review.steps import act, at, state

TEXT = "Wir wolen gemeinsam überlegen, wie das Schwimbad wieder aufmachen kann und wer das zahlt."
MENDED = TEXT.replace("wolen", "wollen").replace("Schwimbad", "Schwimmbad")


@pytest.fixture
async def topic(make, event, author):
    return await make.topic(event, author=author, state="submitted", title="Bad auf", text=TEXT)


def typed(topic, **changed):
    return {"titel": topic.title, "text": topic.text, "worte": ""} | changed


async def test_small_mistakes_are_mended_and_everybody_sees_it(
    topic, browser, browser_for, author, stranger
):
    answer = await act(browser, topic, "wortlaut", **typed(topic, text=MENDED), aktion="beheben")

    assert answer.status_code == 303
    now = await topics.find(topic.id)
    assert (now.text, now.state) == (MENDED, "submitted")
    await act(browser, topic, "freigeben")
    page = (await stranger.get(topic.path)).text
    assert "Die Redaktion hat am" in page
    # Whoever wrote it may always write anew; then it is no longer the editors'.
    own = await browser_for(author)
    now = await topics.find(topic.id)
    data = {"titel": "Bad zu", "text": "Neu.", "format": "frage", "version": now.version}
    await own.post(f"{topic.path}/bearbeiten", data=data)
    assert (await topics.find(topic.id)).corrected_at is None


async def test_the_mended_words_can_be_taken_back(topic, browser):
    await act(browser, topic, "wortlaut", **typed(topic, text=MENDED), aktion="beheben")
    last = await queries.latest_decision(topic.id)

    await act(browser, topic, "rueckgaengig", akt=last.id)

    now = await topics.find(topic.id)
    assert (now.text, now.title, now.corrected_at) == (TEXT, "Bad auf", None)


@pytest.mark.parametrize(
    "changed",
    [{"text": "Etwas ganz anderes über die Straßenbahn."}, {"titel": "Straßenbahn"}],
)
async def test_more_than_spelling_is_not_mended_without_the_author(topic, browser, changed):
    answer = await act(browser, topic, "wortlaut", **typed(topic, **changed), aktion="beheben")

    assert answer.status_code == 422
    assert reading.problems(answer) == ["titel"]
    assert "<ins>" in answer.text
    assert await topics.find(topic.id) == topic
    assert await Decision.count() == 0


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"titel": ""}, ["titel"]),
        ({"titel": "x" * 121}, ["titel"]),
        ({"text": "x" * 4001}, ["text"]),
        ({"worte": "x" * 1001}, ["worte"]),
        ({}, ["titel"]),
    ],
)
async def test_a_refused_wording_is_kept(topic, browser, wrong, fields):
    answer = await act(browser, topic, "wortlaut", **typed(topic, **wrong), aktion="vorschlagen")

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    for name, value in typed(topic, **wrong).items():
        assert reading.value(answer, name) == value
    assert await Suggestion.count() == 0


async def test_comparing_changes_nothing(topic, browser):
    answer = await act(browser, topic, "wortlaut", **typed(topic, text=MENDED), aktion="vorschau")

    assert answer.status_code == 200
    assert "<del>wolen</del><ins>wollen</ins>" in answer.text
    assert await topics.find(topic.id) == topic


async def suggest(browser, topic):
    words = typed(topic, titel="Wie öffnet das Schwimmbad?", worte="Als Frage ist es klarer.")
    return await act(browser, topic, "wortlaut", **words, aktion="vorschlagen")


@pytest.mark.parametrize("takes", [True, False])
async def test_the_author_takes_a_suggestion_or_not(topic, author, browser, browser_for, takes):
    answer = await suggest(browser, topic)

    assert answer.status_code == 303
    assert await state(topic) == "asked_back"
    (mail,) = await Mail.objects()
    assert (mail.kind, mail.person) == ("suggested", author.id)
    for words in ("Wie öffnet das Schwimmbad?", "Als Frage ist es klarer."):
        assert words in mail.text
    own = await browser_for(author)
    page = (await own.get(topic.path)).text
    assert "Als Frage ist es klarer." in page
    (suggestion,) = await Suggestion.objects()
    data = {"vorschlag": suggestion.id, "nehmen": "1" if takes else "0"}
    assert (await own.post(f"{topic.path}/vorschlag", data=data)).status_code == 303
    now = await topics.find(topic.id)
    assert now.state == "submitted"
    assert now.title == ("Wie öffnet das Schwimmbad?" if takes else "Bad auf")
    (suggestion,) = await Suggestion.objects()
    assert (suggestion.taken, suggestion.answered_at is None) == (takes, False)
    assert (await own.post(f"{topic.path}/vorschlag", data=data)).status_code == 409


async def test_nobody_else_answers_it(topic, browser, browser_for, make, staff):
    await suggest(browser, topic)
    (suggestion,) = await Suggestion.objects()
    data = {"vorschlag": suggestion.id, "nehmen": "1"}
    for person in (await make.person(), staff):
        other = await browser_for(person)
        assert (await other.post(f"{topic.path}/vorschlag", data=data)).status_code == 404
    assert await state(topic) == "asked_back"


async def test_a_suggestion_is_void_once_the_author_has_written_something_else(
    topic, browser, browser_for, author
):
    await suggest(browser, topic)
    (suggestion,) = await Suggestion.objects()
    own = await browser_for(author)
    now = await topics.find(topic.id)
    data = {"titel": "Mein Bad", "text": "Neu.", "format": "frage", "version": now.version}
    await own.post(f"{topic.path}/bearbeiten", data=data)

    answer = await own.post(
        f"{topic.path}/vorschlag", data={"vorschlag": suggestion.id, "nehmen": "1"}
    )

    assert answer.status_code == 409
    assert (await topics.find(topic.id)).title == "Mein Bad"


async def test_a_suggestion_can_be_undone(topic, browser, author, browser_for):
    await suggest(browser, topic)
    last = await queries.latest_decision(topic.id)

    await act(browser, topic, "rueckgaengig", akt=last.id)

    assert await state(topic) == "submitted"
    assert await Mail.count() == 0
    assert await queries.suggestion(await topics.find(topic.id)) is None


async def test_where_nobody_has_an_account_nothing_is_suggested(make, event, staff, topic):
    await make.topic(event)
    lone = await topics.find(topic.id)
    from dataclasses import replace

    with pytest.raises(wording.NobodyToAsk):
        await wording.suggest(
            replace(lone, author=None), WordingForm("x", "y", ""), version=lone.version, by=staff
        )


async def test_of_wording_and_decision_one_wins(topic, staff, browser):
    version = topic.version
    await actions.accept(topic, version=version, by=staff)

    answer = await browser.post(
        at(topic, "/wortlaut"),
        data=typed(topic, text=MENDED) | {"version": version, "aktion": "beheben"},
    )

    assert answer.status_code == 409
    assert reading.value(answer, "text") == MENDED
    assert (await topics.find(topic.id)).text == TEXT
    # Sent again from there, it counts.
    again = {"version": reading.value(answer, "version"), "aktion": "beheben"}
    answer = await browser.post(at(topic, "/wortlaut"), data=typed(topic, text=MENDED) | again)
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("decide", "says"),
    [(actions.accept, "inzwischen freigegeben"), (actions.ask_back, "inzwischen entschieden")],
)
async def test_what_can_still_be_done_is_said(topic, staff, browser, decide, says):
    question = ["Wie?"] if decide is actions.ask_back else []
    await decide(topic, *question, version=topic.version, by=staff)

    data = typed(topic, text="Ganz anders.") | {"version": topic.version}
    answer = await browser.post(at(topic, "/wortlaut"), data=data | {"aktion": "vorschlagen"})

    assert answer.status_code == 409
    assert says in answer.text
    assert reading.value(answer, "text") == "Ganz anders."


@pytest.mark.parametrize("state_", ["draft", "rejected", "withdrawn", "hidden", "merged"])
async def test_what_does_not_wait_is_not_worded(make, event, staff, state_):
    topic = await make.topic(event, state=state_, text=TEXT)
    wanted = WordingForm(topic.title, MENDED, "")
    for act_ in (wording.correct, wording.suggest):
        with pytest.raises(AlreadyDecided):
            await act_(topic, wanted, version=topic.version, by=staff)
