"""Signing up with a password: the account is made once the address is proven by mail."""

import asyncio
import mailbox

import pytest

import reading
from kaue.people import passwords
from kaue.tables import Mail, MailedCode, Person, SignIn

LABEL = "x" * 62 + "."
LONGEST = f"a@{LABEL * 3}{'x' * 60}.de"

RIGHT = {"name": "Ada", "email": "ada@example.org", "passwort": "eine lange Reihe"}


async def proven(browser, answer):
    """The answer to the code that came by mail."""
    assert answer.status_code == 303
    handle = answer.headers["location"].partition("vorgang=")[2]
    code = {"vorgang": handle, "code": await mailbox.newest_code()}
    return await browser.post(answer.headers["location"].partition("?")[0], data=code)


async def test_a_new_person_is_in_once_the_address_is_proven(stranger):
    answer = await stranger.post("/registrieren", data=RIGHT)

    assert await Person.count() == 0
    assert (await stranger.get("/konto")).status_code == 303
    assert [mail.address for mail in await Mail.objects()] == ["ada@example.org"]

    answer = await proven(stranger, answer)

    assert answer.headers["location"] == "/?hinweis=willkommen"
    assert (await stranger.get("/konto")).status_code == 200
    person = await Person.objects().first()
    assert person.name == "Ada"
    assert await passwords.is_right(person.password_hash, RIGHT["passwort"])


async def test_without_mail_the_account_is_ready_at_once(stranger, setting):
    setting(KAUE_SMTP_URL="")

    answer = await stranger.post("/registrieren", data=RIGHT)

    assert answer.headers["location"] == "/?hinweis=willkommen"
    assert (await stranger.get("/konto")).status_code == 200
    again = await stranger.post("/registrieren", data=RIGHT)
    assert reading.problems(again) == ["email"]
    assert await Person.count() == 1
    assert await Mail.count() == 0


async def test_every_problem_is_told_at_once_and_the_input_is_kept(stranger):
    wrong = {"name": "", "email": "ada at example", "passwort": "zu kurz"}

    answer = await stranger.post("/registrieren", data=wrong | {"weiter": "/konto"})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["name", "email", "passwort"]
    assert reading.value(answer, "email") == "ada at example"
    assert reading.value(answer, "weiter") == "/konto"
    assert await Person.count() == 0


async def test_the_password_is_never_sent_back(stranger):
    answer = await stranger.post("/registrieren", data=RIGHT | {"name": ""})

    assert answer.status_code == 422
    assert RIGHT["passwort"] not in answer.text
    assert reading.value(answer, "passwort") == ""


@pytest.mark.parametrize("address", ["ada@example.org", "ADA@Example.ORG"])
async def test_a_known_address_is_answered_alike_and_keeps_its_password(stranger, make, address):
    ada = await make.person(email="ada@example.org", name="Ada L.")

    answer = await stranger.post("/registrieren", data=RIGHT | {"email": address})
    other = await stranger.post("/registrieren", data=RIGHT | {"email": "bob@example.org"})

    assert answer.status_code == other.status_code
    assert len(answer.headers["location"]) == len(other.headers["location"])
    assert not (await stranger.get("/konto")).is_success
    assert [one.email for one in await Person.objects()] == ["ada@example.org"]
    known, unknown = await Mail.objects().order_by(Mail.id)
    assert len(known.text) > len(unknown.text)

    handle = answer.headers["location"].partition("vorgang=")[2]
    code = {"vorgang": handle, "code": await mailbox.newest_code("ada@example.org")}
    answer = await stranger.post("/anmelden/code", data=code)

    assert answer.headers["location"] == "/?hinweis=angemeldet"
    stored = await Person.objects().get(Person.id == ada.id)
    assert (stored.name, stored.password_hash) == ("Ada L.", None)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Zoë 🦊 Łuczak", "Zoë 🦊 Łuczak"),
        ("O'Brien & <b>Söhne</b>", "O'Brien & <b>Söhne</b>"),
        ("عمر", "عمر"),
        ("Zoe\u0308", "Zoë"),
        ("  A\u202eda\x00\tB.\n", "Ada B."),
        ("%(name)s {} {{ 1234*5678 }}", "%(name)s {} {{ 1234*5678 }}"),
    ],
)
async def test_a_name_may_hold_any_writing_and_is_shown_as_text(stranger, typed, stored):
    answer = await stranger.post("/registrieren", data=RIGHT | {"name": typed})
    answer = await proven(stranger, answer)

    assert answer.status_code == 303
    assert [person.name for person in await Person.objects()] == [stored]
    account = await stranger.get("/konto")
    assert account.status_code == 200
    assert "<b>Söhne" not in account.text
    assert "7006652" not in account.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 81),
        ("email", "a@" + "x" * 250 + ".de"),
        ("email", "a@" + "İ" * 240 + ".de"),
        ("passwort", "xyz ?" * 41),
        ("passwort", "x" * 9),
    ],
)
async def test_what_is_too_long_or_too_short_is_refused(stranger, field, value):
    answer = await stranger.post("/registrieren", data=RIGHT | {field: value})

    assert answer.status_code == 422
    assert reading.problems(answer) == [field]


async def test_the_longest_values_allowed_are_stored(stranger):
    longest = {"name": "ü" * 80, "email": LONGEST, "passwort": "ßa8 ?" * 40}

    await proven(stranger, await stranger.post("/registrieren", data=longest))

    answer = await stranger.post("/anmelden", data=longest | {"wie": "passwort"})
    assert answer.headers["location"] == "/?hinweis=angemeldet"


@pytest.mark.parametrize("password", ["ada@example.org", "ADA Lovelace"])
async def test_a_password_that_is_the_name_or_the_address_is_refused(stranger, password):
    data = RIGHT | {"name": "Ada Lovelace", "passwort": password}

    answer = await stranger.post("/registrieren", data=data)

    assert reading.problems(answer) == ["passwort"]


async def test_the_account_speaks_the_language_of_the_page_it_was_made_on(stranger):
    answer = await proven(stranger, await stranger.post("/en/registrieren", data=RIGHT))

    assert answer.headers["location"] == "/en/?hinweis=willkommen"
    assert [person.language for person in await Person.objects()] == ["en"]


@pytest.mark.parametrize("password", ["passwort123", "Recklinghausen", "qwertzuiop", "Ada Ada Ada"])
async def test_a_password_that_is_soon_guessed_is_refused(stranger, password):
    answer = await stranger.post("/registrieren", data=RIGHT | {"passwort": password})

    assert answer.status_code == 422
    assert reading.problems(answer) == ["passwort"]
    assert await MailedCode.count() == 0


async def test_two_proofs_at_once_for_one_address_make_one_account(browser_for):
    browsers = [await browser_for() for _ in range(4)]
    handles, codes = [], []
    for browser in browsers:
        asked = await browser.post("/registrieren", data=RIGHT)
        handles.append(asked.headers["location"].partition("vorgang=")[2])
        codes.append(await mailbox.newest_code())

    answers = await asyncio.gather(
        *(
            browser.post("/anmelden/code", data={"vorgang": handle, "code": code})
            for browser, handle, code in zip(browsers, handles, codes, strict=True)
        )
    )

    assert {answer.status_code for answer in answers} == {303}
    assert await Person.count() == 1
    assert await SignIn.count() == 4
