"""The editors' queue: who may see it, and in which order topics wait."""

import re
from datetime import timedelta

from kaue.web.dates import now

HOUR = timedelta(hours=1)


def waiting(answer):
    return [int(n) for n in re.findall(r'href="/redaktion/[^/"]+/themen/(\d+)"', answer.text)]


async def test_the_oldest_submission_waits_first(make, event, browser):
    ids = [
        (await make.topic(event, state="submitted", submitted_at=now() - age * HOUR)).id
        for age in (1, 3, 2)
    ]

    answer = await browser.get(f"/redaktion/{event.slug}")

    assert waiting(answer) == [ids[1], ids[2], ids[0]]


async def test_each_tab_shows_its_state_and_how_many_there_are(make, event, browser):
    states = {
        "wartet": "submitted",
        "rueckfrage": "asked_back",
        "freigegeben": "accepted",
        "abgelehnt": "rejected",
        "ausgeblendet": "hidden",
        "zusammengelegt": "merged",
        "zurueckgezogen": "withdrawn",
    }
    tabs = dict(zip(states, (3, 2, 2, 1, 1, 1, 0), strict=True))
    made = {
        tab: {(await make.topic(event, state=states[tab])).id for _ in range(number)}
        for tab, number in tabs.items()
    }
    await make.topic(event, state="draft")
    await make.topic(state="submitted")

    for tab, ids in made.items():
        answer = await browser.get(f"/redaktion/{event.slug}?stand={tab}")

        assert set(waiting(answer)) == ids
        assert re.search(rf'href="\?stand={tab}" aria-current="true"', answer.text)
        counts = re.findall(r'href="\?stand=(\w+)"[^>]*>[^<(]*\((\d+)\)', answer.text)
        assert {name: int(number) for name, number in counts} == tabs


async def test_an_unknown_tab_is_the_queue(make, event, browser):
    topic = await make.topic(event, state="submitted")

    assert waiting(await browser.get(f"/redaktion/{event.slug}?stand=nix")) == [topic.id]


async def test_an_empty_queue_is_a_page(event, browser):
    answer = await browser.get(f"/redaktion/{event.slug}")

    assert answer.status_code == 200
    assert waiting(answer) == []


async def test_the_editors_page_is_for_the_editors_of_this_event(make, browser_for, event):
    topic = await make.topic(event, state="submitted")
    elsewhere = await make.event()
    expected = [
        (await make.staff(event), 200),
        (await make.admin(), 200),
        (await make.staff(elsewhere), 403),
        (await make.moderator(event), 403),
        (await make.person(), 403),
        (None, 303),
    ]
    for person, status in expected:
        browser = await browser_for(person)
        for path in ("", f"/themen/{topic.id}"):
            answer = await browser.get(f"/redaktion/{event.slug}{path}")
            assert answer.status_code == status


async def test_a_topic_of_another_event_is_not_in_this_ones_office(make, event, browser):
    elsewhere = await make.topic(state="submitted")

    answer = await browser.get(f"/redaktion/{event.slug}/themen/{elsewhere.id}")

    assert answer.status_code == 404


async def test_drafts_are_not_even_for_editors(make, event, browser):
    draft = await make.topic(event, state="draft")

    answer = await browser.get(f"/redaktion/{event.slug}/themen/{draft.id}")

    assert answer.status_code == 404
