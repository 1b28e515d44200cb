"""The door for whoever holds a card, what is behind it, and where staff print cards."""

import asyncio
import logging
import re

import pytest

import printed
import reading
from factory import DAY, NOW
from kaue.cards import actions, queries, sheet
from kaue.cards.forms import in_groups
from kaue.people.actions import IDLE
from kaue.tables import Comment, Person, SignIn, Topic, Vote

HERE = "http://127.0.0.1:8000"


@pytest.fixture
async def event(make):
    return await make.event()


@pytest.fixture
async def card(event):
    (fresh,) = await actions.issue(event, 1)
    return fresh


@pytest.fixture
async def desk(event, make, browser_for):
    """A member of staff's browser."""
    return await browser_for(await make.staff(event))


@pytest.fixture
async def guest(stranger, card):
    """The browser of whoever came in by the card."""
    await stranger.post("/karte", data={"code": card.code})
    return stranger


async def test_the_letters_open_the_event_as_a_guest(stranger, event, card):
    answer = await stranger.post("/karte", data={"code": in_groups(card.code).lower()})

    assert answer.headers["location"] == f"/{event.slug}?hinweis=willkommen-gast"
    assert "Gast 1" in (await stranger.get("/konto")).text


async def test_the_next_phone_is_told_that_it_is_signed_in(guest, event, card, browser_for):
    answer = await (await browser_for()).post("/karte", data={"code": card.code})

    assert answer.headers["location"] == f"/{event.slug}?hinweis=angemeldet"


