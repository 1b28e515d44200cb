"""The door at which a second factor is shown."""

import asyncio
import re

import pytest

import reading
from kaue import keyed
from kaue.people.guards import cookie_name
from kaue.tables import RecoveryCode, SecondFactor, SignIn
from routes import routes_of
from second_factor_steps import DOOR, SETTING_UP, code_of, give_factor, is_strong, mails, weakly

HERE = {"weiter": "/redaktion/camp?stand=abgelehnt"}


@pytest.fixture
async def staff(make):
    return await make.staff(await make.event(slug="camp"))


@pytest.fixture
async def factor(staff):
    return await give_factor(staff)


@pytest.fixture
async def weak(browser_for, staff, factor):
    return await weakly(await browser_for(), staff)


async def test_a_code_opens_the_role_and_leads_on(weak, factor):
    door = await weak.get("/redaktion/camp?stand=abgelehnt")
    form = await weak.get(door.headers["location"])
    assert reading.value(form, "weiter") == HERE["weiter"]

    answer = await weak.post(DOOR, data=HERE | {"code": code_of(factor[0])})

    assert answer.headers["location"] == f"{HERE['weiter']}&hinweis=bestaetigt"
    assert (await weak.get("/redaktion/camp")).status_code == 200


async def test_the_token_changes_and_the_old_one_is_dead(weak, factor, stranger):
    before = weak.cookies.get(cookie_name())

    answer = await weak.post(DOOR, data={"code": code_of(factor[0])})

    after = weak.cookies.get(cookie_name())
    assert after != before
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert [row.token_hash for row in await SignIn.objects()] == [keyed.token_hash(after)]
    stale = {"cookie": f"{cookie_name()}={before}"}
    assert (await stranger.get("/konto", headers=stale)).status_code == 303


@pytest.mark.parametrize("code", ["", "  ", "000000", "123", "1234567", "ABCDE-FGHJK", "x" * 300])
async def test_a_wrong_code_opens_nothing(weak, staff, code):
    answer = await weak.post(DOOR, data=HERE | {"code": code})

    assert (answer.status_code, reading.problems(answer)) == (422, ["code"])
    assert reading.value(answer, "weiter") == HERE["weiter"]
    assert reading.value(answer, "code") == ""
    assert not await is_strong(staff)


async def test_the_steps_before_and_after_count_and_no_others(browser_for, staff, factor):
    for steps, counts in ((-3, False), (-1, True), (0, True), (1, True), (3, False)):
        browser = await weakly(await browser_for(), staff)

        answer = await browser.post(DOOR, data={"code": code_of(factor[0], steps)})

        assert (answer.status_code == 303) == counts, steps


async def test_a_code_is_taken_once_and_none_before_it_any_more(browser_for, staff, factor):
    outcomes = []
    for steps in (0, 0, -1):
        browser = await weakly(await browser_for(), staff)
        answer = await browser.post(DOOR, data={"code": code_of(factor[0], steps)})
        outcomes.append(answer.status_code)

    assert outcomes == [303, 422, 422]


@pytest.mark.parametrize("kind", ["app", "paper"])
async def test_of_many_browsers_with_the_same_code_exactly_one_gets_in(
    browser_for, staff, factor, kind
):
    browsers = [await weakly(await browser_for(), staff) for _ in range(6)]
    code = code_of(factor[0]) if kind == "app" else factor[1][0]

    answers = await asyncio.gather(*(one.post(DOOR, data={"code": code}) for one in browsers))

    assert sorted(answer.status_code for answer in answers) == [303] + [422] * 5


async def test_a_recovery_code_stands_in_once_and_is_told_by_mail(browser_for, staff, factor):
    outcomes = []
    for typed in (factor[1][4], factor[1][4].lower().replace("-", ""), factor[1][5]):
        browser = await weakly(await browser_for(), staff)
        outcomes.append((await browser.post(DOOR, data={"code": typed})).status_code)

    assert outcomes == [303, 422, 303]
    assert await RecoveryCode.count().where(RecoveryCode.used_at.is_not_null()) == 2
    assert len(await mails(staff)) == 3


async def test_somebody_elses_codes_open_nothing(weak, make):
    secret, codes = await give_factor(await make.person())

    for code in (code_of(secret), codes[0]):
        assert (await weak.post(DOOR, data={"code": code})).status_code == 422


async def test_guessing_ends_soon_and_right_codes_wait_then_too(weak, staff, factor):
    statuses = {(await weak.post(DOOR, data={"code": "000000"})).status_code for _ in range(9)}
    assert statuses == {422}

    answers = [await weak.post(DOOR, data={"code": code_of(factor[0])}) for _ in range(3)]

    assert 429 in {answer.status_code for answer in answers}
    assert reading.problems(answers[-1]) == ["code"]


async def test_without_a_factor_the_door_leads_to_setting_one_up(browser_for, staff):
    browser = await weakly(await browser_for(), staff)

    for answer in (await browser.get(f"{DOOR}?weiter=/camp"), await browser.post(DOOR)):
        assert answer.headers["location"].startswith(SETTING_UP)
    assert not await is_strong(staff)


async def test_whoever_has_shown_it_goes_on(browser_for, staff, factor):
    browser = await browser_for(staff)

    assert (await browser.get(f"{DOOR}?weiter=/camp")).headers["location"] == "/camp"


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https://evil.example"])
async def test_one_is_never_led_to_another_site(weak, factor, wanted):
    answer = await weak.post(DOOR, data={"code": code_of(factor[0]), "weiter": wanted})

    assert answer.headers["location"] == "/?hinweis=bestaetigt"


async def test_a_secret_of_another_installation_opens_nothing(weak, factor, setting):
    secret = factor[0]
    token = weak.cookies.get(cookie_name())
    setting(KAUE_SECRET="another secret of at least thirty-two characters")
    assert token

    assert (await weak.post(DOOR, data={"code": code_of(secret)})).status_code == 422


ROLES = {"staff_only", "moderator_only", "admin_only"}


async def test_every_page_of_a_role_asks_for_the_factor_first(site, make, browser_for):
    """Whatever routes there are: a weak sign-in of somebody who may do all is led to the door."""
    event = await make.event()
    admin = await make.admin()
    browser = await weakly(await browser_for(), admin)
    routes = [route for route in routes_of(site) if route.guard in ROLES]
    assert len({route.guard for route in routes}) == len(ROLES)

    wrong = []
    for route in routes:
        path = route.path.replace("{slug:str}", event.slug)
        path = re.sub(r"{\w+:int}", "1", re.sub(r"{\w+:str}", "1", path))
        answer = await browser.request(route.method, path)
        location = answer.headers.get("location", "")
        if answer.status_code != 303 or not location.startswith(f"{DOOR}?weiter="):
            wrong.append(f"{route} → {answer.status_code} {location}")

    assert wrong == []


async def test_a_factor_that_was_never_confirmed_does_not_count(weak, staff, factor):
    await SecondFactor.update({SecondFactor.confirmed_at: None}, force=True)

    answer = await weak.get(DOOR)

    assert answer.headers["location"].startswith(SETTING_UP)
