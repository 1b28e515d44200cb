"""Anybody can report a barrier; admins read it, answer, and can change their mind."""

import re
from datetime import timedelta

import pytest

import reading
from kaue import keyed
from kaue.mail import layout
from kaue.standing import actions
from kaue.tables import BarrierReport, Mail
from kaue.web.dates import now

FORM = "/barriere-melden"
DESK = "/verwaltung/barrieren"
FILLED = {
    "was": "Der Knopf ist nicht zu sehen.",
    "seite": "/smartvest",
    "kontakt": "ada@example.org",
}
DAY = timedelta(days=1)


@pytest.fixture
async def desk(browser_for, make):
    return await browser_for(await make.admin(email="amt@example.org"))


def listed(answer):
    return [int(n) for n in re.findall(r'id="meldung-(\d+)"', answer.text)]


async def report(**values):
    plain = {"text": "Etwas", "page": "", "contact": "", "written_at": now()}
    made = BarrierReport(**plain | values)
    await made.save()
    return made


async def test_the_accessibility_page_leads_to_the_form_with_the_page_one_came_from(stranger):
    came = {"referer": "http://127.0.0.1:8000/smartvest/themen?q=geheim"}
    page = await stranger.get("/barrierefreiheit", headers=came)

    link = re.search(r'href="(/barriere-melden[^"]*)"', page.text)[1]
    form = await stranger.get(link)

    assert reading.value(form, "seite") == "/smartvest/themen"
    assert "geheim" not in form.text


@pytest.mark.parametrize("page", ["//evil.example", "https://evil.example/x", "/\\evil.example"])
async def test_only_a_page_of_ours_is_filled_in(stranger, page):
    form = await stranger.get(FORM, params={"seite": page})

    assert reading.value(form, "seite") == ""


async def test_a_stranger_reports_and_every_admin_hears_of_it(make, stranger, desk):
    await make.admin(email="zweite@example.org")
    await make.admin(email="gesperrt@example.org", blocked_at=now())
    await make.admin(email=None)
    await make.person(email="buergerin@example.org")

    answer = await stranger.post(FORM, data=FILLED)

    assert answer.status_code == 303
    assert (await stranger.get(answer.headers["location"])).status_code == 200
    stored = await BarrierReport.objects().first()
    assert (stored.text, stored.page, stored.contact) == tuple(FILLED.values())
    mails = await Mail.objects()
    assert {mail.address for mail in mails} == {"amt@example.org", "zweite@example.org"}
    for mail in mails:
        assert FILLED["was"] in mail.text
        assert DESK in mail.text
        assert FILLED["kontakt"] not in mail.text


