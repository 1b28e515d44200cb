"""Setting a second factor up, replacing it, new recovery codes, and switching it off."""

import re

import pyotp
import pytest

import reading
from kaue import db as kaue_db
from kaue import keyed
from kaue.people.guards import cookie_name
from kaue.second_factor import actions as second_factor
from kaue.tables import Mail, RecoveryCode, SecondFactor, SignIn
from kaue.web.dates import now
from second_factor_steps import (
    ACCOUNT,
    SETTING_UP,
    code_of,
    give_factor,
    is_strong,
    mails,
    recovery_codes_in,
    secret_in,
    start_anew,
    weakly,
)


@pytest.fixture
async def staff(make):
    return await make.staff(await make.event(slug="camp"))


@pytest.fixture
async def weak(browser_for, staff):
    """Staff, right after signing in by mail or password."""
    return await weakly(await browser_for(), staff)


async def set_up(browser, **more):
    secret = secret_in(await browser.get(SETTING_UP))
    answer = await browser.post(SETTING_UP, data={"code": code_of(secret)} | more)
    return secret, answer


async def test_a_role_without_a_factor_leads_to_setting_one_up_and_then_opens(weak, staff):
    door = await weak.get("/redaktion/camp")
    assert door.headers["location"] == "/anmelden/zweiter-faktor?weiter=/redaktion/camp"
    setting_up = await weak.get(door.headers["location"])
    assert setting_up.headers["location"] == f"{SETTING_UP}?weiter=/redaktion/camp"
    form = await weak.get(setting_up.headers["location"])
    assert reading.value(form, "weiter") == "/redaktion/camp"

    _, answer = await set_up(weak, weiter="/redaktion/camp")

    assert answer.status_code == 200
    assert len(recovery_codes_in(answer)) == len(set(recovery_codes_in(answer))) == 10
    assert 'href="/redaktion/camp"' in answer.text
    assert (await weak.get("/redaktion/camp")).status_code == 200


async def test_the_sign_in_becomes_strong_and_its_token_changes(weak, staff):
    before = weak.cookies.get(cookie_name())

    await set_up(weak)

    assert weak.cookies.get(cookie_name()) != before
    assert [row.token_hash for row in await SignIn.objects()] == [
        keyed.token_hash(weak.cookies.get(cookie_name()))
    ]
    assert await is_strong(staff)


async def test_the_answer_with_the_codes_is_kept_by_nobody(weak):
    _, answer = await set_up(weak)

    assert answer.headers["cache-control"] == "no-store"
    again = await weak.get(ACCOUNT)
    assert not any(code in again.text for code in recovery_codes_in(answer))


async def test_the_text_file_holds_every_recovery_code(weak):
    _, answer = await set_up(weak)

    file = re.search(r'href="(data:text/plain[^"]+)" download=', answer.text)[1]
    assert all(code in file for code in recovery_codes_in(answer))


async def test_the_qr_code_is_for_this_site_and_names_no_address(weak, staff):
    page = await weak.get(SETTING_UP)

    uri = re.search(r'href="(otpauth://[^"]+)"', page.text)[1].replace("&amp;", "&")
    app = pyotp.parse_uri(uri)
    assert (app.issuer, app.name) == ("127.0.0.1", staff.name)
    assert app.secret == secret_in(page)
    assert staff.email not in page.text
    assert "<svg" in page.text
    assert "style=" not in page.text


async def test_looking_at_the_page_changes_nothing_and_shows_the_same_secret(weak):
    first, second = await weak.get(SETTING_UP), await weak.get(SETTING_UP)

    assert secret_in(first) == secret_in(second)
    assert await SecondFactor.count() == 0


async def test_every_sign_in_drafts_a_secret_of_its_own(weak, browser_for, staff):
    other = await browser_for(staff)

    assert secret_in(await weak.get(SETTING_UP)) != secret_in(await other.get(SETTING_UP))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "ABCDE-FGHJK", "١٢٣٤٥٦"])