async def test_looking_at_the_page_does_nothing(stranger, card, db):
    page = await stranger.get(f"/karte?code={card.code}")

    assert page.status_code == 200
    assert "set-cookie" not in page.headers
    assert reading.value(page, "code") == ""
    assert await Person.count() == 0


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFG1", "abcd efgh"])
async def test_what_opens_nothing_is_kept_in_the_field(stranger, event, typed):
    answer = await stranger.post("/karte", data={"code": typed, "weiter": "/x"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["code"]
    assert reading.value(answer, "code") == typed
    assert reading.value(answer, "weiter") == "/x"
    assert "set-cookie" not in answer.headers


async def test_unknown_and_revoked_are_told_the_same(stranger, event, card):
    wrong = "A" * 8 if card.code != "A" * 8 else "B" * 8
    await actions.revoke(event, 1, 1)

    told = [
        re.sub(code, "", (await stranger.post("/karte", data={"code": code})).text)
        for code in (wrong, card.code)
    ]

    assert told[0] == told[1]


async def test_it_leads_back_to_where_one_came_from(stranger, event, card):
    answer = await stranger.post("/karte", data={"code": card.code, "weiter": "/hilfe"})

    assert answer.headers["location"].startswith("/hilfe?")


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil"])
async def test_but_to_no_other_site(stranger, event, card, elsewhere):
    answer = await stranger.post("/karte", data={"code": card.code, "weiter": elsewhere})

    assert answer.headers["location"].startswith(f"/{event.slug}?")


async def test_a_vote_begun_before_counts_afterwards(stranger, event, card, make):
    topic = await make.topic(event)
    door = await stranger.post(
        topic.vote_path, data={"dafuer": "1"}, headers={"referer": f"{HERE}/{event.slug}/themen"}
    )
    kept = {name: reading.value(door, name) for name in ("handlung", "weiter")}
    page = await stranger.post("/karte", data=kept | {"wie": "zeigen"})
    kept = {name: reading.value(page, name) for name in ("handlung", "weiter")}

    again = await stranger.post("/karte", data=kept | {"code": "falsch"})
    answer = await stranger.post(
        "/karte", data={"code": card.code, "handlung": reading.value(again, "handlung")}
    )

    assert page.status_code == 200
    assert "hinweis=handlung-getan" in answer.headers["location"]
    assert await Vote.count() == 1


async def test_the_sign_in_so_far_ends(browser, ada, card):
    answer = await browser.post("/karte", data={"code": card.code})

    assert "HttpOnly" in answer.headers["set-cookie"]
    assert await SignIn.objects().where(SignIn.person == ada.id) == []
    assert await SignIn.count() == 1


async def test_a_guest_takes_part_in_that_event(guest, event, make):
    topic = await make.topic(event)
    new = {"titel": "Radwege", "text": "Mehr davon.", "format": "workshop", "rolle": "halten"}

    answers = [
        await guest.post(topic.vote_path, data={"dafuer": "1"}),
        await guest.post(f"{topic.path}/kommentare", data={"kommentar": "Gut."}),
        await guest.post(f"/{event.slug}/themen/neu", data=new | {"aktion": "einreichen"}),
    ]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert await Vote.count() == await Comment.count() == 1
    assert await Topic.count() == 2


async def test_and_in_no_other(guest, make):
    topic = await make.topic(await make.event())
    new = {"titel": "Radwege", "text": "Mehr davon.", "format": "workshop", "rolle": "halten"}

    answers = [
        await guest.post(topic.vote_path, data={"dafuer": "1"}),
        await guest.post(f"{topic.path}/kommentare", data={"kommentar": "Gut."}),
        await guest.post(f"/{topic.event_slug}/themen/neu", data=new | {"aktion": "einreichen"}),
        await guest.post(f"/{topic.event_slug}/vor-ort", data={"da": "0"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert await Vote.count() == await Comment.count() == 0
    assert (await guest.get(topic.path)).status_code == 200


async def test_a_guest_s_own_pages_work(guest):
    for path in ("", "/einstellungen", "/anmeldungen", "/daten", "/daten.json", "/loeschen"):
        assert (await guest.get(f"/konto{path}")).status_code == 200, path


async def test_a_guest_chooses_a_name(guest, card):
    form = {"name": "Ömer", "sprache": "de"}

    answer = await guest.post("/konto/einstellungen", data=form)
    await guest.post("/karte", data={"code": card.code})

    assert answer.status_code == 303
    assert "Ömer" in (await guest.get("/konto")).text


async def test_a_revoked_guest_is_a_stranger_at_once(guest, event):
    await actions.revoke(event, 1, 1)

    assert (await guest.get("/konto")).headers["location"].startswith("/anmelden?")


async def test_no_log_holds_a_code(stranger, desk, event, card, caplog):
    caplog.set_level(logging.DEBUG)
    await stranger.get(f"/karte?code={card.code}")
    await stranger.post("/karte", data={"code": card.code})
    await desk.post(f"/redaktion/{event.slug}/karten", data={"anzahl": "3"})

    ours = [one.getMessage() for one in caplog.records if not one.name.startswith("httpx")]
    assert not any(card.code in line or in_groups(card.code) in line for line in ours)


async def test_the_sheet_is_the_answer_and_its_cards_work(desk, stranger, event, monkeypatch):
    drawn = sheet.drawn
    monkeypatch.setattr(sheet, "drawn", lambda *given: _plain(drawn(*given)))

    answer = await desk.post(f"/redaktion/{event.slug}/karten", data={"anzahl": "12"})

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert f'filename="{event.slug}-karten-1-12.pdf"' in answer.headers["content-disposition"]
    pages = printed.read(answer.content)
    codes = [
        text.text
        for page in pages
        for text in page.texts
        if re.fullmatch("[A-Z]{4} [A-Z]{4}", text.text)
    ]
    assert len(codes) == 12
    for code in (codes[0], codes[-1]):
        assert (await stranger.post("/karte", data={"code": code})).status_code == 303
    assert await queries.totals(event.id) == queries.Totals(12, 2, 0)


def _plain(pdf):
    pdf.set_compression(False)
    return pdf


async def test_others_are_served_while_a_large_sheet_is_drawn(desk, stranger, event):
    printing = asyncio.create_task(
        desk.post(f"/redaktion/{event.slug}/karten", data={"anzahl": "400"})
    )
    served = 0
    while not printing.done():
        assert (await stranger.get("/hilfe")).status_code == 200
        served += 1
        await asyncio.sleep(0.001)

    assert (await printing).content.startswith(b"%PDF")
    assert served > 10


@pytest.mark.parametrize("wanted", ["", "0", "401", "alle"])
async def test_no_such_number_is_printed(desk, event, wanted):
    answer = await desk.post(f"/redaktion/{event.slug}/karten", data={"anzahl": wanted})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["anzahl"]
    assert reading.value(answer, "anzahl") == wanted
    assert (await queries.totals(event.id)).issued == 0


async def test_staff_revoke_cards_and_take_that_back(desk, event):
    await actions.issue(event, 5)
    base = f"/redaktion/{event.slug}/karten"

    answer = await desk.post(f"{base}/sperren", data={"von": "2", "bis": "4"})
    assert answer.headers["location"] == f"{base}?hinweis=karten-gesperrt"
    assert "2–4" in (await desk.get(base)).text
    answer = await desk.post(f"{base}/entsperren", data={"von": "3", "bis": ""})

    assert answer.headers["location"] == f"{base}?hinweis=karten-entsperrt"
    assert await queries.revoked(event.id) == [(2, 2), (4, 4)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "von"), ({"von": "7"}, "von"), ({"von": "2", "bis": "1"}, "bis")],
)
@pytest.mark.parametrize("act", ["sperren", "entsperren"])
async def test_cards_that_are_not_there_cannot_be_revoked(desk, event, act, typed, field):
    await actions.issue(event, 3)

    answer = await desk.post(f"/redaktion/{event.slug}/karten/{act}", data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == [field]


async def test_nobody_prints_for_another_event(desk, make):
    other = await make.event()

    for path in ("", "/sperren", "/entsperren"):
        answer = await desk.post(f"/redaktion/{other.slug}/karten{path}", data={"anzahl": "1"})
        assert answer.status_code == 403

    assert (await queries.totals(other.id)).issued == 0


async def test_a_crowd_behind_one_address_brings_a_proof_and_comes_in(
    stranger, event, card, monkeypatch
):
    from kaue.limits import rules
    from kaue.limits.rules import Bound, Purpose

    monkeypatch.setitem(rules.RULES, Purpose.NETWORK, (Bound(0, DAY),))

    answer = await stranger.post("/karte", data={"code": card.code})

    assert answer.status_code == 429
    assert reading.value(answer, "code") == card.code
    assert reading.value(answer, "nachweis")
    assert await Person.count() == 0


async def test_a_card_is_not_used_up_when_its_sign_in_went_idle(guest, card, event):
    await SignIn.update({"seen_at": NOW - IDLE - DAY}, force=True)
    assert (await guest.get("/konto")).status_code == 303

    answer = await guest.post("/karte", data={"code": card.code})

    assert answer.headers["location"].startswith(f"/{event.slug}?")
    assert await Person.count() == 1