async def test_text_alone_is_enough(stranger):
    assert (await stranger.post(FORM, data={"was": "Zu klein."})).status_code == 303
    assert await BarrierReport.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"was": ""}, "was"),
        ({"was": " \n "}, "was"),
        ({"was": "x" * 4001}, "was"),
        ({"seite": "x" * 301}, "seite"),
        ({"kontakt": "x" * 255}, "kontakt"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_is_kept(stranger, wrong, field):
    typed = FILLED | wrong
    answer = await stranger.post(FORM, data=typed)

    assert answer.status_code == 422
    assert reading.problems(answer) == [field]
    for name, value in typed.items():
        assert reading.value(answer, name) == value.strip()
    assert await BarrierReport.count() == 0


async def test_one_contact_cannot_flood_the_list(stranger):
    statuses = [(await stranger.post(FORM, data=FILLED)).status_code for _ in range(6)]

    assert statuses == [303] * 5 + [429]
    assert await BarrierReport.count() == 5


async def test_a_refused_flood_keeps_what_was_typed(stranger):
    for _ in range(6):
        answer = await stranger.post(FORM, data=FILLED)

    assert reading.problems(answer) == ["kontakt"]
    assert reading.value(answer, "was") == FILLED["was"]


async def test_many_reports_fill_the_list_and_not_the_mailboxes(stranger, desk):
    """Nobody without a contact is locked out by others."""
    for n in range(8):
        answer = await stranger.post(FORM, data={"was": f"Meldung {n}"})
        assert answer.status_code == 303

    assert await BarrierReport.count() == 8
    assert await Mail.count() == 5


async def test_the_list_shows_what_is_open_and_what_is_done(desk):
    first, second = await report(written_at=now() - DAY), await report(page="/smartvest")
    done = await report(closed_at=now())

    opened, closed = await desk.get(DESK), await desk.get(f"{DESK}?stand=erledigt")

    assert listed(opened) == [first.id, second.id]
    assert listed(closed) == [done.id]
    assert 'href="/smartvest"' in opened.text
    for answer in (opened, closed):
        assert re.findall(r'href="\?stand=\w+"[^>]*>[^<(]*\((\d+)\)', answer.text) == ["2", "1"]


async def test_empty_lists_are_pages(desk):
    for tab in ("", "?stand=erledigt", "?stand=nix"):
        answer = await desk.get(DESK + tab)
        assert answer.status_code == 200
        assert listed(answer) == []


async def test_a_page_that_is_not_ours_is_no_link(desk):
    await report(page="https://evil.example/", text="<script>alert(1)</script>")

    text = (await desk.get(DESK)).text

    assert "https://evil.example/" in text
    assert 'href="https://evil.example' not in text
    assert "<script>alert" not in text


async def test_done_can_be_undone_and_twice_is_once(desk):
    one = await report()
    closing = f"{DESK}/{one.id}/stand"

    await desk.post(closing, data={"erledigt": "1"})
    closed_at = (await BarrierReport.objects().first()).closed_at
    await desk.post(closing, data={"erledigt": "1"})
    assert closed_at == (await BarrierReport.objects().first()).closed_at

    answer = await desk.post(closing, data={"erledigt": "0"})
    assert answer.status_code == 303
    assert (await BarrierReport.objects().first()).closed_at is None


async def test_a_report_that_is_not_there_cannot_be_closed(desk):
    assert (await desk.post(f"{DESK}/999/stand", data={"erledigt": "1"})).status_code == 404


async def test_reports_are_forgotten_a_year_after_they_were_dealt_with(db):
    kept = [
        await report(),
        await report(written_at=now() - 2 * 365 * DAY),
        await report(written_at=now() - 400 * DAY, closed_at=now() - 364 * DAY),
    ]
    await report(written_at=now() - 400 * DAY, closed_at=now() - 366 * DAY)
    await report(written_at=now() - 3 * 366 * DAY)

    await actions.forget_reports()

    left = await BarrierReport.objects().order_by(BarrierReport.id)
    assert [one.id for one in left] == [one.id for one in kept]


@pytest.mark.parametrize(
    "page",
    ["/anmelden/link/{}", "/einladung/{}", "/en/konto/adresse/{}", "/anmelden/code?vorgang={}"],
)
async def test_a_live_link_gets_into_no_report(stranger, desk, page):
    token = keyed.new_token()
    here = page.format(token)
    came = {"referer": f"http://127.0.0.1:8000{here}"}

    text = (await stranger.get("/barrierefreiheit", headers=came)).text
    form = await stranger.get(FORM, params={"seite": here})
    await stranger.post(FORM, data={"was": f"Siehe {here} dort", "seite": here})

    assert 'href="/barriere-melden"' in text
    assert token not in text
    assert reading.value(form, "seite") == ""
    stored = await BarrierReport.objects().first()
    mail = await Mail.objects().first()
    for kept in (stored.text, stored.page, mail.text, (await desk.get(DESK)).text):
        assert token not in kept
    assert stored.text.endswith(" dort")


async def test_lines_of_a_stranger_become_neither_buttons_nor_links(stranger, desk):
    """An admin must not take somebody's words for kaue's."""
    theirs = (
        "Hier anmelden\nhttp://127.0.0.1:8000/x\n\nhttps://evil.example/\n123456\n- a\n-- \nEnde"
    )

    await stranger.post(FORM, data={"was": theirs})

    mail = await Mail.objects().first()
    blocks = layout.blocks(mail.text)
    pressed = [block.href for block in blocks if block.href]
    assert pressed == [f"http://127.0.0.1:8000{DESK}"]
    assert {block.kind for block in blocks} == {"text", "button"}
    quoted = [line for line in mail.text.split("\n") if line.startswith(">")]
    assert [line.removeprefix(">").strip() for line in quoted] == [
        line.strip() for line in theirs.split("\n")
    ]
    html = layout.html("de", mail.subject, mail.text)
    assert "evil.example" in html
    assert not re.search(r'href="[^"]*(evil|/x)', html)
