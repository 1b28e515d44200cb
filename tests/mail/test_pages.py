"""The demo's mailbox, which nobody else may have."""

import pytest

from kaue.mail import outbox


class Topic:
    title = "Radwege"
    path = "/"


@pytest.fixture
async def ada(make):
    ada = await make.person(email="ada@example.org", name="Ada & <Co>")
    await outbox.put(ada, "mail/accepted.txt", topic=Topic)
    return ada


async def test_the_demo_shows_what_would_have_been_sent(ada, setting, browser_for):
    setting(KAUE_DEMO="1")

    answer = await (await browser_for()).get("/postfach")

    assert answer.status_code == 200
    assert "ada@example.org" in answer.text
    assert "Ada &amp; &lt;Co&gt;" in answer.text


async def test_outside_of_a_demo_there_is_no_mailbox(ada, make, browser_for):
    for person in (None, ada, await make.admin()):
        answer = await (await browser_for(person)).get("/postfach")

        assert answer.status_code == 404
        assert "ada@example.org" not in answer.text


async def test_the_empty_mailbox_is_a_page(setting, browser_for):
    setting(KAUE_DEMO="yes")

    assert (await (await browser_for()).get("/postfach")).status_code == 200
