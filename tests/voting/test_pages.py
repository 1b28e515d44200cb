"""The vote button, with htmx and without."""

import pytest

import reading
from conftest import HERE
from kaue.events import queries as events
from kaue.recent import forget_everything
from kaue.tables import Event, Vote
from kaue.web.dates import now


async def test_htmx_gets_the_pressed_button_back(make, browser_for):
    topic, ada = await make.topic(), await make.person()
    browser = await browser_for(ada)

    answer = await browser.post(
        topic.vote_path, data={"dafuer": "1"}, headers={"hx-request": "true"}
    )

    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.text
    assert "<b>1</b>" in answer.text
    assert len(answer.content) <= 1024


async def test_a_plain_form_is_sent_back_to_the_topics_place_in_the_list(make, browser_for):
    topic, ada = await make.topic(), await make.person()
    browser = await browser_for(ada)

    answer = await browser.post(topic.vote_path, data={"dafuer": "1"})

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/{topic.event_slug}/themen#thema-{topic.id}"


async def test_the_button_asks_for_a_state_so_that_a_double_tap_is_harmless(make, browser_for):
    topic, browser = await make.topic(), await browser_for(await make.person())

    for wanted, pressed, count in [("1", "true", 1), ("1", "true", 1), ("0", "false", 0)] * 2:
        answer = await browser.post(
            topic.vote_path, data={"dafuer": wanted}, headers={"hx-request": "true"}
        )

        assert f'aria-pressed="{pressed}"' in answer.text
        assert f"<b>{count}</b>" in answer.text
        assert reading.value(answer, "dafuer") == ("0" if wanted == "1" else "1")


async def test_the_answer_is_the_piece_on_the_page(make, browser_for):
    topic, browser = await make.topic(), await browser_for(await make.person())

    answer = await browser.post(
        topic.vote_path, data={"dafuer": "1"}, headers={"hx-request": "true"}
    )

    button = answer.text.partition("</form>")[0]
    for path in (f"/{topic.event_slug}/themen", topic.path):
        assert button in (await browser.get(path)).text


async def test_the_list_shows_the_new_count_at_once(make, browser_for, stranger):
    topic, browser = await make.topic(votes=1), await browser_for(await make.person())
    listed = f"/{topic.event_slug}/themen"
    assert "<b>1</b>" in (await stranger.get(listed)).text

    await browser.post(topic.vote_path, data={"dafuer": "1"})

    assert "<b>2</b>" in (await stranger.get(listed)).text


async def test_a_plain_form_goes_back_to_where_it_was_sent(make, browser_for):
    topic, browser = await make.topic(), await browser_for(await make.person())
    listed = f"/{topic.event_slug}/themen"
    for came_from, back in [
        (f"{listed}?s=neu&q=rad", f"{listed}?s=neu&q=rad#thema-{topic.id}"),
        (topic.path, f"{topic.path}#stimme-{topic.id}"),
        ("/konto", f"{listed}#thema-{topic.id}"),
    ]:
        answer = await browser.post(
            topic.vote_path, data={"dafuer": "1"}, headers={"referer": HERE + came_from}
        )

        assert answer.headers["location"] == back


async def test_a_plain_form_stays_in_its_language(make, browser_for):
    topic, browser = await make.topic(), await browser_for(await make.person())
    listed = f"/en/{topic.event_slug}/themen"

    answer = await browser.post(
        "/en" + topic.vote_path, data={"dafuer": "1"}, headers={"referer": f"{HERE}{listed}?s=neu"}
    )

    assert answer.headers["location"] == f"{listed}?s=neu#thema-{topic.id}"


async def test_a_stranger_gets_the_sign_in_with_the_vote_in_it(make, stranger):
    topic = await make.topic()
    listed = f"/{topic.event_slug}/themen"
    came_from = {"referer": HERE + listed}

    plain = await stranger.post(topic.vote_path, data={"dafuer": "1"}, headers=came_from)
    htmx = await stranger.post(
        topic.vote_path, data={"dafuer": "1"}, headers=came_from | {"hx-request": "true"}
    )

    assert plain.status_code == htmx.status_code == 401
    assert reading.value(plain, "weiter") == listed
    assert reading.value(plain, "handlung")
    assert "<html" not in htmx.text
    assert await Vote.count() == 0


