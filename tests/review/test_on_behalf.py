"""Topics that came on paper, by phone or by mail."""

import pytest

import reading
from kaue.audit import queries as log
from kaue.tables import Topic
from kaue.topics.queries import find

PAPER = {"titel": "Bänke am Kanal", "weg": "paper", "format": "diskussion", "rolle": "wunsch"}


def desk(event):
    return f"/redaktion/{event.slug}/neu"


async def test_a_title_is_enough_and_it_is_public_at_once(event, browser, staff, stranger):
    answer = await browser.post(desk(event), data=PAPER)

    (topic,) = await Topic.objects()
    there = f"{desk(event)}?weg=paper&thema={topic.id}&hinweis=eingetragen"
    assert answer.headers["location"] == there
    assert (topic.state, topic.author, topic.entered_by) == ("accepted", None, staff.id)
    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == [topic.id]
    page = (await stranger.get((await find(topic.id)).path)).text
    assert "kam auf Papier" in page
    (entry,) = await log.entries(event.id, 9, 9)
    assert (entry.act, entry.subject_number) == ("entered", topic.id)
    assert PAPER["titel"] in (await browser.get(there)).text


async def test_with_a_name_a_host_and_a_place_in_the_queue(event, browser, stranger):
    more = {"name": "Frau <Schmidt>", "rolle": "halten", "warten": "1", "text": "Alt & schön."}

    await browser.post(desk(event), data=PAPER | more | {"themen": "open-data"})

    (row,) = await Topic.objects()
    topic = await find(row.id)
    assert (topic.state, topic.author_name) == ("submitted", "Frau <Schmidt>")
    assert (topic.host_names, topic.is_wish) == ("Frau <Schmidt>", False)
    assert [slug for slug, _ in topic.themes] == ["open-data"]
    assert reading.topics(await stranger.get(f"/{event.slug}/themen")) == []
    page = (await browser.get(f"/redaktion/{event.slug}")).text
    assert "Frau &lt;Schmidt&gt;" in page


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"titel": " "}, ["titel"]),
        ({"titel": "x" * 121, "text": "x" * 4001, "name": "x" * 81}, ["titel", "text", "name"]),
        ({"weg": "brieftaube"}, ["weg"]),
        ({"format": ""}, ["format"]),
        ({"themen": "gibt-es-nicht"}, ["themen"]),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_lost(event, browser, wrong, fields):
    answer = await browser.post(desk(event), data=PAPER | {"name": "Ada"} | wrong)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    for name in ("titel", "text", "name"):
        sent = (PAPER | {"name": "Ada"} | wrong).get(name, "")
        assert reading.value(answer, name) == sent.strip()
    assert await Topic.count() == 0


async def test_how_it_came_stays_for_the_next_one(event, browser):
    for weg in ("paper", "phone", "mail"):
        page = await browser.get(f"{desk(event)}?weg={weg}")
        assert reading.chosen(page, "weg") == [weg]
    assert reading.chosen(await browser.get(f"{desk(event)}?weg=x"), "weg") == ["paper"]