async def test_what_is_no_code_is_refused(weak, code):
    answer = await weak.post(SETTING_UP, data={"code": code, "weiter": "/camp"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["code"]
    assert reading.value(answer, "weiter") == "/camp"
    assert await SecondFactor.count() == 0


async def test_a_wrong_code_is_refused_and_the_secret_stays(weak):
    secret = secret_in(await weak.get(SETTING_UP))
    wrong = f"{(int(code_of(secret)) + 1) % 1_000_000:06}"

    answer = await weak.post(SETTING_UP, data={"code": wrong})

    assert (answer.status_code, reading.problems(answer)) == (422, ["code"])
    assert secret_in(answer) == secret
    assert await SecondFactor.count() == 0


async def test_codes_may_be_typed_with_blanks(weak):
    code = code_of(secret_in(await weak.get(SETTING_UP)))

    answer = await weak.post(SETTING_UP, data={"code": f" {code[:3]} {code[3:]} "})

    assert answer.status_code == 200


async def test_neither_secret_nor_recovery_codes_can_be_read_in_the_database(weak, staff):
    secret, answer = await set_up(weak)

    stored = str(await kaue_db.rows("SELECT * FROM second_factor"))
    stored += str(await kaue_db.rows("SELECT * FROM recovery_code"))
    stored += str(await kaue_db.rows("SELECT * FROM mail"))
    assert secret not in stored
    for code in recovery_codes_in(answer):
        assert code not in stored
        assert code.replace("-", "") not in stored


async def test_a_secret_is_of_no_use_in_somebody_elses_row(make, browser_for):
    ada, eve = await make.person(), await make.person()
    await give_factor(ada)
    mine, _ = await give_factor(eve)
    stored = (await SecondFactor.objects().get(SecondFactor.person == eve.id)).secret
    await SecondFactor.update({SecondFactor.secret: stored}).where(SecondFactor.person == ada.id)
    browser = await browser_for(ada)

    answer = await browser.post(ACCOUNT, data={"code": code_of(mine), "was": "codes"})

    assert answer.status_code == 422


async def test_setting_up_is_told_by_mail(weak, staff):
    await set_up(weak)

    told = await Mail.objects()
    assert [(mail.address, mail.kind) for mail in told] == [(staff.email, "second_factor")]


async def test_of_two_windows_one_sets_up(weak, browser_for, staff):
    other = await browser_for(staff)
    secret = secret_in(await weak.get(SETTING_UP))
    await set_up(other)

    answer = await weak.post(SETTING_UP, data={"code": code_of(secret)})

    # By now a factor is there, and changing it takes a code of the app so far.
    assert (answer.status_code, reading.problems(answer)) == (422, ["bisher"])
    assert await SecondFactor.count() == 1


async def test_another_app_needs_a_code_of_the_one_so_far(make, browser_for):
    ada = await make.person()
    old, _ = await give_factor(ada)
    browser = await browser_for(ada)
    new = secret_in(await browser.get(SETTING_UP))

    for wrong in ("", "000000", code_of(new)):
        refused = await browser.post(SETTING_UP, data={"code": code_of(new), "bisher": wrong})
        assert (refused.status_code, reading.problems(refused)) == (422, ["bisher"])
    answer = await browser.post(SETTING_UP, data={"code": code_of(new), "bisher": code_of(old)})

    assert len(recovery_codes_in(answer)) == 10
    await start_anew(ada)
    assert (await _renew(browser, code_of(old))).status_code == 422
    assert (await _renew(browser, code_of(new))).status_code == 200


async def test_a_wrong_code_of_the_new_app_uses_up_nothing(make, browser_for):
    ada = await make.person()
    _, codes = await give_factor(ada)
    browser = await browser_for(ada)

    answer = await browser.post(SETTING_UP, data={"code": "000000", "bisher": codes[0]})

    assert reading.problems(answer) == ["code"]
    assert await RecoveryCode.count().where(RecoveryCode.used_at.is_not_null()) == 0


async def test_with_a_recovery_code_a_lost_app_is_replaced(make, browser_for):
    ada = await make.person()
    _, codes = await give_factor(ada)
    elsewhere, browser = await browser_for(ada), await browser_for(ada)
    new = secret_in(await browser.get(SETTING_UP))

    answer = await browser.post(
        SETTING_UP, data={"code": code_of(new), "bisher": codes[3].lower().replace("-", " ")}
    )

    fresh = recovery_codes_in(answer)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    assert (await elsewhere.get("/konto")).status_code == 303
    assert (await browser.get("/konto")).status_code == 200
    assert len(await mails(ada)) == 3


async def _renew(browser, code):
    return await browser.post(ACCOUNT, data={"code": code, "was": "codes"})


async def test_new_recovery_codes_replace_the_old_ones(make, browser_for):
    ada = await make.person()
    secret, old = await give_factor(ada)
    browser = await browser_for(ada)

    answer = await _renew(browser, code_of(secret))

    fresh = recovery_codes_in(answer)
    assert len(fresh) == 10
    assert (await _renew(browser, old[0])).status_code == 422
    assert (await _renew(browser, fresh[0])).status_code == 200


async def test_without_a_role_it_can_be_switched_off(make, browser_for):
    ada = await make.person()
    secret, _ = await give_factor(ada)
    browser = await browser_for(ada)

    refused = await browser.post(ACCOUNT, data={"code": "", "was": "aus"})
    assert (refused.status_code, reading.problems(refused)) == (422, ["code"])
    answer = await browser.post(ACCOUNT, data={"code": code_of(secret), "was": "aus"})

    assert answer.headers["location"] == f"{ACCOUNT}?hinweis=zweiter-faktor-aus"
    assert (await SecondFactor.count(), await RecoveryCode.count()) == (0, 0)
    # Given a role now, this sign-in would have to show a factor first.
    assert not await is_strong(ada)


async def test_with_a_role_it_stays_on(browser_for, staff, make):
    for holder in (staff, await make.admin()):
        secret, _ = await give_factor(holder)
        browser = await browser_for(holder)

        answer = await browser.post(ACCOUNT, data={"code": code_of(secret), "was": "aus"})

        assert answer.status_code == 409
        assert 'value="aus"' not in (await browser.get(ACCOUNT)).text
    assert await SecondFactor.count() == 2


async def test_changing_what_is_not_there_leads_back(make, browser_for):
    browser = await browser_for(await make.person())

    answer = await browser.post(ACCOUNT, data={"code": "123456", "was": "aus"})

    assert answer.headers["location"] == ACCOUNT


async def test_operators_can_remove_it(make, browser_for, staff):
    await give_factor(staff)
    browser = await browser_for(staff)

    await second_factor.reset(staff)

    assert (await SecondFactor.count(), await RecoveryCode.count()) == (0, 0)
    assert (await browser.get("/konto")).status_code == 303
    assert len(await mails(staff)) == 2


async def test_the_page_says_how_many_recovery_codes_are_left(make, browser_for):
    ada = await make.person()
    await give_factor(ada)
    browser = await browser_for(ada)
    for left in range(10, 0, -1):
        assert f"{left} recovery code" in (await browser.get(f"/en{ACCOUNT}")).text
        code = await RecoveryCode.objects().get(RecoveryCode.used_at.is_null())
        code.used_at = now()
        await code.save()

    assert "No recovery code is left" in (await browser.get(f"/en{ACCOUNT}")).text
