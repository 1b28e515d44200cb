"""Who sees a topic in which state. What one may not see, one cannot find."""

import pytest

import reading
from kaue.tables import TopicState

STATES = [str(state) for state in TopicState]


@pytest.mark.parametrize("state", STATES)
async def test_each_state_is_seen_by_whom_it_concerns(make, browser_for, state):
    event, other_event = await make.event(), await make.event()
    ada = await make.person()
    topic = await make.topic(event, author=ada, state=state)
    visitors = {
        "stranger": None,
        "citizen": await make.person(),
        "author": ada,
        "staff": await make.staff(event),
        "moderator": await make.moderator(event),
        "staff elsewhere": await make.staff(other_event),
        "admin": await make.admin(),
    }

    seen = set()
    for name, person in visitors.items():
        answer = await (await browser_for(person)).get(topic.path)
        assert answer.status_code in {200, 404}
        if answer.status_code == 200:
            seen.add(name)

    if state == "accepted":
        assert seen == set(visitors)
    elif state == "draft":
        assert seen == {"author"}
    else:
        assert seen == {"author", "staff", "admin"}


async def test_the_author_sees_the_state_and_others_do_not(make, browser_for):
    ada = await make.person()
    topic = await make.topic(author=ada)

    assert 'data-state="accepted"' in (await (await browser_for(ada)).get(topic.path)).text
    assert "data-state" not in (await (await browser_for()).get(topic.path)).text


@pytest.mark.parametrize("state", [state for state in STATES if state != "accepted"])
async def test_a_topic_that_is_not_public_has_no_vote_button(make, browser_for, state):
    ada = await make.person()
    topic = await make.topic(author=ada, state=state)

    text = (await (await browser_for(ada)).get(topic.path)).text

    assert f"stimme-{topic.id}" not in text
    assert 'name="kommentar"' not in text


@pytest.mark.parametrize("ending", ["", "-", "-radweg", "-ganz-was-anderes", "-Radwege"])
async def test_a_wrong_slug_leads_to_the_right_address_and_keeps_the_query(make, stranger, ending):
    topic = await make.topic()

    answer = await stranger.get(f"/{topic.event_slug}/themen/{topic.id}{ending}?hinweis=geaendert")

    assert answer.status_code == 307
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["location"] == f"{topic.path}?hinweis=geaendert"


async def test_the_english_address_stays_english(make, stranger):
    topic = await make.topic()

    answer = await stranger.get(f"/en/{topic.event_slug}/themen/{topic.id}")

    assert answer.headers["location"] == f"/en{topic.path}"


async def test_a_title_without_any_ascii_letter_has_an_address_too(make, stranger):
    topic = await make.topic(title="🦊 مرحبا")

    answer = await stranger.get(topic.path)

    assert topic.path.endswith(f"/themen/{topic.id}")
    assert answer.status_code == 200


async def test_a_topic_is_found_under_its_own_event_only(make, stranger):
    topic, other = await make.topic(), await make.event()

    answer = await stranger.get(f"/{other.slug}/themen/{topic.id}")

    assert answer.status_code == 404


@pytest.mark.parametrize(
    "number",
    ["0", "999999", "2147483648", "999999999999999", "9" * 30, "-1", "abc", "1x", "%00", "١"],
)
async def test_odd_numbers_are_not_found(make, stranger, number):
    event = await make.event()

    answer = await stranger.get(f"/{event.slug}/themen/{number}")

    assert answer.status_code == 404


async def test_what_people_wrote_is_shown_as_text_or_safe_markup(make, stranger):
    topic = await make.topic(
        title="<script>alert(1)</script> & mehr",
        text="**fett** <img src=x onerror=alert(1)> [böse](javascript:alert(1)) {{ 7*7 }}",
    )

    text = (await stranger.get(topic.path)).text

    assert "<script>alert" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text
    assert "<strong>fett</strong>" in text
    assert "{{ 7*7 }}" in text


async def test_the_page_shows_what_the_visitor_may_do(make, browser_for):
    ada = await make.person()
    event = await make.event()
    acts = ("bearbeiten", "einreichen", "zurueckziehen", "verwerfen")
    expected = {
        "draft": {"bearbeiten", "einreichen", "verwerfen"},
        "submitted": {"bearbeiten", "zurueckziehen"},
        "accepted": {"bearbeiten", "zurueckziehen"},
        "rejected": {"bearbeiten"},
        "withdrawn": {"einreichen"},
    }
    for state, wanted in expected.items():
        topic = await make.topic(event, author=ada, state=state)

        text = (await (await browser_for(ada)).get(topic.path)).text

        assert {act for act in acts if f'"{topic.path}/{act}"' in text} == wanted, state
    stranger = await (await browser_for()).get((await make.topic(event)).path)
    assert "bearbeiten" not in stranger.text
    assert reading.problems(stranger) == []
