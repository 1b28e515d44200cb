"""D11: the mailed code. Once, for a while, after a few tries at most, and only where asked for."""

import asyncio
import mailbox
import re
from datetime import timedelta

import pytest

import reading
from kaue.people import actions as people
from kaue.people import passwords
from kaue.signin import codes
from kaue.tables import Mail, MailedCode, Person, SignIn, Vote
from kaue.web.dates import now

EARLIER = timedelta(seconds=1)


async def test_whoever_is_new_gets_an_account_by_the_code(stranger, ask, give):
    asked = await ask(stranger, weiter="/camp/themen")
    assert await Person.count() == 0

    answer = await give(stranger, asked)

    assert answer.headers["location"] == "/camp/themen?hinweis=willkommen"
    assert (await stranger.get("/konto")).status_code == 200
    person = await Person.objects().first()
    assert (person.email, person.password_hash) == ("ada@example.org", None)
    assert person.name.split()[1].isdigit()


async def test_whoever_is_known_comes_back(stranger, ada, ask, give):
    asked = await ask(stranger, ada.email)

    answer = await give(stranger, asked)

    assert answer.headers["location"] == "/?hinweis=angemeldet"
    assert await Person.count() == 1
    assert [row.person for row in await SignIn.objects()] == [ada.id]


@pytest.mark.parametrize("between", ["{} {}", " {}-{} ", "{}.{}", "{}\t{}"])
async def test_the_digits_may_be_typed_in_groups(stranger, ask, give, between):
    asked = await ask(stranger)

    answer = await give(stranger, asked, between.format(asked.code[:3], asked.code[3:]))

    assert answer.status_code == 303


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "12 34 5x"])
async def test_what_is_no_code_costs_no_try(stranger, ask, give, typed):
    asked = await ask(stranger)
    for _ in range(codes.MOST_TRIES + 1):
        answer = await give(stranger, asked, typed or " ")
        assert answer.status_code == 422
        assert reading.problems(answer) == ["code"]

    assert (await give(stranger, asked)).status_code == 303


async def test_after_five_wrong_tries_the_right_code_is_worth_nothing(stranger, ask, give):
    asked = await ask(stranger)
    statuses = [
        (await give(stranger, asked, asked.other_code)).status_code for _ in range(codes.MOST_TRIES)
    ]

    answer = await give(stranger, asked)

    assert statuses == [422] * (codes.MOST_TRIES - 1) + [410]
    assert answer.status_code == 410
    assert await SignIn.count() == 0


async def test_fifty_guesses_at_once_are_five(stranger, ask, give):
    asked = await ask(stranger)

    answers = await asyncio.gather(*(give(stranger, asked, asked.other_code) for _ in range(50)))

    assert [answer.status_code for answer in answers].count(422) < codes.MOST_TRIES
    assert (await MailedCode.objects().first()).tries == codes.MOST_TRIES
    assert (await give(stranger, asked)).status_code == 410


async def test_a_code_works_once_also_when_sent_ten_times_at_once(browser_for, ask, give):
    browsers = [await browser_for() for _ in range(10)]
    asked = await ask(browsers[0])

    answers = await asyncio.gather(*(give(browser, asked) for browser in browsers))

    assert sorted(answer.status_code for answer in answers) == [303] + [410] * 9
    assert await SignIn.count() == 1


@pytest.mark.parametrize("by", ["code", "link"])
async def test_after_fifteen_minutes_it_is_too_late(stranger, ask, give, by):
    asked = await ask(stranger)
    await MailedCode.update({MailedCode.expires_at: now() - EARLIER}, force=True)

    answer = await give(stranger, asked) if by == "code" else await stranger.post(asked.link)

    assert answer.status_code == 410
    assert await SignIn.count() == 0
    assert timedelta(minutes=15) >= codes.GOOD_FOR


async def test_the_code_is_worth_nothing_where_it_was_not_asked_for(stranger, ask, give):
    asked, other = await ask(stranger), await ask(stranger, "bob@example.org")

    answer = await stranger.post(
        "/anmelden/code", data={"vorgang": other.handle, "code": asked.code}
    )

    assert answer.status_code == 422 or asked.code == other.code


async def test_nothing_that_is_stored_opens_an_account(stranger, ask):
    asked = await ask(stranger)

    stored = str([row.to_dict() for row in await MailedCode.objects()])

    assert asked.handle not in stored
    assert asked.code not in stored
    assert asked.link.rpartition("/")[2] not in stored


async def test_a_new_code_can_be_asked_for_and_the_old_one_stays_good(stranger, ask, give):
    asked = await ask(stranger, weiter="/camp")

    answer = await stranger.post("/anmelden/code/neu", data={"vorgang": asked.handle})

    assert answer.status_code == 303
    assert await Mail.count() == 2
    fresh = answer.headers["location"].partition("vorgang=")[2].partition("&")[0]
    assert (await stranger.get(answer.headers["location"])).status_code == 200
    code = {"vorgang": fresh, "code": await mailbox.newest_code()}
    answer = await stranger.post("/anmelden/code", data=code)
    assert answer.headers["location"] == "/camp?hinweis=willkommen"
    assert (await give(stranger, asked)).status_code == 303


