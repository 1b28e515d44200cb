"""How people are told that it was too often."""

import pytest

import reading
from kaue.limits.actions import TooOften
from kaue.limits.rules import HOUR, RULES, Bound, Purpose
from kaue.tables import Comment, Topic, Vote


@pytest.fixture
def never(monkeypatch):
    """never(purpose): the next time is once too often."""
    return lambda purpose: monkeypatch.setitem(RULES, purpose, (Bound(0, HOUR),))


async def test_a_vote_too_many_says_when_it_works_again(never, make, browser):
    never(Purpose.VOTE)
    topic = await make.topic()

    answer = await browser.post(topic.vote_path, data={"dafuer": "1"})

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 3600
    assert await Vote.count() == 0


async def test_htmx_gets_the_sentence_and_leaves_the_button_alone(never, make, browser):
    never(Purpose.VOTE)
    topic = await make.topic()

    answer = await browser.post(
        topic.vote_path, data={"dafuer": "1"}, headers={"hx-request": "true"}
    )

    assert answer.status_code == 429
    assert answer.headers["hx-reswap"] == "none"
    assert int(answer.headers["retry-after"])
    assert 'id="status"' in answer.text


async def test_a_comment_too_many_is_kept_in_its_form(never, make, browser):
    never(Purpose.COMMENT)
    topic = await make.topic()

    answer = await browser.post(f"{topic.path}/kommentare", data={"kommentar": "Gute Idee"})

    assert answer.status_code == 429
    assert reading.value(answer, "kommentar") == "Gute Idee"
    assert 'id="error-summary"' in answer.text
    assert await Comment.count() == 0


@pytest.mark.parametrize("act", ["einreichen", "entwurf"])
async def test_a_topic_too_many_is_kept_in_its_form(never, make, browser, act):
    never(Purpose.TOPIC)
    event = await make.event()
    typed = {
        "titel": "Offene Daten",
        "text": "Worum es geht.",
        "format": "vortrag",
        "rolle": "halten",
    }

    answer = await browser.post(f"/{event.slug}/themen/neu", data=typed | {"aktion": act})

    assert answer.status_code == 429, answer.text
    assert reading.value(answer, "titel") == "Offene Daten"
    assert await Topic.count() == 0


@pytest.mark.parametrize(
    ("seconds", "number"), [(1, None), (89, None), (90, 2), (600, 10), (5399, 90), (5400, 2)]
)
def test_the_time_is_told_in_the_largest_unit_that_is_more_than_one(seconds, number):
    problem = TooOften(seconds).problem

    assert (None if isinstance(problem, str) else problem[1]) == number