async def test_a_refused_vote_leaves_the_button_and_tells_why(make, browser_for):
    event = await make.event(vote_until=now())
    topic, browser = await make.topic(event), await browser_for(await make.person())

    htmx = await browser.post(topic.vote_path, data={"dafuer": "1"}, headers={"hx-request": "true"})
    plain = await browser.post(topic.vote_path, data={"dafuer": "1"})

    assert htmx.status_code == plain.status_code == 409
    assert htmx.headers["hx-reswap"] == "none"
    assert 'id="status"' in htmx.text
    assert "<form" not in htmx.text
    assert "<h1>" in plain.text


@pytest.mark.parametrize("state", ["submitted", "rejected", "withdrawn", "draft"])
async def test_a_topic_one_cannot_see_takes_no_vote(make, browser_for, state):
    topic, browser = await make.topic(state=state), await browser_for(await make.person())

    answer = await browser.post(topic.vote_path, data={"dafuer": "1"})

    assert answer.status_code == 404
    assert await Vote.count() == 0


async def test_not_even_its_author_votes_for_a_withdrawn_topic(make, browser_for):
    ada = await make.person()
    topic = await make.topic(author=ada, state="withdrawn")

    answer = await (await browser_for(ada)).post(topic.vote_path, data={"dafuer": "1"})

    assert answer.status_code == 409
    assert await Vote.count() == 0


async def test_a_vote_taken_back_does_not_bring_a_withdrawn_topic_into_the_list(
    make, browser_for, stranger
):
    ada = await make.person()
    topic = await make.topic(author=ada, state="withdrawn")
    await make.vote(topic, ada)

    answer = await (await browser_for(ada)).post(topic.vote_path, data={"dafuer": "0"})

    assert answer.status_code == 303
    assert await Vote.count() == 0
    assert reading.topics(await stranger.get(f"/{topic.event_slug}/themen")) == []


async def test_ones_votes_are_in_ones_account_and_nowhere_else(make, browser_for):
    topic, ada = (
        await make.topic(title="Sehr geheim"),
        await make.person(name="Ada Unverwechselbar"),
    )
    await make.vote(topic, ada)
    staff = await make.staff(await events.by_slug(topic.event_slug))

    assert topic.path in (await (await browser_for(ada)).get("/konto")).text
    admin = await browser_for(await make.admin())
    assert topic.path not in (await admin.get("/konto")).text
    for path in (topic.path, f"/redaktion/{topic.event_slug}/themen/{topic.id}"):
        assert ada.name not in (await (await browser_for(staff)).get(path)).text


@pytest.mark.parametrize("wanted", ["", "ja", "2", "true"])
async def test_a_vote_that_says_nothing_clear_changes_nothing(make, browser_for, wanted):
    topic, ada = await make.topic(), await make.person()
    await make.vote(topic, ada)
    browser = await browser_for(ada)

    answer = await browser.post(topic.vote_path, data={"dafuer": wanted})

    assert answer.status_code == 400
    assert await Vote.count() == 1


async def test_a_vote_can_be_taken_back_while_its_topic_is_not_public(make, browser_for):
    ada = await make.person()
    topic = await make.topic(state="submitted", title="Noch ungeprüft")
    await make.vote(topic, ada)
    browser = await browser_for(ada)

    account = await browser.get("/konto")
    assert "Noch ungeprüft" not in account.text
    assert f'action="{topic.vote_path}"' in account.text
    assert (await browser.post(topic.vote_path, data={"dafuer": "1"})).status_code == 404
    answer = await browser.post(topic.vote_path, data={"dafuer": "0"})

    assert answer.headers["location"] == "/konto?hinweis=stimme-zurueck"
    assert await Vote.count() == 0
    assert (await browser.post(topic.vote_path, data={"dafuer": "0"})).status_code == 404


async def test_the_account_leads_to_ones_votes_and_to_the_receipt(make, ada, browser):
    first, second = await make.event(title="Erstes"), await make.event(title="Zweites")
    await make.vote(await make.topic(first), ada)
    page = (await browser.get("/konto")).text
    assert f'href="/{first.slug}/stimmen"' in page
    assert f'href="/{first.slug}/rangliste/beleg"' in page
    assert "Meine Stimmen ändern: Erstes" not in page

    await make.vote(await make.topic(second), ada)

    page = (await browser.get("/konto")).text
    assert "Meine Stimmen ändern: Erstes" in page
    await Event.update({Event.vote_until: now()}).where(Event.title == "Erstes")
    forget_everything()
    page = (await browser.get("/konto")).text
    assert "Meine Stimmen: Erstes" in page
    assert "Meine Stimmen ändern: Erstes" not in page
    assert f'href="/{second.slug}/rangliste/beleg"' in page