async def test_a_mistyped_address_can_be_corrected_without_losing_anything(stranger, ask):
    asked = await ask(stranger, "adda@example.org", weiter="/camp")

    data = {"vorgang": asked.handle, "wie": "adresse"}
    answer = await stranger.post("/anmelden/code/neu", data=data)

    assert answer.status_code == 200
    assert reading.value(answer, "email") == "adda@example.org"
    assert reading.value(answer, "weiter") == "/camp"


async def test_in_another_browser_the_code_only_signs_in(browser_for, make, ask):
    """Eve asks with ada's address, her own password and a vote, and sends ada the page."""
    topic = await make.topic()
    eve, ada = await browser_for(), await browser_for()
    page = await eve.post(topic.vote_path, data={"dafuer": "1"})
    wish = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}
    kept = {"handlung": reading.value(page, "handlung")}
    answer = await eve.post("/registrieren", data=wish | kept)
    handle = answer.headers["location"].partition("vorgang=")[2]

    code = {"vorgang": handle, "code": await mailbox.newest_code()}
    answer = await ada.post("/anmelden/code", data=code)

    assert answer.headers["location"] == "/konto/passwort?hinweis=ohne-passwort"
    assert (await Person.objects().first()).password_hash is None
    assert await Vote.count() == 0


async def test_the_first_proof_of_an_address_ends_what_was_set_up_without(browser_for, ask, give):
    """Made while no mail was sent: somebody else may have typed ada's address back then."""
    hashed = await passwords.hash_password("von wem auch immer")
    made = await people.sign_up(email="ada@example.org", name="A", password_hash=hashed)
    eve, ada = await browser_for(made), await browser_for()

    await give(ada, await ask(ada))

    assert (await eve.get("/konto")).status_code == 303
    assert (await ada.get("/konto")).status_code == 200
    assert (await Person.objects().first()).password_hash is None


async def test_reading_the_page_of_a_code_changes_nothing(stranger, ask, give):
    asked = await ask(stranger)
    for method in ("GET", "HEAD", "GET"):
        answer = await stranger.request(method, f"{asked.page}?vorgang={asked.handle}")
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers

    assert (await give(stranger, asked)).status_code == 303


async def test_the_field_for_the_code_has_the_focus_unless_something_is_wrong(stranger, ask, give):
    asked = await ask(stranger)

    page = await stranger.get(f"{asked.page}?vorgang={asked.handle}")
    assert re.search(r'<input[^>]* id="code"[^>]* autofocus', page.text)
    wrong = await give(stranger, asked, asked.other_code)
    assert re.findall(r'id="([^"]+)"[^>]* autofocus', wrong.text) == ["error-summary"]


@pytest.mark.parametrize("handle", ["", "x", "a" * 5000, "%00"])
async def test_a_page_for_no_code_leads_back_to_the_door(stranger, handle):
    answer = await stranger.get(f"/anmelden/code?vorgang={handle}")

    assert answer.status_code == 410
    assert 'href="/anmelden"' in answer.text


async def test_somebody_blocked_stays_out(stranger, ada, ask, give):
    asked = await ask(stranger, ada.email)
    await Person.update({Person.blocked_at: now()}).where(Person.id == ada.id)

    answer = await give(stranger, asked)

    assert answer.status_code == 403
    assert await SignIn.count() == 0


async def test_without_mail_nobody_is_offered_a_code(stranger, setting):
    setting(KAUE_SMTP_URL="")

    answer = await stranger.post("/anmelden", data={"email": "ada@example.org"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["passwort"]
    assert await MailedCode.count() == 0


async def test_a_wrong_password_filled_in_by_the_browser_does_not_keep_the_code_away(stranger, ada):
    data = {"email": ada.email, "passwort": "von früher einmal"}

    answer = await stranger.post("/anmelden", data=data)

    assert answer.headers["location"].startswith("/anmelden/code?vorgang=")


async def test_what_is_used_or_old_is_forgotten(stranger, ask, give):
    await give(stranger, await ask(stranger))
    await ask(stranger, "bob@example.org")
    old = MailedCode.email == "bob@example.org"
    await MailedCode.update({MailedCode.expires_at: now() - 2 * codes.GOOD_FOR}).where(old)
    await ask(stranger, "eve@example.org")

    await codes.forget_old()

    assert [row.email for row in await MailedCode.objects()] == ["eve@example.org"]


async def test_asking_again_and_again_needs_a_proof(stranger, ask):
    for _ in range(5):
        await ask(stranger)

    answer = await stranger.post("/anmelden", data={"email": "ada@example.org"})

    assert answer.status_code == 429
    assert reading.value(answer, "nachweis")
    assert reading.value(answer, "email") == "ada@example.org"
    assert await Mail.count() == 5
