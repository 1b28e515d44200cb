"""The page behind an invitation's link, and the page on which roles are given and taken."""

import re

import pytest

import reading
from kaue.invitations import actions, queries
from kaue.invitations.queries import ADMIN
from kaue.people import actions as people
from kaue.people.guards import cookie_name
from kaue.tables import Invitation, Mail, Person, Role, RoleName
from kaue.web.dates import now

ADDRESS = "neu@example.org"


@pytest.fixture
async def event(make):
    return await make.event(title="Camp & Co")


@pytest.fixture
async def token(event):
    return await actions.invite(ADDRESS, RoleName.STAFF, event, language="de")


@pytest.fixture
async def person(make):
    return await make.person(email=ADDRESS, name="Neda")


@pytest.fixture
async def admin(make, browser_for):
    return await browser_for(await make.admin())


async def is_used():
    return (await Invitation.objects().first()).accepted_at is not None


async def test_looking_uses_nothing_up_and_is_never_stored(event, token, person, browser_for):
    for browser in (await browser_for(), await browser_for(person)):
        for method in ("GET", "HEAD"):
            answer = await browser.request(method, f"/einladung/{token}")
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers
            assert "set-cookie" not in answer.headers
            assert answer.headers["referrer-policy"] == "same-origin"
    assert not await is_used()


async def test_a_stranger_reads_what_is_offered_and_is_led_to_sign_in_and_back(
    event, token, stranger
):
    shown = await stranger.get(f"/einladung/{token}")
    sent = await stranger.post(f"/einladung/{token}")

    assert "Camp &amp; Co" in shown.text
    assert f"/anmelden?weiter=/einladung/{token}" in shown.text
    assert ADDRESS not in shown.text
    assert "n…@example.org" in shown.text
    assert sent.status_code == 303
    assert sent.headers["location"].startswith(f"/anmelden?weiter=/einladung/{token}")
    assert not await is_used()


async def test_accepting_leads_to_the_work(event, token, person, browser_for):
    answer = await (await browser_for(person)).post(f"/einladung/{token}")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/redaktion/{event.slug}?hinweis=rolle-angenommen"


@pytest.mark.parametrize(("role", "path"), [("moderator", "/pult/{}"), (ADMIN, None)])
async def test_every_role_has_its_work(event, person, browser_for, role, path):
    token = await actions.invite(ADDRESS, role, event if role != ADMIN else None, language="de")
    browser = await browser_for(person)

    shown = await browser.get(f"/einladung/{token}")
    answer = await browser.post(f"/einladung/{token}")

    assert shown.status_code == 200
    there = path.format(event.slug) if path else "/verwaltung"
    assert answer.headers["location"].partition("?")[0] == there
    assert (await browser.get(there)).status_code == 200


async def test_the_role_opens_nothing_before_the_second_factor(event, token, person, browser_for):
    browser = await browser_for()
    browser.cookies[cookie_name()] = await people.start_sign_in(person)

    accepted = await browser.post(f"/einladung/{token}")
    work = await browser.get(accepted.headers["location"])

    assert accepted.status_code == work.status_code == 303
    assert work.headers["location"].startswith("/anmelden/zweiter-faktor?weiter=/redaktion/")


async def test_another_account_is_told_so(event, token, make, browser_for):
    browser = await browser_for(await make.person(name="Otto"))

    shown = await browser.get(f"/einladung/{token}")
    sent = await browser.post(f"/einladung/{token}")

    assert (shown.status_code, sent.status_code) == (200, 409)
    for answer in (shown, sent):
        assert "Otto" in answer.text
        assert "n…@example.org" in answer.text
        assert ADDRESS not in answer.text
        assert 'action="/abmelden"' in answer.text
    assert not await is_used()
    assert await Role.count() == 0


@pytest.mark.parametrize("column", ["accepted_at", "revoked_at", "expires_at"])
async def test_what_is_over_says_so_to_everybody(event, token, person, browser_for, column):
    await Invitation.update({column: now()}, force=True)

    for browser in (await browser_for(), await browser_for(person)):
        for method in ("GET", "POST"):
            answer = await browser.request(method, f"/einladung/{token}")
            assert answer.status_code == 410
            assert "<form" not in answer.text.partition("<main")[2]
    assert await Role.count() == 0


async def test_an_unknown_link_is_not_there(db, stranger):
    assert (await stranger.get("/einladung/niemals")).status_code == 404
    assert (await stranger.post("/einladung/niemals")).status_code == 404


async def test_nobody_can_be_made_to_accept_from_elsewhere(token, person, browser_for):
    browser = await browser_for(person, **{"sec-fetch-site": "cross-site"})

    assert (await browser.post(f"/einladung/{token}")).status_code == 403
    assert not await is_used()


