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