async def test_an_admin_invites_by_mail(event, admin):
    path = f"/verwaltung/barcamps/{event.slug}/rollen"

    answer = await admin.post(path, data={"email": " NEU@example.org ", "rolle": "moderator"})

    assert answer.headers["location"] == f"{path}?hinweis=eingeladen"
    (mail,) = await Mail.objects()
    token = re.search(r"/einladung/(\S+)", mail.text)[1]
    page = (await admin.get(path)).text
    assert ADDRESS in page
    assert token not in page


async def test_without_mail_the_link_is_shown_once(event, admin, setting):
    setting(KAUE_SMTP_URL="")
    path = f"/verwaltung/barcamps/{event.slug}/rollen"

    answer = await admin.post(path, data={"email": ADDRESS, "rolle": "staff"})

    link = re.search(r"http://127.0.0.1:8000/einladung/[\w-]+", answer.text)[0]
    assert answer.headers["cache-control"] == "no-store"
    assert (await admin.get(link.removeprefix("http://127.0.0.1:8000"))).status_code == 200
    assert link not in (await admin.get(path)).text


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({}, ["email", "rolle"]),
        ({"email": "neu@", "rolle": "staff"}, ["email"]),
        ({"email": ADDRESS, "rolle": "admin"}, ["rolle"]),
        ({"email": ADDRESS, "rolle": "participant"}, ["rolle"]),
    ],
)
async def test_a_refused_invitation_keeps_what_was_typed(event, admin, data, fields):
    answer = await admin.post(f"/verwaltung/barcamps/{event.slug}/rollen", data=data)

    assert answer.status_code == 422
    assert reading.problems(answer) == fields
    assert reading.value(answer, "email") == data.get("email", "")
    assert await Invitation.count() == 0


async def test_an_admin_invites_admins(admin):
    answer = await admin.post("/verwaltung/rollen", data={"email": ADDRESS, "rolle": "staff"})

    assert answer.status_code == 303
    (row,) = await Invitation.objects()
    assert (row.role, row.event) == (ADMIN, None)


async def test_taking_back_and_taking_away(event, token, admin, make):
    staff = await make.staff(event, name="Stefanie")
    path = f"/verwaltung/barcamps/{event.slug}/rollen"
    (offer,) = await queries.waiting(event.id)
    assert "Stefanie" in (await admin.get(path)).text

    await admin.post(f"{path}/widerrufen", data={"einladung": offer.id})
    await admin.post(f"{path}/entziehen", data={"person": staff.id, "rolle": "staff"})

    assert await queries.waiting(event.id) == []
    assert await queries.holders(event.id) == []


async def test_the_last_admin_cannot_go(admin):
    person = await Person.objects().get(Person.is_admin.eq(True))

    answer = await admin.post("/verwaltung/rollen/entziehen", data={"person": person.id})

    assert answer.status_code == 409
    assert (await admin.get("/verwaltung")).status_code == 200


async def test_a_role_that_is_gone_opens_nothing_at_once(event, make, browser_for):
    person = await make.staff(event)
    browser = await browser_for(person)
    assert (await browser.get(f"/redaktion/{event.slug}")).status_code == 200

    await actions.remove(person.id, "staff", event.id)

    assert (await browser.get(f"/redaktion/{event.slug}")).status_code == 403


async def test_the_log_holds_neither_address_nor_link(event, admin, browser_for, person, caplog):
    caplog.set_level("DEBUG")
    await admin.post(
        f"/verwaltung/barcamps/{event.slug}/rollen", data={"email": ADDRESS, "rolle": "staff"}
    )
    (mail,) = await Mail.objects()
    token = re.search(r"/einladung/(\S+)", mail.text)[1]
    browser = await browser_for(person)
    await browser.get(f"/einladung/{token}")
    await browser.post(f"/einladung/{token}")

    lines = [record.getMessage() for record in caplog.records if record.name.startswith("kaue")]
    assert lines
    assert not any(token in line or ADDRESS in line for line in lines)


async def test_a_role_from_the_directory_goes_and_the_page_says_that_it_may_come_back(
    event, admin, make, browser_for
):
    invited = await make.staff(event, name="Stefanie")
    given = await make.staff(event, name="Dirk")
    await Role.update({Role.source: "directory"}).where(Role.person == given.id)
    path = f"/verwaltung/barcamps/{event.slug}/rollen"

    text = (await admin.get(f"/en{path}")).text
    assert text.count("comes back with the next sign-in there") == 1
    browser = await browser_for(given)
    for person in (invited, given):
        await admin.post(f"{path}/entziehen", data={"person": person.id, "rolle": "staff"})

    assert await queries.holders(event.id) == []
    assert (await browser.get(f"/redaktion/{event.slug}")).status_code == 403
